import Commerce

/// The dispatch desk on a local store. Permissions and scope are checked inside each transaction.
struct LocalDispatchDesk: DispatchDesk {
  let house: House

  func board(by caller: Caller) async throws(CommerceError) -> DispatchBoard {
    try await look(caller) { view, policy throws(CommerceError) in
      try LoadBoard.run(view, policy: policy, caller: caller.person)
    }
  }

  func card(number: String, by caller: Caller) async throws(CommerceError) -> BoardCard {
    try await look(caller) { view, policy throws(CommerceError) in
      guard let order = try view.transaction.order(number: ResolveCode.cleaned(number), in: view.scope),
        order.site == view.site.id
      else { throw .notFound(.order, number) }
      var card = try view.card(order.id)
      if !policy.allows(.seePhones, at: view.site.id) { card.phone = order.customer.maskedPhone }
      return card
    }
  }

  func run(_ run: ID<Run>, by caller: Caller) async throws(CommerceError) -> RunDetail {
    try await look(caller, orDriving: true) { view, policy throws(CommerceError) in
      try Self.detail(try view.run(run), view, policy, caller)
    }
  }

  func run(code: String, by caller: Caller) async throws(CommerceError) -> RunDetail {
    try await look(caller, orDriving: true) { view, policy throws(CommerceError) in
      try Self.detail(try LoadRun.find(code, view), view, policy, caller)
    }
  }

  func runs(_ page: PageRequest<ID<Run>>, by caller: Caller) async throws(CommerceError) -> Page<RunRow> {
    try await look(caller) { view, _ throws(CommerceError) in
      let found = try view.transaction.runs(at: view.site.id, page, in: view.scope)
      var rows: [RunRow] = []
      for run in found.rows { rows.append(try LoadRun.row(run, view)) }
      return Page(rows: rows, hasBefore: found.hasBefore, hasAfter: found.hasAfter)
    }
  }

  func myRun(by caller: Caller) async throws(CommerceError) -> RunDetail? {
    try await look(caller, orDriving: true) { view, policy throws(CommerceError) in
      guard let run = try view.transaction.openRun(of: caller.person, at: view.site.id) else { return nil }
      return try LoadRun.run(run, view, policy: policy, caller: caller.person)
    }
  }

  func slots(days: Int, by caller: Caller) async throws(CommerceError) -> [SlotState] {
    try await look(caller) { view, _ throws(CommerceError) in try Slots.states(days: days, view) }
  }

  func returns(by caller: Caller) async throws(CommerceError) -> [ReturnRow] {
    try await look(caller) { view, _ throws(CommerceError) in
      try view.transaction.parcelsDueBack(at: view.site.id, in: view.scope)
    }
  }

  func preview(_ plan: DispatchPlan, by caller: Caller) async throws(CommerceError) -> PlanPreview {
    let now = house.clock.now
    return try await house.look(caller, needing: .dispatch) { transaction, scope throws(CommerceError) in
      try PreviewPlan.run(
        plan, try RoadView(at: caller.site, now: now, in: transaction, scope: scope))
    }
  }

  func save(_ driver: Driver, _ intent: Intent) async throws(CommerceError) {
    _ = try await work("driver.save", intent, needing: .manageDrivers, about(driver)) { work, _ throws(CommerceError) in
      try SaveDriver.run(driver, work)
      return Done()
    }
  }

  func printRun(
    _ paper: RunPaper, of run: ID<Run>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let caller = intent.caller
    let content = about(paper, run, destination)
    let before: Words? = try await house.earlier("run.print", intent, needing: .enterSite, content)
    // Asked for again under the same id: it is printed already.
    if let before { return before.text }
    let detail = try await self.run(run, by: caller)
    let site = try await look(caller, orDriving: true) { view, _ throws(CommerceError) in view.site }
    let place = try house.print(detail.paper(paper, site: site), to: destination)
    return try await work("run.print", intent, needing: .enterSite, content) { work, _ throws(CommerceError) in
      try work.note(detail.run, "printed", new: paper.rawValue, reason: place)
      return Words(place)
    }.text
  }

  private static func detail(
    _ run: Run, _ view: RoadView, _ policy: AccessPolicy, _ caller: Caller
  ) throws(CommerceError) -> RunDetail {
    // A driver's own runs are theirs to see, nobody else's.
    guard run.site == view.site.id, run.driver == caller.person || policy.allows(.viewDispatch, at: run.site) else {
      throw .notFound(.run, run.code)
    }
    return try LoadRun.run(run, view, policy: policy, caller: caller.person)
  }

  /// Runs a query for who may see the board, or drives.
  private func look<Value: Sendable>(
    _ caller: Caller, orDriving: Bool = false,
    _ body: @escaping @Sendable (RoadView, AccessPolicy) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    let now = house.clock.now
    return try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      let permission: Permission =
        orDriving && !policy.allows(.viewDispatch, at: caller.site) ? .drive : .viewDispatch
      let scope = try policy.scope(for: permission, at: caller.site)
      return try body(try RoadView(at: caller.site, now: now, in: transaction, scope: scope), policy)
    }
  }

  /// Runs a change of dispatch once per command id, at the town in hand.
  func work<Result: Outcome>(
    _ kind: String, _ intent: Intent, needing permission: Permission, _ content: CommandContent,
    _ body: @escaping @Sendable (RoadWork, AccessPolicy) throws(CommerceError) -> Result
  ) async throws(CommerceError) -> Result {
    try await house.carryOut(kind, intent, needing: permission, content) {
      transaction, command, scope throws(CommerceError) in
      try body(
        try RoadWork(at: intent.caller.site, in: transaction, by: command, scope: scope),
        try transaction.policy(of: intent.caller))
    }
  }
}
