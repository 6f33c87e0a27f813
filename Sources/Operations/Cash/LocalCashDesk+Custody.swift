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
    try await house.carryOut("cash.count", intent, needing: .takeCash, about(driver, countedMinor)) {
      transaction, command, scope throws(CommerceError) in
      let id = try CountCash.run(
        of: driver, countedMinor: countedMinor, in: transaction, by: command,
        site: try transaction.existingSite(intent.caller.site))
      return try transaction.result(of: id, in: scope)
    }
  }

  func settle(
    _ cashUp: ID<CashUp>, reason: CashUpReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult {
    let approver = try await approver(stepUp, needing: .writeOff, beside: intent.caller)
    return try await house.carryOut("cash.settle", intent, needing: .takeCash, about(cashUp, reason)) {
      transaction, command, scope throws(CommerceError) in
      let id = try SettleCashUp.run(
        cashUp, reason: reason, approver: approver, in: transaction, by: command, scope: scope)
      return try transaction.result(of: id, in: scope)
    }
  }

  func declare(_ minor: Int64?, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("cash.declare", intent, needing: .drive, about(minor)) {
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
      // A count that moved nothing has no end in the books: what came in since is to be counted anew.
      var moves = try transaction.cashMoves(of: cashUp)
      if [.open, .superseded].contains(cashUp.state) { moves.removeAll { $0.at > cashUp.countedAt } }
      return CashUpSlip(
        cashUp: cashUp, driverName: try name(cashUp.driver), cashierName: try name(cashUp.cashier),
        ownerName: try name(cashUp.owner), moves: moves)
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
    let content = about(cashUp, destination)
    let before: Words? = try await house.earlier("cash.print", intent, needing: .takeCash, content)
    // Asked for again under the same id: it is printed already.
    if let before { return before.text }
    let slip = try await self.cashUp(cashUp, by: intent.caller)
    let site = try await house.look(intent.caller, needing: .takeCash) { transaction, _ throws(CommerceError) in
      try transaction.existingSite(intent.caller.site)
    }
    let place = try house.print(slip.paper(site: site), to: destination)
    return try await house.carryOut("cash.print", intent, needing: .takeCash, content) {
      transaction, command, _ throws(CommerceError) in
      try transaction.append(slip.cashUp.change("printed", new: place), by: command)
      return Words(place)
    }.text
  }

  func deposit(minor: Int64, reference: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("cash.deposit", intent, needing: .takeCash, about(minor, reference)) {
      transaction, command, _ throws(CommerceError) in
      try DepositCash.run(
        minor: minor, reference: reference, at: try transaction.existingSite(intent.caller.site), in: transaction,
        by: command)
      return Done()
    }
  }

  func settleBalance(of order: ID<Order>, minor: Int64, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("cash.settle_balance", intent, needing: .takeCash, about(order, minor)) {
      transaction, command, scope throws(CommerceError) in
      try SettleBalance.run(of: order, minor: minor, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func day(_ day: String?, by caller: Caller) async throws(CommerceError) -> DaySheet {
    let now = house.clock.now
    return try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      try LoadDay(
        day, at: try transaction.existingSite(caller.site), now: now, sight: try transaction.cashSight(of: caller),
        in: transaction, scope: scope
      ).run()
    }
  }

  func closeDay(_ day: String?, _ intent: Intent) async throws(CommerceError) -> DaySheet {
    let closed = try await house.carryOut("cash.close_day", intent, needing: .closeDay, about(day)) {
      transaction, command, scope throws(CommerceError) in
      let site = try transaction.existingSite(intent.caller.site)
      return Words(try CloseDay.run(day, at: site, in: transaction, by: command, scope: scope))
    }
    return try await self.day(closed.text, by: intent.caller)
  }

  func moves(
    account: CashAccount?, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedCashMove> {
    try await house.look(caller, needing: .viewCash) { transaction, scope throws(CommerceError) in
      var page = try transaction.cashMoves(at: caller.site, account: account, page, in: scope)
      let sight = try transaction.cashSight(of: caller)
      for index in page.rows.indices where try transaction.hides(page.rows[index], from: sight, in: scope) {
        page.rows[index].move.amount.minor = 0
        page.rows[index].isHidden = true
      }
      return page
    }
  }
}

extension CashUpResult: Outcome {}

extension ReadTransaction {
  fileprivate func result(of id: ID<CashUp>, in scope: Scope) throws(CommerceError) -> CashUpResult {
    guard let cashUp = try cashUp(id, in: scope) else { throw .notFound(.cashUp, id.description) }
    return CashUpResult(
      id: id, expected: cashUp.expected, counted: cashUp.counted, declared: cashUp.declared, state: cashUp.state,
      needsStepUp: cashUp.needsSecondPerson(try existingSite(cashUp.site).policy))
  }

  /// The site. Throws `input.not_found` for an unknown one.
  func existingSite(_ id: ID<Site>) throws(CommerceError) -> Site {
    guard let site = try site(id) else { throw .notFound(.site, id.description) }
    return site
  }
}
