import Commerce
import Operations

/// Sets up what orders need: towns, bins, products, people, through the import desk; then passwords and stock.
struct SampleHouse {
  let house: House
  let clock: SampleClock
  let files: SampleFiles
  let now: Instant

  static let adminEmail = "admin@townhouse.example"
  static let password = "townhouse-demo"

  private static let weights = [
    "accra": 24, "tema": 9, "kumasi": 18, "kasoa": 8, "cape-coast": 6, "takoradi": 8, "koforidua": 6, "ho": 4,
    "sunyani": 4, "techiman": 4, "tamale": 6, "bolgatanga": 3,
  ]

  /// Imports everything and answers the admin.
  func importAll() async throws(CommerceError) -> ID<Person> {
    let people = SampleTable(files.people).rows
    let name = people.first { $0["email"] == Self.adminEmail }?["name"] ?? "Admin"
    let admin = try await house.desks.house.createFirstAdmin(
      email: Self.adminEmail, name: name, password: Self.password, id: house.ids.next())
    let caller = Caller(person: admin, site: ID(0))
    let kinds: [(ImportKind, String)] = [
      (.sites, files.sites), (.zones, files.zones), (.bins, files.bins), (.totes, files.totes),
      (.products, files.products), (.people, files.people), (.drivers, files.drivers),
    ]
    for (kind, csv) in kinds {
      let report = try await house.desks.house.importRows(
        kind, csv: csv, dryRun: false, Intent(id: house.ids.next(), caller: caller))
      guard report.issues.isEmpty else {
        throw .invalid(
          report.issues.map { FieldIssue("\(kind.rawValue).csv:\($0.line) \($0.issue.field)", $0.issue.problem) })
      }
    }
    try await setPasswords(people.compactMap { $0["email"] })
    return admin
  }

  /// Everybody has the same password, so it is hashed once.
  private func setPasswords(_ emails: [String]) async throws(CommerceError) {
    let hash = try house.hasher.hash(Self.password)
    let now = now
    try await house.store.write { transaction throws(CommerceError) in
      for email in emails {
        guard let person = try transaction.person(email: email.lowercased()) else { continue }
        try transaction.setSecrets(password: hash, pin: nil, of: person.id)
      }
      try transaction.setSetting("sample", to: "yes")
      try transaction.setSetting("sample_time", to: now.description)
    }
  }

  /// The items in the order of the file.
  func items() async throws(CommerceError) -> [SampleItem] {
    let rows = SampleTable(files.products).rows
    return try await house.store.read { transaction throws(CommerceError) in
      var items: [SampleItem] = []
      for row in rows {
        guard let variant = try transaction.variant(sku: row["sku"] ?? "") else { continue }
        items.append(SampleItem(variant: variant, velocity: row["velocity"] ?? "C"))
      }
      return items
    }
  }

  /// The towns with opening stock in their bins.
  func towns(_ items: [SampleItem], admin: ID<Person>, seed: UInt64) async throws(CommerceError) -> [SampleTown] {
    let scope = try Self.everywhere()
    let sites = try await house.store.read { transaction throws(CommerceError) in try transaction.sites(in: scope) }
    let bins = SampleTable(files.bins).rows.sorted {
      Int($0["walk_order"] ?? "") ?? 0 < Int($1["walk_order"] ?? "") ?? 0
    }
    let totes = SampleTable(files.totes).rows
    let clock = clock
    let ids = house.ids
    var towns: [SampleTown] = []
    for site in sites {
      let own = { @Sendable (row: [String: String]) in row["site"] == "*" || row["site"] == site.code }
      let shelves = bins.filter(own)
      let numbers = SeededNumbers(seed: seed ^ SeededNumbers.mixed(UInt64(site.id.serial)))
      let toteCodes = totes.filter(own).compactMap { $0["code"] }
      let town = try await house.store.write { transaction throws(CommerceError) in
        var numbers = numbers
        let command = Command(id: ids.next(), actor: admin, site: site.id, at: clock.now)
        let places = try Self.stock(items, in: shelves, at: site, transaction, command, &numbers)
        var people: [String: Person] = [:]
        for (person, _) in try transaction.people(in: scope) {
          let parts = person.email.split(separator: "@").first?.split(separator: ".", maxSplits: 1) ?? []
          if parts.count == 2, parts[1] == site.code { people[String(parts[0])] = person }
        }
        return SampleTown(
          site: site, zones: try transaction.zones(at: site.id, in: scope), totes: toteCodes, people: people,
          weight: Self.weights[site.code] ?? 4, places: places)
      }
      towns.append(town)
    }
    return towns
  }

  /// What an admin of every site reaches.
  static func everywhere() throws(CommerceError) -> Scope {
    guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .enterSite) else {
      throw .unauthenticated
    }
    return scope
  }

  /// Puts every item on its face, fast ones first on the walk, and a reserve in bulk for the fast ones.
  private static func stock(
    _ items: [SampleItem], in shelves: [[String: String]], at site: Site, _ transaction: any WriteTransaction,
    _ command: Command, _ numbers: inout SeededNumbers
  ) throws(CommerceError) -> [[SamplePlace]] {
    func bins(_ kind: String) throws(CommerceError) -> [Bin] {
      var found: [Bin] = []
      for row in shelves where row["kind"] == kind {
        if let bin = try transaction.bin(code: row["code"] ?? "", at: site.id) { found.append(bin) }
      }
      return found
    }
    let faces = try bins("pick")
    let bulk = try bins("bulk")
    guard !faces.isEmpty else { throw .notFound(.bin, site.code) }
    let order = items.indices.sorted { (items[$0].velocity, $0) < (items[$1].velocity, $1) }
    var places = [[SamplePlace]](repeating: [], count: items.count)
    for (rank, index) in order.enumerated() {
      let item = items[index]
      let full = item.full(&numbers)
      var stops = [(faces[rank * faces.count / items.count], full, full * numbers.between(50, 100) / 100)]
      if item.velocity == "A", !bulk.isEmpty { stops.append((bulk[rank % bulk.count], full * 2, full)) }
      if item.velocity == "B", numbers.happens(300) {
        stops.append((faces[(rank * faces.count / items.count + 5) % faces.count], full / 2, full / 3))
      }
      // Some slow items are nearly gone, so that shortages and low stock can be seen.
      if item.velocity == "C", numbers.happens(80) { stops[0].2 = numbers.between(1, 3) }
      for (bin, full, quantity) in stops where quantity > 0 {
        try transaction.post(
          StockMove(
            site: site.id, variant: item.variant.id, quantity: quantity, from: .supplier, to: .bin(bin.id),
            reason: .opening),
          by: command)
        places[index].append(SamplePlace(bin: bin.id, onHand: quantity, full: full))
      }
    }
    return places
  }
}
