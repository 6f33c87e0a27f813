import Commerce
import Operations
import TestSupport
import Testing

/// What the dispatch desk takes and answers travels as JSON and arrives as it left.
@Suite("The dispatch desk over a wire")
struct DispatchWireTests {
  @Test func thePlansOfABoard() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var orders: [ID<Order>] = []
    for sku in ["MILO-400", "KEY-200", "FRYTOL-1"] { orders.append(try await town.ready([(sku, 1)]).id) }
    try wired(try await desk.board(by: town.dispatcher))
    try wired(try await desk.preview(.assign(orders, to: town.staff.picker), by: town.dispatcher))
    func carryOut(_ plan: DispatchPlan) async throws -> PlanResult {
      let plan = try wired(plan)
      let preview = try wired(try await desk.preview(plan, by: town.dispatcher))
      return try wired(
        try await desk.carryOut(plan, basis: preview.basis, town.intent(town.dispatcher)))
    }
    let run = try #require(try await carryOut(.assign(orders, to: town.staff.driver)).run)
    _ = try await carryOut(.unassign([orders[2]]))
    _ = try await carryOut(.swap(run: run, to: town.staff.otherDriver, .sick))
    _ = try await carryOut(.swapOrders([orders[0]], to: town.staff.driver, .overloaded))
    _ = try await carryOut(.sendOut([orders[0], orders[1]]))
    let board = try wired(try await desk.board(by: town.dispatcher))
    #expect(Set(board.cards.map(\.lane)) == [.ready, .out])
    let blind = try wired(try await desk.board(by: town.cashier))
    #expect(!blind.drivers.isEmpty && blind.drivers.allSatisfy(\.hidesCash))
    _ = try await carryOut(.deliver([orders[0]]))
    let dispatch = try #require(try await town.card(orders[1])?.dispatch).id
    _ = try await desk.fail(dispatch, reason: .refused, note: "", town.intent(town.dispatcher))
    _ = try await carryOut(.backToDepot([orders[1]]))
    try wired(try await desk.returns(by: town.dispatcher))
  }

  @Test func aRunFromLoadingToTheDoor() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let orders = try await [town.ready(), town.ready([("KEY-200", 2)], method: .momo), town.ready([("FRYTOL-1", 1)])]
      .map(\.id)
    let run = try #require(try await town.carryOut(.assign(orders, to: town.staff.driver)).run)
    var driver = try #require(try await desk.board(by: town.dispatcher).drivers.first?.driver)
    driver.vehicle = "motorbike GR 1234-20"
    try await desk.save(wired(driver), town.intent(town.dispatcher))
    let stops = try wired(try await desk.run(run, by: town.dispatcher)).stops.compactMap(\.card.dispatch?.id)
    try wired(try await desk.run(code: "R-001", by: town.dispatcher))
    try wired(try await desk.lockStop(stops[0], true, town.intent(town.dispatcher)))
    try wired(try await desk.moveStop(stops[2], by: -1, town.intent(town.dispatcher)))
    try wired(try await desk.suggestOrder(of: run, town.intent(town.dispatcher)))
    var parcels: [Parcel] = []
    for order in orders { parcels.append(try #require(try await town.detail(order).parcels.first)) }
    for parcel in parcels.prefix(2) {
      try wired(try await desk.load(parcel: parcel.code, on: run, town.intent(town.dispatcher)))
    }
    let gaps = try wired([parcels[2].id: LoadGap.noRoom])
    try wired(try await desk.endLoading(of: run, gaps: gaps, town.intent(town.dispatcher)))
    try await town.carryOut(.sendOut([orders[0], orders[1]]))
    try wired(try await desk.myRun(by: town.driver))
    #expect(try wired(try await desk.myRun(by: town.otherDriver)) == nil)
    let line = try #require(try await town.detail(orders[0]).lines.first)
    let collected = try wired(Collected(amountMinor: 4250, difference: .returnedItem, returned: [line.id: 1]))
    let door = try #require(try await town.card(orders[0])?.dispatch).id
    try wired(
      try await desk.deliver(
        door, proof: wired(ProofInput(recipient: "Kofi", code: "1", reference: "r")), collected: collected,
        stepUp: nil, town.intent(town.dispatcher)))
    try wired(try await town.detail(orders[0]))
    for paper in RunPaper.allCases {
      _ = try await desk.printRun(wired(paper), of: run, to: .folder, town.intent(town.dispatcher))
    }
    try wired(try await desk.runs(wired(PageRequest()), by: town.dispatcher))
    try await desk.reopen(door, reason: wired(.mistake), stepUp: nil, town.intent(town.dispatcher))
  }

  @Test func whatFailsAndComesBack() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var policy = try await town.house.desks.house.site(by: town.admin).policy
    policy.incidentFirst = true
    try await town.house.desks.house.setPolicy(wired(policy), town.intent(town.admin))
    let (order, dispatch) = try await town.out()
    try wired(
      try await desk.fail(dispatch, reason: wired(.noAnswer), note: "dog", town.intent(town.driver)))
    try wired(try await desk.board(by: town.dispatcher))
    try wired(try await desk.decideIncident(dispatch, failed: true, town.intent(town.dispatcher)))
    let slots = try wired(try await desk.slots(days: 0, by: town.dispatcher) + desk.slots(days: 1, by: town.dispatcher))
    let slot = try #require(slots.last).slot
    try wired(try await desk.reschedule(order.id, days: 1, slot: wired(slot), town.intent(town.dispatcher)))
    let row = try #require(try wired(try await desk.returns(by: town.dispatcher)).first)
    try wired(try await desk.scanBack(row.code, town.intent(town.dispatcher)))
    let run = try #require(try await town.carryOut(.assign([order.id], to: town.staff.driver)).run)
    let parcel = try #require(try await town.detail(order.id).parcels.first).code
    try wired(try await desk.load(parcel: parcel, on: run, town.intent(town.driver)))
    try await town.carryOut(.sendOut([order.id]))
    try await town.carryOut(.swap(run: run, to: town.staff.otherDriver, .breakdown))
    let new = try #require(try await town.card(order.id)?.dispatch).run
    try wired(try await desk.handOver(parcel: parcel, on: new, town.intent(town.otherDriver)))
  }
}
