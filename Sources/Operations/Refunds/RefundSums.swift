import Commerce

/// What was paid for an order, what has been given back, and so what can still be refunded.
struct RefundSums {
  let order: Order
  let lines: [OrderLine]
  let payments: [Payment]
  let refunds: [Refund]
  let collection: Collection?
  /// What the customer really paid, in minor units.
  let paidMinor: Int64
  private let shares: LineShares

  init(of order: Order, in transaction: any ReadTransaction) throws(CommerceError) {
    self.order = order
    lines = try transaction.lines(of: order.id)
    payments = try transaction.payments(of: order.id)
    refunds = try transaction.refunds(of: order.id)
    collection = try transaction.collection(of: order.id)
    shares = LineShares(lines, order.totals)
    var paid = payments.reduce(0) { $0 + ($1.status == .paid ? $1.amount.minor : 0) }
    if let collection {
      let returned = collection.returned.reduce(0) { $0 + $1.amountMinor }
      let unpaid = collection.due.minor - returned - collection.collected.minor
      paid -= returned
      // A driver's shortage is the driver's: the customer has paid.
      if unpaid > 0, collection.difference == .tolerance || collection.difference == .customerDebt { paid -= unpaid }
      for move in try transaction.cashMoves(of: order.id) where move.reason == .settled && move.from == .debt {
        paid += move.amount.minor
      }
    }
    paidMinor = paid
  }

  /// Refunds that stand against what was paid: not those of late money, and not those that failed.
  var counted: [Refund] { refunds.filter { $0.latePayment == nil && $0.status != .failed } }

  /// What can still be refunded in all, in minor units; `excluding` one that is to be tried again.
  func remainingMinor(excluding id: ID<Refund>? = nil) -> Int64 {
    max(0, paidMinor - counted.reduce(0) { $0 + ($1.id == id ? 0 : $1.amount.minor) })
  }

  var shippingMinor: Int64 { max(0, order.totals.deliveryMinor - counted.reduce(0) { $0 + $1.shippingMinor }) }

  /// What is left of each line.
  var remaining: [Refundable.Line] {
    let back = counted.flatMap(\.lines) + (collection?.returned ?? [])
    return lines.map { line in
      let done = back.filter { $0.line == line.id }
      let share = shares.minor[line.id] ?? 0
      return Refundable.Line(
        line: line, quantity: max(0, line.quantity - done.reduce(0) { $0 + $1.quantity }),
        remainingMinor: max(0, share - done.reduce(0) { $0 + $1.amountMinor }))
    }
  }

  /// By what the money came, and so goes back.
  var tender: Tender { payments.last { $0.status == .paid }?.tender ?? (order.paymentMethod == .cod ? .cash : .momo) }

  /// What one person has given back alone so far, in minor units: many small refunds are one large one.
  var unvouchedMinor: Int64 { counted.reduce(0) { $0 + ($1.approver == nil ? $1.amount.minor : 0) } }

  /// What has left the house already by one person's word, in minor units.
  func paidOutAloneMinor(besides id: ID<Refund>) -> Int64 {
    refunds.reduce(0) { $0 + ($1.id != id && $1.status == .processed && $1.approver == nil ? $1.amount.minor : 0) }
  }

  /// Throws why nothing can be refunded.
  func check() throws(CommerceError) {
    guard paidMinor > 0 else {
      throw .refused(
        Refusal(
          .nothingPaid, [.order: .text(order.number), .payment: .text(order.paymentStatus.rawValue)], remedy: .none))
    }
    if remainingMinor() == 0 { throw over(0) }
  }

  /// The refusal of a sum above what remains.
  func over(_ minor: Int64) -> CommerceError {
    let currency = order.totals.currency
    return .refused(
      Refusal(
        .overRefund,
        [
          .order: .text(order.number), .amount: .money(Money(minor: minor, currency)),
          .limit: .money(Money(minor: remainingMinor(), currency)),
        ], remedy: .none))
  }

  var basis: String {
    Basis.of(
      [order.id.description, String(paidMinor), order.totals.total.plain, order.status.rawValue]
        + refunds.map { "\($0.id) \($0.amount.minor) \($0.status.rawValue)" }
        + lines.map { "\($0.id) \($0.quantity)" })
  }

  /// What a screen shows of it.
  func refundable(_ policy: SitePolicy) -> Refundable {
    var refusal: CommerceError?
    do throws(CommerceError) { try check() } catch { refusal = error }
    return Refundable(
      order: order.id, number: order.number, lines: remaining, shippingMinor: shippingMinor,
      remaining: Money(minor: remainingMinor(), order.totals.currency), tender: tender,
      limitMinor: max(0, policy.refundLimitMinor - unvouchedMinor), refusal: refusal, basis: basis)
  }
}
