internal import Commerce
internal import Operations

extension SQLiteWrites: OrderWrites {
  func nextOrderNumber(day: String) throws(CommerceError) -> String {
    let last = try database.statement(
      """
      INSERT INTO order_numbers (day, last) VALUES (?, 1)
        ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last
      """
    ).bind(day).all { row throws(CommerceError) in row.int64() }
    let digits = String(last.first ?? 1)
    return "ORD-" + day + "-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  func insert(
    _ order: Order, lines: [OrderLine]
  ) throws(CommerceError) -> (order: ID<Order>, lines: [ID<OrderLine>]) {
    let units = lines.reduce(0) { $0 + $1.quantity }
    try database.statement(
      """
      INSERT INTO orders (site_id, stage, rank, promise_at, zone_id, number, customer_name, placed_at, line_count,
        unit_count, hold_reason, pick_list_id, status, payment_method, payment_status, currency, subtotal_minor,
        discount_minor, delivery_minor, tax_minor, customer_phone, customer_email, number_tail, phone_tail, uuid,
        channel, mode, address_line1, address_area, address_landmark, hold_by, hold_since, note, picked_at,
        status_at, version, slot_from, proof, delivery_code, address_latitude, address_longitude)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(order.site).bind(order.stage.rawValue).bind(-order.priority).bind(order.promiseAt).bind(order.zone)
      .bind(order.number).bind(order.customer.name).bind(order.placedAt).bind(lines.count).bind(units)
      .bind(order.hold?.reason).bind(order.pickList).bind(code: order.status).bind(code: order.paymentMethod)
      .bind(code: order.paymentStatus).bind(order.totals.currency.code).bind(order.totals.subtotalMinor)
      .bind(order.totals.discountMinor).bind(order.totals.deliveryMinor).bind(order.totals.taxMinor)
      .bind(order.customer.phone).bind(order.customer.email).bind(SearchKeys.numberTail(order.number))
      .bind(SearchKeys.phoneTail(order.customer.phone)).bind(order.uuid).bind(code: order.channel)
      .bind(code: order.mode).bind(order.address.line1).bind(order.address.area).bind(order.address.landmark)
      .bind(order.hold?.by).bind(order.hold?.since).bind(order.note).bind(order.pickedAt).bind(order.statusAt)
      .bind(order.version).bind(order.slotFrom).bind(code: order.proof).bind(order.deliveryCode)
      .bind(order.address.point?.latitude).bind(order.address.point?.longitude)
      .run(conflict: try takenName(of: order))
    let id = ID<Order>(database.lastInsertedRow)
    try index(order.customer.name, of: id, at: order.site)
    var minted: [ID<OrderLine>] = []
    minted.reserveCapacity(lines.count)
    for line in lines { minted.append(try insert(line, of: id, at: order.site)) }
    return (id, minted)
  }

  private func takenName(of order: Order) throws(CommerceError) -> FieldIssue {
    let holder = try database.statement("SELECT id FROM orders WHERE uuid = ?1")
      .bind(order.uuid).first { row throws(CommerceError) in row.int64() }
    return FieldIssue(holder == nil ? "number" : "uuid", "is taken by another order")
  }

  private func insert(
    _ line: OrderLine, of order: ID<Order>, at site: ID<Site>
  ) throws(CommerceError) -> ID<OrderLine> {
    try database.statement(
      """
      INSERT INTO order_lines (order_id, site_id, variant_id, sku, name, quantity, unit_price_minor, picked, packed,
        short)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(order).bind(site).bind(line.variant).bind(line.sku).bind(line.name).bind(line.quantity)
      .bind(line.unitPriceMinor).bind(line.picked).bind(line.packed).bind(line.short).run()
    return ID(database.lastInsertedRow)
  }

  private func index(_ name: String, of order: ID<Order>, at site: ID<Site>) throws(CommerceError) {
    let terms = NameTerms.indexed(name, site: site)
    guard !terms.isEmpty else { return }
    try database.statement("INSERT INTO order_names (rowid, terms) VALUES (?, ?)").bind(order).bind(terms).run()
  }

  private func unindex(_ name: String, of order: ID<Order>, at site: ID<Site>) throws(CommerceError) {
    let terms = NameTerms.indexed(name, site: site)
    guard !terms.isEmpty else { return }
    try database.statement("INSERT INTO order_names (order_names, rowid, terms) VALUES ('delete', ?, ?)")
      .bind(order).bind(terms).run()
  }

  // An UPDATE rewrites every index it names a column of and checks every constraint on one, changed or not. So what
  // moves often is written apart from what hardly ever does, and each only when it differs from what was read before.
  func update(_ order: Order) throws(CommerceError) {
    guard let stored = try knownOrder(order.id) else { throw .notFound(.order, order.number) }
    guard stored.version == order.version else { throw .stale(.order, changedBy: try lastEditor(of: order.id)) }
    guard stored.site == order.site, stored.number == order.number, stored.uuid == order.uuid else {
      throw .invalid([FieldIssue("order", "site, number and identifier never change")])
    }
    known = nil
    try progress(of: order, since: stored).run()
    guard database.changedRows == 1 else { throw .stale(.order, changedBy: try lastEditor(of: order.id)) }
    if stored.priority != order.priority || stored.promiseAt != order.promiseAt || stored.zone != order.zone {
      try database.statement("UPDATE orders SET rank = ?, promise_at = ?, zone_id = ? WHERE id = ?")
        .bind(-order.priority).bind(order.promiseAt).bind(order.zone).bind(order.id).run()
    }
    if stored.hold != order.hold {
      try database.statement("UPDATE orders SET hold_reason = ?, hold_by = ?, hold_since = ? WHERE id = ?")
        .bind(order.hold?.reason).bind(order.hold?.by).bind(order.hold?.since).bind(order.id).run()
    }
    if !Self.haveSameParticulars(stored, order) { try updateParticulars(order, stored) }
    known = order
    known?.version += 1
  }

  /// The statement that raises the version and writes where the order stands now, bound: with the status when that has
  /// changed, and with payment, list and note when any of those has.
  private func progress(of order: Order, since stored: Order) throws(CommerceError) -> Statement {
    let isMoved = stored.status != order.status || stored.stage != order.stage
    let isSame =
      stored.paymentMethod == order.paymentMethod && stored.paymentStatus == order.paymentStatus
      && stored.pickList == order.pickList && stored.pickedAt == order.pickedAt && stored.note == order.note
    if isSame {
      return isMoved
        ? try database.statement(
          """
          UPDATE orders SET status_at = ?, status = ?, stage = ?, version = version + 1 WHERE id = ? AND version = ?
          """
        ).bind(order.statusAt).bind(code: order.status).bind(order.stage.rawValue).bind(order.id).bind(order.version)
        : try database.statement(
          "UPDATE orders SET status_at = ?, version = version + 1 WHERE id = ? AND version = ?"
        ).bind(order.statusAt).bind(order.id).bind(order.version)
    }
    let statement =
      isMoved
      ? try database.statement(
        """
        UPDATE orders SET status_at = ?, status = ?, stage = ?, payment_method = ?, payment_status = ?,
          pick_list_id = ?, picked_at = ?, note = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
      ).bind(order.statusAt).bind(code: order.status).bind(order.stage.rawValue)
      : try database.statement(
        """
        UPDATE orders SET status_at = ?, payment_method = ?, payment_status = ?, pick_list_id = ?, picked_at = ?,
          note = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
      ).bind(order.statusAt)
    return statement.bind(code: order.paymentMethod).bind(code: order.paymentStatus).bind(order.pickList)
      .bind(order.pickedAt).bind(order.note).bind(order.id).bind(order.version)
  }

  private static func haveSameParticulars(_ left: Order, _ right: Order) -> Bool {
    left.customer == right.customer && left.address == right.address && left.totals == right.totals
      && left.channel == right.channel && left.mode == right.mode && left.placedAt == right.placedAt
      && left.slotFrom == right.slotFrom && left.proof == right.proof && left.deliveryCode == right.deliveryCode
  }

  private func updateParticulars(_ order: Order, _ stored: Order) throws(CommerceError) {
    try database.statement(
      """
      UPDATE orders SET customer_name = ?, customer_phone = ?, phone_tail = ?, customer_email = ?, address_line1 = ?,
        address_area = ?, address_landmark = ?, currency = ?, subtotal_minor = ?, discount_minor = ?,
        delivery_minor = ?, tax_minor = ?, channel = ?, mode = ?, placed_at = ?, slot_from = ?, proof = ?,
        delivery_code = ?, address_latitude = ?, address_longitude = ?
      WHERE id = ?
      """
    ).bind(order.customer.name).bind(order.customer.phone).bind(SearchKeys.phoneTail(order.customer.phone))
      .bind(order.customer.email).bind(order.address.line1).bind(order.address.area).bind(order.address.landmark)
      .bind(order.totals.currency.code).bind(order.totals.subtotalMinor).bind(order.totals.discountMinor)
      .bind(order.totals.deliveryMinor).bind(order.totals.taxMinor).bind(code: order.channel)
      .bind(code: order.mode).bind(order.placedAt).bind(order.slotFrom).bind(code: order.proof)
      .bind(order.deliveryCode).bind(order.address.point?.latitude).bind(order.address.point?.longitude)
      .bind(order.id).run()
    if stored.customer.name != order.customer.name {
      try unindex(stored.customer.name, of: order.id, at: stored.site)
      try index(order.customer.name, of: order.id, at: order.site)
    }
  }

  private func lastEditor(of order: ID<Order>) throws(CommerceError) -> String {
    try database.statement(
      """
      SELECT ifnull((SELECT name FROM people WHERE id = actor_id), '') FROM changes
      WHERE entity = 'order' AND entity_id = ?1 ORDER BY sequence DESC LIMIT 1
      """
    ).bind(order).first { row throws(CommerceError) in row.text() } ?? ""
  }

  func update(_ line: OrderLine) throws(CommerceError) {
    let quantity = try database.statement("SELECT quantity FROM order_lines WHERE id = ?1")
      .bind(line.id).first { row throws(CommerceError) in row.int() }
    guard let quantity else { throw .notFound(.order, line.sku) }
    if quantity != line.quantity {
      try database.statement("UPDATE order_lines SET quantity = ? WHERE id = ?").bind(line.quantity).bind(line.id).run()
    }
    try database.statement("UPDATE order_lines SET picked = ?, packed = ?, short = ? WHERE id = ?")
      .bind(line.picked).bind(line.packed).bind(line.short).bind(line.id).run()
  }

  func insert(_ note: OrderNote) throws(CommerceError) {
    try database.statement("INSERT INTO order_notes (order_id, text, author, at) VALUES (?, ?, ?, ?)")
      .bind(note.order).bind(note.text).bind(note.author).bind(note.at).run()
  }
}
