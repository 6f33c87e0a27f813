import Commerce
import Foundation
import Operations
import Security
import Store
import TestSupport
import Testing

/// Kills the real server in the middle of what sixty-four connections ask of it, over and over; the next one takes the
/// store up as it lies there.
@Suite("A server killed under load", .serialized)
struct ServerKillTests {
  private static let kills = 200
  private static let connections = 64
  private static let units = 1_000_000

  @Test("two hundred kills: every acknowledged order is there once under its number, and the stock adds up")
  func kills() async throws {
    let (path, site) = try await Self.stocked()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    func start() throws -> RunningServer { try RunningServer(store: path, folder: folder, ["--no-rate-limit"]) }
    var generator = SeededGenerator(seed: 64)
    var load: ShopLoad?
    for killed in 1...Self.kills {
      let server = try start()
      var asking = try load ?? ShopLoad(Self.address(server.port, site), seed: 200)
      let crowd = try ConnectionCrowd(port: server.port, count: Self.connections)
      var left = Int.random(in: 0...96, using: &generator)
      try crowd.work(
        next: { asking.next($0) },
        answered: { connection, answer in
          try asking.take(connection, answer)
          left -= 1
          return left < 0 ? .stop : .goOn
        })
      // Draws the point within the next commits; nothing is waited for.
      usleep(UInt32.random(in: 0...4000, using: &generator))
      server.stop(by: SIGKILL)
      // What was answered before the end counts as acknowledged, whoever read it when.
      try crowd.finish { try asking.take($0, $1) }
      asking.breakOff()
      #expect(asking.unexpected.isEmpty && asking.different.isEmpty, "kill \(killed)")
      load = asking
      if killed.isMultiple(of: 25) { try await expectSound(path, "kill \(killed)") }
    }
    var asking = try #require(load)
    let server = try start()
    try Self.settle(&asking, server)
    #expect(server.stop() == 0)
    #expect(asking.unexpected.isEmpty, "\(asking.unexpected.prefix(3))")
    #expect(asking.different.isEmpty, "\(asking.different.prefix(3))")
    #expect(asking.again > Self.kills * 20, "asked again: \(asking.again)")
    #expect(asking.repeated > Self.kills * 5, "acknowledged and asked again: \(asking.repeated)")
    #expect(asking.short > 0)
    print(
      "\(Self.kills) kills: \(asking.acknowledged) acknowledged, \(asking.orders.count) orders of them; asked again: "
        + "\(asking.again) unanswered, \(asking.repeated) answered")
    try await expectSound(path, "the end")
    try await expectBooks(path, asking.orders)
  }

  /// Asks until everything is answered, and a share of what is answered once more.
  private static func settle(_ load: inout ShopLoad, _ server: RunningServer) throws {
    let crowd = try ConnectionCrowd(port: server.port, count: connections)
    load.isOpen = false
    load.repeatSome(2000)
    try crowd.work(
      next: { load.next($0) },
      answered: { connection, answer in
        try load.take(connection, answer)
        return .goOn
      })
  }

  private func expectSound(_ path: String, _ when: String) async throws {
    let report = try await SQLiteStore.check(path: path)
    #expect(report.isSound, "\(when): \(report)")
  }

