import Commerce

/// Asks for the money of an order that is to be paid before it is picked, as its customer wants it: the first time, or
/// anew after it failed.
enum RequestFromPhone {
  /// The mobile-money payment to ask for, the one under way when there is one (I21). Throws `rule.payment.not_live` for
  /// an order that is paid or is one of cash, `rule.order.move_not_allowed` for one that waits for no payment.
  static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Payment> {
    var order = try transaction.existingOrder(id, in: scope)
    try order.checkWaitsForMoney()
    if let live = try transaction.payments(of: id).first(where: \.status.isLive) { return live.id }
    let payment = try MovePayment.open(.momo, .initiated, of: order, in: transaction, by: command)
    try ApplyPaymentEvent.show(.initiated, on: &order, in: transaction, by: command)
    return payment.id
  }

  /// Throws why nothing can be asked for now.
  static func check(_ order: Order) throws(CommerceError) { try order.checkWaitsForMoney() }
}

/// The customer of an order that nobody has paid yet pays at the door instead: it goes to the floor at once
/// (contracts.md T11).
enum PayAtDoor {
  /// What is asked for is called off; money that still comes goes back. Throws what `RequestFromPhone.run` throws.
  static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Payment> {
    var order = try transaction.existingOrder(id, in: scope)
    try order.checkWaitsForMoney()
    for var payment in try transaction.payments(of: id) where payment.status.isLive {
      try MovePayment.run(&payment, to: .cancelled, of: order, cancelReason: .superseded, in: transaction, by: command)
    }
    let payment = try MovePayment.open(.cod, .pending, of: order, in: transaction, by: command)
    try transaction.append(
      order.change("payment_method", old: order.paymentMethod.rawValue, new: PaymentMethod.cod.rawValue), by: command)
    order.paymentMethod = .cod
    if order.paymentStatus != .pending {
      try transaction.append(
        order.change("payment", old: order.paymentStatus.rawValue, new: PaymentStatus.pending.rawValue), by: command)
      order.paymentStatus = .pending
    }
    try MoveOrder.run(&order, to: .pendingFulfilment, by: .owner, in: transaction, command: command)
    return payment.id
  }
}

extension Order {
  /// Throws unless the order waits to be paid before it is picked.
  fileprivate func checkWaitsForMoney() throws(CommerceError) {
    guard paymentStatus != .paid, paymentMethod.isPrepaid else {
      throw .refused(
        Refusal(.paymentNotLive, [.order: .text(number), .payment: .text(paymentStatus.rawValue)], remedy: .none))
    }
    try checkStands(.pendingPayment, for: .pendingFulfilment)
  }
}
