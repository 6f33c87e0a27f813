import Commerce
import Operations
import Store
import Testing

@Suite struct SearchTests {
  private func find(_ text: String, _ shop: SampleShop, in scope: Scope = SampleShop.everywhere) async throws
    -> [String]
  {
    try await shop.store.read { tx throws(CommerceError) in
      try tx.findOrders(OrderQuery(text: text), PageRequest(limit: 50), in: scope).rows.map(\.customer)
    }
  }

  @Test(arguments: [
    ("0002", ["Kwame Ɔsei"]), ("002", ["Kwame Ɔsei"]), ("ord-20261121-0002", ["Kwame Ɔsei"]),
    ("20261121-0002", ["Kwame Ɔsei"]), ("1-0002", ["Kwame Ɔsei"]), ("2-0002", []),
    ("0244558813", ["Kwame Ɔsei"]), ("+233 24 455 8813", ["Kwame Ɔsei"]), ("024-455-8813", ["Kwame Ɔsei"]),
    ("244558813", ["Kwame Ɔsei"]), ("kwame@example.com", ["Kwame Ɔsei"]), ("KWAME@Example.com", ["Kwame Ɔsei"]),
    ("osei", ["Kwame Ɔsei"]), ("ɔsei", ["Kwame Ɔsei"]), ("WAM", ["Kwame Ɔsei"]), ("e os", ["Kwame Ɔsei"]),
    ("obrien", []), ("o'brien", ["Zoë O’Brien"]), ("zoe", ["Zoë O’Brien"]), ("ZOË o", ["Zoë O’Brien"]),
    ("kw", ["Kwame Ɔsei"]), ("z", ["Zoë O’Brien"]), ("wa", []), ("rice-2kg", ["Zoë O’Brien"]),
    ("RICE-4KG", []), ("李小", ["李小龙"]), ("小龙", []), ("李小龙", ["李小龙"]), ("  zoe ", ["Zoë O’Brien"]),
    ("\" OR *", []), ("'; DROP TABLE orders", []), ("ame osei", ["Kwame Ɔsei"]), ("xyz", []),
  ])
  func aTextFindsItsOrders(text: String, expected: [String]) async throws {
    let shop = try await SampleShop()
    try await shop.place(name: "Ama Mensah", phone: "0200000001")
    try await shop.place(name: "Kwame Ɔsei", phone: "+233244558813", email: "kwame@example.com")
    try await shop.place(name: "Zoë O’Brien", phone: "0200000003", variant: 1)
    try await shop.place(name: "李小龙", phone: "")
    #expect(try await find(text, shop) == expected)
  }

  @Test func theNewestComeFirstAndEachOnce() async throws {
    let shop = try await SampleShop()
    for name in ["Rice 1", "Rice 2", "Rice-2KG"] { try await shop.place(name: name, variant: 1) }
    #expect(try await find("rice-2kg", shop) == ["Rice-2KG", "Rice 2", "Rice 1"])
    #expect(try await find("", shop) == ["Rice-2KG", "Rice 2", "Rice 1"])
  }

  @Test func aWholeNumberMeansItsOrderAloneAndManyDigitsMayStillBeOne() async throws {
    let shop = try await SampleShop()
    let named = try await shop.place(name: "Ama Mensah", phone: "0200000001")
    let other = try await shop.place(name: "Kofi Mensah", phone: "0200000002")
    try await shop.store.write { tx throws(CommerceError) in
      var imported = named
      imported.uuid = UniqueID(randomHigh: 5, randomLow: 6)
      imported.number = "900000000001"
      imported.customer = Customer(name: "Esi Imported", phone: "")
      _ = try tx.insert(imported, lines: [])
    }
    #expect(try await find(named.number.lowercased(), shop) == ["Ama Mensah"])
    #expect(try await find("900000000001", shop) == ["Esi Imported"])
    #expect(try await find("0200000002", shop) == ["Kofi Mensah"])
    try await shop.store.read { tx throws(CommerceError) in
      func page(_ request: PageRequest<ID<Order>>) throws(CommerceError) -> Page<OrderRow> {
        try tx.findOrders(OrderQuery(text: named.number), request, in: SampleShop.everywhere)
      }
      #expect(try page(PageRequest(.before(ID(0)))).rows.map(\.id) == [named.id])
      #expect(try page(PageRequest(.after(named.id))).hasBefore)
      #expect(try page(PageRequest(.after(named.id))).rows.isEmpty)
      #expect(try page(PageRequest(.after(other.id))).rows.map(\.id) == [named.id])
    }
  }

  @Test func aTownSeesItsOwnOrdersOnly() async throws {
    let shop = try await SampleShop()
    try await shop.place(at: shop.accra, name: "Ama Accra", email: "a@example.com")
    let theirs = try await shop.place(at: shop.tema, name: "Ama Tema", email: "a@example.com")
    let scope = shop.scope(shop.accra)
    for text in ["", "ama", "am", "a@example.com", "0244558812", "rice-1kg", "001", "ama "] {
      #expect(try await find(text, shop, in: scope) == ["Ama Accra"], "\(text)")
    }
    #expect(try await find(theirs.number, shop, in: scope) == [])
    #expect(try await find("tem", shop, in: scope) == [])
    try await shop.store.read { tx throws(CommerceError) in
      let page = PageRequest<ID<Order>>()
      #expect(try tx.findOrders(OrderQuery(site: shop.tema), page, in: scope).rows.isEmpty)
      #expect(try tx.order(theirs.id, in: scope) == nil)
      #expect(try tx.order(number: theirs.number, in: scope) == nil)
      #expect(try tx.queue(QueueQuery(site: shop.tema), PageRequest(), in: scope).rows.isEmpty)
      #expect(try tx.floor(of: shop.tema, at: SampleShop.start, in: scope) == FloorCounts())
      #expect(try tx.zones(at: shop.tema, in: scope).isEmpty)
      #expect(try tx.sites(in: scope).map(\.code) == ["accra"])
      #expect(try tx.moves(of: shop.variants[0], at: shop.tema, PageRequest(), in: scope).rows.isEmpty)
      #expect(try tx.shortages(at: shop.tema, PageRequest(), in: scope).rows.isEmpty)
      #expect(try tx.putBacks(at: shop.tema, PageRequest(), in: scope).rows.isEmpty)
      let feeds = [
        try tx.changes(after: 0, limit: 100, in: scope), try tx.changes(HistoryQuery(), PageRequest(), in: scope).rows,
        try tx.changes(HistoryQuery(entity: .order, entityID: theirs.id.serial), PageRequest(), in: scope).rows,
      ]
      #expect(feeds.joined().allSatisfy { $0.change.site == shop.accra })
      #expect(feeds[2].isEmpty)
      #expect(try tx.changes(HistoryQuery(site: shop.tema), PageRequest(), in: scope).rows.isEmpty)
    }
  }

  @Test func aChangedNameIsFoundAndTheOldOneIsNot() async throws {
    let shop = try await SampleShop()
    var order = try await shop.place(name: "Esi Old")
    order.customer = Customer(name: "Esi New", phone: "0500000009")
    let changed = order
    try await shop.store.write { tx throws(CommerceError) in try tx.update(changed) }
    #expect(try await find("new", shop) == ["Esi New"])
    #expect(try await find("old", shop) == [])
    #expect(try await find("0500000009", shop) == ["Esi New"])
  }
}
