import Commerce

/// Counts a driver's cash, blind: what was expected is told only now.
enum CountCash {
  /// Count, expectation and declaration agreeing, the cash is the cashier's; otherwise nothing moves until somebody
  /// decides. Counting anew replaces a count that waits. Throws `rule.driver.not_here` for somebody who neither drives
  /// nor holds cash here, `rule.step_up.second_person` for the own cash, or `rule.cash.nothing_due` when there is none.
  static func run(
    of driver: ID<Person>, countedMinor: Int64, in transaction: any WriteTransaction, by command: Command,
    site: Site
  ) throws(CommerceError) -> ID<CashUp> {
    guard (0...(1 << 53)).contains(countedMinor) else {
      throw .invalid([FieldIssue("counted", "is negative or too large")])
    }
    guard let cashier = command.actor else { throw .unauthenticated }
    try Vouching.check(driver, against: [cashier, command.impersonator])
    let expected = try transaction.balance(of: .driver(driver), at: site.id)
    let drives = try transaction.driver(driver, at: site.id) != nil
    guard drives || expected != 0 else {
      throw .refused(
        Refusal(.notADriver, [.driver: .text(try transaction.person(driver)?.name ?? "")], remedy: .chooseDriver))
    }
    let declared = try transaction.declaration(of: driver, at: site.id)
    // Whoever was told what is expected no longer counts blind: their next count needs somebody else's word.
    var isTold = false
    if var waiting = try transaction.openCashUp(of: driver, at: site.id) {
      isTold = waiting.cashier == cashier && waiting.expected.minor == expected
      waiting.state = .superseded
      try transaction.update(waiting)
      try transaction.append(
        waiting.change("state", old: CashUp.State.open.rawValue, new: CashUp.State.superseded.rawValue), by: command)
    }
    let agrees = !isTold && countedMinor == expected && (declared == nil || declared == countedMinor)
    var cashUp = CashUp(
      id: ID(0), site: site.id, driver: driver, cashier: cashier, expected: Money(minor: expected, site.currency),
      counted: Money(minor: countedMinor, site.currency),
      declared: declared.map { Money(minor: $0, site.currency) }, state: agrees ? .agreed : .open,
      countedAt: command.at, settledAt: agrees ? command.at : nil)
    cashUp.id = try transaction.insert(cashUp)
    try transaction.append(
      cashUp.change("state", new: cashUp.state.rawValue, reason: cashUp.counted.text), by: command)
    if agrees {
      try cashUp.move(expected, .driver(driver), .cashier(cashier), in: transaction, by: command)
      try transaction.setDeclaration(nil, of: driver, at: site.id)
    }
    return cashUp.id
  }
}

