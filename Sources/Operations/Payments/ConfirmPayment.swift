public import Commerce

/// Records that an order's money has arrived, as a provider or a cashier says.
public enum ConfirmPayment {
  /// PAID moves a waiting order to fulfilment; money for a cancelled order becomes a refund. Confirming what is paid
  /// already changes nothing. Throws `input.invalid` when the amount is not what was asked for (I13), or
  /// `input.not_found` when no payment is open.
  public static func run(
    _ id: ID<Order>, amount: Money, reference: String?, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) {
    var order = try transaction.existingOrder(id, in: scope)
    let payments = try transaction.payments(of: id)
    if payments.contains(where: { $0.status == .paid }) { return }
    guard var payment = payments.last(where: { $0.status.isLive }) ?? payments.last(where: { $0.status != .paid })
    else { throw .notFound(.payment, order.number) }
    guard amount == payment.amount else {
      throw .invalid([FieldIssue("amount", "is not \(payment.amount.text) as asked for")])
    }
    if order.status == .cancelled { return try refundLate(payment, of: order, in: transaction, by: command) }
    guard payment.status.next.contains(.paid) else { throw .notFound(.payment, order.number) }
    let old = payment.status
    payment.status = .paid
    payment.reference = reference ?? payment.reference
    payment.updatedAt = command.at
    try transaction.update(payment)
    try transaction.append(
      Change(
        .payment, payment.id.serial, site: order.site, field: "status", old: old.rawValue,
        new: PaymentStatus.paid.rawValue), by: command)
    try transaction.append(
      order.change("payment", old: order.paymentStatus.rawValue, new: PaymentStatus.paid.rawValue), by: command)
    order.paymentStatus = .paid
    if order.status == .pendingPayment {
      try MoveOrder.run(&order, to: .pendingFulfilment, by: .payment, in: transaction, command: command)
    } else {
      try order.save(in: transaction)
    }
  }

  private static func refundLate(
    _ payment: Payment, of order: Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard try transaction.refunds(of: order.id).isEmpty else { return }
    try OpenRefund.run(payment.amount, of: order, reason: "paid after cancelling", in: transaction, by: command)
  }
}

/// Opens a refund: money owed back, to be paid out.
enum OpenRefund {
  static func run(
    _ amount: Money, of order: Order, reason: String, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let id = try transaction.insert(
      Refund(id: ID(0), order: order.id, amount: amount, status: .pending, reason: reason, createdAt: command.at))
    try transaction.append(
      Change(
        .refund, id.serial, site: order.site, field: "status", new: RefundStatus.pending.rawValue, reason: reason),
      by: command)
    try transaction.append(order.change("refund", new: amount.text, reason: reason), by: command)
  }
}