  /// The store holds the acknowledged orders and no other, and what they hold is what is promised.
  private func expectBooks(_ path: String, _ acknowledged: [ShopLoad.Acknowledged]) async throws {
    let town = try await SmallTown.reopen(at: path)
    var (stored, anchor) = ([String](), PageRequest<ID<Order>>.Anchor.first)
    while true {
      let found = try await town.house.desks.orders.find(
        OrderQuery(), PageRequest(anchor, limit: 300), by: town.admin)
      stored += found.rows.map(\.number)
      guard found.hasAfter, let last = found.rows.last else { break }
      anchor = .after(last.id)
    }
    #expect(stored.count == acknowledged.count)
    #expect(stored.sorted() == acknowledged.map(\.number).sorted())
    let wrong = try await town.store.read { [site = town.site] transaction throws(CommerceError) in
      var wrong: [String] = []
      for order in acknowledged {
        guard let uuid = UniqueID(order.uuid), let found = try transaction.order(uuid: uuid, at: site),
          found.number == order.number, order.fate.statuses.contains(found.status),
          try transaction.lines(of: found.id).map(\.quantity) == [order.quantity]
        else {
          wrong.append("\(order)")
          continue
        }
      }
      return wrong
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    for sku in town.variants.keys {
      let open = acknowledged.filter { $0.sku == sku && $0.fate != .cancelled }.reduce(0) { $0 + $1.quantity }
      let level = try await town.level(sku)
      #expect(level.reserved == open, "\(sku)")
      #expect(level.available == level.onHand - open, "\(sku)")
    }
    await town.store.close()
  }

  // MARK: The town

  /// A town with so much of nearly everything that nothing runs out.
  private static func stocked() async throws -> (path: String, site: ID<Site>) {
    let path = try SmallTown.temporaryPath()
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let town = try await SmallTown.build(at: path, clock: FixedClock(now), hasher: SodiumPasswordHasher())
    let command = Command(id: town.ids.next(), actor: nil, site: nil, at: now)
    try await town.store.write { [site = town.site, variants = town.variants] transaction throws(CommerceError) in
      for place in SmallTown.opening where place.sku != ShopLoad.scarce {
        guard let bin = try transaction.bin(code: place.bin, at: site), let variant = variants[place.sku] else {
          continue
        }
        try transaction.post(
          StockMove(
            site: site, variant: variant, quantity: units, from: .supplier, to: .bin(bin.id), reason: .opening),
          by: command)
      }
    }
    await town.store.close()
    return (path, town.site)
  }

  /// What the server says of itself, and tokens of those who work there.
  private static func address(_ port: UInt16, _ site: ID<Site>) throws -> ShopLoad.Address {
    let crowd = try ConnectionCrowd(port: port, count: 1)
    func ask<Value: Decodable>(_ request: [UInt8], as type: Value.Type) throws -> Value {
      var (unsent, answer): ([UInt8]?, Data) = (request, Data())
      try crowd.work(
        next: { _ in
          defer { unsent = nil }
          return unsent
        },
        answered: { _, whole in
          answer = Data(whole.body)
          return .goOn
        })
      return try JSONDecoder().decode(ShopLoad.Reply<Value>.self, from: answer).data
    }
    func token(_ badge: String, _ pin: String) throws -> String {
      try ask(
        ShopLoad.request("/staff/login", #"{"badge":"\#(badge)","pin":"\#(pin)"}"#), as: Login.self
      ).access_token
    }
    let towns = try ask(ShopLoad.request("/towns", method: "GET"), as: Listed.self).items
    let town = try #require(towns.first { $0.name == "Accra" })
    let products = try ask(ShopLoad.request("/towns/\(town.id)/products", method: "GET"), as: Listed.self).items
    var byItem: [String: String] = [:]
    for item in SmallTown.items { byItem[item.sku] = products.first { $0.name == item.name }?.id }
    try #require(byItem.count == SmallTown.items.count)
    return ShopLoad.Address(
      town: town.id, site: site.serial, picker: try token("B-1", "1111"), admin: try token("B-0", "0000"),
      products: byItem)
  }

  private struct Listed: Decodable {
    struct Item: Decodable {
      let id: String
      let name: String
    }

    let items: [Item]
  }

  private struct Login: Decodable { let access_token: String }
}

extension ShopLoad.Fate {
  /// Where the order may stand.
  fileprivate var statuses: Set<OrderStatus> {
    switch self {
    case .placed: [.pendingFulfilment]
    case .picking: [.picking]
    case .packed: [.packed]
    case .cancelled: [.cancelled]
    }
  }
}
