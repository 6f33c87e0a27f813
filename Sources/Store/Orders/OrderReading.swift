internal import Commerce
internal import Operations

extension SQLiteReads: OrderReads {
  func order(_ id: ID<Order>, in scope: Scope) throws(CommerceError) -> Order? {
    let order = try storedOrder(id)
    return order.flatMap { scope.includes($0.site) ? $0 : nil }
  }

  /// An order whatever its site.
  func readOrder(_ id: ID<Order>) throws(CommerceError) -> Order? {
    try database.statement(
      """
      SELECT id, uuid, number, site_id, channel, mode, status, payment_method, payment_status, rank, customer_name,
        customer_phone, customer_email, address_line1, address_area, address_landmark, zone_id, currency,
        subtotal_minor, discount_minor, delivery_minor, tax_minor, placed_at, promise_at, hold_reason, hold_by,
        hold_since, note, pick_list_id, picked_at, status_at, version, slot_from, proof, delivery_code,
        address_latitude, address_longitude
      FROM orders WHERE id = ?1
      """
    ).bind(id).first(Self.order)
  }

  func order(number: String, in scope: Scope) throws(CommerceError) -> Order? {
    let id = try database.statement("SELECT id FROM orders WHERE number = ?1")
      .bind(number.uppercased()).first { row throws(CommerceError) in row.id(Order.self) }
    guard let id else { return nil }
    return try order(id, in: scope)
  }

  private static func order(_ row: inout Row) throws(CommerceError) -> Order {
    let id = row.id(Order.self)
    let uuid = try row.uniqueID()
    let number = row.text()
    let site = row.id(Site.self)
    let channel = try row.code(Codes.channel)
    let mode = try row.code(Codes.mode)
    let status = try row.code(Codes.orderStatus)
    let method = try row.code(Codes.paymentMethod)
    let paymentStatus = try row.code(Codes.paymentStatus)
    let priority = -row.int()
    let customer = Customer(name: row.text(), phone: row.text(), email: row.text())
    let address = Address(line1: row.text(), area: row.text(), landmark: row.text())
    let zone = row.optionalID(Zone.self)
    let totals = try OrderTotals(
      currency: try row.currency(), subtotalMinor: row.int64(), discountMinor: row.int64(),
      deliveryMinor: row.int64(), taxMinor: row.int64())
    let placedAt = row.instant()
    let promiseAt = row.instant()
    let reason = row.optionalText()
    let holder = row.optionalText() ?? ""
    let since = row.optionalInstant() ?? placedAt
    var order = Order(
      id: id, uuid: uuid, number: number, site: site, channel: channel, mode: mode, status: status,
      paymentMethod: method, paymentStatus: paymentStatus, priority: priority, customer: customer, address: address,
      zone: zone, totals: totals, placedAt: placedAt, promiseAt: promiseAt,
      hold: reason.map { Hold(reason: $0, by: holder, since: since) }, note: row.text(),
      pickList: row.optionalID(), pickedAt: row.optionalInstant(), statusAt: row.instant(), version: row.int())
    order.slotFrom = row.optionalInstant()
    order.proof = try row.code(Codes.proof)
    order.deliveryCode = row.text()
    order.address.point = row.optionalPoint()
    return order
  }

  func lines(of order: ID<Order>) throws(CommerceError) -> [OrderLine] {
    try database.statement(
      """
      SELECT id, order_id, variant_id, sku, name, quantity, unit_price_minor, picked, packed, short
      FROM order_lines WHERE order_id = ?1 ORDER BY id
      """
    ).bind(order).all { row throws(CommerceError) in
      OrderLine(
        id: row.id(), order: row.id(), variant: row.id(), sku: row.text(), name: row.text(), quantity: row.int(),
        unitPriceMinor: row.int64(), picked: row.int(), packed: row.int(), short: row.int())
    }
  }

  func notes(of order: ID<Order>) throws(CommerceError) -> [OrderNote] {
    try database.statement("SELECT order_id, text, author, at FROM order_notes WHERE order_id = ?1 ORDER BY id")
      .bind(order).all { row throws(CommerceError) in
        OrderNote(order: row.id(), text: row.text(), author: row.text(), at: row.instant())
      }
  }

  func nextToPick(at site: ID<Site>, excluding: Set<ID<Order>>) throws(CommerceError) -> ID<Order>? {
    // Work that came back from the pack station or a settled shortage was begun already: it goes first.
    let begun = try database.statement(
      """
      SELECT id FROM orders INDEXED BY orders_queue
      WHERE site_id = ?1 AND stage = 2 AND (stage BETWEEN 1 AND 5) = 1 AND hold_reason IS NULL AND pick_list_id IS NULL
        AND EXISTS (SELECT 1 FROM order_lines AS line
          WHERE line.order_id = orders.id AND line.quantity - line.short - line.picked > 0)
      ORDER BY rank, promise_at, id
      """
    )
    if let order = try firstOrder(of: begun, at: site, excluding: excluding) { return order }
    let waiting = try database.statement(
      """
      SELECT id FROM orders INDEXED BY orders_queue
      WHERE site_id = ?1 AND stage = 1 AND (stage BETWEEN 1 AND 5) = 1 AND hold_reason IS NULL
      ORDER BY rank, promise_at, id
      """
    )
    return try firstOrder(of: waiting, at: site, excluding: excluding)
  }

  private func firstOrder(
    of statement: Statement, at site: ID<Site>, excluding: Set<ID<Order>>
  ) throws(CommerceError) -> ID<Order>? {
    try statement.bind(site).take(1) { row throws(CommerceError) in
      let id = row.id(Order.self)
      return excluding.contains(id) ? nil : id
    }
    .first
  }
}
