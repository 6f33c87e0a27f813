import Commerce

/// What a provider says of a payment: from a verified notice, or read from it.
struct PaymentEvent: Hashable, Sendable {
  var status: PaymentStatus
  /// How much it says was paid.
  var amount: Money
  /// The provider's reference; nil when it gave none.
  var reference: String?
  /// Why it was not paid, in the provider's words.
  var reason = ""
}

/// Applies what a provider says of a payment, by notice or when asked: the same way whatever comes first, and however
/// often it comes (contracts.md I22, I23, I29, I30).
enum ApplyPaymentEvent {
  /// What became of an event.
  enum Outcome: Hashable, Sendable {
    /// It changed the payment, or says what stands there already.
    case applied
    /// Another event said more: nothing to do.
    case ignored(String)
    /// The amount is not what was asked for: somebody has to look.
    case mismatched(String)
  }

  /// PAID dominates. Money that comes when nobody waits for it any more is given back: one refund a payment.
  static func run(
    _ event: PaymentEvent, to payment: Payment, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> Outcome {
    var order = try transaction.existingOrder(payment.order, in: try WholeHouse.scope())
    var payment = payment
    switch event.status {
    case .paid: return try pay(&payment, &order, event, in: transaction, by: command)
    case .failed, .cancelled, .pending:
      guard payment.status != event.status else { return .applied }
      guard payment.status.isLive, payment.status.next.contains(event.status) else {
        return .ignored("the payment is \(payment.status.rawValue) already")
      }
      payment.reference = event.reference ?? payment.reference
      try MovePayment.run(
        &payment, to: event.status, of: order, cancelReason: .expired, reason: event.reason, in: transaction,
        by: command)
      if order.paymentMethod == payment.method { try show(event.status, on: &order, in: transaction, by: command) }
      return .applied
    case .initiated: return .ignored("it says nothing new")
    }
  }

  private static func pay(
    _ payment: inout Payment, _ order: inout Order, _ event: PaymentEvent, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) -> Outcome {
    guard event.amount == payment.amount else {
      return .mismatched("\(event.amount.text) came, \(payment.amount.text) was asked for")
    }
    if payment.status == .paid { return .applied }
    // Its money is owed back already, whatever the order waits for by now.
    if try transaction.lateRefund(of: payment.id) != nil { return .applied }
    guard try isAwaited(payment, order, in: transaction) else {
      return try giveBack(payment, order, event, in: transaction, by: command)
    }
    payment.reference = event.reference ?? payment.reference
    try MovePayment.run(&payment, to: .paid, of: order, in: transaction, by: command)
    try post(payment, order, in: transaction, by: command)
    if order.paymentMethod != payment.method {
      try transaction.append(
        order.change("payment_method", old: order.paymentMethod.rawValue, new: payment.method.rawValue), by: command)
      order.paymentMethod = payment.method
    }
    if order.status == .pendingPayment {
      try transaction.append(
        order.change("payment", old: order.paymentStatus.rawValue, new: PaymentStatus.paid.rawValue), by: command)
      order.paymentStatus = .paid
      try MoveOrder.run(&order, to: .pendingFulfilment, by: .payment, in: transaction, command: command)
    } else {
      try show(.paid, on: &order, in: transaction, by: command)
    }
    return .applied
  }

  /// True while the order waits for this very payment: nothing else was paid or asked for meanwhile.
  private static func isAwaited(
    _ payment: Payment, _ order: Order, in transaction: any ReadTransaction
  ) throws(CommerceError) -> Bool {
    let isOpen =
      order.status == .pendingPayment
      || (order.paymentMethod == .cod && order.paymentStatus != .paid && !order.status.isTerminal)
    guard isOpen, PaymentLifecycle.allows(payment.status, .paid, method: payment.method) else { return false }
    return try !transaction.payments(of: order.id).contains {
      $0.id != payment.id && ($0.status.isLive || $0.status == .paid)
    }
  }

  /// Too late, or twice: the payment stays as it is, and its money is owed back, once.
  private static func giveBack(
    _ payment: Payment, _ order: Order, _ event: PaymentEvent, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) -> Outcome {
    var late = payment
    if payment.status.isLive {
      try MovePayment.run(
        &late, to: .cancelled, of: order, cancelReason: .superseded, in: transaction, by: command)
    }
    if late.reference == nil, let reference = event.reference {
      late.reference = reference
      try transaction.update(late)
    }
    try post(payment, order, in: transaction, by: command)
    try OpenRefund.run(
      payment.amount, of: order, tender: .momo,
      reason: order.status == .cancelled ? "paid after cancelling" : "paid when it was no longer due",
      late: payment.id, in: transaction, by: command)
    return .applied
  }

  private static func post(
    _ payment: Payment, _ order: Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard payment.amount.minor > 0 else { return }
    try transaction.post(
      CashMove(
        site: order.site, amount: payment.amount, from: .sales, to: .momo, reason: .collected, order: order.id),
      by: command)
  }

  /// Lets the order tell how its payment stands.
  static func show(
    _ status: PaymentStatus, on order: inout Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard order.paymentStatus != status else { return try order.save(in: transaction) }
    try transaction.append(
      order.change("payment", old: order.paymentStatus.rawValue, new: status.rawValue), by: command)
    order.paymentStatus = status
    try order.save(in: transaction)
  }
}

/// The reach of the house itself: what a provider says is not about one person's towns.
enum WholeHouse {
  static func scope() throws(CommerceError) -> Scope {
    guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .findOrders) else {
      throw .unauthenticated
    }
    return scope
  }
}
