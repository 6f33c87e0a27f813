import Commerce
import Operations
import TestSupport
import Testing

@Suite("Looking back in time")
struct LookBackTests {
  /// What an observer writes down as the day goes by.
  private struct Observed {
    var at: Instant
    var statuses: [String: OrderStatus]
  }

  /// A seeded morning: orders placed, picked, held and cancelled, looked at after every step.
  private func morning(_ town: SmallTown, seed: UInt64) async throws -> [Observed] {
    var random = SeededGenerator(seed: seed)
    var seen: [Observed] = []
    let desks = town.house.desks
    for _ in 1...40 {
      town.clock.advance(minutes: Int.random(in: 1...9, using: &random))
      let rows = try await orders(town)
      let open = rows.filter { $0.status == .pendingFulfilment && !$0.onHold }
      switch Int.random(in: 0...5, using: &random) {
      case 0, 1, 2: try await town.place([("MILO-400", 1)], customer: "Customer \(seen.count)")
      case 3:
        if let row = open.randomElement(using: &random) {
          try await desks.orders.cancel(row.id, reason: "changed their mind", town.intent(town.admin))
        }
      default:
        if let row = open.randomElement(using: &random) {
          let work = try? await desks.warehouse.claim([row.id], town.intent(town.picker))
          if let work, Bool.random(using: &random) {
            try? await desks.warehouse.release(work.list.id, town.intent(town.picker))
          }
        }
      }
      let now = try await orders(town)
      seen.append(
        Observed(at: town.clock.now, statuses: Dictionary(now.map { ($0.number, $0.status) }) { $1 }))
    }
    return seen
  }

  private func orders(_ town: SmallTown) async throws -> [OrderRow] {
    try await town.house.desks.orders.find(
      OrderQuery(site: town.site), PageRequest(.first, limit: 200), by: town.admin
    ).rows
  }

  @Test("every moment of a morning reads as it was seen then", arguments: [3, 17, 2026] as [UInt64])
  func oracle(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let seen = try await morning(town, seed: seed)
    let history = town.house.desks.history
    for observed in seen {
      let board = try await history.board(at: observed.at, by: town.supervisor)
      #expect(board.counts == Dictionary(observed.statuses.map { ($0.value, 1) }, uniquingKeysWith: +))
      for status in Set(observed.statuses.values) {
        let rows = try await history.orders(status, at: observed.at, limit: 100, by: town.supervisor)
        #expect(
          Set(rows.rows.map(\.number)) == Set(observed.statuses.filter { $0.value == status }.keys) && !rows.isCut)
      }
    }
    let middle = try #require(seen.dropFirst(20).first)
    for (number, status) in middle.statuses {
      let order = try await history.order(number, at: middle.at, by: town.supervisor)
      #expect(order.status == status)
      #expect(order.timeline.allSatisfy { $0.at <= middle.at })
    }
  }

  @Test("an order shows its hold as it was, and is not there before it was placed")
  func order() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let history = town.house.desks.history
    let before = town.clock.now
    town.clock.advance(minutes: 5)
    let placed = try await town.place([("MILO-400", 1)])
    town.clock.advance(minutes: 5)
    try await town.house.desks.orders.hold(placed.id, reason: "asked to wait", town.intent(town.supervisor))
    let held = town.clock.now
    town.clock.advance(minutes: 5)
    try await town.house.desks.orders.releaseHold(placed.id, town.intent(town.supervisor))
    #expect(try await history.order(placed.number, at: held, by: town.supervisor).hold == "asked to wait")
    #expect(try await history.order(placed.number, at: town.clock.now, by: town.supervisor).hold == "")
    await #expect(throws: CommerceError.notFound(.order, placed.number)) {
      _ = try await history.order(placed.number, at: before, by: town.supervisor)
    }
    #expect(try await history.board(at: before, by: town.supervisor).counts.isEmpty)
  }

  @Test("a long list is cut and says so; another town's past stays there")
  func limits() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    for _ in 1...5 { try await town.place([("MILO-400", 1)]) }
    let history = town.house.desks.history
    let cut = try await history.orders(.pendingFulfilment, at: town.clock.now, limit: 3, by: town.supervisor)
    #expect(cut.rows.count == 3 && cut.isCut)
    let elsewhere = Caller(person: town.staff.admin, site: town.elsewhere)
    #expect(try await history.board(at: town.clock.now, by: elsewhere).counts.isEmpty)
  }
}
