internal import Commerce
internal import Operations

extension SQLiteReads {
  private static func cashUp(_ row: inout Row) throws(CommerceError) -> CashUp {
    let id = row.id(CashUp.self)
    let site = row.id(Site.self)
    let driver = row.id(Person.self)
    let cashier = row.id(Person.self)
    let expected = row.int64()
    let counted = row.int64()
    let declared = row.optionalInt64()
    let currency = try row.currency()
    return CashUp(
      id: id, site: site, driver: driver, cashier: cashier, expected: Money(minor: expected, currency),
      counted: Money(minor: counted, currency), declared: declared.map { Money(minor: $0, currency) },
      state: try row.code(Codes.cashUpState), reason: try row.optionalCode(Codes.cashUpReason),
      owner: row.optionalID(), approver: row.optionalID(), countedAt: row.instant(),
      settledAt: row.optionalInstant())
  }

  func cashUp(_ id: ID<CashUp>, in scope: Scope) throws(CommerceError) -> CashUp? {
    let found = try database.statement(
      """
      SELECT id, site_id, driver_id, cashier_id, expected_minor, counted_minor, declared_minor, currency, state,
        reason, owner_id, approver_id, counted_at, settled_at
      FROM cash_ups WHERE id = ?1
      """
    ).bind(id).first(Self.cashUp)
    return found.flatMap { scope.includes($0.site) ? $0 : nil }
  }

  func openCashUp(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> CashUp? {
    try database.statement(
      """
      SELECT id, site_id, driver_id, cashier_id, expected_minor, counted_minor, declared_minor, currency, state,
        reason, owner_id, approver_id, counted_at, settled_at
      FROM cash_ups WHERE site_id = ?1 AND driver_id = ?2 AND state = 'open'
      """
    ).bind(site).bind(driver).first(Self.cashUp)
  }

  func openCashUps(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [CashUp] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT id, site_id, driver_id, cashier_id, expected_minor, counted_minor, declared_minor, currency, state,
        reason, owner_id, approver_id, counted_at, settled_at
      FROM cash_ups WHERE site_id = ?1 AND state = 'open' ORDER BY id
      """
    ).bind(site).all(Self.cashUp)
  }

  func lastCashUp(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> CashUp? {
    try database.statement(
      """
      SELECT id, site_id, driver_id, cashier_id, expected_minor, counted_minor, declared_minor, currency, state,
        reason, owner_id, approver_id, counted_at, settled_at
      FROM cash_ups WHERE site_id = ?1 AND driver_id = ?2 AND state IN ('agreed', 'settled') ORDER BY id DESC LIMIT 1
      """
    ).bind(site).bind(driver).first(Self.cashUp)
  }

  func cashUps(
    at site: ID<Site>, _ request: PageRequest<ID<CashUp>>, in scope: Scope
  ) throws(CommerceError) -> Page<CashUp> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      return try database.statement(key: StatementFamily.cashUps.key(slice.backward ? 1 : 0)) {
        """
        SELECT id, site_id, driver_id, cashier_id, expected_minor, counted_minor, declared_minor, currency, state,
          reason, owner_id, approver_id, counted_at, settled_at
        FROM cash_ups WHERE site_id = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id \(slice.backward ? "" : "DESC")
        """
      }.bind(site).bind(range.low).bind(range.high).take(limit, Self.cashUp)
    }
  }

  func declaration(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Int64? {
    try database.statement("SELECT minor FROM cash_declarations WHERE site_id = ?1 AND driver_id = ?2")
      .bind(site).bind(driver).first { row throws(CommerceError) in row.int64() }
  }

  func dayClose(_ day: String, at site: ID<Site>) throws(CommerceError) -> DayClose? {
    try database.statement(
      "SELECT site_id, day, person_id, at, owned_minor, through FROM day_closes WHERE site_id = ?1 AND day = ?2"
    ).bind(site).bind(day).first { row throws(CommerceError) in
      DayClose(
        site: row.id(), day: row.text(), by: row.id(), at: row.instant(), ownedMinor: row.int64(),
        through: row.int64())
    }
  }

  func lastCounted(_ driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Instant? {
    try database.statement(
      """
      SELECT counted_at FROM cash_ups INDEXED BY cash_ups_by_driver
      WHERE site_id = ?1 AND driver_id = ?2 ORDER BY id DESC LIMIT 1
      """
    ).bind(site).bind(driver).first { row throws(CommerceError) in row.instant() }
  }

  func collector(of collection: Int64) throws(CommerceError) -> (driver: ID<Person>, at: Instant)? {
    try database.statement(
      "SELECT d.driver_id, c.at FROM collections c JOIN dispatches d ON d.id = c.dispatch_id WHERE c.id = ?1"
    ).bind(collection).first { row throws(CommerceError) in (row.id(), row.instant()) }
  }
}

extension SQLiteWrites {
  func insert(_ cashUp: CashUp) throws(CommerceError) -> ID<CashUp> {
    try database.statement(
      """
      INSERT INTO cash_ups (site_id, driver_id, cashier_id, expected_minor, counted_minor, declared_minor, currency,
        state, reason, owner_id, approver_id, counted_at, settled_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(cashUp.site).bind(cashUp.driver).bind(cashUp.cashier).bind(cashUp.expected.minor)
      .bind(cashUp.counted.minor).bind(cashUp.declared?.minor).bind(cashUp.expected.currency.code)
      .bind(code: cashUp.state).bind(cashUp.reason?.rawValue).bind(cashUp.owner).bind(cashUp.approver)
      .bind(cashUp.countedAt).bind(cashUp.settledAt).run(conflict: FieldIssue("driver", "has an open count already"))
    return ID(database.lastInsertedRow)
  }

  func update(_ cashUp: CashUp) throws(CommerceError) {
    try database.statement(
      "UPDATE cash_ups SET state = ?, reason = ?, owner_id = ?, approver_id = ?, settled_at = ? WHERE id = ?"
    ).bind(code: cashUp.state).bind(cashUp.reason?.rawValue).bind(cashUp.owner).bind(cashUp.approver)
      .bind(cashUp.settledAt).bind(cashUp.id).run()
    try expectOneRow(.cashUp, cashUp.id.description)
  }

  func setDeclaration(_ minor: Int64?, of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) {
    guard let minor else {
      return try database.statement("DELETE FROM cash_declarations WHERE site_id = ?1 AND driver_id = ?2")
        .bind(site).bind(driver).run()
    }
    try database.statement(
      """
      INSERT INTO cash_declarations (site_id, driver_id, minor) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET minor = excluded.minor
      """
    ).bind(site).bind(driver).bind(minor).run()
  }

  func insert(_ close: DayClose) throws(CommerceError) {
    try database.statement(
      "INSERT INTO day_closes (site_id, day, person_id, at, owned_minor, through) VALUES (?, ?, ?, ?, ?, ?)"
    ).bind(close.site).bind(close.day).bind(close.by).bind(close.at).bind(close.ownedMinor).bind(close.through)
      .run(conflict: FieldIssue("day", "is closed already"))
  }
}
