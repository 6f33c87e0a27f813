public import Commerce
import FoundationEssentials
public import Operations
public import Store

/// A little town on a real store file: few bins, few items, known numbers. What most tests run on.
public struct SmallTown: Sendable {
  /// The town's people, by what they do.
  public struct Staff: Sendable {
    /// Picks and packs; PIN 1111, badge `B-1`.
    public let picker: ID<Person>
    /// Another picker; PIN 2222, badge `B-2`.
    public let second: ID<Person>
    /// May take over and correct; PIN 9999, badge `B-9`.
    public let supervisor: ID<Person>
    /// Answers the phone; PIN 3333, badge `B-3`.
    public let support: ID<Person>
    /// Everything everywhere; PIN 0000, badge `B-0`.
    public let admin: ID<Person>
    /// Assigns and sends out; PIN 6666, badge `B-4`.
    public let dispatcher: ID<Person>
    /// Counts the cash; PIN 7777, badge `B-5`.
    public let cashier: ID<Person>
    /// Drives, code 01; PIN 4444, badge `D-1`.
    public let driver: ID<Person>
    /// Another driver, code 02; PIN 5555, badge `D-2`.
    public let otherDriver: ID<Person>
  }

  /// The store file.
  public let path: String
  /// The store.
  public let store: SQLiteStore
  /// The house on it.
  public let house: House
  /// Its clock.
  public let clock: FixedClock
  /// Its identifiers.
  public let ids: SequenceIDs
  /// What was printed.
  public let printer: MemoryPrinter
  /// Accra.
  public let site: ID<Site>
  /// A second town with the same layout, that Accra's people must never see.
  public let elsewhere: ID<Site>
  /// The people.
  public let staff: Staff
  /// The items by SKU.
  public let variants: [String: ID<Variant>]

  /// Everybody's password.
  public static let password = "town-password"

  /// The items: SKU, name, unit, barcode, strict, price in pesewas, bin and units; RICE lies in two bins.
  public static let items: [(sku: String, name: String, unit: String, code: String, strict: Bool, price: Int64)] = [
    ("MILO-400", "MILO 400 G", "tin", "6030000000011", false, 4250),
    ("RICE-5", "RICE LONG GRAIN 5 KG", "bag", "6030000000028", false, 12_000),
    ("KEY-200", "KEY SOAP 200 G", "bar", "6030000000035", false, 650),
    ("FRYTOL-1", "FRYTOL OIL 1 L", "bottle", "6030000000042", false, 3900),
    ("TOMATO-210", "TIN TOMATO 210 G", "tin", "6030000000059", false, 500),
    ("PHONE-X", "PHONE X 64 GB", "piece", "6030000000066", true, 180_000),
  ]

  /// Where the opening stock lies: bin, SKU, units.
  public static let opening: [(bin: String, sku: String, units: Int)] = [
    ("A-01-1", "MILO-400", 40), ("A-03-2", "RICE-5", 20), ("A-07-1", "KEY-200", 60), ("B-02-4", "FRYTOL-1", 30),
    ("B-05-1", "RICE-5", 20), ("C-11-1", "TOMATO-210", 100), ("C-12-1", "PHONE-X", 10),
  ]

  /// Builds the town in a new store at `path`.
  /// Give it a real hasher when the real program is to sign in.
  public static func build(
    at path: String, clock: FixedClock = FixedClock(), hasher: any PasswordHasher = PlainHasher()
  ) async throws -> SmallTown {
    let ids = SequenceIDs(seed: 77)
    let secrets = Secrets(
      password: try hasher.hash(password),
      pins: try Dictionary(
        uniqueKeysWithValues: ["1111", "2222", "9999", "3333", "0000", "6666", "7777", "4444", "5555"].map {
          ($0, try hasher.hash($0))
        }))
    let store = try SQLiteStore.create(path: path)
    let printer = MemoryPrinter()
    let house = House(store: store, clock: clock, ids: ids, hasher: hasher, printer: printer)
    let command = Command(id: ids.next(), actor: nil, site: nil, at: clock.now)
    let built = try await store.write { transaction throws(CommerceError) in
      let variants = try catalogue(in: transaction)
      let site = try town("accra", "Accra", variants, in: transaction, by: command)
      let other = try town("tema", "Tema", variants, in: transaction, by: command)
      let staff = try people(at: site, secrets, in: transaction)
      return (site, other, staff, variants)
    }
    return SmallTown(
      path: path, store: store, house: house, clock: clock, ids: ids, printer: printer, site: built.0,
      elsewhere: built.1, staff: built.2, variants: built.3)
  }

  /// The town again, on a store that `build` made.
  public static func reopen(at path: String, clock: FixedClock = FixedClock()) async throws -> SmallTown {
    let store = try SQLiteStore.open(path: path)
    let printer = MemoryPrinter()
    let ids = SequenceIDs(seed: 78)
    let house = House(store: store, clock: clock, ids: ids, hasher: PlainHasher(), printer: printer)
    let found = try await store.read { transaction throws(CommerceError) in
      var variants: [String: ID<Variant>] = [:]
      for item in items { variants[item.sku] = try transaction.variant(sku: item.sku)?.id }
      func person(_ badge: String) throws(CommerceError) -> ID<Person> {
        try transaction.person(badge: badge)?.id ?? ID(0)
      }
      let staff = Staff(
        picker: try person("B-1"), second: try person("B-2"), supervisor: try person("B-9"),
        support: try person("B-3"), admin: try person("B-0"), dispatcher: try person("B-4"),
        cashier: try person("B-5"), driver: try person("D-1"), otherDriver: try person("D-2"))
      return (
        try transaction.site(code: "accra")?.id ?? ID(0), try transaction.site(code: "tema")?.id ?? ID(0), staff,
        variants
      )
    }
    return SmallTown(
      path: path, store: store, house: house, clock: clock, ids: ids, printer: printer, site: found.0,
      elsewhere: found.1, staff: found.2, variants: found.3)
  }

