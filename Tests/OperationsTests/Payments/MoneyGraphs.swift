import Commerce
import Operations
import Testing

/// The machines of money as they are agreed, told a second time: what the code's own tables say proves nothing.
enum MoneyGraphs {
  /// I23; a failed payment is paid only while nothing else is.
  static let payments: [PaymentStatus: Set<PaymentStatus>] = [
    .initiated: [.pending, .paid, .failed, .cancelled], .pending: [.paid, .failed, .cancelled], .failed: [.paid],
    .paid: [], .cancelled: [],
  ]

  /// I26.
  static let refunds: [RefundStatus: Set<RefundStatus>] = [
    .pending: [.processed, .failed], .failed: [.pending], .processed: [],
  ]

  /// Expects every move of a payment or refund in the feed to be one of theirs. Cash that was noted may be taken back.
  static func check(
    _ changes: [Change], isCash: (ID<Payment>) -> Bool, _ when: Comment
  ) throws {
    for change in changes where change.field == "status" && !change.old.isEmpty {
      switch change.entity {
      case .payment:
        let from = try #require(PaymentStatus(rawValue: change.old))
        let to = try #require(PaymentStatus(rawValue: change.new))
        let isTakenBack = from == .paid && to == .cancelled && isCash(ID(change.entityID))
        #expect(payments[from]?.contains(to) == true || isTakenBack, "I23: \(from) to \(to), \(when)")
      case .refund:
        let from = try #require(RefundStatus(rawValue: change.old))
        let to = try #require(RefundStatus(rawValue: change.new))
        #expect(refunds[from]?.contains(to) == true, "I26: \(from) to \(to), \(when)")
      default: break
      }
    }
  }
}