/// Gives a differing cash-up an owner; only then the cash is the cashier's.
enum SettleCashUp {
  /// A second person, neither the driver nor a cashier of this cash-up, vouches for more than the site's tolerance.
  /// What is missing is the owner's or written off. What is too much first pays what the owner owes; the rest is kept as
  /// credit of whoever it belongs to: nobody gains by a count. Throws `rule.cash.cash_up_settled`,
  /// `rule.cash.moved_since` when the books moved after the count, `rule.step_up.needed`.
  static func run(
    _ id: ID<CashUp>, reason: CashUpReason, approver: ID<Person>?, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<CashUp> {
    guard var cashUp = try transaction.cashUp(id, in: scope) else { throw .notFound(.cashUp, id.description) }
    guard let site = try transaction.site(cashUp.site) else { throw .notFound(.site, cashUp.site.description) }
    guard cashUp.state == .open else {
      throw .refused(Refusal(.cashUpSettled, [.status: .text(cashUp.state.rawValue)], remedy: .recount))
    }
    guard let caller = command.actor else { throw .unauthenticated }
    try Vouching.check(cashUp.driver, against: [caller, command.impersonator])
    let held = try transaction.balance(of: .driver(cashUp.driver), at: cashUp.site)
    guard held == cashUp.expected.minor else {
      throw .refused(
        Refusal(
          .cashMoved,
          [.due: .money(cashUp.expected), .amount: .money(Money(minor: held, cashUp.expected.currency))],
          remedy: .recount))
    }
    try Vouching.check(approver, against: [caller, command.impersonator, cashUp.driver, cashUp.cashier])
    if cashUp.needsSecondPerson(site.policy), approver == nil {
      throw .refused(
        Refusal(
          .stepUpNeeded,
          [
            .amount: .money(Money(minor: cashUp.gapMinor, site.currency)),
            .limit: .money(Money(minor: site.policy.toleranceMinor, site.currency)),
          ], remedy: .askSupervisor))
    }
    guard reason != .tolerance || cashUp.gapMinor <= site.policy.writeOffLimitMinor else {
      throw .refused(
        Refusal(
          .differenceUnfit,
          [
            .amount: .money(Money(minor: cashUp.gapMinor, site.currency)),
            .limit: .money(Money(minor: site.policy.writeOffLimitMinor, site.currency)),
          ], remedy: .chooseReason))
    }
    cashUp.state = .settled
    cashUp.reason = reason
    cashUp.owner = reason.owner(of: cashUp)
    cashUp.approver = approver
    cashUp.settledAt = command.at
    try transaction.update(cashUp)
    try transaction.append(
      cashUp.change(
        "state", old: CashUp.State.open.rawValue, new: cashUp.state.rawValue, reason: reason.rawValue), by: command)
    try post(cashUp, reason, in: transaction, by: command)
    try transaction.setDeclaration(nil, of: cashUp.driver, at: cashUp.site)
    return id
  }

  /// The counted cash goes to whoever counted it, and the driver holds nothing any more.
  private static func post(
    _ cashUp: CashUp, _ reason: CashUpReason, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let driver = CashAccount.driver(cashUp.driver)
    let till = CashAccount.cashier(cashUp.cashier)
    let taker = cashUp.owner.map(CashAccount.owned) ?? .tolerance
    let handed = min(cashUp.counted.minor, cashUp.expected.minor)
    try cashUp.move(handed, driver, till, in: transaction, by: command)
    try cashUp.move(cashUp.expected.minor - handed, driver, taker, .difference, in: transaction, by: command)
    let extra = cashUp.counted.minor - handed
    let owes = max(0, try transaction.balance(of: taker, at: cashUp.site))
    let paid = reason == .tolerance ? extra : min(extra, owes)
    try cashUp.move(paid, taker, till, .difference, in: transaction, by: command)
    try cashUp.move(extra - paid, .credit, till, .difference, in: transaction, by: command)
  }
}

/// Notes what a driver says to hand over.
enum DeclareCash {
  static func run(
    _ minor: Int64?, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard let driver = command.actor else { throw .unauthenticated }
    guard try transaction.site(site) != nil else { throw .notFound(.site, site.description) }
    if let minor, !(0...(1 << 53)).contains(minor) {
      throw .invalid([FieldIssue("declared", "is negative or too large")])
    }
    let old = try transaction.declaration(of: driver, at: site)
    guard old != minor else { return }
    try transaction.setDeclaration(minor, of: driver, at: site)
    try transaction.append(
      Change(
        .driver, driver.serial, site: site, field: "declared", old: old.map(String.init) ?? "",
        new: minor.map(String.init) ?? ""), by: command)
  }
}

extension CashUp {
  /// How far count, expectation and declaration lie apart, in minor units.
  var gapMinor: Int64 {
    max(abs(differenceMinor), declared.map { abs($0.minor - counted.minor) } ?? 0)
  }

  /// True when one person may not decide this alone: too much is missing, or the right sum came only after it was told.
  func needsSecondPerson(_ policy: SitePolicy) -> Bool {
    state == .open && (gapMinor == 0 || gapMinor > policy.toleranceMinor)
  }

  /// A change of this cash-up.
  func change(_ field: String, old: String = "", new: String, reason: String = "") -> Change {
    Change(.cashUp, id.serial, site: site, field: field, old: old, new: new, reason: reason)
  }

  /// Moves `minor` of it, if any.
  func move(
    _ minor: Int64, _ from: CashAccount, _ to: CashAccount, _ reason: CashReason = .cashUp,
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard minor > 0 else { return }
    try transaction.post(
      CashMove(
        site: site, amount: Money(minor: minor, counted.currency), from: from, to: to, reason: reason, cashUp: id),
      by: command)
  }
}

extension CashUpReason {
  /// Who answers for the difference; nil when it is written off.
  func owner(of cashUp: CashUp) -> ID<Person>? {
    switch self {
    case .driver: cashUp.driver
    case .cashier: cashUp.cashier
    case .tolerance: nil
    }
  }
}