  /// A fresh path for a store in a directory of its own.
  public static func temporaryPath() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("townhouse-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appendingPathComponent("store.sqlite").path
  }

  /// The picker at Accra.
  public var picker: Caller { Caller(person: staff.picker, site: site) }
  /// The second picker at Accra.
  public var second: Caller { Caller(person: staff.second, site: site) }
  /// The supervisor at Accra.
  public var supervisor: Caller { Caller(person: staff.supervisor, site: site) }
  /// The admin at Accra.
  public var admin: Caller { Caller(person: staff.admin, site: site) }
  /// The dispatcher at Accra.
  public var dispatcher: Caller { Caller(person: staff.dispatcher, site: site) }
  /// The cashier at Accra.
  public var cashier: Caller { Caller(person: staff.cashier, site: site) }
  /// The driver at Accra.
  public var driver: Caller { Caller(person: staff.driver, site: site) }
  /// The second driver at Accra.
  public var otherDriver: Caller { Caller(person: staff.otherDriver, site: site) }

  /// A fresh intent of a caller.
  public func intent(_ caller: Caller) -> Intent { Intent(id: ids.next(), caller: caller) }

  /// Places a cash order of these units by SKU, and answers it.
  @discardableResult
  public func place(
    _ lines: [(String, Int)], customer: String = "Kofi Mensah", area: String = "Osu", method: PaymentMethod = .cod,
    priority: Int = 0
  ) async throws -> PlacedOrder {
    let wanted = lines.compactMap { sku, quantity in
      variants[sku].map { OrderDraft.Line(variant: $0, quantity: quantity) }
    }
    return try await house.desks.orders.place(
      OrderDraft(
        lines: wanted, customer: Customer(name: customer, phone: "0244123456"),
        address: Address(line1: "12 Oxford St", area: area), paymentMethod: method, priority: priority),
      intent(admin))
  }

  /// The barcode of an item.
  public static func code(_ sku: String) -> String { items.first { $0.sku == sku }?.code ?? sku }
}

extension SmallTown {
  private static func catalogue(
    in transaction: any WriteTransaction
  ) throws(CommerceError) -> [String: ID<Variant>] {
    var variants: [String: ID<Variant>] = [:]
    for item in items {
      let product = try transaction.product(named: item.name, category: "groceries")
      let id = try transaction.insert(
        Variant(
          id: ID(0), product: product, sku: item.sku, name: item.name, unit: item.unit, weightGrams: 500,
          strict: item.strict, priceMinor: item.price))
      try transaction.insert(Barcode(code: item.code, variant: id))
      variants[item.sku] = id
    }
    return variants
  }

  private static func town(
    _ code: String, _ name: String, _ variants: [String: ID<Variant>], in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) -> ID<Site> {
    let site = try transaction.insert(
      Site(
        id: ID(0), code: code, name: name, kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 480, closes: 1200,
        promiseMinutes: 60))
    for (number, area) in ["Labadi", "Ridge", "Osu"].enumerated() {
      let lane = try transaction.insert(Lane(id: ID(0), site: site, code: "L-0\(number + 1)"))
      _ = try transaction.insert(
        Zone(id: ID(0), site: site, code: String(number + 1), name: area, lane: lane), latitude: nil, longitude: nil)
    }
    for number in 101...120 { _ = try transaction.insert(Tote(id: ID(0), site: site, code: "T-\(number)")) }
    _ = try transaction.insert(Bin(id: ID(0), site: site, code: "QUARANTINE", kind: .quarantine, walkOrder: 999))
    for (walk, place) in opening.enumerated() {
      let bin = try transaction.insert(Bin(id: ID(0), site: site, code: place.bin, kind: .pick, walkOrder: walk + 1))
      guard let variant = variants[place.sku] else { continue }
      try transaction.post(
        StockMove(
          site: site, variant: variant, quantity: place.units, from: .supplier, to: .bin(bin), reason: .opening),
        by: command)
    }
    return site
  }

  private struct Secrets: Sendable {
    let password: String
    let pins: [String: String]
  }

  private static func people(
    at site: ID<Site>, _ secrets: Secrets, in transaction: any WriteTransaction
  ) throws(CommerceError) -> Staff {
    func add(_ name: String, _ badge: String, _ pin: String, _ role: Role, _ place: ID<Site>?) throws(CommerceError)
      -> ID<Person>
    {
      let email = name.lowercased().split(separator: " ").joined(separator: ".") + "@townhouse.example"
      let id = try transaction.insert(Person(id: ID(0), email: email, name: name, badge: badge))
      try transaction.setGrants([Grant(role: role, site: place)], of: id)
      try transaction.setSecrets(password: secrets.password, pin: secrets.pins[pin], of: id)
      return id
    }
    return Staff(
      picker: try add("Ama Koomson", "B-1", "1111", .picker, site),
      second: try add("Yaw Boateng", "B-2", "2222", .picker, site),
      supervisor: try add("Esi Supervisor", "B-9", "9999", .supervisor, site),
      support: try add("Sena Support", "B-3", "3333", .support, site),
      admin: try add("Adwoa Admin", "B-0", "0000", .admin, nil),
      dispatcher: try add("Dede Dispatcher", "B-4", "6666", .dispatcher, site),
      cashier: try add("Cudjoe Cashier", "B-5", "7777", .cashier, site),
      driver: try add("Kofi Asante", "D-1", "4444", .driver, site),
      otherDriver: try add("Kojo Mensah", "D-2", "5555", .driver, site))
  }
}
