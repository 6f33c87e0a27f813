import Commerce

/// Opens a refund: money owed back, to be paid out.
enum OpenRefund {
  /// Nothing to pay out is processed at once. Money goes back the way it
  /// came unless said otherwise. `late` names the payment whose money came when nobody waited for it.
  @discardableResult
  static func run(
    _ amount: Money, of order: Order, lines: [RefundLine] = [], shippingMinor: Int64 = 0,
    tender: Tender? = nil, reason: String, owner: ID<Person>? = nil, approver: ID<Person>? = nil,
    late: ID<Payment>? = nil,
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> ID<Refund> {
    let status: RefundStatus = amount.minor == 0 ? .processed : .pending
    let id = try transaction.insert(
      Refund(
        id: ID(0), order: order.id, amount: amount, lines: lines, shippingMinor: shippingMinor,
        tender: tender ?? (order.paymentMethod == .cod ? .cash : .momo),
        status: status, reason: reason, owner: owner, approver: approver, latePayment: late, createdAt: command.at))
    try transaction.append(
      Change(.refund, id.serial, site: order.site, field: "status", new: status.rawValue, reason: reason),
      by: command)
    try transaction.append(order.change("refund", new: amount.text, reason: reason), by: command)
    return id
  }
}

extension Payment {
  /// By what its money goes back.
  var tender: Tender { method == .cod ? .cash : .momo }
}

extension Refund {
  /// A change of this refund.
  func change(_ field: String, at site: ID<Site>, old: String = "", new: String, reason: String = "") -> Change {
    Change(.refund, id.serial, site: site, field: field, old: old, new: new, reason: reason)
  }
}
