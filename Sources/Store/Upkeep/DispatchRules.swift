extension AccountingRule {
  /// Orders, attempts, runs, boxes and vehicles agree (I35, I36, I56).
  static let dispatch = [
    AccountingRule(
      name: "dispatch.orders",
      query: """
        SELECT printf('%s is %s; attempts out %d, delivered %d, assigned %d', o.number, o.status, out, delivered, assigned)
        FROM (
          SELECT o.id, o.number, o.status, count(d.id) FILTER (WHERE d.status = 'out_for_delivery') AS out,
            count(d.id) FILTER (WHERE d.status = 'delivered') AS delivered,
            count(d.id) FILTER (WHERE d.status = 'assigned') AS assigned
          FROM orders o LEFT JOIN dispatches d ON d.order_id = o.id WHERE o.mode = 'delivery' GROUP BY o.id) o
        WHERE (o.status = 'out_for_delivery') <> (out = 1) OR out > 1 OR (o.status = 'delivered') <> (delivered = 1)
          OR delivered > 1 OR (assigned > 0 AND o.status <> 'ready_for_dispatch')
        """),
    AccountingRule(
      name: "dispatch.attempts",
      query: """
        SELECT printf('%s: attempt %d is the %dth that went out', o.number, d.attempt, d.place) FROM (
          SELECT order_id, attempt, row_number() OVER (PARTITION BY order_id ORDER BY id) AS place
          FROM dispatches WHERE out_at IS NOT NULL) d JOIN orders o ON o.id = d.order_id
        WHERE d.attempt <> d.place
        """),
    AccountingRule(
      name: "dispatch.runs",
      query: """
        SELECT printf('%s is %s with %d stops that go on', r.code, r.state, count(d.id))
        FROM runs r LEFT JOIN dispatches d ON d.run_id = r.id AND d.status IN ('assigned', 'out_for_delivery')
        GROUP BY r.id HAVING (r.state = 'closed' AND count(d.id) > 0) OR (r.state = 'out' AND count(d.id) = 0)
          OR count(d.id) FILTER (WHERE (d.status = 'assigned') <> (r.state = 'planned') OR d.driver_id <> r.driver_id) > 0
        """),
    AccountingRule(
      name: "dispatch.vehicles",
      query: """
        WITH ledger AS (
          SELECT order_id, place_id, variant_id, sum(units) AS units FROM (
            SELECT order_id, to_id AS place_id, variant_id, quantity AS units FROM stock_moves
            WHERE to_place = 'vehicle'
            UNION ALL SELECT order_id, from_id, variant_id, -quantity FROM stock_moves WHERE from_place = 'vehicle')
          GROUP BY order_id, place_id, variant_id HAVING sum(units) <> 0),
        boxed AS (
          SELECT p.order_id, d.driver_id AS place_id, l.variant_id, sum(c.quantity) AS units
          FROM parcels p JOIN parcel_contents c ON c.parcel_id = p.id JOIN order_lines l ON l.id = c.line_id
          LEFT JOIN dispatches d ON d.id = (
            SELECT max(x.id) FROM dispatches x WHERE x.order_id = p.order_id AND x.out_at IS NOT NULL)
          WHERE p.state IN ('out', 'due_back') GROUP BY 1, 2, 3)
        SELECT printf('order %d item %d: %d in the vehicle of %d, %d in boxes', coalesce(v.order_id, b.order_id),
            coalesce(v.variant_id, b.variant_id), ifnull(v.units, 0), coalesce(v.place_id, b.place_id, 0),
            ifnull(b.units, 0))
        FROM ledger v FULL JOIN boxed b ON b.order_id = v.order_id AND b.place_id = v.place_id
          AND b.variant_id = v.variant_id
        WHERE ifnull(v.units, 0) <> ifnull(b.units, 0)
        """),
    AccountingRule(
      name: "dispatch.parcels",
      query: """
        SELECT printf('%s is %s; its order %s is %s', p.code, p.state, o.number, o.status)
        FROM parcels p JOIN orders o ON o.id = p.order_id
        WHERE CASE p.state
          WHEN 'out' THEN o.status NOT IN ('out_for_delivery')
          WHEN 'loaded' THEN o.status <> 'ready_for_dispatch'
          WHEN 'delivered' THEN o.status <> 'delivered'
          WHEN 'due_back' THEN o.status NOT IN ('failed', 'cancelled', 'delivered')
          WHEN 'returned' THEN o.status NOT IN ('cancelled', 'delivered')
          WHEN 'staged' THEN o.status NOT IN ('packed', 'ready_for_dispatch', 'failed') ELSE 0 END
        """),
  ]
}
