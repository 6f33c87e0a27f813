import Commerce
import Operations
import TestSupport
import Testing

@Suite("History")
struct HistoryDeskTests {
  @Test("every office command signs its change once; again, or refused, it adds nothing (I62)")
  func signed() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 1)]).id
    let desks = town.house.desks
    var policy = try await desks.house.site(by: town.admin).policy
    policy.leaseMinutes = 30
    let commands: [@Sendable (Intent) async throws -> Void] = [
      { try await desks.orders.hold(order, reason: "a", $0) }, { try await desks.orders.releaseHold(order, $0) },
      { try await desks.orders.addNote("n", to: order, $0) },
      { try await desks.orders.setPriority(1, of: order, $0) },
      { [policy] in try await desks.house.setPolicy(policy, $0) },
      { try await desks.orders.cancel(order, reason: "c", $0) },
    ]
    for command in commands {
      let intent = town.intent(town.admin)
      let before = try await desks.history.lastSequence()
      try await command(intent)
      let added = try await desks.history.changes(after: before, limit: 50, by: town.admin)
      #expect(!added.isEmpty)
      #expect(
        added.allSatisfy { $0.command == intent.id && $0.actor == town.staff.admin && $0.actorName == "Adwoa Admin" })
      let after = try await desks.history.lastSequence()
      try await command(intent)
      #expect(try await desks.history.lastSequence() == after)
    }
    let before = try await desks.history.lastSequence()
    await #expect(throws: CommerceError.self) {
      try await desks.orders.cancel(order, reason: "again", town.intent(town.admin))
    }
    #expect(try await desks.history.lastSequence() == before)
  }

  @Test("pages of the feed put together are the feed, newest first, without gap or double (I58)")
  func pages() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    for _ in 0..<12 { try await town.place([("TOMATO-210", 1)]) }
    let desk = town.house.desks.history
    let query = HistoryQuery(entity: .order, field: "status")
    var seen: [Int64] = []
    var page = try await desk.changes(query, PageRequest(.first, limit: 5), by: town.supervisor)
    while true {
      seen += page.rows.map(\.sequence)
      guard page.hasAfter, let last = page.rows.last else { break }
      page = try await desk.changes(query, PageRequest(.after(last.sequence), limit: 5), by: town.supervisor)
    }
    #expect(seen.count == 12 && seen == seen.sorted(by: >) && Set(seen).count == 12)
    await #expect(throws: CommerceError.forbidden(.viewHistory)) {
      _ = try await desk.changes(HistoryQuery(site: town.elsewhere), PageRequest(), by: town.supervisor)
    }
  }
}
