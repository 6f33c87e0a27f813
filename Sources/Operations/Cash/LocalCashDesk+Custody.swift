import Commerce

extension LocalCashDesk {
  func till(by caller: Caller) async throws(CommerceError) -> Till {
    let now = house.clock.now
    return try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      try LoadTill.run(at: try transaction.existingSite(caller.site), now: now, in: transaction, scope: scope)
    }
  }

  func countCash(
    of driver: ID<Person>, countedMinor: Int64, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult {
    let id = try await house.carryOut("cash.count", intent, needing: .takeCash) {
      transaction, command, _ throws(CommerceError) in
      try CountCash.run(
        of: driver, countedMinor: countedMinor, in: transaction, by: command,
        site: try transaction.existingSite(intent.caller.site))
    }
    return try await result(of: id, intent.caller)
  }

  func settle(
    _ cashUp: ID<CashUp>, reason: CashUpReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult {
    let approver = try await approver(stepUp, needing: .writeOff, beside: intent.caller)
    let id = try await house.carryOut("cash.settle", intent, needing: .takeCash) {
      transaction, command, scope throws(CommerceError) in
      try SettleCashUp.run(
        cashUp, reason: reason, approver: approver, in: transaction, by: command, scope: scope)
    }
    return try await result(of: id, intent.caller)
  }

  func declare(_ minor: Int64?, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("cash.declare", intent, needing: .drive) {
      transaction, command, _ throws(CommerceError) in
      try DeclareCash.run(minor, at: intent.caller.site, in: transaction, by: command)
      return Done()
    }
  }

  func cashUp(_ id: ID<CashUp>, by caller: Caller) async throws(CommerceError) -> CashUpSlip {
    try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      guard let cashUp = try transaction.cashUp(id, in: scope) else { throw .notFound(.cashUp, id.description) }
      func name(_ person: ID<Person>?) throws(CommerceError) -> String {
        guard let person else { return "" }
        return try transaction.person(person)?.name ?? ""
      }
      return CashUpSlip(
        cashUp: cashUp, driverName: try name(cashUp.driver), cashierName: try name(cashUp.cashier),
        ownerName: try name(cashUp.owner), moves: try transaction.cashMoves(of: cashUp))
    }
  }

  func cashUps(_ page: PageRequest<ID<CashUp>>, by caller: Caller) async throws(CommerceError) -> Page<CashUp> {
    try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      try transaction.cashUps(at: caller.site, page, in: scope)
    }
  }

  func printSlip(
    of cashUp: ID<CashUp>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let before = try await house.look(intent.caller, needing: .takeCash) { transaction, _ throws(CommerceError) in
      try transaction.outcome(of: intent.id)
    }
    // Asked for again under the same id: it is printed already.
    if let before { return before.text }
    let slip = try await self.cashUp(cashUp, by: intent.caller)
    let site = try await house.look(intent.caller, needing: .takeCash) { transaction, _ throws(CommerceError) in
      try transaction.existingSite(intent.caller.site)
    }
    let place = try house.printer.print(slip.text(site: site), title: "cash-up-\(cashUp)", to: destination)
    return try await house.carryOut("paper.print", intent, needing: .takeCash) {
      transaction, command, _ throws(CommerceError) in
      try transaction.append(slip.cashUp.change("printed", new: place), by: command)
      return Words(place)
    }.text
  }

  func deposit(minor: Int64, reference: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("cash.deposit", intent, needing: .takeCash) {
      transaction, command, _ throws(CommerceError) in
      try DepositCash.run(
        minor: minor, reference: reference, at: try transaction.existingSite(intent.caller.site), in: transaction,
        by: command)
      return Done()
    }
  }

  func settleBalance(of order: ID<Order>, minor: Int64, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("cash.settle_balance", intent, needing: .takeCash) {
      transaction, command, scope throws(CommerceError) in
      try SettleBalance.run(of: order, minor: minor, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func day(_ day: String?, by caller: Caller) async throws(CommerceError) -> DaySheet {
    let now = house.clock.now
    return try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      try LoadDay.run(
        day, at: try transaction.existingSite(caller.site), now: now,
        tellsDrivers: try transaction.policy(of: caller).allows(.writeOff, at: caller.site), in: transaction,
        scope: scope)
    }
  }

  func closeDay(_ intent: Intent) async throws(CommerceError) -> DaySheet {
    let day = try await house.carryOut("cash.close_day", intent, needing: .closeDay) {
      transaction, command, scope throws(CommerceError) in
      let site = try transaction.existingSite(intent.caller.site)
      try CloseDay.run(at: site, in: transaction, by: command, scope: scope)
      return Words(LocalTime(command.at, offsetMinutes: site.utcOffsetMinutes).date)
    }
    return try await self.day(day.text, by: intent.caller)
  }

  func moves(
    account: CashAccount?, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedCashMove> {
    try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      try transaction.cashMoves(at: caller.site, account: account, page, in: scope)
    }
  }

  private func result(of id: ID<CashUp>, _ caller: Caller) async throws(CommerceError) -> CashUpResult {
    try await house.look(caller, needing: .takeCash) { transaction, scope throws(CommerceError) in
      guard let cashUp = try transaction.cashUp(id, in: scope) else { throw .notFound(.cashUp, id.description) }
      let policy = try transaction.existingSite(cashUp.site).policy
      return CashUpResult(
        id: id, expected: cashUp.expected, counted: cashUp.counted, declared: cashUp.declared, state: cashUp.state,
        needsStepUp: cashUp.needsSecondPerson(policy))
    }
  }
}

extension ReadTransaction {
  /// The site. Throws `input.not_found` for an unknown one.
  func existingSite(_ id: ID<Site>) throws(CommerceError) -> Site {
    guard let site = try site(id) else { throw .notFound(.site, id.description) }
    return site
  }
}
