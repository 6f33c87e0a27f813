import Commerce

/// Pays the caller's till in at the bank.
enum DepositCash {
  /// Throws `rule.cash.over_balance` for more than the till holds, or `input.invalid`.
  static func run(
    minor: Int64, reference: String, at site: Site, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let reference = trimmed(reference)
    guard minor > 0, reference.count <= 100 else {
      throw .invalid([
        minor > 0
          ? FieldIssue("reference", "is longer than 100 characters") : FieldIssue("amount", "is not above zero")
      ])
    }
    guard let cashier = command.actor else { throw .unauthenticated }
    let amount = Money(minor: minor, site.currency)
    try transaction.checkTill(of: cashier, at: site, holds: minor)
    let entry = try transaction.post(
      CashMove(site: site.id, amount: amount, from: .cashier(cashier), to: .bank, reason: .deposit), by: command)
    try transaction.append(
      Change(.deposit, entry, site: site.id, field: "amount", new: amount.text, reason: reference), by: command)
  }
}

/// A customer pays what was left owing at the door, or takes out what was paid too much.
enum SettleBalance {
  /// Above zero is paid in. Throws `rule.cash.over_balance` for more than the order's debt or credit, or than the till
  /// holds.
  static func run(
    of id: ID<Order>, minor: Int64, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let order = try transaction.existingOrder(id, in: scope)
    guard let site = try transaction.site(order.site) else { throw .notFound(.site, order.site.description) }
    guard minor != 0, minor.magnitude <= 1 << 53 else { throw .invalid([FieldIssue("amount", "is zero or too large")]) }
    guard let cashier = command.actor else { throw .unauthenticated }
    let account: CashAccount = minor > 0 ? .debt : .credit
    let open = try transaction.cashMoves(of: id).reduce(Int64(0)) { sum, move in
      sum + (move.to == account ? move.amount.minor : 0) - (move.from == account ? move.amount.minor : 0)
    }
    guard minor > 0 ? minor <= open : minor >= open else {
      throw .refused(
        Refusal(
          .overBalance,
          [
            .order: .text(order.number), .requested: .money(Money(minor: abs(minor), site.currency)),
            .available: .money(Money(minor: abs(open), site.currency)),
          ], remedy: .none))
    }
    if minor < 0 { try transaction.checkTill(of: cashier, at: site, holds: -minor) }
    let amount = Money(minor: abs(minor), site.currency)
    try transaction.post(
      CashMove(
        site: site.id, amount: amount, from: minor > 0 ? account : .cashier(cashier),
        to: minor > 0 ? .cashier(cashier) : account, reason: .settled, order: id), by: command)
    try transaction.append(
      order.change(minor > 0 ? "debt_paid" : "credit_paid_out", new: amount.text), by: command)
  }
}

extension ReadTransaction {
  /// Throws `rule.cash.over_balance` when a till holds less.
  func checkTill(of cashier: ID<Person>, at site: Site, holds minor: Int64) throws(CommerceError) {
    let till = try balance(of: .cashier(cashier), at: site.id)
    guard minor > till else { return }
    throw .refused(
      Refusal(
        .overBalance,
        [
          .requested: .money(Money(minor: minor, site.currency)),
          .available: .money(Money(minor: till, site.currency)),
        ], remedy: .none))
  }
}
