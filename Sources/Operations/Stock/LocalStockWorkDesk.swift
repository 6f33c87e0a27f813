import Commerce

/// Stock work on a local store. Permissions and scope are checked inside each transaction.
struct LocalStockWorkDesk: StockWorkDesk {
  let house: House

  func adjust(_ request: AdjustRequest, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> AdjustResult {
    let site = intent.caller.site
    var approver: ID<Person>?
    if let stepUp { approver = try await house.verifyStepUp(stepUp, needing: .approve, beside: intent.caller) }
    return try await house.carryOut("stock.adjust", intent, needing: .adjustStock, about(request)) {
      [approver] transaction, command, scope throws(CommerceError) in
      try AdjustStock.run(request, approver: approver, at: site, in: transaction, by: command, scope: scope)
    }
  }

  func approvals(
    _ page: PageRequest<ID<StockAdjustment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<AdjustmentRow> {
    try await house.look(caller, needing: .approve) { transaction, scope throws(CommerceError) in
      try transaction.waitingAdjustments(at: caller.site, page, in: scope)
    }
  }

  func approve(_ id: ID<StockAdjustment>, _ intent: Intent) async throws(CommerceError) -> AdjustResult {
    try await house.carryOut("stock.approve", intent, needing: .approve, about(id)) {
      transaction, command, scope throws(CommerceError) in
      try DecideAdjustment.approve(id, in: transaction, by: command, scope: scope)
    }
  }

  func reject(_ id: ID<StockAdjustment>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("stock.reject", intent, needing: .approve, about(id, reason)) {
      transaction, command, scope throws(CommerceError) in
      try DecideAdjustment.reject(id, reason: reason, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  // MARK: Counts

  func countTasks(
    _ page: PageRequest<ID<CountTask>>, by caller: Caller
  ) async throws(CommerceError) -> Page<CountTaskRow> {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try transaction.countTasks(at: caller.site, page, in: scope)
    }
  }

  func requestCount(_ code: String, _ intent: Intent) async throws(CommerceError) -> Int {
    try await house.carryOut("count.request", intent, needing: .countStock, about(code)) {
      transaction, command, scope throws(CommerceError) in
      Number(
        try PlanCount.request(code, at: intent.caller.site, in: transaction, by: command, scope: scope))
    }.value
  }

  func cancelCount(_ id: ID<CountTask>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("count.cancel", intent, needing: .adjustStock, about(id, reason)) {
      transaction, command, scope throws(CommerceError) in
      try PlanCount.cancel(id, reason: reason, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func countInHand(by caller: Caller) async throws(CommerceError) -> CountWork? {
    try await house.look(caller, needing: .countStock) { transaction, scope throws(CommerceError) in
      let open = try transaction.countTasks(at: caller.site, PageRequest(.first, limit: 1000), in: scope)
      guard let mine = open.rows.last(where: { $0.task.holder == caller.person }) else { return nil }
      return try LoadCount.run(mine.task.id, in: transaction, scope: scope)
    }
  }

  func count(_ id: ID<CountTask>, by caller: Caller) async throws(CommerceError) -> CountWork {
    try await house.look(caller, needing: .countStock) { transaction, scope throws(CommerceError) in
      try LoadCount.run(id, in: transaction, scope: scope)
    }
  }

  func openCount(_ binCode: String, _ intent: Intent) async throws(CommerceError) -> CountWork {
    let id = try await house.carryOut("count.open", intent, needing: .countStock, about(binCode)) {
      transaction, command, scope throws(CommerceError) in
      try OpenCount.bin(binCode, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
    return try await count(id, by: intent.caller)
  }

  func openCount(_ id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountWork {
    let opened = try await house.carryOut("count.open", intent, needing: .countStock, about(id)) {
      transaction, command, scope throws(CommerceError) in
      try OpenCount.task(id, in: transaction, by: command, scope: scope)
    }
    return try await count(opened, by: intent.caller)
  }

  func countScan(_ code: String, on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult {
    try await act("count.scan", on: id, code, intent) { job throws(CommerceError) in try job.scan(code) }
  }

  func setCounted(_ quantity: Int, on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult {
    try await act("count.set", on: id, String(quantity), intent) { job throws(CommerceError) in try job.set(quantity) }
  }

  func undoCount(on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult {
    try await act("count.undo", on: id, "", intent) { job throws(CommerceError) in try job.undo() }
  }

  func finishCount(
    _ id: ID<CountTask>, confirmed: Bool, _ intent: Intent
  ) async throws(CommerceError) -> CountSummary {
    try await house.carryOut("count.finish", intent, needing: .countStock, about(id, confirmed)) {
      transaction, command, scope throws(CommerceError) in
      try FinishCount.run(id, confirmed: confirmed, in: transaction, by: command, scope: scope)
    }
  }

  // MARK: Codes and the ledger

  func linkBarcode(
    _ code: String, to sku: String, units: Int, _ intent: Intent
  ) async throws(CommerceError) -> LinkedBarcode {
    let site = intent.caller.site
    return try await house.carryOut("barcode.link_pack", intent, needing: .linkBarcodes, about(code, sku, units)) {
      transaction, command, scope throws(CommerceError) in
      let id = try LinkBarcode.run(
        code, to: sku, units: units, at: site, in: transaction, by: command, scope: scope)
      return LinkedBarcode(
        code: ResolveCode.cleaned(code), item: try transaction.variant(id)?.name ?? "", units: units)
    }
  }

  func moves(
    of variant: ID<Variant>, reasons: Set<StockReason>, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedMove> {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try transaction.moves(of: variant, reasons: reasons, at: caller.site, page, in: scope)
    }
  }

  private func act(
    _ kind: String, on id: ID<CountTask>, _ word: String, _ intent: Intent,
    _ body: @escaping @Sendable (inout CountJob) throws(CommerceError) -> CountVerdict
  ) async throws(CommerceError) -> CountResult {
    let verdict = try await house.carryOut(kind, intent, needing: .countStock, about(id, word)) {
      transaction, command, scope throws(CommerceError) in
      var job = try CountJob(id, in: transaction, by: command, scope: scope)
      return try body(&job)
    }
    return CountResult(verdict: verdict, work: try await count(id, by: intent.caller))
  }
}

extension LinkedBarcode: Outcome {}

/// The outcome of a use case that answers a number.
struct Number: Outcome {
  let value: Int

  var stored: String { String(value) }

  init(_ value: Int) { self.value = value }

  init?(stored: String) {
    guard let value = Int(stored) else { return nil }
    self.init(value)
  }
}
