/// What must hold between stock work and the ledger.
extension AccountingRule {
  static let stockWork = [
    AccountingRule(
      name: "stock.in_transit",
      query: """
        WITH road AS (
          SELECT t.to_site AS site_id, l.variant_id, sum(l.sent - l.received - l.damaged - l.missing) AS units
          FROM transfers t JOIN transfer_lines l ON l.transfer_id = t.id GROUP BY 1, 2)
        SELECT printf('site %d item %d: transfers have %d on the road, level %d', coalesce(r.site_id, v.site_id),
            coalesce(r.variant_id, v.variant_id), ifnull(r.units, 0), ifnull(v.in_transit, 0))
        FROM road r FULL JOIN stock_levels v ON v.site_id = r.site_id AND v.variant_id = r.variant_id
        WHERE ifnull(r.units, 0) <> ifnull(v.in_transit, 0)
        """),
    // What one site's book sent to another, the other's book had from it.
    AccountingRule(
      name: "stock.between_sites",
      query: """
        WITH entries AS (
          SELECT site_id, to_id AS other_id, variant_id, quantity AS units FROM stock_moves WHERE to_place = 'site'
          UNION ALL SELECT site_id, from_id, variant_id, -quantity FROM stock_moves WHERE from_place = 'site')
        SELECT printf('sites %d and %d differ by %d over item %d', min(site_id, other_id), max(site_id, other_id),
          sum(units), variant_id)
        FROM entries GROUP BY min(site_id, other_id), max(site_id, other_id), variant_id HAVING sum(units) <> 0
        """),
    AccountingRule(
      name: "stock.receipts",
      query: """
        SELECT printf('delivery %s item %d: %d received, %d put away', d.reference, l.variant_id, l.received,
            ifnull(sum(r.quantity), 0))
        FROM delivery_lines l JOIN deliveries d ON d.id = l.delivery_id
        LEFT JOIN receipts r ON r.delivery_id = l.delivery_id AND r.variant_id = l.variant_id AND r.is_undone = 0
        GROUP BY l.delivery_id, l.variant_id HAVING l.received <> ifnull(sum(r.quantity), 0)
        """),
    AccountingRule(
      name: "stock.adjustments",
      query: """
        SELECT printf('adjustment %d is %s; the ledger has %d of it', a.id, a.state, ifnull(m.quantity, 0))
        FROM stock_adjustments a LEFT JOIN stock_moves m ON m.site_id = a.site_id AND m.variant_id = a.variant_id
          AND m.command = a.command AND m.quantity = abs(a.delta)
          AND ((a.delta < 0) = (m.to_place IN ('variance', 'quarantine')))
        WHERE (a.state = 'posted') <> (m.sequence IS NOT NULL) OR (a.state = 'posted') <> (a.command IS NOT NULL)
        """),
    AccountingRule(
      name: "stock.counts",
      query: """
        SELECT printf('count %d of bin %s is %s, but its bin stands in site %d', t.id, b.code, t.state, b.site_id)
        FROM count_tasks t JOIN bins b ON b.id = t.bin_id
        WHERE b.site_id <> t.site_id OR (t.state = 'open') <> (t.closed_at IS NULL)
        """),
  ]
}
