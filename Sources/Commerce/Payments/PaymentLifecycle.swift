/// The payment machine with its two conditions (contracts.md I23), the one place that says which moves there are.
public enum PaymentLifecycle {
  /// What a move depends on besides the two statuses.
  public struct Facts: Hashable, Sendable {
    /// True while the order still waits for this very money: not paid, not cancelled, nothing else asked for meanwhile.
    public var isAwaited: Bool
    /// True when staff take back cash that was noted as collected.
    public var isCorrection: Bool

    /// These facts.
    public init(isAwaited: Bool = true, isCorrection: Bool = false) {
      self.isAwaited = isAwaited
      self.isCorrection = isCorrection
    }
  }

  /// True when a payment by `method` may go from one status to the other.
  public static func allows(
    _ from: PaymentStatus, _ to: PaymentStatus, method: PaymentMethod, _ facts: Facts = Facts()
  ) -> Bool {
    if facts.isCorrection { return method == .cod && from == .paid && to == .cancelled }
    guard from.next.contains(to) else { return false }
    return from != .failed || facts.isAwaited
  }

  /// Throws `rule.order.move_not_allowed` for any other move.
  public static func check(
    _ from: PaymentStatus, _ to: PaymentStatus, method: PaymentMethod, _ facts: Facts = Facts()
  ) throws(CommerceError) {
    guard allows(from, to, method: method, facts) else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.status: .text(from.rawValue), .target: .text(to.rawValue)], remedy: .chooseOther))
    }
  }
}
