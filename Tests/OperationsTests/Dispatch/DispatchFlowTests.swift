import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("From the lane to the door")
struct DispatchFlowTests {
  @Test func anOrderGoesOutAndIsDelivered() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let order = try await town.ready([("MILO-400", 2), ("KEY-200", 1)])
    #expect(try await town.card(order.id)?.lane == .ready)
    let before = try await town.level("MILO-400")

    let assigned = try await town.carryOut(.assign([order.id], to: town.staff.driver))
    #expect(assigned.done == [order.number] && assigned.refused.isEmpty)
    var card = try #require(try await town.card(order.id))
    #expect(card.lane == .assigned && card.driverCode == "01" && card.runCode == "R-001")
    #expect(card.dispatch?.attempt == 1)
    #expect(try await town.level("MILO-400") == before)

    try await town.carryOut(.sendOut([order.id]))
    card = try #require(try await town.card(order.id))
    #expect(card.lane == .out)
    var level = before
    level.onHand -= 2
    level.reserved -= 2
    #expect(try await town.level("MILO-400") == level, "I7")
    let run = try #require(try await desk.myRun(by: town.driver))
    #expect(run.next?.card.order == order.id && run.toCollectMinor == order.total.minor)

    let delivered = try await desk.deliver(
      #require(card.dispatch).id, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.driver))
    #expect(delivered.collected == order.total && delivered.due == order.total)
    let detail = try await town.detail(order.id)
    #expect(detail.order.status == .delivered && detail.order.paymentStatus == .paid)
    #expect(detail.parcels.allSatisfy { $0.state == .delivered })
    #expect(try await desk.myRun(by: town.driver) == nil)
    #expect(try await town.level("MILO-400") == level)
    #expect(detail.timeline.contains { $0.change.field == "dispatch" && $0.change.new == "Kofi Asante R-001" })
    #expect(try await town.store.check().problems == [])
  }

  @Test func aFailedOrderIsRescheduledScannedBackAndGoesOutAgain() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let order = try await town.ready([("RICE-5", 3)])
    let before = try await town.level("RICE-5")
    let dispatch = try await town.sendOut([order.id])[0]
    let failed = try await desk.fail(dispatch, reason: .noAnswer, note: "", town.intent(town.driver))
    #expect(failed.attempt == 1 && failed.limit == 3 && !failed.isIncident)
    #expect(try await town.card(order.id)?.lane == .failed)
    let returns = try await desk.returns(by: town.dispatcher)
    #expect(returns.map(\.number) == [order.number] && returns.map(\.laneCode) == ["L-03"])

    let slot = DaySlot(from: 540, until: 720)
    let decided = try await desk.reschedule(order.id, days: 1, slot: slot, town.intent(town.dispatcher))
    #expect(try await town.detail(order.id).order.promiseAt == decided.until)
    #expect(try await town.detail(order.id).order.status == .failed)
    let back = try await desk.scanBack(returns[0].code, town.intent(town.dispatcher))
    #expect(back.lane == "L-03" && back.left == 0 && back.status == .readyForDispatch)
    #expect(try await town.level("RICE-5") == before)
    #expect(try await town.store.check().problems == [])

    let again = try await town.sendOut([order.id], with: town.staff.otherDriver)[0]
    #expect(try await town.card(order.id)?.dispatch?.attempt == 2)
    _ = try await desk.deliver(again, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.dispatcher))
    #expect(try await town.store.check().problems == [])
  }

  @Test func aFailedOrderGoesBackIntoStockOnce() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let opening = try await town.level("MILO-400")
    let order = try await town.ready([("MILO-400", 4)], method: .momo)
    let dispatch = try await town.sendOut([order.id])[0]
    _ = try await desk.fail(dispatch, reason: .refused, note: "too late", town.intent(town.dispatcher))
    try await town.carryOut(.backToDepot([order.id]))
    let detail = try await town.detail(order.id)
    #expect(detail.order.status == .cancelled && detail.refunds.count == 1)
    let parcel = try #require(detail.parcels.first)
    #expect(parcel.state == .dueBack)
    let back = try await desk.scanBack(parcel.code, town.intent(town.dispatcher))
    #expect(back.lane.isEmpty && back.left == 0)
    await #expect(throws: CommerceError.self) { try await desk.scanBack(parcel.code, town.intent(town.dispatcher)) }
    var level = opening
    level.awaitingPutBack = 4
    #expect(try await town.level("MILO-400") == level)
    let row = try #require(try await town.house.desks.warehouse.putBacks(PageRequest(), by: town.supervisor).rows.first)
    _ = try await town.house.desks.warehouse.putBack(row.putBack.id, into: row.binCode, town.intent(town.supervisor))
    #expect(try await town.level("MILO-400") == opening, "I7: restored once")
    #expect(try await town.store.check().problems == [])
  }
}
