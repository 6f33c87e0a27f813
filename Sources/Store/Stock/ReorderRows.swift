internal import Commerce
internal import Operations

// Reorder points, and what there is of the items that have one.
extension SQLiteReads {
  func reorderPoint(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> ReorderPoint? {
    try database.statement("SELECT point, up_to FROM reorder_points WHERE site_id = ?1 AND variant_id = ?2")
      .bind(site).bind(variant).first { row throws(CommerceError) in
        ReorderPoint(point: row.int(), upTo: row.int())
      }
  }

  func reorderRows(at site: ID<Site>, lowOnly: Bool, in scope: Scope) throws(CommerceError) -> [ReorderRow] {
    guard scope.includes(site) else { return [] }
    // Only items that have a point are looked at, each level by its key.
    return try database.statement(
      """
      WITH due AS (
        SELECT l.variant_id, sum(max(0, l.expected - l.received)) AS units
        FROM deliveries d INDEXED BY deliveries_open JOIN delivery_lines l ON l.delivery_id = d.id
        WHERE d.site_id = ?1 AND d.state = 'open' GROUP BY l.variant_id)
      SELECT v.id, v.product_id, v.sku, v.name, v.unit, v.weight_grams, v.strict, v.price_minor, r.point, r.up_to,
        ifnull(s.on_hand, 0), ifnull(s.reserved, 0), ifnull(s.damaged, 0), ifnull(s.awaiting_put_back, 0),
        ifnull(s.in_transit, 0), ifnull(due.units, 0)
      FROM reorder_points r JOIN variants v ON v.id = r.variant_id
        LEFT JOIN stock_levels s ON s.site_id = r.site_id AND s.variant_id = r.variant_id
        LEFT JOIN due ON due.variant_id = r.variant_id
      WHERE r.site_id = ?1 AND (?2 = 0
        OR ifnull(s.on_hand - s.reserved - s.damaged - s.awaiting_put_back, 0) <= r.point)
      ORDER BY v.name, v.id
      """
    ).bind(site).bind(lowOnly).all { row throws(CommerceError) in
      ReorderRow(
        variant: try Self.variant(&row), reorder: ReorderPoint(point: row.int(), upTo: row.int()),
        level: StockLevel(
          onHand: row.int(), reserved: row.int(), damaged: row.int(), awaitingPutBack: row.int(),
          inTransit: row.int()),
        onOrder: row.int())
    }
  }
}

extension SQLiteReads: StockWorkReads {}

extension SQLiteWrites: StockWorkWrites {
  func setReorderPoint(_ point: ReorderPoint?, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) {
    guard let point else {
      return try database.statement("DELETE FROM reorder_points WHERE site_id = ? AND variant_id = ?")
        .bind(site).bind(variant).run()
    }
    try database.statement(
      """
      INSERT INTO reorder_points (site_id, variant_id, point, up_to) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET point = excluded.point, up_to = excluded.up_to
      """
    ).bind(site).bind(variant).bind(point.point).bind(point.upTo).run()
  }
}
