import Commerce
import Operations
import Store
import TestSupport
import Testing

/// I39: whoever asks, with whatever grants, for whichever town: nothing answers about a town beyond the grants.
@Suite("Town isolation")
struct IsolationTests {
  /// One read of a desk: what it needs, and the towns its answer tells about.
  private struct Read: Sendable {
    let name: String
    let permission: Permission
    let sites: @Sendable (Caller) async throws(CommerceError) -> [ID<Site>]
  }

  @Test("random people, random grants: every read of every desk stays within reach", arguments: 1...4)
  func reads(seed: Int) async throws {
    let town = try await busyTowns()
    var generator = SeededGenerator(seed: UInt64(seed))
    let reads = Self.reads(of: town)
    for _ in 0..<25 {
      let grants = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Grant(
          role: Role.allCases.randomElement(using: &generator) ?? .picker,
          site: Int.random(in: 0..<8, using: &generator) == 0
            ? nil : [town.site, town.elsewhere].randomElement(using: &generator))
      }
      let person = town.staff.second
      try await town.store.write { transaction throws(CommerceError) in try transaction.setGrants(grants, of: person) }
      let policy = AccessPolicy(grants)
      for site in [town.site, town.elsewhere, ID(99)] {
        let caller = Caller(person: person, site: site)
        for read in reads {
          let told = try? await read.sites(caller)
          for other in told ?? [] {
            #expect(policy.allows(read.permission, at: other), "\(read.name) told of \(other) to \(grants)")
          }
          if !policy.allows(read.permission, at: site), !read.name.hasPrefix("all") {
            #expect(told == nil, "\(read.name) answered at \(site) for \(grants)")
          }
        }
      }
    }
  }

  @Test("another town's order, list and put-back are told apart from none at all by nothing")
  func sameAsUnknown() async throws {
    let town = try await busyTowns()
    let admin = Caller(person: town.staff.admin, site: town.elsewhere)
    let orders = town.house.desks.orders
    let foreign = try #require(
      try await orders.find(OrderQuery(site: town.elsewhere), PageRequest(), by: admin).rows.first)
    let list = try #require(try await town.house.desks.warehouse.workInHand(by: admin)?.list.id)
    let nowhere = ID<Order>(999_999)
    let caller = town.supervisor
    func same(_ known: () async throws -> Void, _ unknown: () async throws -> Void) async {
      let (told, untold) = (await code(of: known), await code(of: unknown))
      #expect(told != nil && told == untold)
    }
    await same(
      { _ = try await orders.detail(foreign.id, by: caller) }, { _ = try await orders.detail(nowhere, by: caller) })
    await same(
      { _ = try await orders.detail(number: foreign.number, by: caller) },
      { _ = try await orders.detail(number: "ORD-20261121-9999", by: caller) })
    await same(
      { try await orders.cancel(foreign.id, reason: "x", town.intent(caller)) },
      { try await orders.cancel(nowhere, reason: "x", town.intent(caller)) })
    await same(
      { try await orders.hold(foreign.id, reason: "x", town.intent(caller)) },
      { try await orders.hold(nowhere, reason: "x", town.intent(caller)) })
    await same(
      { try await orders.addNote("x", to: foreign.id, town.intent(caller)) },
      { try await orders.addNote("x", to: nowhere, town.intent(caller)) })
    await same(
      { _ = try await town.house.desks.warehouse.claim([foreign.id], town.intent(caller)) },
      { _ = try await town.house.desks.warehouse.claim([nowhere], town.intent(caller)) })
    await same(
      { _ = try await town.house.desks.warehouse.work(list, by: caller) },
      { _ = try await town.house.desks.warehouse.work(ID(999_999), by: caller) })
    let found = try await orders.find(OrderQuery(text: "Tema Customer"), PageRequest(), by: caller)
    #expect(found.rows.isEmpty && !found.hasAfter && !found.hasBefore)
    #expect(try await orders.find(OrderQuery(text: foreign.number), PageRequest(), by: caller).rows.isEmpty)
    #expect(try await orders.detail(foreign.id, by: admin).order.status == foreign.status)
  }

  private func code(of body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch { return (error as? CommerceError)?.code ?? "other" }
  }

  /// Both towns with orders in work.
  private func busyTowns() async throws -> SmallTown {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    for site in [town.site, town.elsewhere] {
      let caller = Caller(person: town.staff.admin, site: site)
      for sku in ["MILO-400", "KEY-200"] {
        let variant = try #require(town.variants[sku])
        let draft = OrderDraft(
          lines: [OrderDraft.Line(variant: variant, quantity: 2)],
          customer: Customer(name: site == town.site ? "Accra Customer" : "Tema Customer", phone: "0201112223"),
          address: Address(line1: "1 High St", area: "Osu"), paymentMethod: .cod)
        _ = try await town.house.desks.orders.place(draft, town.intent(caller))
      }
      _ = try await town.house.desks.warehouse.claimNext(town.intent(caller))
    }
    return town
  }

  private static func reads(of town: SmallTown) -> [Read] {
    let desks = town.house.desks
    let variant = town.variants["MILO-400"] ?? ID(0)
    return [
      Read(name: "queue", permission: .viewQueue) { caller throws(CommerceError) in
        let rows = try await desks.warehouse.queue(QueueQuery(site: town.elsewhere), PageRequest(), by: caller).rows
        return rows.map { $0.customer.hasPrefix("Tema") ? town.elsewhere : town.site }
      },
      Read(name: "floor", permission: .viewQueue) { caller throws(CommerceError) in
        try await desks.warehouse.floor(by: caller).stages.isEmpty ? [] : [caller.site]
      },
      Read(name: "zones", permission: .enterSite) { caller throws(CommerceError) in
        try await desks.warehouse.zones(by: caller).map(\.site)
      },
      Read(name: "shortages", permission: .viewQueue) { caller throws(CommerceError) in
        try await desks.warehouse.shortages(PageRequest(), by: caller).rows.map(\.shortage.site)
      },
      Read(name: "put-backs", permission: .viewQueue) { caller throws(CommerceError) in
        try await desks.warehouse.putBacks(PageRequest(), by: caller).rows.map(\.putBack.site)
      },
      Read(name: "all orders", permission: .findOrders) { caller throws(CommerceError) in
        try await desks.orders.find(OrderQuery(), PageRequest(), by: caller).rows.map(\.site)
      },
      Read(name: "all orders by text", permission: .findOrders) { caller throws(CommerceError) in
        try await desks.orders.find(OrderQuery(text: "Customer"), PageRequest(), by: caller).rows.map(\.site)
      },
      Read(name: "all orders by phone", permission: .findOrders) { caller throws(CommerceError) in
        try await desks.orders.find(OrderQuery(text: "0201112223"), PageRequest(), by: caller).rows.map(\.site)
      },
      Read(name: "orders of a town", permission: .findOrders) { caller throws(CommerceError) in
        try await desks.orders.find(OrderQuery(site: caller.site), PageRequest(), by: caller).rows.map(\.site)
      },
      Read(name: "all changes", permission: .viewHistory) { caller throws(CommerceError) in
        try await desks.history.changes(HistoryQuery(), PageRequest(), by: caller).rows.compactMap(\.change.site)
      },
      Read(name: "changes of a town", permission: .viewHistory) { caller throws(CommerceError) in
        try await desks.history.changes(HistoryQuery(site: caller.site), PageRequest(), by: caller).rows
          .compactMap(\.change.site)
      },
      Read(name: "all of the feed", permission: .viewHistory) { caller throws(CommerceError) in
        try await desks.history.changes(after: 0, limit: 500, by: caller).compactMap(\.change.site)
      },
      Read(name: "moves", permission: .viewStock) { caller throws(CommerceError) in
        try await desks.stock.moves(of: variant, PageRequest(), by: caller).rows.map(\.move.site)
      },
      Read(name: "card", permission: .viewStock) { caller throws(CommerceError) in
        let card = try await desks.stock.card(variant, by: caller)
        let others = card.others.map { $0.site == "Tema" ? town.elsewhere : town.site }
        return card.bins.map(\.bin.site) + others
      },
      Read(name: "items", permission: .viewStock) { caller throws(CommerceError) in
        try await desks.stock.find("milo", limit: 5, by: caller).isEmpty ? [] : [caller.site]
      },
      Read(name: "site", permission: .enterSite) { caller throws(CommerceError) in
        [try await desks.house.site(by: caller).id]
      },
      Read(name: "bins", permission: .printSheets) { caller throws(CommerceError) in
        try await desks.house.sheet(.bins, by: caller).isEmpty ? [] : [caller.site]
      },
      Read(name: "badges", permission: .viewPeople) { caller throws(CommerceError) in
        try await desks.house.sheet(.badges, by: caller).isEmpty ? [] : [caller.site]
      },
    ]
  }
}
