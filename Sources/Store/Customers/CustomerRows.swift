internal import Commerce
internal import Operations

extension SQLiteReads: CustomerReads {
  func orders(
    ofPhone phone: String, _ request: PageRequest<ID<Order>>, in scope: Scope
  ) throws(CommerceError) -> Page<OrderRow> {
    guard let tail = SearchKeys.phoneTail(phone) else { return Page(rows: []) }
    let sites = try sites(within: scope)
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      return try merged(sites, limit: limit, by: { slice.backward ? $0.id < $1.id : $0.id > $1.id }) {
        site throws(CommerceError) in
        try database.statement(key: StatementFamily.orders.key(512 | (slice.backward ? 1 : 0))) {
          OrderColumns.select + " WHERE o.phone_tail = ?1 AND o.site_id = ?2 AND o.id BETWEEN ?3 AND ?4 ORDER BY o.id"
            + (slice.backward ? "" : " DESC")
        }.bind(tail).bind(site).bind(range.low).bind(range.high)
          .take(limit) { row throws(CommerceError) in try OrderColumns.row(&row) }
      }
    }
  }

  func customerNotes(ofPhone phone: String, in scope: Scope) throws(CommerceError) -> [CustomerNote] {
    guard let tail = SearchKeys.phoneTail(phone) else { return [] }
    return try database.statement(
      """
      SELECT phone, site_id, text, author, at FROM customer_notes WHERE phone_tail = ?1 ORDER BY id DESC LIMIT 200
      """
    ).bind(tail).all { row throws(CommerceError) in
      CustomerNote(
        phone: row.text(), site: row.id(), text: row.text(), author: row.text(), at: row.instant())
    }.filter { scope.includes($0.site) }
  }

  func contents(of bin: ID<Bin>) throws(CommerceError) -> [(variant: Variant, units: Int)] {
    try database.statement(
      """
      SELECT s.on_hand, v.id, v.product_id, v.sku, v.name, v.unit, v.weight_grams, v.strict, v.price_minor
      FROM bin_stock s JOIN variants v ON v.id = s.variant_id WHERE s.bin_id = ?1 AND s.on_hand > 0 ORDER BY v.name
      """
    ).bind(bin).all { row throws(CommerceError) in
      let units = row.int()
      return (try Self.variant(&row), units)
    }
  }

  func orders(paidBy reference: String, in scope: Scope) throws(CommerceError) -> [ID<Order>] {
    try database.statement(
      """
      SELECT o.id, o.site_id FROM payments p JOIN orders o ON o.id = p.order_id
      WHERE p.reference = ?1 AND p.reference IS NOT NULL ORDER BY o.id DESC LIMIT 50
      """
    ).bind(reference).all { row throws(CommerceError) in (row.id(Order.self), row.id(Site.self)) }
      .filter { scope.includes($0.1) }.map(\.0)
  }

  func savedViews(of person: ID<Person>) throws(CommerceError) -> [SavedView] {
    try database.statement("SELECT name, address FROM saved_views WHERE person_id = ?1 ORDER BY name")
      .bind(person).all { row throws(CommerceError) in SavedView(name: row.text(), address: row.text()) }
  }
}

extension SQLiteWrites: CustomerWrites {
  func insert(_ line: OrderLine, at site: ID<Site>) throws(CommerceError) -> ID<OrderLine> {
    try database.statement(
      """
      INSERT INTO order_lines (order_id, site_id, variant_id, sku, name, quantity, unit_price_minor, picked, packed,
        short)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(line.order).bind(site).bind(line.variant).bind(line.sku).bind(line.name).bind(line.quantity)
      .bind(line.unitPriceMinor).bind(line.picked).bind(line.packed).bind(line.short).run()
    let id = ID<OrderLine>(database.lastInsertedRow)
    // The triggers count units that change; a line that comes later counts itself.
    try database.statement(
      "UPDATE orders SET line_count = line_count + 1, unit_count = unit_count + ? WHERE id = ?"
    ).bind(line.quantity).bind(line.order).run()
    return id
  }

  func insert(_ note: CustomerNote) throws(CommerceError) {
    guard let tail = SearchKeys.phoneTail(note.phone) else {
      throw .invalid([FieldIssue("phone", "is not a phone number")])
    }
    try database.statement(
      "INSERT INTO customer_notes (phone_tail, site_id, phone, text, author, at) VALUES (?, ?, ?, ?, ?, ?)"
    ).bind(tail).bind(note.site).bind(note.phone).bind(note.text).bind(note.author).bind(note.at).run()
  }

  func save(_ view: SavedView, of person: ID<Person>) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO saved_views (person_id, name, address) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET address = excluded.address
      """
    ).bind(person).bind(view.name).bind(view.address).run()
  }

  func removeView(named name: String, of person: ID<Person>) throws(CommerceError) -> Bool {
    try database.statement("DELETE FROM saved_views WHERE person_id = ? AND name = ?").bind(person).bind(name).run()
    return database.changedRows == 1
  }
}
