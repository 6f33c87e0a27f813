import Commerce
import Operations
import TestSupport
import Testing

@Suite("Reports")
struct ReportTests {
  private func report(_ kind: ReportKind, _ town: SmallTown, days: Int = 7) async throws -> Report {
    try await town.house.desks.reports.report(kind, days: days, by: town.supervisor)
  }

  @Test("orders by day and hour: what was placed and what became of it, on the day it happened")
  func orders() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    for _ in 1...3 { try await town.place([("MILO-400", 1)]) }
    town.clock.advance(minutes: 24 * 60)
    let last = try await town.place([("MILO-400", 1)])
    try await town.house.desks.orders.cancel(last.id, reason: "twice", town.intent(town.admin))
    let report = try await report(.orders, town, days: 2)
    #expect(report.from == "2026-11-21" && report.until == "2026-11-22")
    #expect(report.columns.map(\.title).prefix(2) == ["day", "placed"])
    #expect(report.rows.map { $0[1] } == [.count(1), .count(3)])
    #expect(report.rows.first?[6] == .count(1))
    #expect(report.series.first?.values[12] == 4)
    #expect(try await self.report(.orders, town, days: 1).rows.map { $0[1] } == [.count(1)])
  }

  @Test("pickers: lines, units, scans and minutes of those who picked")
  func pickers() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place([("MILO-400", 2), ("KEY-200", 1)])
    let warehouse = town.house.desks.warehouse
    let work = try await warehouse.claimNext(town.intent(town.picker))
    _ = try await warehouse.scan("T-101", on: work.list.id, town.intent(town.picker))
    town.clock.advance(minutes: 30)
    _ = try? await warehouse.scan("6030000000042", on: work.list.id, town.intent(town.picker))
    _ = try await warehouse.scan(SmallTown.code("MILO-400"), on: work.list.id, town.intent(town.picker))
    _ = try await warehouse.scan(SmallTown.code("KEY-200"), on: work.list.id, town.intent(town.picker))
    let rows = try await report(.pickers, town).rows
    #expect(rows.count == 1)
    #expect(rows.first?[0] == .text("Ama Koomson") && rows.first?[1] == .count(2) && rows.first?[2] == .count(3))
    #expect(rows.first?[3] == .minutes(30) && rows.first?[4] == .tenths(40))
    #expect(rows.first?[6] == .count(1))
  }

  @Test("stock by age: what never moved stands first, at its worth")
  func stock() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    town.clock.advance(minutes: 10 * 1440)
    let rows = try await report(.stock, town).rows
    #expect(rows.count == 6)
    #expect(rows.first?[0] == .text("PHONE-X") && rows.first?[3] == .money(1_800_000))
    #expect(rows.first?[4] == .text("never") && rows.first?[5] == .text("10 d"))
  }

  @Test("every report answers in a town without trade, and days out of range are refused")
  func empty() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    for kind in ReportKind.allCases {
      let report = try await report(kind, town)
      #expect(report.rows.allSatisfy { $0.count == report.columns.count })
    }
    for days in [0, 93] {
      await #expect(throws: CommerceError.self) { _ = try await self.report(.orders, town, days: days) }
    }
    await #expect(throws: CommerceError.forbidden(.viewReports)) {
      _ = try await town.house.desks.reports.report(.orders, days: 7, by: town.picker)
    }
  }
}
