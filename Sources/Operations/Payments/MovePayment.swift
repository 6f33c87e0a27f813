import Commerce

/// Moves a payment along its machine: the one place where a stored payment changes its status.
enum MovePayment {
  /// Checks the move, stores the payment as it is given with its new status, and appends the change. Throws what
  /// `PaymentLifecycle.check` throws.
  static func run(
    _ payment: inout Payment, to status: PaymentStatus, of order: Order, cancelReason: Payment.CancelReason? = nil,
    _ facts: PaymentLifecycle.Facts = PaymentLifecycle.Facts(), reason: String = "",
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    try PaymentLifecycle.check(payment.status, status, method: payment.method, facts)
    let old = payment.status
    payment.status = status
    payment.cancelReason = status == .cancelled ? cancelReason : nil
    payment.updatedAt = command.at
    try transaction.update(payment)
    try transaction.append(
      payment.change("status", of: order, old: old.rawValue, new: status.rawValue, reason: reason), by: command)
  }

  /// Asks for money anew: a new payment of what the order costs. Throws `rule.payment.live` while another one is under
  /// way (I21).
  static func open(
    _ method: PaymentMethod, _ status: PaymentStatus, of order: Order, phone: String = "",
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> Payment {
    if let live = try transaction.payments(of: order.id).first(where: { $0.status.isLive }) {
      throw live.stillLive(order)
    }
    var payment = Payment(
      id: ID(0), order: order.id, method: method, status: status, amount: order.totals.total, phone: phone,
      createdAt: command.at, updatedAt: command.at)
    payment.id = try transaction.insert(payment)
    try transaction.append(
      payment.change("status", of: order, new: status.rawValue, reason: method.rawValue), by: command)
    return payment
  }
}

extension Payment {
  /// True while a provider that has taken it in owes its answer.
  var isWithProvider: Bool { status == .pending && reference != nil }

  /// A change of this payment.
  func change(_ field: String, of order: Order, old: String = "", new: String, reason: String = "") -> Change {
    Change(.payment, id.serial, site: order.site, field: field, old: old, new: new, reason: reason)
  }

  /// The refusal of anything that this payment under way stands against.
  func stillLive(_ order: Order) -> CommerceError {
    .refused(
      Refusal(
        .paymentLive,
        [
          .order: .text(order.number), .payment: .text(status.rawValue), .amount: .money(amount),
          .since: .time(createdAt),
        ], remedy: method == .cod ? .waitForPayment : .backToCash))
  }
}
