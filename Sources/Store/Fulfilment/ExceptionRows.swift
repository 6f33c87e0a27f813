internal import Commerce
internal import Operations

// Shortages, put-backs and what else did not go by the book.
extension SQLiteReads {
  func openShortages(of order: ID<Order>) throws(CommerceError) -> [Shortage] {
    try database.statement(
      """
      SELECT id, order_id, line_id, site_id, quantity, reason, state, created_at FROM shortages
      WHERE order_id = ?1 AND state = 'open' ORDER BY id
      """
    ).bind(order).all(Self.shortage)
  }

  func shortage(_ id: ID<Shortage>) throws(CommerceError) -> Shortage? {
    try database.statement(
      "SELECT id, order_id, line_id, site_id, quantity, reason, state, created_at FROM shortages WHERE id = ?1"
    ).bind(id).first(Self.shortage)
  }

  private static func shortage(_ row: inout Row) throws(CommerceError) -> Shortage {
    let id = row.id(Shortage.self)
    let order = row.id(Order.self)
    let line = row.id(OrderLine.self)
    let site = row.id(Site.self)
    let quantity = row.int()
    guard let reason = ShortReason(rawValue: row.int()) else { throw row.corrupt("unknown short reason") }
    return Shortage(
      id: id, order: order, line: line, site: site, quantity: quantity, reason: reason,
      state: try row.code(Codes.shortageState), createdAt: row.instant())
  }

  func shortages(
    at site: ID<Site>, _ request: PageRequest<ID<Shortage>>, in scope: Scope
  ) throws(CommerceError) -> Page<ShortageRow> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.oldestFirst
      return try database.statement(key: StatementFamily.shortages.key(slice.backward ? 1 : 0)) {
        """
        SELECT s.id, s.order_id, s.line_id, s.site_id, s.quantity, s.reason, s.state, s.created_at, o.number, l.name,
          l.sku, o.customer_name, o.promise_at,
          ifnull(v.on_hand - v.reserved - v.damaged - v.awaiting_put_back, 0)
        FROM shortages s INDEXED BY shortages_open
        JOIN orders o ON o.id = s.order_id JOIN order_lines l ON l.id = s.line_id
        LEFT JOIN stock_levels v ON v.site_id = s.site_id AND v.variant_id = l.variant_id
        WHERE s.site_id = ?1 AND s.state = 'open' AND s.id BETWEEN ?2 AND ?3
        ORDER BY s.id \(slice.backward ? "DESC" : "")
        """
      }.bind(site).bind(range.low).bind(range.high).take(limit) { row throws(CommerceError) in
        ShortageRow(
          shortage: try Self.shortage(&row), number: row.text(), item: row.text(), sku: row.text(),
          customer: row.text(), promiseAt: row.instant(), available: row.int())
      }
    }
  }

  func putBacks(
    at site: ID<Site>, _ request: PageRequest<ID<PutBack>>, in scope: Scope
  ) throws(CommerceError) -> Page<PutBackRow> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.oldestFirst
      return try database.statement(key: StatementFamily.putBacks.key(slice.backward ? 1 : 0)) {
        """
        SELECT p.id, p.site_id, p.order_id, p.variant_id, p.quantity, p.place, p.place_id, p.bin_id, p.created_at,
          o.number, v.name, \(Self.codeOf("p.place", "p.place_id")), b.code
        FROM put_backs p INDEXED BY put_backs_by_site
        JOIN orders o ON o.id = p.order_id JOIN variants v ON v.id = p.variant_id JOIN bins b ON b.id = p.bin_id
        WHERE p.site_id = ?1 AND p.id BETWEEN ?2 AND ?3 ORDER BY p.id \(slice.backward ? "DESC" : "")
        """
      }.bind(site).bind(range.low).bind(range.high).take(limit) { row throws(CommerceError) in
        PutBackRow(
          putBack: try Self.putBack(&row), number: row.text(), item: row.text(), lies: row.text(),
          binCode: row.text())
      }
    }
  }

  private static func putBack(_ row: inout Row) throws(CommerceError) -> PutBack {
    PutBack(
      id: row.id(), site: row.id(), order: row.id(), variant: row.id(), quantity: row.int(),
      location: try row.location(), bin: row.id(), createdAt: row.instant())
  }

  func putBack(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> PutBack? {
    try database.statement(
      """
      SELECT id, site_id, order_id, variant_id, quantity, place, place_id, bin_id, created_at
      FROM put_backs WHERE site_id = ?1 AND variant_id = ?2 ORDER BY id LIMIT 1
      """
    ).bind(site).bind(variant).first(Self.putBack)
  }
}

extension SQLiteWrites {
  func insert(_ shortage: Shortage) throws(CommerceError) -> ID<Shortage> {
    try database.statement(
      """
      INSERT INTO shortages (order_id, line_id, site_id, quantity, reason, state, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(shortage.order).bind(shortage.line).bind(shortage.site).bind(shortage.quantity)
      .bind(shortage.reason.rawValue).bind(code: shortage.state).bind(shortage.createdAt).run()
    return ID(database.lastInsertedRow)
  }

  func update(_ shortage: Shortage) throws(CommerceError) {
    try database.statement("UPDATE shortages SET quantity = ?, state = ? WHERE id = ?")
      .bind(shortage.quantity).bind(code: shortage.state).bind(shortage.id).run()
    try expectOneRow(.shortage, shortage.id.description)
  }

  func insert(_ putBack: PutBack) throws(CommerceError) -> ID<PutBack> {
    try database.statement(
      """
      INSERT INTO put_backs (site_id, order_id, variant_id, quantity, place, place_id, bin_id, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(putBack.site).bind(putBack.order).bind(putBack.variant).bind(putBack.quantity).bind(putBack.location)
      .bind(putBack.bin).bind(putBack.createdAt).run()
    return ID(database.lastInsertedRow)
  }

  func update(_ putBack: PutBack) throws(CommerceError) {
    if putBack.quantity == 0 {
      try database.statement("DELETE FROM put_backs WHERE id = ?").bind(putBack.id).run()
    } else {
      try database.statement("UPDATE put_backs SET quantity = ?, place = ?, place_id = ? WHERE id = ?")
        .bind(putBack.quantity).bind(putBack.location).bind(putBack.id).run()
    }
    try expectOneRow(.putBack, putBack.id.description)
  }

  func noteMisScan(code: String, rule: Rule, list: ID<PickList>?, by command: Command) throws(CommerceError) {
    try database.statement(
      "INSERT INTO mis_scans (at, actor_id, site_id, list_id, code, rule) VALUES (?, ?, ?, ?, ?, ?)"
    ).bind(command.at).bind(command.actor).bind(command.site).bind(list).bind(code).bind(code: rule).run()
  }

  func insertCount(
    bin: ID<Bin>, variant: ID<Variant>, expected: Int, counted: Int?, by command: Command
  ) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO counts (at, actor_id, bin_id, variant_id, expected, counted, command) VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(command.at).bind(command.actor).bind(bin).bind(variant).bind(expected).bind(counted.map(Int64.init))
      .bind(command.id).run()
  }
}
