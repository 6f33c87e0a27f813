import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("What dispatch refuses, and why")
struct DispatchRulesTests {
  private func rule(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch { return (error as? CommerceError)?.code }
  }

  @Test func aDriverReadsTheOrdersOfTheirOwnRunAndNoOthers() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.orders
    let order = try await town.ready([("MILO-400", 2)])
    await #expect(throws: CommerceError.forbidden(.findOrders)) { try await desk.detail(order.id, by: town.driver) }
    let dispatch = try await town.sendOut([order.id])[0]
    let line = try #require(try await desk.detail(order.id, by: town.driver).lines.first)
    await #expect(throws: CommerceError.forbidden(.findOrders)) {
      try await desk.detail(order.id, by: town.otherDriver)
    }
    // So that they can say what the customer did not keep.
    let kept = Collected(
      amountMinor: order.total.minor - line.unitPriceMinor, difference: .returnedItem, returned: [line.id: 1])
    let result = try await town.house.desks.dispatch.deliver(
      dispatch, proof: ProofInput(), collected: kept, stepUp: nil, town.intent(town.driver))
    #expect(result.difference == .returnedItem)
    await #expect(throws: CommerceError.forbidden(.findOrders)) { try await desk.detail(order.id, by: town.driver) }
  }

  @Test func aDriverWhoMayNotGetsNothing() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let orders = try await [town.ready().id, town.ready([("KEY-200", 1)]).id]
    let plan = DispatchPlan.assign(orders, to: town.staff.driver)
    var driver = try #require(try await desk.board(by: town.dispatcher).drivers.first?.driver)
    func refusal() async throws -> String? { try await desk.preview(plan, by: town.dispatcher).refusal?.code }
    #expect(try await refusal() == nil)
    driver.capacity = 1
    try await desk.save(driver, town.intent(town.dispatcher))
    #expect(try await refusal() == "rule.driver.capacity")
    driver.capacity = 5
    driver.shiftStart = 0
    driver.shiftEnd = 60
    try await desk.save(driver, town.intent(town.dispatcher))
    #expect(try await refusal() == "rule.driver.off_shift")
    driver.shiftEnd = 1440
    driver.isAvailable = false
    driver.unavailableReason = "sick"
    try await desk.save(driver, town.intent(town.dispatcher))
    #expect(try await refusal() == "rule.driver.unavailable")
    #expect(await rule { try await town.carryOut(plan) } == "rule.driver.unavailable")
    let stranger = DispatchPlan.assign(orders, to: town.staff.picker)
    #expect(try await desk.preview(stranger, by: town.dispatcher).refusal?.code == "rule.driver.not_here")
    await #expect(throws: CommerceError.forbidden(.dispatch)) { try await town.carryOut(plan, by: town.driver) }
    #expect(try await desk.board(by: town.dispatcher).cards.allSatisfy { $0.lane == .ready })
  }

  @Test func theSecondDispatcherLearnsWhoHasIt() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.ready()
    let desk = town.house.desks.dispatch
    let mine = DispatchPlan.assign([order.id], to: town.staff.driver)
    let theirs = DispatchPlan.assign([order.id], to: town.staff.otherDriver)
    let stale = try await desk.preview(theirs, by: town.supervisor)
    try await town.carryOut(mine)
    #expect(
      await rule {
        _ = try await desk.carryOut(theirs, basis: stale.basis, town.intent(town.supervisor))
      } == "rule.plan.changed")
    let row = try #require(try await desk.preview(theirs, by: town.supervisor).rows.first)
    guard case .refused(let refusal)? = row.refusal else { throw CommerceError.unauthenticated }
    #expect(refusal.rule == .alreadyAssigned && refusal.facts[.driver] == .text("Kofi Asante"))
    #expect(refusal.remedy == .unassign)
  }

  @Test("two stores on one file: each order gets one attempt", arguments: [1, 2, 3] as [UInt64])
  func twoStores(seed: UInt64) async throws {
    let path = try SmallTown.temporaryPath()
    let town = try await SmallTown.build(at: path)
    var orders: [ID<Order>] = []
    for number in 0..<6 { orders.append(try await town.ready([(SmallTown.items[number % 5].sku, 1)]).id) }
    let other = try await SmallTown.reopen(at: path)
    let wanted = orders
    func hand(_ town: SmallTown, _ driver: ID<Person>, _ seed: UInt64) async -> [String] {
      var generator = SeededGenerator(seed: seed)
      var done: [String] = []
      for _ in 0..<12 {
        let chosen = Array(wanted.shuffled(using: &generator).prefix(2))
        if let result = try? await town.carryOut(.assign(chosen, to: driver)) { done += result.done }
      }
      return done
    }
    async let first = hand(town, town.staff.driver, seed)
    async let second = hand(other, town.staff.otherDriver, seed &+ 100)
    let done = await first + second
    #expect(Set(done).count == done.count, "no order is given twice")
    let cards = try await town.house.desks.dispatch.board(by: town.dispatcher).cards
    #expect(cards.filter { $0.lane == .assigned }.count == done.count)
    #expect(try await town.store.check().problems == [])
  }

  @Test func aParcelOfAnotherRunIsNamedAndGapsAreExplained() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let mine = try await town.ready()
    let lost = try await town.ready([("KEY-200", 2)])
    let theirs = try await town.ready([("FRYTOL-1", 1)])
    let run = try #require(try await town.carryOut(.assign([mine.id, lost.id], to: town.staff.driver)).run)
    try await town.carryOut(.assign([theirs.id], to: town.staff.otherDriver))
    func parcel(_ order: PlacedOrder) async throws -> Parcel {
      try #require(try await town.detail(order.id).parcels.first)
    }
    let strange = try await parcel(theirs)
    await #expect {
      _ = try await desk.load(parcel: strange.code, on: run, town.intent(town.driver))
    } throws: { error in
      guard case CommerceError.refused(let refusal) = error else { return false }
      return refusal.rule == .wrongRun && refusal.facts[.neededRun] == .text("R-002")
    }
    let loaded = try await desk.load(parcel: try await parcel(mine).code, on: run, town.intent(town.driver))
    #expect(loaded.left == 1 && loaded.position == 1)
    let again = try await parcel(mine).code
    #expect(
      await rule { _ = try await desk.load(parcel: again, on: run, town.intent(town.driver)) }
        == "rule.dispatch.already_loaded")
    #expect(
      await rule { _ = try await desk.endLoading(of: run, gaps: [:], town.intent(town.driver)) }
        == "rule.dispatch.load_gaps")
    let gap = try await parcel(lost)
    let detail = try await desk.endLoading(of: run, gaps: [gap.id: .notFound], town.intent(town.driver))
    #expect(detail.stops.map(\.card.order) == [mine.id])
    #expect(try await town.card(lost.id)?.lane == .ready)
    #expect(try await town.detail(lost.id).timeline.contains { $0.change.field == "not_loaded" })
    #expect(try await town.store.check().problems == [])
  }

  @Test func aRunOnTheRoadChangesHandsInItsOrder() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var orders: [ID<Order>] = []
    for sku in ["MILO-400", "KEY-200", "FRYTOL-1"] { orders.append(try await town.ready([(sku, 1)]).id) }
    let stops = try await town.sendOut(orders)
    _ = try await desk.moveStop(stops[2], by: -2, town.intent(town.dispatcher))
    _ = try await desk.deliver(stops[2], proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.driver))
    let run = try #require(try await desk.myRun(by: town.driver)).run
    let swapped = try await town.carryOut(.swap(run: run.id, to: town.staff.otherDriver, .breakdown))
    #expect(swapped.done.count == 2)
    #expect(try await desk.myRun(by: town.driver) == nil)
    let theirs = try #require(try await desk.myRun(by: town.otherDriver))
    #expect(theirs.stops.map(\.card.order) == [orders[0], orders[1]])
    #expect(theirs.stops.allSatisfy { $0.card.dispatch?.awaitsHandOver == true })
    let cash = try await desk.board(by: town.dispatcher).drivers.map(\.load.cashMinor)
    #expect(cash == [3900, 0], "the cash stays with who took it")
    let code = theirs.stops[0].parcels[0].code
    #expect(try await desk.handOver(parcel: code, on: theirs.run.id, town.intent(town.otherDriver)).left == 1)
    #expect(
      await rule {
        _ = try await desk.fail(stops[0], reason: .closed, note: "", town.intent(town.driver))
      } == "rule.dispatch.not_yours")
    #expect(try await town.store.check().problems == [])
  }

  @Test func whoRefusedAJobDoesNotGetItAgain() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.ready()
    try await town.carryOut(.assign([order.id], to: town.staff.driver))
    try await town.carryOut(.swapOrders([order.id], to: town.staff.otherDriver, .refused))
    try await town.carryOut(.unassign([order.id]))
    let preview = try await town.house.desks.dispatch.preview(
      .assign([order.id], to: town.staff.driver), by: town.dispatcher)
    #expect(preview.rows.first?.refusal?.code == "rule.driver.excluded")
  }

  @Test func whatMayNotLeaveComesOffTheRun() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let good = try await town.ready()
    let held = try await town.ready([("KEY-200", 1)])
    try await town.carryOut(.assign([good.id, held.id], to: town.staff.driver))
    try await town.house.desks.orders.hold(held.id, reason: "address", town.intent(town.dispatcher))
    let result = try await town.carryOut(.sendOut([good.id, held.id]))
    #expect(result.done == [good.number] && result.refused == [held.number: "rule.order.on_hold"])
    let card = try #require(try await town.card(held.id))
    #expect(card.lane == .ready && card.dispatch == nil)
    #expect(try await town.store.check().problems == [])
  }

  @Test func aCancelledOrderClosesItsAttemptAndCountsForNobody() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.ready()
    try await town.carryOut(.assign([order.id], to: town.staff.driver))
    #expect(
      await rule {
        try await town.house.desks.warehouse.stepBack(
          order: order.id, reason: "repack", town.intent(town.supervisor))
      } == "rule.dispatch.already_assigned")
    try await town.house.desks.orders.cancel(order.id, reason: "asked", town.intent(town.supervisor))
    let attempts = try await town.store.read { transaction throws(CommerceError) in
      try transaction.dispatches(of: order.id)
    }
    #expect(attempts.map(\.status) == [.failed] && attempts.map(\.failure) == [.orderCancelled])
    let board = try await town.house.desks.dispatch.board(by: town.dispatcher)
    #expect(board.failedToday == 0 && board.drivers.allSatisfy { $0.load.failedToday == 0 && $0.load.assigned == 0 })
    #expect(try await town.store.check().problems == [])
    let out = try await town.ready([("KEY-200", 1)])
    try await town.sendOut([out.id])
    #expect(
      await rule { try await town.house.desks.orders.cancel(out.id, reason: "asked", town.intent(town.supervisor)) }
        == "rule.order.move_not_allowed")
  }

  @Test func anIncidentWaitsForADispatcher() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var policy = SitePolicy()
    policy.incidentFirst = true
    policy.maxAttempts = 1
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    let order = try await town.ready()
    let stop = try await town.sendOut([order.id])[0]
    let incident = try await desk.fail(stop, reason: .noAnswer, note: "gate locked", town.intent(town.driver))
    #expect(incident.isIncident)
    #expect(try await town.detail(order.id).order.status == .outForDelivery)
    #expect(
      await rule {
        _ = try await desk.deliver(stop, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.driver))
      } == "rule.dispatch.incident_open")
    #expect(try await desk.decideIncident(stop, failed: false, town.intent(town.dispatcher)).goesOn)
    _ = try await desk.fail(stop, reason: .noAnswer, note: "", town.intent(town.driver))
    _ = try await desk.decideIncident(stop, failed: true, town.intent(town.dispatcher))
    let actions = DispatchActions.states(
      of: try #require(try await town.card(order.id)),
      grants: AccessPolicy([Grant(role: .dispatcher, site: town.site)]),
      site: try await town.detail(order.id).site, now: town.clock.now)
    #expect(actions.first { $0.action == .reschedule }?.refusal?.code == "rule.dispatch.attempts_used")
    #expect(actions.first { $0.action == .backToDepot }?.refusal == nil)
    #expect(actions.first { $0.action == .assign }?.refusal?.code == "rule.dispatch.not_ready")
  }

  @Test func aHastyOutcomeIsTakenBackWithinTheWindow() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let order = try await town.ready([("MILO-400", 3)])
    let stop = try await town.sendOut([order.id])[0]
    let intent = town.intent(town.driver)
    let first = try await desk.deliver(stop, proof: ProofInput(), collected: nil, stepUp: nil, intent)
    #expect(try await desk.deliver(stop, proof: ProofInput(), collected: nil, stepUp: nil, intent) == first)
    try await desk.reopen(stop, reason: .wrongOrder, stepUp: nil, town.intent(town.dispatcher))
    #expect(try await town.detail(order.id).order.status == .outForDelivery)
    #expect(try await desk.myRun(by: town.driver)?.toCollectMinor == order.total.minor)
    #expect(try await desk.board(by: town.dispatcher).drivers.first?.load.cashMinor == 0)
    #expect(try await town.store.check().problems == [])
    _ = try await desk.fail(stop, reason: .closed, note: "", town.intent(town.driver))
    town.clock.advance(minutes: 31)
    #expect(
      await rule { try await desk.reopen(stop, reason: .mistake, stepUp: nil, town.intent(town.dispatcher)) }
        == "rule.dispatch.reopen_window")
    #expect(
      await rule {
        try await desk.reopen(
          stop, reason: .mistake, stepUp: StepUp(name: "B-4", pin: "6666"), town.intent(town.dispatcher))
      } == "rule.step_up.second_person")
    try await desk.reopen(
      stop, reason: .mistake, stepUp: StepUp(name: "B-9", pin: "9999"), town.intent(town.dispatcher))
    _ = try await desk.fail(stop, reason: .closed, note: "", town.intent(town.dispatcher))
    let parcel = try #require(try await town.detail(order.id).parcels.first)
    _ = try await desk.scanBack(parcel.code, town.intent(town.dispatcher))
    #expect(
      await rule { try await desk.reopen(stop, reason: .mistake, stepUp: nil, town.intent(town.dispatcher)) }
        == "rule.return.not_due")
    #expect(try await town.store.check().problems == [])
  }

  @Test func whatTheCustomerDidNotKeepComesBackOnce() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let order = try await town.ready([("MILO-400", 3), ("KEY-200", 2)])
    let line = try #require(try await town.detail(order.id).lines.first { $0.sku == "MILO-400" })
    let before = try await town.level("MILO-400")
    let stop = try await town.sendOut([order.id])[0]
    let given = Collected(
      amountMinor: order.total.minor - 4250, difference: .returnedItem, returned: [line.id: 1])
    _ = try await desk.deliver(stop, proof: ProofInput(), collected: given, stepUp: nil, town.intent(town.driver))
    let rows = try await desk.returns(by: town.dispatcher)
    #expect(rows.map(\.number) == [order.number] && rows.map(\.laneCode) == [""])
    #expect(try await town.store.check().problems == [])
    _ = try await desk.scanBack(rows[0].code, town.intent(town.dispatcher))
    var after = before
    after.onHand -= 2
    after.reserved -= 3
    after.awaitingPutBack = 1
    #expect(try await town.level("MILO-400") == after)
    #expect(try await town.store.check().problems == [])
  }

  @Test func aSlotFullOrPastTakesNothing() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var policy = SitePolicy()
    policy.slotCapacity = 1
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    let orders = try await [town.ready().id, town.ready([("KEY-200", 1)]).id]
    let stops = try await town.sendOut(orders)
    for stop in stops { _ = try await desk.fail(stop, reason: .anotherDay, note: "", town.intent(town.dispatcher)) }
    let morning = DaySlot(from: 540, until: 720)
    #expect(
      await rule { _ = try await desk.reschedule(orders[0], days: 0, slot: morning, town.intent(town.dispatcher)) }
        == "rule.slot.past")
    _ = try await desk.reschedule(orders[0], days: 1, slot: morning, town.intent(town.dispatcher))
    #expect(
      await rule { _ = try await desk.reschedule(orders[1], days: 1, slot: morning, town.intent(town.dispatcher)) }
        == "rule.slot.full")
    #expect(try await desk.slots(days: 1, by: town.dispatcher).first?.taken == 1)
  }

  @Test func theDoorAsksForWhatTheTownWants() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var policy = SitePolicy()
    policy.proof = .name
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    let order = try await town.ready()
    let stop = try await town.sendOut([order.id])[0]
    #expect(
      await rule {
        _ = try await desk.deliver(stop, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.driver))
      } == "rule.proof.needed")
    _ = try await desk.deliver(
      stop, proof: ProofInput(recipient: "Auntie Efua"), collected: nil, stepUp: nil, town.intent(town.driver))
    let kept = try await town.store.read { transaction throws(CommerceError) in
      try transaction.dispatches(of: order.id).last?.proof
    }
    #expect(kept?.recipient == "Auntie Efua")
  }

  @Test func theManifestNamesWhatIsToBeCollected() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.ready()
    let run = try #require(try await town.carryOut(.assign([order.id], to: town.staff.driver)).run)
    let intent = town.intent(town.dispatcher)
    let place = try await town.house.desks.dispatch.printRun(.manifest, of: run, to: .folder, intent)
    #expect(try await town.house.desks.dispatch.printRun(.manifest, of: run, to: .folder, intent) == place)
    let printed = town.printer.printed.filter { $0.title == "R-001-manifest" }
    #expect(printed.count == 1)
    #expect(printed[0].text.contains("COLLECT GHS 85.00") && printed[0].text.contains("0244123456"))
  }
}
