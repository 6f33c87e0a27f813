public import Commerce

/// Records that an order's money has arrived, as a provider says.
public enum ConfirmPayment {
  /// PAID moves a waiting order to fulfilment; money for a cancelled order becomes a refund. Confirming what is paid
  /// already changes nothing. Throws `input.invalid` when the amount is not what was asked for (I13), or
  /// `input.not_found` when no payment is open.
  public static func run(
    _ id: ID<Order>, amount: Money, reference: String?, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) {
    let order = try transaction.existingOrder(id, in: scope)
    let payments = try transaction.payments(of: id)
    if payments.contains(where: { $0.status == .paid }) { return }
    guard let payment = payments.last(where: { $0.status.isLive }) ?? payments.last else {
      throw .notFound(.payment, order.number)
    }
    let event = PaymentEvent(status: .paid, amount: amount, reference: reference)
    if case .mismatched = try ApplyPaymentEvent.run(event, to: payment, in: transaction, by: command) {
      throw .invalid([FieldIssue("amount", "is not \(payment.amount.text) as asked for")])
    }
  }
}
