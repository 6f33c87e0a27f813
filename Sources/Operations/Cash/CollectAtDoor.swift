public import Commerce

/// Takes the money of an order at the door: what was due, what came, and who answers for the difference.
public enum CollectAtDoor {
  /// Nothing given means the exact amount due in cash. Posts the books, marks the payment PAID with its amount as it
  /// was, and stores the order. Answers nil when nothing is to be collected: the order is paid, or goes on an invoice.
  /// Throws `rule.cash.nothing_due`, `rule.payment.live` while mobile money is awaited, what `DoorPolicy.check` throws,
  /// `rule.step_up.second_person` when the approver is the caller or the driver, or `input.invalid`.
  public static func run(
    _ order: inout Order, dispatch: Dispatch, collected: Collected?, approver: ID<Person>?,
    in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> Collection? {
    guard order.paymentMethod == .cod, order.paymentStatus != .paid else {
      if let collected, collected.amountMinor != 0 || !collected.returned.isEmpty {
        throw .refused(
          Refusal(
            .nothingDue, [.order: .text(order.number), .payment: .text(order.paymentStatus.rawValue)], remedy: .none))
      }
      return nil
    }
    guard let site = try transaction.site(order.site) else { throw .notFound(.site, order.site.description) }
    let asked = try cashPayment(of: order, in: transaction)
    let due = order.totals.total
    let returned = try returns(collected?.returned ?? [:], of: order, in: transaction)
    let open = due.minor - returned.reduce(0) { $0 + $1.amountMinor }
    let amount = collected?.amountMinor ?? due.minor
    guard (0...(1 << 53)).contains(amount) else { throw .invalid([FieldIssue("amount", "is negative or too large")]) }
    var reason = collected?.difference
    if reason == nil, amount == open, !returned.isEmpty { reason = .returnedItem }
    try Vouching.check(approver, against: [command.actor, command.impersonator, dispatch.driver])
    try DoorPolicy.check(
      dueMinor: open, collectedMinor: amount, reason: reason, hasReturns: !returned.isEmpty,
      isVouchedFor: approver != nil, policy: site.policy, currency: due.currency)
    var collection = Collection(
      id: ID(0), dispatch: dispatch.id, order: order.id, tender: .cash, due: due,
      collected: Money(minor: amount, due.currency), difference: reason, returned: returned, approver: approver,
      at: command.at)
    collection.id = try transaction.insert(collection)
    try post(collection, openMinor: open, of: order, driver: dispatch.driver, in: transaction, by: command)
    try transaction.append(
      Change(
        .collection, collection.id.serial, site: order.site, field: "collected", old: due.text,
        new: collection.collected.text, reason: reason?.rawValue ?? ""), by: command)
    try markPaid(asked, &order, in: transaction, by: command)
    return collection
  }

  /// The cash payment that waits; nil when the last try was by mobile money and failed. Throws `rule.payment.live`
  /// while mobile money is awaited.
  private static func cashPayment(
    of order: Order, in transaction: any WriteTransaction
  ) throws(CommerceError) -> Payment? {
    guard let live = try transaction.payments(of: order.id).first(where: { $0.status.isLive }) else { return nil }
    guard live.method == .cod else { throw live.stillLive(order) }
    return live
  }

  /// What the customer did not keep, priced. Keeping nothing at all is a failed delivery, not a collection.
  private static func returns(
    _ units: [ID<OrderLine>: Int], of order: Order, in transaction: any WriteTransaction
  ) throws(CommerceError) -> [RefundLine] {
    guard !units.isEmpty else { return [] }
    let lines = try transaction.lines(of: order.id)
    let shares = LineShares(lines, order.totals)
    for (id, quantity) in units {
      guard let line = lines.first(where: { $0.id == id }), (1...max(1, line.quantity)).contains(quantity) else {
        throw .invalid([FieldIssue("returned", "is more than the order has of a line, or none")])
      }
    }
    guard lines.contains(where: { $0.quantity > units[$0.id] ?? 0 }) else {
      throw .invalid([FieldIssue("returned", "is the whole order: that is a failed delivery")])
    }
    return lines.compactMap { line in
      units[line.id].map {
        RefundLine(line: line.id, quantity: $0, amountMinor: shares.minor(of: line.id, units: $0))
      }
    }
  }

  private static func post(
    _ collection: Collection, openMinor: Int64, of order: Order, driver: ID<Person>,
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    func move(_ minor: Int64, _ from: CashAccount, _ to: CashAccount, _ reason: CashReason) throws(CommerceError) {
      guard minor > 0 else { return }
      try transaction.post(
        CashMove(
          site: order.site, amount: Money(minor: minor, collection.due.currency), from: from, to: to, reason: reason,
          order: order.id, dispatch: collection.dispatch), by: command)
    }
    let difference = collection.collected.minor - openMinor
    try move(collection.due.minor, .sales, .customer, .due)
    try move(collection.due.minor - openMinor, .customer, .sales, .difference)
    try move(collection.collected.minor, .customer, .driver(driver), .collected)
    if difference > 0 { try move(difference, .credit, .customer, .difference) }
    if difference < 0, let taker = collection.difference?.account(driver: driver) {
      try move(-difference, .customer, taker, .difference)
    }
  }

  private static func markPaid(
    _ asked: Payment?, _ order: inout Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    var payment: Payment
    if let asked {
      payment = asked
    } else {
      payment = try MovePayment.open(.cod, .pending, of: order, in: transaction, by: command)
    }
    payment.amount = order.totals.total
    try MovePayment.run(&payment, to: .paid, of: order, in: transaction, by: command)
    try transaction.append(
      order.change("payment", old: order.paymentStatus.rawValue, new: PaymentStatus.paid.rawValue), by: command)
    order.paymentStatus = .paid
    try order.save(in: transaction)
  }
}

/// Who may vouch for whom.
enum Vouching {
  /// Throws `rule.step_up.second_person` when the approver is one of those it is about.
  static func check(_ approver: ID<Person>?, against people: [ID<Person>?]) throws(CommerceError) {
    guard let approver, people.contains(approver) else { return }
    throw .refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))
  }
}
