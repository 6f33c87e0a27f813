internal import Commerce
internal import Operations

/// Figures by spans of time, each an index range.
extension SQLiteReads {
  func statusMoves(
    at site: ID<Site>, _ span: TimeSpan, in scope: Scope, _ take: (StatusMove) -> Void
  ) throws(CommerceError) {
    guard scope.includes(site) else { return }
    let statement = try database.statement(
      """
      SELECT at, sequence, entity_id, old, new FROM changes INDEXED BY changes_of_status
      WHERE entity = 'order' AND field = 'status' AND site_id = ?1 AND at >= ?2 AND at < ?3
      ORDER BY at, sequence
      """
    ).bind(site).bind(span.from).bind(span.until)
    defer { statement.reset() }
    while try statement.step() {
      var row = Row(statement)
      let at = row.instant()
      row.skip()
      let order = row.id(Order.self)
      let old = row.text()
      take(StatusMove(order: order, at: at, old: OrderStatus(rawValue: old), new: try row.code(Codes.orderStatus)))
    }
  }

  func pickerFigures(
    at site: ID<Site>, _ span: TimeSpan, in scope: Scope
  ) throws(CommerceError) -> [PickerFigures] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT p.name, sum(w.lines), sum(w.units), sum(w.scans), sum(w.missed), sum(w.shorts), sum(w.millis) FROM (
        SELECT t.touched_by AS person, t.picked > 0 AND t.picked + t.shorted = t.quantity AS lines, t.picked AS units,
          t.scans + t.over_scans AS scans, 0 AS missed, t.shorted > 0 AS shorts, 0 AS millis
        FROM pick_lists l INDEXED BY pick_lists_by_time JOIN pick_tasks t ON t.list_id = l.id
        WHERE l.site_id = ?1 AND l.claimed_at >= ?2 AND l.claimed_at < ?3 AND t.touched_by IS NOT NULL
        UNION ALL
        SELECT holder_id, 0, 0, 0, 0, 0, max(0, ifnull(closed_at,
          ifnull((SELECT max(touched_at) FROM pick_tasks WHERE list_id = pick_lists.id), claimed_at)) - claimed_at)
        FROM pick_lists INDEXED BY pick_lists_by_time
        WHERE site_id = ?1 AND claimed_at >= ?2 AND claimed_at < ?3
        UNION ALL
        SELECT actor_id, 0, 0, 0, 1, 0, 0 FROM mis_scans INDEXED BY mis_scans_by_time
        WHERE site_id = ?1 AND at >= ?2 AND at < ?3
      ) w JOIN people p ON p.id = w.person GROUP BY p.id
      """
    ).bind(site).bind(span.from).bind(span.until).all { row throws(CommerceError) in
      PickerFigures(
        name: row.text(), lines: row.int(), units: row.int(), scans: row.int(), misScans: row.int(),
        shorts: row.int(), minutes: row.int() / 60_000)
    }
  }

  func driverFigures(
    at site: ID<Site>, _ span: TimeSpan, in scope: Scope
  ) throws(CommerceError) -> [DriverFigures] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      WITH ended AS (
        SELECT d.driver_id, d.run_id, d.order_id, d.attempt, d.out_at, d.closed_at,
          d.status = 'delivered' AS is_delivered,
          (SELECT ifnull(sum(c.collected_minor), 0) FROM collections c
            WHERE c.dispatch_id = d.id AND c.is_reversed = 0 AND c.tender = 'cash') AS cash
        FROM dispatches d INDEXED BY dispatches_ended
        WHERE d.site_id = ?1 AND d.closed_at >= ?2 AND d.closed_at < ?3 AND d.out_at IS NOT NULL),
      runs AS (
        SELECT driver_id, max(0, max(closed_at) - min(out_at)) AS millis FROM ended GROUP BY driver_id, run_id),
      times AS (SELECT driver_id, sum(millis) AS millis FROM runs GROUP BY driver_id)
      SELECT p.id, p.name, count(*), sum(e.is_delivered), sum(e.is_delivered AND e.attempt = 1),
        count(DISTINCT e.order_id), sum(e.cash), max(t.millis)
      FROM ended e JOIN times t ON t.driver_id = e.driver_id JOIN people p ON p.id = e.driver_id
      GROUP BY e.driver_id
      """
    ).bind(site).bind(span.from).bind(span.until).all { row throws(CommerceError) in
      DriverFigures(
        driver: row.id(), name: row.text(), attempts: row.int(), delivered: row.int(), deliveredFirst: row.int(),
        orders: row.int(), cashMinor: row.int64(), minutes: row.int() / 60_000)
    }
  }

  func failureFigures(
    at site: ID<Site>, _ span: TimeSpan, in scope: Scope
  ) throws(CommerceError) -> [FailureFigures] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT d.failure, ifnull(z.code || ' ' || z.name, ''), p.name, count(*)
      FROM dispatches d INDEXED BY dispatches_ended JOIN people p ON p.id = d.driver_id
        JOIN orders o ON o.id = d.order_id LEFT JOIN zones z ON z.id = o.zone_id
      WHERE d.site_id = ?1 AND d.closed_at >= ?2 AND d.closed_at < ?3 AND d.status = 'failed' AND d.out_at IS NOT NULL
      GROUP BY 1, 2, d.driver_id
      """
    ).bind(site).bind(span.from).bind(span.until).all { row throws(CommerceError) in
      FailureFigures(
        reason: FailureReason(rawValue: row.text()) ?? .noAnswer, zone: row.text(), driver: row.text(),
        count: row.int())
    }
  }

  func refundFigures(
    at site: ID<Site>, _ span: TimeSpan, in scope: Scope
  ) throws(CommerceError) -> [RefundFigures] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT reason, status, count(*), sum(amount_minor) FROM refunds INDEXED BY refunds_by_time
      WHERE site_id = ?1 AND created_at >= ?2 AND created_at < ?3 GROUP BY 1, 2
      """
    ).bind(site).bind(span.from).bind(span.until).all { row throws(CommerceError) in
      RefundFigures(
        reason: row.text(), status: try row.code(Codes.refundStatus), count: row.int(), minor: row.int64())
    }
  }

  func stockAges(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [StockAge] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT v.sku, v.name, l.on_hand, l.on_hand * v.price_minor,
        (SELECT at FROM stock_moves WHERE site_id = l.site_id AND variant_id = l.variant_id
          AND to_place IN ('tote', 'customer') ORDER BY sequence DESC LIMIT 1),
        (SELECT at FROM stock_moves WHERE site_id = l.site_id AND variant_id = l.variant_id
          AND from_place IN ('supplier', 'transit') ORDER BY sequence DESC LIMIT 1)
      FROM stock_levels l JOIN variants v ON v.id = l.variant_id WHERE l.site_id = ?1 AND l.on_hand > 0
      """
    ).bind(site).all { row throws(CommerceError) in
      StockAge(
        sku: row.text(), name: row.text(), onHand: row.int(), valueMinor: row.int64(),
        lastOut: row.optionalInstant(), lastIn: row.optionalInstant())
    }
  }
}
