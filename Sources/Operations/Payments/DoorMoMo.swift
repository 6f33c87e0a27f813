import Commerce

/// At the door a customer would rather pay by mobile money: cash waits no longer, the phone is asked instead.
enum SwitchToMoMo {
  /// Opens the mobile-money payment, INITIATED; the provider is asked outside the transaction. Throws
  /// `rule.cash.nothing_due`, `rule.order.move_not_allowed` before it is ready or after it has ended, or
  /// `rule.payment.live` when the phone was asked already.
  static func run(
    _ id: ID<Order>, phone: String? = nil, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Payment> {
    let order = try transaction.existingOrder(id, in: scope)
    try order.checkCashDue()
    guard order.status == .readyForDispatch || order.status == .outForDelivery else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.order: .text(order.number), .status: .text(order.status.rawValue)], remedy: .chooseOther))
    }
    for var payment in try transaction.payments(of: id) where payment.status.isLive {
      guard payment.method == .cod else { throw payment.stillLive(order) }
      try MovePayment.run(
        &payment, to: .cancelled, of: order, cancelReason: .superseded, in: transaction, by: command)
    }
    return try MovePayment.open(
      .momo, .initiated, of: order, phone: phone ?? order.customer.phone, in: transaction, by: command
    ).id
  }
}

/// Gives up on mobile money at the door: cash is due again.
enum BackToCash {
  /// Throws `rule.payment.not_live` when cash is due already, or `rule.cash.nothing_due`.
  static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Payment> {
    let order = try transaction.existingOrder(id, in: scope)
    let payments = try transaction.payments(of: id)
    try check(order, payments)
    for var payment in payments where payment.status.isLive {
      try MovePayment.run(&payment, to: .cancelled, of: order, cancelReason: .user, in: transaction, by: command)
    }
    return try MovePayment.open(.cod, .pending, of: order, in: transaction, by: command).id
  }

  /// Throws why cash cannot be due again.
  static func check(_ order: Order, _ payments: [Payment]) throws(CommerceError) {
    try order.checkCashDue()
    guard !order.status.isTerminal else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.order: .text(order.number), .status: .text(order.status.rawValue)], remedy: .chooseOther))
    }
    if let live = payments.first(where: { $0.status.isLive && $0.method == .cod }) {
      throw .refused(
        Refusal(.paymentNotLive, [.order: .text(order.number), .payment: .text(live.status.rawValue)], remedy: .none))
    }
  }
}

/// Notes what the provider answered to a request.
enum NoteRequest {
  /// The reference makes an INITIATED payment PENDING; a definite no makes it FAILED. Whatever has happened to the
  /// payment meanwhile stays.
  static func run(
    _ answer: Answer, of id: ID<Payment>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let scope = try WholeHouse.scope()
    guard var payment = try transaction.payment(id, in: scope) else { return }
    var order = try transaction.existingOrder(payment.order, in: scope)
    switch answer {
    case .reference(let reference):
      guard payment.status == .initiated || payment.reference == nil else { return }
      payment.reference = reference
      if payment.status == .initiated {
        try MovePayment.run(&payment, to: .pending, of: order, in: transaction, by: command)
        try show(payment, on: &order, in: transaction, by: command)
      } else {
        // Called off meanwhile: the reference is kept, so that money that comes all the same is known.
        payment.updatedAt = command.at
        try transaction.update(payment)
        try transaction.append(payment.change("reference", of: order, new: reference), by: command)
      }
    case .refused(let words):
      guard payment.status == .initiated else { return }
      try MovePayment.run(&payment, to: .failed, of: order, reason: words, in: transaction, by: command)
      try show(payment, on: &order, in: transaction, by: command)
    }
  }

  /// An order that is paid in cash goes on telling of its cash.
  private static func show(
    _ payment: Payment, on order: inout Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard order.paymentMethod == payment.method, order.paymentStatus.isLive else { return }
    try ApplyPaymentEvent.show(payment.status, on: &order, in: transaction, by: command)
  }

  enum Answer: Sendable { case reference(String), refused(String) }
}

extension Order {
  /// Throws `rule.cash.nothing_due` unless cash is still to be collected.
  func checkCashDue() throws(CommerceError) {
    guard paymentMethod == .cod, paymentStatus != .paid else {
      throw .refused(
        Refusal(.nothingDue, [.order: .text(number), .payment: .text(paymentStatus.rawValue)], remedy: .none))
    }
  }
}

extension CommerceError {
  /// What a provider said when it refused; nil when nobody knows whether it heard at all.
  var providerWords: String? {
    switch self {
    case .refused(let refusal):
      if case .text(let words) = refusal.facts[.reason] { return words }
      return refusal.rule == .noProvider ? nil : refusal.rule.rawValue
    case .invalid(let issues): return issues.map { $0.field + " " + $0.problem }.joined(separator: ", ")
    default: return nil
    }
  }
}
