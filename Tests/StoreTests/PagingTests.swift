import Commerce
import Operations
import Store
import Testing

@Suite struct PagingTests {
  /// Walks a list forward and backward by pages and gathers its rows.
  private func bothWays<Row: Equatable & Sendable, Key: Hashable & Sendable>(
    limit: Int, key: (Row) -> Key, _ page: (PageRequest<Key>) async throws -> Page<Row>
  ) async throws -> (forward: [Row], backward: [Row]) {
    var forward: [Row] = []
    var next = try await page(PageRequest(.first, limit: limit))
    #expect(!next.hasBefore)
    forward += next.rows
    while next.hasAfter, let last = next.rows.last {
      next = try await page(PageRequest(.after(key(last)), limit: limit))
      #expect(next.hasBefore && !next.rows.isEmpty)
      forward += next.rows
    }
    var backward: [Row] = []
    var previous = try await page(PageRequest(.last, limit: limit))
    #expect(!previous.hasAfter)
    backward = previous.rows
    while previous.hasBefore, let first = previous.rows.first {
      previous = try await page(PageRequest(.before(key(first)), limit: limit))
      #expect(previous.hasAfter && !previous.rows.isEmpty)
      backward = previous.rows + backward
    }
    return (forward, backward)
  }

  private func busyShop() async throws -> SampleShop {
    let shop = try await SampleShop()
    let statuses: [OrderStatus] = [.pendingFulfilment, .picking, .packed, .readyForDispatch, .delivered, .cancelled]
    let names = ["Ama Mensah", "Kofi Boateng", "Yaa Asantewaa", "Kwame Mensah"]
    try await shop.store.write { tx throws(CommerceError) in
      for number in 0..<60 {
        _ = try SampleShop.place(
          tx, site: number % 5 == 0 ? shop.tema : shop.accra, name: names[number % 4], status: statuses[number % 6],
          priority: number % 3 == 0 ? 1 : 0, minutes: (number * 7) % 20, zone: number % 2 == 0 ? shop.zones[0] : nil,
          variant: shop.variants[number % 2])
      }
    }
    return shop
  }

  @Test(arguments: [1, 4, 7, 100])
  func theQueueReadsTheSameBothWays(limit: Int) async throws {
    let shop = try await busyShop()
    let queries = [
      QueueQuery(site: shop.accra), QueueQuery(site: shop.accra, stages: [.waiting]),
      QueueQuery(site: shop.accra, stages: [.waiting, .packed], zone: shop.zones[0]),
      QueueQuery(site: shop.accra, text: "mens"),
      QueueQuery(site: shop.accra, promisedBefore: SampleShop.start.adding(minutes: 190)),
    ]
    for query in queries {
      let (forward, backward) = try await bothWays(limit: limit, key: { (row: QueueRow) in row.key }) { request in
        try await shop.store.read { tx throws(CommerceError) in try tx.queue(query, request, in: shop.scope(shop.accra))
        }
      }
      #expect(!forward.isEmpty)
      #expect(forward == backward)
      #expect(Set(forward.map(\.key.order)).count == forward.count)
      let sorted = forward.sorted {
        (-$0.key.priority, $0.key.promiseAt.milliseconds, $0.key.order.serial)
          < (-$1.key.priority, $1.key.promiseAt.milliseconds, $1.key.order.serial)
      }
      #expect(forward == sorted)
    }
  }

  @Test(arguments: [1, 7, 100])
  func searchesReadTheSameBothWays(limit: Int) async throws {
    let shop = try await busyShop()
    for text in ["", "mensah", "rice-1kg", "ya", "024 455 8812"] {
      for statuses in [Set<OrderStatus>(), [.delivered, .packed]] {
        let query = OrderQuery(text: text, statuses: statuses)
        let (forward, backward) = try await bothWays(limit: limit, key: { (row: OrderRow) in row.id }) { request in
          try await shop.store.read { tx throws(CommerceError) in
            try tx.findOrders(query, request, in: SampleShop.everywhere)
          }
        }
        #expect(forward == backward, "\(text)")
        #expect(forward.map(\.id) == forward.map(\.id).sorted(by: >))
        #expect(Set(forward.map(\.id)).count == forward.count)
      }
    }
  }

  @Test func theLedgerAndTheHistoryReadTheSameBothWays() async throws {
    let shop = try await busyShop()
    let command = SampleShop.command(5)
    try await shop.store.write { tx throws(CommerceError) in
      for _ in 0..<9 {
        try tx.post(
          StockMove(
            site: shop.accra, variant: shop.variants[0], quantity: 1, from: .bin(shop.bins[0]),
            to: .tote(shop.totes[0]),
            reason: .pick), by: command)
      }
    }
    let moves = try await bothWays(limit: 4, key: { (row: RecordedMove) in row.sequence }) { request in
      try await shop.store.read { tx throws(CommerceError) in
        try tx.moves(of: shop.variants[0], at: shop.accra, request, in: SampleShop.everywhere)
      }
    }
    #expect(moves.forward == moves.backward)
    #expect(moves.forward.first?.fromCode == "A-01")
    #expect(moves.forward.first?.toCode == "T-1")
    let queries = [
      HistoryQuery(), HistoryQuery(site: shop.accra), HistoryQuery(entity: .order), HistoryQuery(field: "status"),
      HistoryQuery(entity: .order, entityID: 3),
    ]
    for query in queries {
      let changes = try await bothWays(limit: 7, key: { (row: RecordedChange) in row.sequence }) { request in
        try await shop.store.read { tx throws(CommerceError) in
          try tx.changes(query, request, in: SampleShop.everywhere)
        }
      }
      #expect(changes.forward == changes.backward)
      #expect(!changes.forward.isEmpty)
    }
  }

  @Test func aPageFromARowStartsWithIt() async throws {
    let shop = try await busyShop()
    let all = try await shop.store.read { tx throws(CommerceError) in
      try tx.queue(QueueQuery(site: shop.accra), PageRequest(limit: 100), in: SampleShop.everywhere).rows
    }
    let page = try await shop.store.read { tx throws(CommerceError) in
      try tx.queue(QueueQuery(site: shop.accra), PageRequest(.from(all[3].key), limit: 2), in: SampleShop.everywhere)
    }
    #expect(page == Page(rows: Array(all[3...4]), hasBefore: true, hasAfter: true))
  }
}
