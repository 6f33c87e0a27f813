public import Commerce

/// Which sample store: the same plan with the same files gives the same store.
public struct SamplePlan: Hashable, Sendable {
  /// How many orders, those of past days included.
  public var orders: Int
  /// Which of the possible stores.
  public var seed: UInt64
  /// The moment the boards are made for.
  public var now: Instant

  /// A store of `orders` orders as of `now`.
  public init(orders: Int = 2000, seed: UInt64 = 1, now: Instant) {
    self.orders = orders
    self.seed = seed
    self.now = now
  }

  /// Orders that are on the floor now: one in twelve, but never more than a busy day of twelve towns.
  var live: Int { min(orders * 8 / 100, 4800) }

  /// Orders that went on the road today by the dispatch desk: assigned, out, delivered, failed.
  var road: Int { min(orders * 15 / 1000, 360) }

  /// Other orders of today that are done.
  var doneToday: Int { min(orders * 5 / 100, 2400) - road }

  var past: Int { max(0, orders - live - road - doneToday) }

  /// Over how many past days the others are spread: two weeks for a small store, a year for a large one.
  var days: Int { max(1, min(365, max(14, past / 400))) }
}

/// The texts a sample store is made from.
public struct SampleFiles: Sendable {
  let sites: String
  let zones: String
  let bins: String
  let totes: String
  let products: String
  let people: String
  let drivers: String
  let firstNames: [String]
  let lastNames: [String]
  let landmarks: [String]
  let notes: [String]
  let companies: [String]

  /// Reads the files of a folder by `read`, which is given names such as `customers/landmarks.txt`.
  public init<Problem: Error>(_ read: (String) throws(Problem) -> String) throws(Problem) {
    func list(_ name: String) throws(Problem) -> [String] {
      let lines = try read("customers/" + name + ".txt").split(whereSeparator: \.isNewline).map(String.init)
      return lines.isEmpty ? [name] : lines
    }
    sites = try read("sites.csv")
    zones = try read("zones.csv")
    bins = try read("bins.csv")
    totes = try read("totes.csv")
    products = try read("products.csv")
    people = try read("people.csv")
    drivers = try read("drivers.csv")
    firstNames = try list("first-names")
    lastNames = try list("last-names")
    landmarks = try list("landmarks")
    notes = try list("delivery-notes")
    companies = try list("companies")
  }
}
