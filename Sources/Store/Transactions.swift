internal import Commerce
internal import Operations

/// Reads on one connection, within the transaction that its holder has begun.
class SQLiteReads: ReadTransaction {
  let database: Database

  init(_ database: Database) { self.database = database }

  func storedOrder(_ id: ID<Order>) throws(CommerceError) -> Order? { try readOrder(id) }
}

/// Reads and changes on the writing connection.
final class SQLiteWrites: SQLiteReads, WriteTransaction {
  /// The order this transaction read or wrote last: nobody else can have changed it since, so that changing it needs no
  /// second look.
  var known: Order?

  /// Starts changing the file, waiting for others as long as the options allow.
  func begin() throws(CommerceError) {
    known = nil
    try database.begin()
  }

  override func storedOrder(_ id: ID<Order>) throws(CommerceError) -> Order? {
    known = try readOrder(id)
    return known
  }

  func knownOrder(_ id: ID<Order>) throws(CommerceError) -> Order? {
    if let known, known.id == id { return known }
    return try readOrder(id)
  }
}

extension SQLiteReads {
  /// The sites of a scope that `site`, when given, narrows to one; empty when nothing is within reach.
  func sites(within scope: Scope, only site: ID<Site>? = nil) throws(CommerceError) -> [ID<Site>] {
    if let site { return scope.includes(site) ? [site] : [] }
    if let sites = scope.sites { return sites.sorted() }
    return try database.statement("SELECT id FROM sites ORDER BY id").all { row throws(CommerceError) in row.id() }
  }

  /// Runs a query once for each site, each answering at most `limit` rows in order, and keeps the first of all.
  func merged<Found>(
    _ sites: [ID<Site>], limit: Int, by precedes: (Found, Found) -> Bool,
    _ query: (ID<Site>) throws(CommerceError) -> [Found]
  ) throws(CommerceError) -> [Found] {
    if let only = sites.first, sites.count == 1 { return try query(only) }
    var found: [Found] = []
    for site in sites { found += try query(site) }
    found.sort(by: precedes)
    return Array(found.prefix(max(0, limit)))
  }
}
