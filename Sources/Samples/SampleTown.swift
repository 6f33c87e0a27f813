import Commerce
import Operations

/// A town while it is being filled: its places, people and what the builder knows of its stock.
struct SampleTown {
  let site: Site
  let zones: [Zone]
  let totes: [String]
  /// People by the first part of their e-mail: `picker`, `picker2`, `support`, …
  let people: [String: Person]
  /// How much of the trade it has, in parts of all towns'.
  let weight: Int
  /// Where each item lies: the bin of its face first, then its reserve.
  var places: [[SamplePlace]]
  private var toteTurn = 0

  init(
    site: Site, zones: [Zone], totes: [String], people: [String: Person], weight: Int, places: [[SamplePlace]]
  ) {
    self.site = site
    self.zones = zones
    self.totes = totes
    self.people = people
    self.weight = weight
    self.places = places
  }

  mutating func nextTote() -> String {
    defer { toteTurn += 1 }
    return totes[toteTurn % max(1, totes.count)]
  }

  /// Who drives for it, by e-mail: the town's first driver, its second, …
  var drivers: [Person] {
    people.filter { $0.key.hasPrefix("driver") }.sorted { $0.key < $1.key }.map(\.value)
  }

  func caller(_ name: String) -> Caller? { people[name].map { Caller(person: $0.id, site: site.id) } }
}

/// Units of an item in a bin.
struct SamplePlace {
  let bin: ID<Bin>
  var onHand: Int
  /// What it is filled up to.
  let full: Int
}

/// An item and how fast it sells.
struct SampleItem {
  let variant: Variant
  let velocity: String

  /// Units on the face of a bin when it is full.
  func full(_ numbers: inout SeededNumbers) -> Int {
    switch velocity {
    case "A": numbers.between(80, 160)
    case "B": numbers.between(36, 80)
    default: numbers.between(10, 30)
    }
  }
}

/// Who orders: the same number is always the same customer, at the same address.
struct SampleCustomers {
  let files: SampleFiles
  let seed: UInt64
  /// Customers of one town.
  let count: Int

  func customer(_ number: Int, of town: SampleTown) -> (customer: Customer, address: Address, zone: Zone?) {
    let salt = UInt64(bitPattern: town.site.id.serial) &* 1_000_003 &+ UInt64(number)
    var numbers = SeededNumbers(seed: seed ^ SeededNumbers.mixed(salt))
    let first = files.firstNames[numbers.below(files.firstNames.count)]
    let last = files.lastNames[numbers.below(files.lastNames.count)]
    let isCompany = numbers.happens(60)
    let name = isCompany ? files.companies[numbers.below(files.companies.count)] : first + " " + last
    let prefix = ["024", "054", "055", "059", "020", "050", "026", "027"][numbers.below(8)]
    let digits = String(numbers.between(1_000_000, 9_999_999))
    let zone = town.zones.isEmpty || numbers.happens(15) ? nil : town.zones[numbers.below(town.zones.count)]
    let street = files.lastNames[numbers.below(files.lastNames.count)]
    let address = Address(
      line1: "\(numbers.between(1, 180)) \(street) \(["Street", "Road", "Lane", "Avenue"][numbers.below(4)])",
      area: zone?.name ?? "Outskirts", landmark: files.landmarks[numbers.below(files.landmarks.count)])
    let email = numbers.happens(350) ? Self.email(first, last, number) : ""
    return (Customer(name: name, phone: prefix + digits, email: email), address, zone)
  }

  private static func email(_ first: String, _ last: String, _ number: Int) -> String {
    let letters = (first + "." + last).lowercased().unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || $0 == ".")
    }
    return String(String.UnicodeScalarView(letters)) + "\(number)@example.com"
  }
}
