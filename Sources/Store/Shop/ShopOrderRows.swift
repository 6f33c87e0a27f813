internal import Commerce
internal import Operations

extension SQLiteReads {
  func listedVariants(of product: ID<Product>, at town: ID<Site>) throws(CommerceError) -> [ID<Variant>] {
    try database.statement(
      """
      SELECT v.id FROM variants v JOIN stock_levels s ON s.site_id = ?2 AND s.variant_id = v.id
      WHERE v.product_id = ?1 ORDER BY v.sku
      """
    ).bind(product).bind(town).all { row throws(CommerceError) in row.id() }
  }

  func order(uuid: UniqueID, at site: ID<Site>) throws(CommerceError) -> Order? {
    let id = try database.statement("SELECT id FROM orders WHERE uuid = ?1 AND site_id = ?2")
      .bind(uuid).bind(site).first { row throws(CommerceError) in row.id(Order.self) }
    guard let id else { return nil }
    return try storedOrder(id)
  }

  func owner(of order: ID<Order>) throws(CommerceError) -> OrderOwner {
    try database.statement("SELECT owner_id, guest_nonce IS NULL, guest_nonce FROM orders WHERE id = ?1")
      .bind(order).first { row throws(CommerceError) in
        let person = row.optionalID(Person.self)
        return OrderOwner(person: person, guestNonce: row.bool() ? nil : try row.uniqueID())
      } ?? OrderOwner()
  }

  func orders(_ query: ShopOrderQuery, _ page: NumberedPage) throws(CommerceError) -> Numbered<ID<Order>> {
    let stages = (query.filter.stages.isEmpty ? FloorStage.allCases : query.filter.stages)
      .sorted { $0.rawValue < $1.rawValue }
    let total = try count(query, stages)
    guard let offset = page.offset, offset < total else { return Numbered(rows: [], total: total) }
    let rows =
      query.owner == nil
      ? try townOrders(query, stages, offset, page.limit) : try ownOrders(query, stages, offset, page.limit)
    return Numbered(rows: rows, total: total)
  }

  private func count(_ query: ShopOrderQuery, _ stages: [FloorStage]) throws(CommerceError) -> Int {
    if query.owner != nil { return try ownOrders(query, stages, 0, Int(Int32.max)).count }
    let mask = stages.reduce(0) { $0 | 1 << $1.rawValue }
    guard query.filter.from != nil || query.filter.until != nil else {
      return try database.statement(
        "SELECT ifnull(sum(orders), 0) FROM board_counts WHERE site_id = ?1 AND (?2 >> stage) & 1"
      ).bind(query.site).bind(mask).first { row throws(CommerceError) in row.int() } ?? 0
    }
    return try database.statement(
      """
      SELECT count(*) FROM orders INDEXED BY orders_by_stage
      WHERE site_id = ?1 AND (?2 >> stage) & 1 AND placed_at >= ?3 AND placed_at < ?4
      """
    ).bind(query.site).bind(mask).bind(query.filter.from?.milliseconds ?? .min)
      .bind(query.filter.until?.milliseconds ?? .max).first { row throws(CommerceError) in row.int() } ?? 0
  }

  /// One range of an index a stage, merged lazily by SQLite: what comes before the page is stepped over in the index.
  private func townOrders(
    _ query: ShopOrderQuery, _ stages: [FloorStage], _ offset: Int, _ limit: Int
  ) throws(CommerceError) -> [ID<Order>] {
    let isDated = query.filter.from != nil || query.filter.until != nil
    let bits = UInt64(stages.count) << 2 | (isDated ? 2 : 0) | (query.isOldestFirst ? 1 : 0)
    let statement = try database.statement(key: StatementFamily.shopOrders.key(bits)) {
      (0..<stages.count).map { stage in
        """
        SELECT id FROM orders INDEXED BY orders_by_stage WHERE site_id = ?1 AND stage = ?\(6 + stage)
        \(isDated ? "AND placed_at >= ?2 AND placed_at < ?3" : "AND ?2 IS NOT ?3")
        """
      }.joined(separator: " UNION ALL ") + " ORDER BY id \(query.isOldestFirst ? "" : "DESC") LIMIT ?4 OFFSET ?5"
    }
    statement.bind(query.site).bind(query.filter.from?.milliseconds ?? .min)
      .bind(query.filter.until?.milliseconds ?? .max).bind(limit).bind(offset)
    for stage in stages { statement.bind(stage.rawValue) }
    return try statement.all { row throws(CommerceError) in row.id() }
  }

  private func ownOrders(
    _ query: ShopOrderQuery, _ stages: [FloorStage], _ offset: Int, _ limit: Int
  ) throws(CommerceError) -> [ID<Order>] {
    try database.statement(
      """
      SELECT id FROM orders INDEXED BY orders_by_owner
      WHERE owner_id = ?1 AND owner_id IS NOT NULL AND site_id = ?2 AND (?3 >> stage) & 1
        AND placed_at >= ?4 AND placed_at < ?5
      ORDER BY id DESC LIMIT ?6 OFFSET ?7
      """
    ).bind(query.owner).bind(query.site).bind(stages.reduce(0) { $0 | 1 << $1.rawValue })
      .bind(query.filter.from?.milliseconds ?? .min).bind(query.filter.until?.milliseconds ?? .max).bind(limit)
      .bind(offset).all { row throws(CommerceError) in row.id() }
  }
}

extension SQLiteReads {
  func dispatches(
    by driver: ID<Person>, at site: ID<Site>, _ statuses: [DispatchStatus], limit: Int
  ) throws(CommerceError) -> [Dispatch] {
    var found: [Dispatch] = []
    if statuses.contains(where: \.isActive) {
      found = try database.statement(key: StatementFamily.shopOrders.key(1 << 30)) {
        """
        SELECT \(Self.dispatchColumns) FROM dispatches d INDEXED BY dispatches_of_driver
        WHERE d.site_id = ?1 AND d.driver_id = ?2 AND d.status IN ('assigned', 'out_for_delivery')
        ORDER BY d.run_id, d.position, d.id
        """
      }.bind(site).bind(driver).all(Self.dispatch).filter { statuses.contains($0.status) }
    }
    guard found.count < limit, let ended = statuses.first(where: { !$0.isActive }) else {
      return Array(found.prefix(limit))
    }
    // Newest first along the index of what ended: as many as are wanted, not as many as there are.
    return found
      + (try database.statement(key: StatementFamily.shopOrders.key(1 << 30 | 1)) {
        """
        SELECT \(Self.dispatchColumns) FROM dispatches d INDEXED BY dispatches_ended
        WHERE d.site_id = ?1 AND d.closed_at IS NOT NULL AND d.driver_id = ?2 AND d.status = ?3
          AND d.failure IS NOT 'unassigned'
        ORDER BY d.closed_at DESC, d.id DESC LIMIT ?4
        """
      }.bind(site).bind(driver).bind(code: ended).bind(limit - found.count).all(Self.dispatch))
  }
}

extension SQLiteWrites {
  func setOwner(_ owner: OrderOwner, of order: ID<Order>) throws(CommerceError) {
    let statement = try database.statement("UPDATE orders SET owner_id = ?, guest_nonce = ? WHERE id = ?")
    statement.bind(owner.person)
    if let nonce = owner.guestNonce { statement.bind(nonce) } else { statement.bindNull() }
    try statement.bind(order).run()
  }
}
