import Commerce

/// Asks for the money of an order that is to be paid before it is picked: the first time, or again after the payment
/// failed, expired or was asked of the wrong phone. There is never more than one request under way (I21).
enum AskForPayment {
  /// Answers the mobile-money payment, INITIATED; the provider is asked outside the transaction. A request under way is
  /// called off when another phone is to be asked instead: money that still comes for it goes back. Throws
  /// `rule.order.move_not_allowed` for an order that waits for no payment, `rule.payment.not_live` for a paid one,
  /// `rule.payment.live` while the same phone is asked already, or `input.invalid` without a phone.
  static func run(
    _ id: ID<Order>, phone: String?, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Payment> {
    var order = try transaction.existingOrder(id, in: scope)
    let payments = try transaction.payments(of: id)
    let phone = try checked(phone, of: order)
    try check(order, payments, phone: phone)
    for var payment in payments where payment.status.isLive {
      if payment.method == .momo, payment.status == .initiated, payment.phone.isEmpty || payment.phone == phone {
        payment.phone = phone
        try transaction.update(payment)
        try transaction.append(payment.change("asked", of: order, new: masked(phone)), by: command)
        return payment.id
      }
      try MovePayment.run(&payment, to: .cancelled, of: order, cancelReason: .superseded, in: transaction, by: command)
    }
    let payment = try MovePayment.open(.momo, .initiated, of: order, phone: phone, in: transaction, by: command)
    if order.paymentMethod != .momo {
      try transaction.append(
        order.change("payment_method", old: order.paymentMethod.rawValue, new: PaymentMethod.momo.rawValue),
        by: command)
      order.paymentMethod = .momo
    }
    try ApplyPaymentEvent.show(.initiated, on: &order, in: transaction, by: command)
    return payment.id
  }

  /// Throws why nothing can be asked for now. Without a phone: of the phone that was asked before.
  static func check(_ order: Order, _ payments: [Payment], phone: String? = nil) throws(CommerceError) {
    try order.checkAwaitsPayment()
    guard let live = payments.first(where: \.isWithProvider) else { return }
    guard let phone, live.phone.isEmpty ? phone != order.customer.phone : phone != live.phone else {
      guard case .refused(let refusal) = live.stillLive(order) else { return }
      throw .refused(Refusal(refusal.rule, refusal.facts, remedy: .pollPayment))
    }
  }

  private static func checked(_ phone: String?, of order: Order) throws(CommerceError) -> String {
    let text = CheckedDraft.phone(trimmed(phone ?? ""))
    let asked = text.isEmpty ? order.customer.phone : text
    guard !asked.isEmpty else { throw .invalid([FieldIssue("phone", "is missing")]) }
    guard CheckedDraft.isPhone(asked) else { throw .invalid([FieldIssue("phone", "is not a phone number")]) }
    return asked
  }

  /// Not everybody who reads the history may see phones.
  private static func masked(_ phone: String) -> String { Customer(name: "", phone: phone).maskedPhone }
}

/// A prepaid order that nobody has paid is paid at the door instead: it goes to the floor at once (contracts.md T11).
enum SwitchToCash {
  /// Calls off what is asked for; money that still comes goes back. Throws `rule.order.move_not_allowed` for an order
  /// that waits for no payment, or `rule.payment.not_live` for a paid one.
  static func run(
    _ id: ID<Order>, mover: MoveActor = .staff, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) -> ID<Payment> {
    var order = try transaction.existingOrder(id, in: scope)
    try check(order)
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
    try MoveOrder.run(&order, to: .pendingFulfilment, by: mover, in: transaction, command: command)
    return payment.id
  }

  /// Throws why the order cannot be paid at the door. Rented units are handed out against money only.
  static func check(_ order: Order) throws(CommerceError) {
    try order.checkAwaitsPayment()
    guard order.mode == .delivery else {
      throw .refused(
        Refusal(
          .paymentNotCompleted, [.order: .text(order.number), .since: .time(order.placedAt)], remedy: .pollPayment))
    }
  }
}

extension Order {
  /// Throws unless the order waits to be paid before it is picked.
  func checkAwaitsPayment() throws(CommerceError) {
    guard paymentStatus != .paid else {
      throw .refused(
        Refusal(.paymentNotLive, [.order: .text(number), .payment: .text(paymentStatus.rawValue)], remedy: .none))
    }
    guard status == .pendingPayment else {
      throw .refused(
        Refusal(.moveNotAllowed, [.order: .text(number), .status: .text(status.rawValue)], remedy: .chooseOther))
    }
  }
}
