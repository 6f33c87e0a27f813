import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("A run and its last stop")
struct RunClosingTests {
  @Test("a run that is out closes when its last stop is taken off it, not only when one ends")
  func lastStopComesOff() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (first, dispatch) = try await town.out()
    let late = try await town.ready([("KEY-200", 1)])
    let run = try #require(try await town.card(first.id)?.dispatch?.run)
    // A stop that was put on the run and has not left with it, as older programs could.
    let command = Command(id: town.ids.next(), actor: town.staff.dispatcher, site: town.site, at: town.clock.now)
    try await town.store.write {
      [site = town.site, driver = town.staff.driver, ids = town.ids] transaction throws(CommerceError) in
      _ = try transaction.insert(
        Dispatch(
          id: ID(0), uuid: ids.next(), order: late.id, site: site, driver: driver, run: run, position: 2, attempt: 1,
          assignedAt: command.at))
    }
    try await town.deliver(dispatch)
    #expect(try await town.house.desks.dispatch.run(run, by: town.dispatcher).run.state == .out)
    try await town.carryOut(.unassign([late.id]))
    #expect(try await town.house.desks.dispatch.run(run, by: town.dispatcher).run.state == .closed)
    #expect(try await town.store.check().problems == [])
  }

  @Test("loading is a dispatcher's or the run's own driver's, not whoever stages")
  func loading() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.ready()
    let run = try #require(try await town.carryOut(.assign([order.id], to: town.staff.driver)).run)
    let parcel = try #require(try await town.detail(order.id).parcels.first).code
    let desk = town.house.desks.dispatch
    await #expect(throws: CommerceError.forbidden(.dispatch)) {
      _ = try await desk.load(parcel: parcel, on: run, town.intent(town.picker))
    }
    #expect(try await desk.load(parcel: parcel, on: run, town.intent(town.driver)).left == 0)
  }

  @Test("an order that still waits is named with its state and what it needs, and an old attempt is found by its order")
  func named() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let needs: [(PaymentMethod, Remedy)] = [(.cod, .finishPicking), (.momo, .pollPayment)]
    for (method, remedy) in needs {
      let waiting = try await town.place([("MILO-400", 1)], method: method)
      let card = try await desk.card(number: waiting.number, by: town.dispatcher)
      #expect(card.order == waiting.id && card.dispatch == nil)
      let preview = try await desk.preview(.assign([card.order], to: town.staff.driver), by: town.dispatcher)
      guard case .refused(let refusal)? = preview.rows.first?.refusal else {
        Issue.record("nothing was refused")
        return
      }
      #expect(refusal.rule == .notReady && refusal.remedy == remedy)
    }
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    #expect(try await town.card(order.id) == nil)
    #expect(try await desk.card(number: order.number, by: town.dispatcher).dispatch?.id == dispatch)
    await expect(code: "input.not_found") { _ = try await desk.card(number: "ORD-1", by: town.dispatcher) }
  }
}
