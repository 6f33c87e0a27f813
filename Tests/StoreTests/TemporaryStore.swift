import Commerce
import FoundationEssentials
import Operations
import Store

/// A folder of its own for a test's files, removed with the value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/townhouse-store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String = "shop.townhouse") -> String { path + "/" + name }
}

/// A store with two towns, some stock and people: what most tests need.
struct SampleShop: Sendable {
  let folder: TemporaryFolder
  let store: SQLiteStore
  let accra: ID<Site>
  let tema: ID<Site>
  let zones: [ID<Zone>]
  let bins: [ID<Bin>]
  let totes: [ID<Tote>]
  let variants: [ID<Variant>]
  let picker: ID<Person>

  static let start = Instant(milliseconds: 1_795_000_000_000)

  static let everywhere = Scope.of(AccessPolicy([Grant(role: .admin, site: nil)]))

  func scope(_ site: ID<Site>) -> Scope { Scope.of(AccessPolicy([Grant(role: .supervisor, site: site)])) }

  static func command(_ number: UInt64 = .random(in: 1...UInt64.max), site: ID<Site>? = nil) -> Command {
    Command(
      id: UniqueID(randomHigh: number, randomLow: number &* 31), actor: nil, site: site, at: start)
  }

  init() async throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    store = try SQLiteStore.create(path: folder.file())
    let made = try await store.write { tx throws(CommerceError) in
      var sites: [ID<Site>] = []
      for (code, name) in [("accra", "Accra"), ("tema", "Tema")] {
        sites.append(
          try tx.insert(
            Site(
              id: ID(0), code: code, name: name, kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 480,
              closes: 1200, promiseMinutes: 180)))
      }
      let lane = try tx.insert(Lane(id: ID(0), site: sites[0], code: "L-01"))
      let zones = [
        try tx.insert(
          Zone(id: ID(0), site: sites[0], code: "3", name: "Osu", lane: lane), latitude: nil, longitude: nil),
        try tx.insert(
          Zone(id: ID(0), site: sites[0], code: "10", name: "East Legon", lane: lane), latitude: nil, longitude: nil),
      ]
      let product = try tx.product(named: "Rice", category: "Food")
      var variants: [ID<Variant>] = []
      for number in 1...4 {
        variants.append(
          try tx.insert(
            Variant(
              id: ID(0), product: product, sku: "RICE-\(number)KG", name: "Rice \(number) kg", unit: "bag",
              weightGrams: 1000 * number, strict: false, priceMinor: 1500)))
      }
      var bins: [ID<Bin>] = []
      for (index, site) in [sites[0], sites[0], sites[1]].enumerated() {
        bins.append(
          try tx.insert(Bin(id: ID(0), site: site, code: "A-0\(index + 1)", kind: .pick, walkOrder: 10 - index)))
      }
      let totes = [
        try tx.insert(Tote(id: ID(0), site: sites[0], code: "T-1")),
        try tx.insert(Tote(id: ID(0), site: sites[0], code: "T-2")),
      ]
      let picker = try tx.insert(Person(id: ID(0), email: "ama@example.com", name: "Ama Mensah", badge: "B1"))
      for variant in variants {
        for bin in bins {
          let site = bin == bins[2] ? sites[1] : sites[0]
          try tx.post(
            StockMove(site: site, variant: variant, quantity: 100, from: .supplier, to: .bin(bin), reason: .opening),
            by: Self.command(site: site))
        }
      }
      return (sites, zones, bins, totes, variants, picker)
    }
    (accra, tema) = (made.0[0], made.0[1])
    (zones, bins, totes, variants, picker) = (made.1, made.2, made.3, made.4, made.5)
  }

  /// Places an order of one unit of the first item; the rest as told.
  @discardableResult
  func place(
    at site: ID<Site>? = nil, name: String = "Kofi Mensah", phone: String = "0244558812", email: String = "",
    status: OrderStatus = .pendingFulfilment, priority: Int = 0, minutes: Int = 0, zone: ID<Zone>? = nil,
    variant: Int = 0, quantity: Int = 1
  ) async throws -> Order {
    let site = site ?? accra
    let variant = variants[variant]
    return try await store.write { tx throws(CommerceError) in
      try SampleShop.place(
        tx, site: site, name: name, phone: phone, email: email, status: status, priority: priority, minutes: minutes,
        zone: zone, variant: variant, quantity: quantity)
    }
  }

  static func place(
    _ tx: any WriteTransaction, site: ID<Site>, name: String, phone: String = "", email: String = "",
    status: OrderStatus = .pendingFulfilment, priority: Int = 0, minutes: Int = 0, zone: ID<Zone>? = nil,
    variant: ID<Variant>, quantity: Int = 1
  ) throws(CommerceError) -> Order {
    let number = try tx.nextOrderNumber(day: "20261121")
    let placed = start.adding(minutes: minutes)
    var order = Order(
      id: ID(0), uuid: UniqueID(randomHigh: .random(in: 0...UInt64.max), randomLow: .random(in: 0...UInt64.max)),
      number: number, site: site, channel: .console, mode: .delivery, status: status, paymentMethod: .cod,
      paymentStatus: .pending, priority: priority, customer: Customer(name: name, phone: phone, email: email),
      address: Address(line1: "House 4", area: "Osu"), zone: zone,
      totals: try OrderTotals(currency: .cedi, subtotalMinor: 1500 * Int64(quantity)), placedAt: placed,
      promiseAt: placed.adding(minutes: 180), statusAt: placed)
    let line = OrderLine(
      id: ID(0), order: ID(0), variant: variant, sku: "RICE-1KG", name: "Rice 1 kg", quantity: quantity,
      unitPriceMinor: 1500)
    if status.isInWarehouse { try tx.reserve(quantity, of: variant, at: site) }
    order.id = try tx.insert(order, lines: [line]).order
    try tx.append(
      Change(.order, order.id.serial, site: site, field: "status", new: status.rawValue), by: command(site: site))
    return order
  }
}

extension Scope {
  /// What that policy lets its person find orders in; tests use roles that may.
  static func of(_ policy: AccessPolicy) -> Scope {
    guard let scope = policy.scope(for: .findOrders) else { preconditionFailure("the role may not find orders") }
    return scope
  }
}
