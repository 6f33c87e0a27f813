import Commerce

extension LocalWarehouseDesk {
  func workInHand(by caller: Caller) async throws(CommerceError) -> PickWork? {
    try await house.look(caller, needing: .pick) { transaction, scope throws(CommerceError) in
      guard let list = try transaction.openPickList(of: caller.person, at: caller.site) else { return nil }
      return try LoadWork.pick(list, in: transaction, scope: scope)
    }
  }

  func work(_ list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> PickWork {
    try await house.look(caller, needing: .viewQueue) { transaction, scope throws(CommerceError) in
      try LoadWork.pick(list, in: transaction, scope: scope)
    }
  }

  func claimNext(_ intent: Intent) async throws(CommerceError) -> PickWork {
    let list = try await house.carryOut("pick.claim", intent, needing: .pick, about()) {
      transaction, command, scope throws(CommerceError) in
      try ClaimWork.next(at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
    return try await work(list, by: intent.caller)
  }

  func claim(_ orders: [ID<Order>], _ intent: Intent) async throws(CommerceError) -> PickWork {
    let list = try await house.carryOut("pick.claim", intent, needing: .pick, about(orders)) {
      transaction, command, scope throws(CommerceError) in
      try ClaimWork.these(orders, in: transaction, by: command, scope: scope)
    }
    return try await work(list, by: intent.caller)
  }

  func release(_ list: ID<PickList>, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("pick.release", intent, needing: .pick, about(list)) {
      transaction, command, scope throws(CommerceError) in
      try ReleaseWork.run(list, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func takeOver(_ list: ID<PickList>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> PickWork {
    var vouched: ID<Person>?
    if let stepUp {
      vouched = try await house.verifyStepUp(stepUp, needing: .takeOver, beside: intent.caller)
    }
    _ = try await house.carryOut("pick.take_over", intent, needing: .pick, about(list)) {
      [vouched] transaction, command, scope throws(CommerceError) in
      try TakeOver.run(list, vouched: vouched, in: transaction, by: command, scope: scope)
      return Done()
    }
    return try await work(list, by: intent.caller)
  }

  func scan(_ code: String, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act("pick.scan", on: list, [code], intent) { transaction, command, scope throws(CommerceError) in
      try RecordPick.run(code, on: list, in: transaction, by: command, scope: scope)
    }
  }

  func misScan(
    _ code: String, _ refusal: Refusal, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    // Under the same name as a scan: whichever of the two arrives, a second one of its id changes nothing.
    try await act("pick.scan", on: list, [code], intent) { transaction, command, scope throws(CommerceError) in
      try RecordPick.refused(code, refusal, on: list, in: transaction, by: command, scope: scope)
    }
  }

  func short(
    got: Int, reason: ShortReason, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    try await act("pick.short", on: list, [String(got), "\(reason)"], intent) {
      transaction, command, scope throws(CommerceError) in
      try RecordShort.run(got: got, reason: reason, on: list, in: transaction, by: command, scope: scope)
    }
  }

  func damaged(_ quantity: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act("pick.damaged", on: list, [String(quantity)], intent) {
      transaction, command, scope throws(CommerceError) in
      try RecordDamage.run(quantity, on: list, in: transaction, by: command, scope: scope)
    }
  }

  func skip(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act("pick.skip", on: list, [], intent) { transaction, command, scope throws(CommerceError) in
      try SkipTask.run(on: list, in: transaction, by: command, scope: scope)
    }
  }

  func elsewhere(on list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> [BinStock] {
    try await house.look(caller, needing: .pick) { transaction, scope throws(CommerceError) in
      guard let list = try transaction.pickList(list), scope.includes(list.site) else { return [] }
      return try TakeElsewhere.choices(on: list, in: transaction)
    }
  }

  func takeElsewhere(
    from bin: ID<Bin>, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    try await act("pick.elsewhere", on: list, [bin.description], intent) {
      transaction, command, scope throws(CommerceError) in
      try TakeElsewhere.run(from: bin, on: list, in: transaction, by: command, scope: scope)
    }
  }

  func anotherTote(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act("pick.another_tote", on: list, [], intent) { transaction, command, scope throws(CommerceError) in
      try AnotherTote.run(on: list, in: transaction, by: command, scope: scope)
    }
  }

  func countLeft(_ counted: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act("pick.count", on: list, [String(counted)], intent) {
      transaction, command, scope throws(CommerceError) in
      try CountLeft.run(counted, on: list, in: transaction, by: command, scope: scope)
    }
  }

  func undo(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act("pick.undo", on: list, [], intent) { transaction, command, scope throws(CommerceError) in
      try UndoPick.run(on: list, in: transaction, by: command, scope: scope)
    }
  }

  func linkBarcode(_ code: String, to sku: String, _ intent: Intent) async throws(CommerceError) -> Variant {
    let site = intent.caller.site
    let id = try await house.carryOut("barcode.link", intent, needing: .linkBarcodes, about(code, sku)) {
      transaction, command, scope throws(CommerceError) in
      try LinkBarcode.run(code, to: sku, at: site, in: transaction, by: command, scope: scope)
    }
    let variant = try await house.look(intent.caller, needing: .linkBarcodes) { transaction, _ throws(CommerceError) in
      try transaction.variant(id)
    }
    guard let variant else { throw .notFound(.variant, sku) }
    return variant
  }

  private func act(
    _ kind: String, on list: ID<PickList>, _ words: [String], _ intent: Intent,
    _ body: @escaping @Sendable (any WriteTransaction, Command, Scope) throws(CommerceError) -> PickVerdict
  ) async throws(CommerceError) -> PickResult {
    let verdict = try await house.carryOut(
      kind, intent, needing: .pick, CommandContent([list.description] + words), body)
    return PickResult(verdict: verdict, work: try await work(list, by: intent.caller))
  }
}
