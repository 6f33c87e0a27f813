import Commerce

/// What an order costs has changed before it was paid: the payment under way follows.
enum AskAnew {
  /// Cash to come is simply of the new total. A phone may have been asked for the old one already, and its answer is on
  /// the way: that payment is called off, so that its money goes back, and a new one waits to be asked. `order` has its
  /// new totals; the caller stores it.
  static func run(
    _ order: inout Order, reason: String, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    for var payment in try transaction.payments(of: order.id) where payment.status.isLive {
      let old = payment.amount
      guard payment.method == .cod else {
        try MovePayment.run(
          &payment, to: .cancelled, of: order, cancelReason: .superseded, reason: reason, in: transaction, by: command)
        _ = try MovePayment.open(payment.method, .initiated, of: order, in: transaction, by: command)
        guard order.paymentMethod == payment.method, order.paymentStatus != .initiated else { continue }
        try transaction.append(
          order.change("payment", old: order.paymentStatus.rawValue, new: PaymentStatus.initiated.rawValue),
          by: command)
        order.paymentStatus = .initiated
        continue
      }
      payment.amount = order.totals.total
      payment.updatedAt = command.at
      try transaction.update(payment)
      try transaction.append(
        payment.change("amount", of: order, old: old.text, new: payment.amount.text, reason: reason), by: command)
    }
  }
}
