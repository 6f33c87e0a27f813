import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("A day closed late, and what moves after a close")
struct LateCloseTests {
  private func bring(_ town: SmallTown, home order: PlacedOrder, with driver: ID<Person>? = nil) async throws {
    let desk = town.house.desks.cash
    _ = try await desk.countCash(
      of: driver ?? town.staff.driver, countedMinor: order.total.minor, town.intent(town.cashier))
    try await desk.deposit(minor: order.total.minor, reference: "slip", town.intent(town.cashier))
  }

  @Test("a day left open past midnight closes later, when what is of it is home; a day to come never")
  func pastDay() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let first = try await town.out()
    try await town.deliver(first.dispatch)
    town.clock.advance(minutes: 1440)
    let today = try await desk.day(nil, by: town.supervisor)
    #expect(today.oldestOpen == "2026-11-21" && today.day == "2026-11-22" && today.flow.isEmpty)
    await expect(code: "rule.cash.day_not_zero") {
      _ = try await desk.closeDay("2026-11-21", town.intent(town.cashier))
    }
    await expect(code: "input.invalid") { _ = try await desk.closeDay("2026-11-23", town.intent(town.cashier)) }
    await expect(code: "input.invalid") { _ = try await desk.closeDay("tomorrow", town.intent(town.cashier)) }
    try await bring(town, home: first.order)
    // What comes in today keeps yesterday from nothing.
    let second = try await town.out([("KEY-200", 2)])
    try await town.deliver(second.dispatch)
    let closed = try await desk.closeDay("2026-11-21", town.intent(town.cashier))
    #expect(closed.day == "2026-11-21" && closed.close != nil && closed.open.isEmpty && closed.oldestOpen == nil)
    #expect(closed.dueMinor == first.order.total.minor && closed.movedSince == 0)
    await expect(code: "edit.conflict") { _ = try await desk.closeDay("2026-11-21", town.intent(town.cashier)) }
    await expect(code: "rule.cash.day_not_zero") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    let sheet = try await desk.day(nil, by: town.supervisor)
    #expect(sheet.dueMinor == second.order.total.minor)
    #expect(sheet.flow.contains { $0.from == "cashier" && $0.to == "bank" && $0.minor == first.order.total.minor })
    #expect(try await town.store.check().problems == [])
  }

  @Test("what moves after a close is in the books of the next day, and the closed ones stay as they were")
  func afterTheClose() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let first = try await town.out()
    let second = try await town.ready([("KEY-200", 2)])
    let out = try await town.sendOut([second.id], with: town.staff.otherDriver)[0]
    try await town.deliver(first.dispatch)
    try await bring(town, home: first.order)
    let closed = try await desk.closeDay(nil, town.intent(town.cashier))
    town.clock.advance(minutes: 30)
    try await town.deliver(out)
    let evening = try await desk.day(nil, by: town.supervisor)
    #expect(evening.dueMinor == first.order.total.minor && evening.flow == closed.flow && evening.open.isEmpty)
    #expect(evening.movedSince == 2)
    town.clock.advance(minutes: 1440)
    let morning = try await desk.day(nil, by: town.supervisor)
    #expect(morning.dueMinor == second.total.minor && morning.open.map(\.minor) == [second.total.minor])
    #expect(morning.oldestOpen == nil)
    await expect(code: "rule.cash.day_not_zero") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    try await bring(town, home: second, with: town.staff.otherDriver)
    _ = try await desk.closeDay(nil, town.intent(town.cashier))
    #expect(try await town.store.check().problems == [])
  }

  @Test("a sample store that is moved forward keeps its closed days on the days of their books")
  func movedForward() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let first = try await town.out()
    try await town.deliver(first.dispatch)
    try await bring(town, home: first.order)
    _ = try await town.house.desks.cash.closeDay(nil, town.intent(town.cashier))
    let later: Int64 = 2 * 86_400 + 3600
    try SQLiteStore.shiftTimes(path: town.path, bySeconds: later, sampleTime: town.clock.now.adding(seconds: later))
    town.clock.advance(seconds: later + 86_400)
    #expect(try await town.house.desks.cash.day("2026-11-23", by: town.cashier).close != nil)
    #expect(try await town.house.desks.cash.day(nil, by: town.cashier).oldestOpen == nil)
  }
}
