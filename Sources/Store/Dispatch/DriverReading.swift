internal import Commerce
internal import Operations

extension SQLiteReads {
  func drivers(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Driver] {
    scope.includes(site) ? try drivers(at: site).sorted { ($0.code, $0.person) < ($1.code, $1.person) } : []
  }

  func driver(_ person: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Driver? {
    try drivers(at: site).first { $0.person == person }
  }

  /// Who has the grant; those whose particulars nobody has noted yet get the usual ones and the next free number.
  func drivers(at site: ID<Site>) throws(CommerceError) -> [Driver] {
    var isNoted: [Bool] = []
    var drivers = try database.statement(
      """
      SELECT p.id, p.name, d.code IS NOT NULL, ifnull(d.code, ''), ifnull(d.capacity, 20),
        ifnull(d.cash_limit_minor, 0), ifnull(d.vehicle, ''), ifnull(d.shift_start, 0), ifnull(d.shift_end, 1440),
        ifnull(d.is_available, 1), ifnull(d.unavailable_reason, '')
      FROM people p LEFT JOIN drivers d ON d.site_id = ?1 AND d.person_id = p.id
      WHERE p.is_active = 1 AND p.id IN (
        SELECT person_id FROM grants WHERE site_id = ?1 AND role = 'driver'
        UNION SELECT person_id FROM grants WHERE site_id IS NULL AND role = 'driver')
      ORDER BY p.id
      """
    ).bind(site).all { row throws(CommerceError) in
      let person = row.id(Person.self)
      let name = row.text()
      isNoted.append(row.bool())
      return Driver(
        person: person, name: name, site: site, code: row.text(), capacity: row.int(), cashLimitMinor: row.int64(),
        vehicle: row.text(), shiftStart: row.int(), shiftEnd: row.int(), isAvailable: row.bool(),
        unavailableReason: row.text())
    }
    guard isNoted.contains(false) else { return drivers }
    var taken = Set(
      try database.statement("SELECT code FROM drivers WHERE site_id = ?1").bind(site)
        .all { row throws(CommerceError) in row.text() })
    var number = 1
    for index in drivers.indices where !isNoted[index] {
      while taken.contains(Self.twoDigits(number)) { number += 1 }
      drivers[index].code = Self.twoDigits(number)
      taken.insert(drivers[index].code)
    }
    return drivers
  }

  private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

  func load(of driver: ID<Person>, at site: ID<Site>, since midnight: Instant) throws(CommerceError) -> DriverLoad {
    try loads(at: site, since: midnight)[driver] ?? DriverLoad()
  }

  func loads(at site: ID<Site>, since midnight: Instant) throws(CommerceError) -> [ID<Person>: DriverLoad] {
    var loads: [ID<Person>: DriverLoad] = [:]
    let open = try database.statement(
      """
      SELECT id, driver_id, state FROM runs INDEXED BY runs_open
      WHERE state <> 'closed' AND site_id = ?1 ORDER BY state DESC
      """
    ).bind(site).all { row throws(CommerceError) in
      (row.id(Run.self), row.id(Person.self), try row.code(Codes.runState))
    }
    // The planned run comes first, the one on the road takes its place.
    for (run, driver, state) in open {
      loads[driver, default: DriverLoad()].run = run
      loads[driver, default: DriverLoad()].runState = state
    }
    try countActive(at: site, into: &loads)
    try countEnded(at: site, since: midnight, into: &loads)
    return loads
  }

  private func countActive(
    at site: ID<Site>, into loads: inout [ID<Person>: DriverLoad]
  ) throws(CommerceError) {
    let active = try database.statement(
      """
      SELECT d.driver_id, d.status = 'assigned', count(*), sum(
        iif(o.payment_status = 'paid' OR o.payment_method = 'invoice', 0,
          o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor))
      FROM dispatches d INDEXED BY dispatches_of_driver JOIN orders o ON o.id = d.order_id
      WHERE d.site_id = ?1 AND d.status IN ('assigned', 'out_for_delivery') GROUP BY 1, 2
      """
    ).bind(site).all { row throws(CommerceError) in (row.id(Person.self), row.bool(), row.int(), row.int64()) }
    for (driver, isAssigned, stops, due) in active {
      if isAssigned {
        loads[driver, default: DriverLoad()].assigned += stops
      } else {
        loads[driver, default: DriverLoad()].out += stops
      }
      loads[driver, default: DriverLoad()].toCollectMinor += due
    }
  }

  private func countEnded(
    at site: ID<Site>, since midnight: Instant, into loads: inout [ID<Person>: DriverLoad]
  ) throws(CommerceError) {
    let ended = try database.statement(
      """
      SELECT driver_id, sum(status = 'delivered'), sum(status = 'failed')
      FROM dispatches INDEXED BY dispatches_ended
      WHERE site_id = ?1 AND closed_at >= ?2 AND ifnull(failure, '') NOT IN ('order_cancelled', 'unassigned')
      GROUP BY driver_id
      """
    ).bind(site).bind(midnight).all { row throws(CommerceError) in (row.id(Person.self), row.int(), row.int()) }
    for (driver, delivered, failed) in ended {
      loads[driver, default: DriverLoad()].deliveredToday = delivered
      loads[driver, default: DriverLoad()].failedToday = failed
    }
  }
}
