import Commerce
import Operations
import TestSupport
import Testing

@Suite("The shift-close board")
struct ShiftCloseTests {
  private func rows(_ town: SmallTown) async throws -> [ShiftCloseKind: ShiftCloseRow] {
    let close = try await town.house.desks.reports.shiftClose(by: town.supervisor)
    return Dictionary(close.rows.map { ($0.kind, $0) }, uniquingKeysWith: { $1 })
  }

  @Test("an idle town is at zero, and what waits to be begun does not keep a shift open")
  func zero() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    #expect(try await town.house.desks.reports.shiftClose(by: town.supervisor).isZero)
    try await town.place([("MILO-400", 1)])
    #expect(try await town.house.desks.reports.shiftClose(by: town.supervisor).isZero)
    await #expect(throws: CommerceError.forbidden(.viewReports)) {
      _ = try await town.house.desks.reports.shiftClose(by: town.picker)
    }
  }

  @Test("work begun stands there with who has it, its worth and its age, until it is done")
  func work() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let placed = try await town.place([("MILO-400", 2)])
    let work = try await town.house.desks.warehouse.claimNext(town.intent(town.picker))
    let begun = try #require(try await rows(town)[.picking])
    #expect(begun.count == 1 && begun.owners == ["Ama Koomson"] && begun.minor == 8500)
    #expect(begun.items.map(\.label) == [placed.number] && begun.oldest == town.clock.now)
    try await town.house.desks.warehouse.release(work.list.id, town.intent(town.picker))
    #expect(try await rows(town)[.picking] == nil)
  }

  @Test("a hold counts after a day, with who keeps it")
  func holds() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let placed = try await town.place([("MILO-400", 2)])
    try await town.house.desks.orders.hold(placed.id, reason: "asked to wait", town.intent(town.supervisor))
    town.clock.advance(minutes: ShiftCloseKind.holdMinutes)
    #expect(try await rows(town)[.held] == nil)
    town.clock.advance(minutes: 1)
    let held = try #require(try await rows(town)[.held])
    #expect(held.count == 1 && held.owners == ["Esi Supervisor"])
    #expect(held.items.first?.detail == "asked to wait")
    try await town.house.desks.orders.releaseHold(placed.id, town.intent(town.supervisor))
    #expect(try await rows(town)[.held] == nil)
  }

  @Test("another town's work is not this town's to close")
  func isolation() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place([("MILO-400", 2)])
    _ = try await town.house.desks.warehouse.claimNext(town.intent(town.picker))
    let other = Caller(person: town.staff.admin, site: town.elsewhere)
    #expect(try await town.house.desks.reports.shiftClose(by: other).isZero)
  }
}
