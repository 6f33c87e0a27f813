/// What cancelling does to money, units and stock, by where an order stands: one visible table (contracts.md I24 has the
/// rental column). Whether an order may be cancelled at all is the lifecycle's business.
public struct CancelRule: Hashable, Sendable {
  /// Where the order stands.
  public let status: OrderStatus
  /// Of what was paid and not given back yet, the share that is refunded, in percent.
  public let refundPercent: Int64
  /// True when units that nobody has picked are free again at once.
  public let frees: Bool
  /// True when picked units wait to be scanned back into a bin.
  public let putsBack: Bool
  /// True when parcels have to come back from the road first.
  public let comesBack: Bool
  /// The rule in words.
  public let words: String

  /// The rule for an order in that status; nil where no cancelling is foreseen.
  public static func of(_ status: OrderStatus, mode: FulfilmentMode) -> CancelRule? {
    if mode == .rental, let rule = rental.first(where: { $0.status == status }) { return rule }
    return table.first { $0.status == status }
  }

  /// Every rule.
  public static let table: [CancelRule] = [
    CancelRule(
      .pendingPayment, 100, frees: true, putsBack: false, comesBack: false,
      "not paid yet: units are free at once; money that still comes goes back"),
    CancelRule(
      .pendingFulfilment, 100, frees: true, putsBack: false, comesBack: false,
      "nothing picked yet: units are free at once, what was paid goes back"),
    CancelRule(
      .picking, 100, frees: true, putsBack: true, comesBack: false,
      "in picking: unpicked units are free at once, picked ones are put back, what was paid goes back"),
    CancelRule(
      .packed, 100, frees: true, putsBack: true, comesBack: false,
      "packed: boxes are opened and put back, what was paid goes back"),
    CancelRule(
      .readyForDispatch, 100, frees: true, putsBack: true, comesBack: false,
      "ready: it is taken off its run, boxes are opened and put back, what was paid goes back"),
    CancelRule(
      .failed, 100, frees: false, putsBack: true, comesBack: true,
      "not delivered: parcels come back and are put back, what was paid goes back"),
  ]

  /// Where rentals differ: a unit on its way stays out, and half is kept.
  public static let rental: [CancelRule] = [
    CancelRule(
      .outForDelivery, 50, frees: false, putsBack: false, comesBack: false,
      "on its way: half of what was paid goes back, the unit stays out")
  ]

  private init(
    _ status: OrderStatus, _ refundPercent: Int64, frees: Bool, putsBack: Bool, comesBack: Bool, _ words: String
  ) {
    self.status = status
    self.refundPercent = refundPercent
    self.frees = frees
    self.putsBack = putsBack
    self.comesBack = comesBack
    self.words = words
  }

  /// Of `minor` what goes back, halves rounded up.
  public func refundMinor(of minor: Int64) -> Int64 {
    refundPercent == 100 ? minor : (minor * refundPercent + 50) / 100
  }
}

extension OrderStatus {
  /// I27: shown as refunded when it was cancelled and its money has gone back. A late refund leaves a live order alone.
  public func isRefunded(by refunds: [Refund]) -> Bool {
    self == .cancelled && !refunds.isEmpty && refunds.allSatisfy { $0.status == .processed }
  }
}
