public import Commerce
import FoundationEssentials
public import Operations
import Samples
public import Store

/// A town for a whole day: ten items in a bin each, three zones, a hundred totes, five drivers. A store of practice.
public enum DayTown {
  /// Everybody's password.
  public static let password = "town-password"
  /// The supervisor's PIN, who vouches as a second person.
  public static let secondPIN = "9099"
  /// When the day begins.
  public static let start = Instant(milliseconds: 1_795_248_000_000)

  /// An item: SKU, price in pesewas, bin.
  static let items: [(sku: String, price: Int64, bin: String)] = [
    ("MILO-400", 4250, "A-01-1"), ("RICE-5", 12_000, "A-02-1"), ("KEY-200", 650, "A-03-1"),
    ("FRYTOL-1", 3900, "A-04-1"), ("TOMATO-210", 500, "A-05-1"), ("GARI-2", 2800, "B-01-1"),
    ("SUGAR-1", 1900, "B-02-1"), ("TEA-100", 1550, "B-03-1"), ("SARDINE-125", 1100, "B-04-1"),
    ("WATER-12", 2400, "B-05-1"),
  ]

  static let zones = [("1", "Labadi", "L-01"), ("2", "Ridge", "L-02"), ("3", "Osu", "L-03")]

  /// E-mail names, and what each does.
  static let people: [(name: String, role: String)] =
    [
      ("picker1", "picker"), ("picker2", "picker"), ("packer", "picker"), ("dispatcher", "dispatcher"),
      ("cashier", "cashier"), ("support", "support"), ("supervisor", "supervisor"),
    ] + (1...5).map { ("driver\($0)", "driver") }

  /// The e-mail of somebody of the town.
  public static func email(_ name: String) -> String { name + "@townhouse.example" }

  /// The house on an open store as the day's desks need it.
  public static func house(
    _ store: SQLiteStore, clock: any Clock, ids: any IDSource, hasher: any PasswordHasher = PlainHasher()
  ) -> House {
    House(
      store: store, clock: clock, ids: ids, hasher: hasher, printer: MemoryPrinter(),
      gateway: SimulatedMoMo(store: store, clock: clock))
  }

  /// Builds the town in a new store at `path`. Give it a real hasher when the real program is to sign in.
  public static func build(at path: String, hasher: any PasswordHasher = PlainHasher()) async throws {
    let store = try SQLiteStore.create(path: path)
    let house = house(store, clock: FixedClock(start.adding(minutes: -60)), ids: SequenceIDs(seed: 79), hasher: hasher)
    let admin = try await house.desks.house.createFirstAdmin(
      email: email("admin"), name: "Admin", password: password, id: house.ids.next())
    let caller = Caller(person: admin, site: ID(0))
    for (kind, csv) in files {
      let report = try await house.desks.house.importRows(
        kind, csv: csv, dryRun: false, Intent(id: house.ids.next(), caller: caller))
      guard report.issues.isEmpty else { throw CommerceError.invalid(report.issues.map(\.issue)) }
    }
    try await store.write { transaction throws(CommerceError) in try transaction.setSetting("sample", to: "yes") }
    await store.close()
  }

  private static var files: [(ImportKind, String)] {
    func csv(_ head: String, _ rows: [String]) -> String { ([head] + rows).joined(separator: "\n") + "\n" }
    return [
      (
        .sites,
        csv(
          "code,name,kind,currency,utc_offset_minutes,opens,closes,promise_minutes",
          ["accra,Accra,town,GHS,0,07:00,22:00,180"])
      ),
      (
        .zones,
        csv(
          "site,code,name,lane,latitude,longitude",
          zones.enumerated().map { "accra,\($1.0),\($1.1),\($1.2),5.5\(6 + $0),-0.1\($0 + 2)" })
      ),
      (
        .bins,
        csv(
          "site,code,zone_letter,walk_order,kind",
          items.enumerated().map { "accra,\($1.bin),\($1.bin.prefix(1)),\($0 * 10 + 10),pick" }
            + ["accra,QUARANTINE,Q,999,quarantine"])
      ),
      (.totes, csv("site,code", (101...200).map { "accra,T-\($0)" })),
      (
        .products,
        csv(
          "sku,name,category,unit,pack_barcode,pack_quantity,barcode,price,weight_grams,strict,velocity",
          items.enumerated().map { index, item in
            "\(item.sku),\(item.sku) ITEM,Food,piece,,,60300000000\(10 + index),"
              + "\(Money(minor: item.price, .cedi).plain),400,no,A"
          })
      ),
      (.stock, csv("site,bin,sku,quantity", items.map { "accra,\($0.bin),\($0.sku),4000" })),
      (
        .people,
        csv(
          "email,name,badge,pin,role,sites,password",
          people.enumerated().map { index, person in
            let pin = person.name == "supervisor" ? secondPIN : String(9101 + index)
            return "\(email(person.name)),\(person.name.capitalized),B-\(pin),\(pin),\(person.role),accra,\(password)"
          })
      ),
      (.drivers, csv("site,email,code,capacity", (1...5).map { "accra,\(email("driver\($0)")),D\($0),40" })),
    ]
  }
}
