import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Who counts blind is told no driver's sum by any reading")
struct CashSightTests {
  @Test("the rule over all roles: who may take cash sees nothing uncounted, unless they vouch")
  func roles() {
    let site = ID<Site>(1)
    for role in Role.allCases {
      let sight = CashSight(of: ID(7), AccessPolicy([Grant(role: role, site: site)]), at: site)
      #expect(sight.seesAll == [.dispatcher, .supervisor, .admin].contains(role), "\(role)")
      #expect(!sight.hides(ID(7)))
    }
    let both = AccessPolicy([Grant(role: .dispatcher, site: site), Grant(role: .cashier, site: site)])
    let sight = CashSight(of: ID(7), both, at: site)
    #expect(sight.hides(ID(8)))
    let counted = Instant(milliseconds: 1000)
    #expect(sight.hides(ID(8), movedAt: Instant(milliseconds: 1001), countedAt: counted))
    #expect(!sight.hides(ID(8), movedAt: counted, countedAt: counted))
    #expect(sight.hides(ID(8), movedAt: counted, countedAt: nil))
  }

  @Test("books, day, reports, shift close and history keep the sum until it is counted")
  func readings() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let sum = order.total.minor

    let rows = try await desks.cash.moves(account: nil, PageRequest(), by: town.cashier).rows
    #expect(rows.count == 2 && rows.allSatisfy { $0.isHidden && $0.move.amount.minor == 0 })
    let sheet = try await desks.cash.day(nil, by: town.cashier)
    #expect(sheet.dueMinor == nil && sheet.byTender[.cash] == nil && sheet.byTender[.momo] == 0)
    #expect(sheet.flow.count == 2 && sheet.flow.allSatisfy { $0.minor == nil } && sheet.open.allSatisfy(\.isHidden))
    #expect(try await figures(town, .cod, town.cashier).contains(.money(sum)) == false)
    #expect(try await figures(town, .cod, town.cashier).contains(.hidden))
    #expect(try await figures(town, .drivers, town.cashier).contains(.money(sum)) == false)
    #expect(try await driverCash(town, town.cashier) == [nil, nil])
    #expect(try await collected(town, town.cashier) == "")

    #expect(
      try await desks.cash.moves(account: nil, PageRequest(), by: town.supervisor).rows.allSatisfy { !$0.isHidden })
    #expect(try await desks.cash.day(nil, by: town.supervisor).dueMinor == sum)
    #expect(try await figures(town, .cod, town.dispatcher).contains(.money(sum)))
    #expect(try await figures(town, .drivers, town.dispatcher).contains(.money(sum)))
    #expect(try await driverCash(town, town.dispatcher) == [sum, sum])
    #expect(try await collected(town, town.dispatcher) == order.total.text)

    town.clock.advance(minutes: 5)
    _ = try await desks.cash.countCash(of: town.staff.driver, countedMinor: sum, town.intent(town.cashier))
    #expect(try await desks.cash.moves(account: nil, PageRequest(), by: town.cashier).rows.allSatisfy { !$0.isHidden })
    #expect(try await desks.cash.day(nil, by: town.cashier).byTender[.cash] == sum)
    #expect(try await figures(town, .drivers, town.cashier).contains(.money(sum)))
    #expect(try await collected(town, town.cashier) == order.total.text)
  }

  private func figures(_ town: SmallTown, _ kind: ReportKind, _ caller: Caller) async throws -> [ReportValue] {
    try await town.house.desks.reports.report(kind, days: 1, by: caller).rows.flatMap { $0 }
  }

  private func driverCash(_ town: SmallTown, _ caller: Caller) async throws -> [Int64?] {
    let row = try await town.house.desks.reports.shiftClose(by: caller).rows.first { $0.kind == .driverCash }
    let found = try #require(row)
    return [found.minor, found.items.first?.minor]
  }

  private func collected(_ town: SmallTown, _ caller: Caller) async throws -> String? {
    try await town.house.desks.history.changes(
      HistoryQuery(site: town.site, entity: .collection), PageRequest(), by: caller
    ).rows.first { $0.change.field == "collected" }?.change.new
  }
}
