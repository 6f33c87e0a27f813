/// A rule of the books as a query: every row it answers is one problem, told in its first column.
struct AccountingRule: Sendable {
  let name: String
  let query: String

  static let all: [AccountingRule] = stock + orders + counts + dispatch + stockWork + cash

  private static let inside = "('bin', 'tote', 'bench', 'lane', 'quarantine')"
  private static let inWarehouse =
    "('pending_payment', 'pending_fulfilment', 'picking', 'packed', 'ready_for_dispatch')"

  private static let stock = [
    AccountingRule(
      name: "stock.levels",
      query: """
        WITH ledger AS (
          SELECT site_id, variant_id,
            sum(quantity * ((to_place IN \(inside)) - (from_place IN \(inside)))) AS on_hand,
            sum(quantity * ((to_place = 'quarantine') - (from_place = 'quarantine'))) AS damaged,
            sum(quantity * ((to_place = 'transit') - (from_place = 'transit'))) AS in_transit
          FROM stock_moves GROUP BY site_id, variant_id)
        SELECT printf('site %d item %d: ledger %d on hand, %d damaged, %d in transit; level %d, %d, %d',
            coalesce(l.site_id, v.site_id), coalesce(l.variant_id, v.variant_id), ifnull(l.on_hand, 0),
            ifnull(l.damaged, 0), ifnull(l.in_transit, 0), v.on_hand, v.damaged, v.in_transit)
        FROM ledger l FULL JOIN stock_levels v ON v.site_id = l.site_id AND v.variant_id = l.variant_id
        WHERE ifnull(l.on_hand, 0) <> ifnull(v.on_hand, 0) OR ifnull(l.damaged, 0) <> ifnull(v.damaged, 0)
          OR ifnull(l.in_transit, 0) <> ifnull(v.in_transit, 0)
        """),
    AccountingRule(
      name: "stock.bins",
      query: """
        WITH ledger AS (
          SELECT bin_id, variant_id, sum(units) AS on_hand FROM (
            SELECT to_id AS bin_id, variant_id, quantity AS units FROM stock_moves WHERE to_place = 'bin'
            UNION ALL SELECT from_id, variant_id, -quantity FROM stock_moves WHERE from_place = 'bin')
          GROUP BY bin_id, variant_id)
        SELECT printf('bin %s item %d: ledger %d, bin %d',
            (SELECT code FROM bins WHERE id = coalesce(l.bin_id, b.bin_id)), coalesce(l.variant_id, b.variant_id),
            ifnull(l.on_hand, 0), ifnull(b.on_hand, 0))
        FROM ledger l FULL JOIN bin_stock b ON b.bin_id = l.bin_id AND b.variant_id = l.variant_id
        WHERE ifnull(l.on_hand, 0) <> ifnull(b.on_hand, 0)
        """),
    AccountingRule(
      name: "stock.bin_sites",
      query: """
        SELECT printf('bin %s holds item %d under another site', b.code, s.variant_id)
        FROM bin_stock s JOIN bins b ON b.id = s.bin_id WHERE b.site_id <> s.site_id
        """),
    AccountingRule(
      name: "stock.allocated",
      query: """
        WITH tasks AS (
          SELECT t.bin_id, t.variant_id, sum(t.quantity - t.picked - t.shorted) AS units
          FROM pick_tasks t JOIN pick_lists l ON l.id = t.list_id
          WHERE l.closed_at IS NULL AND t.is_closed = 0 GROUP BY t.bin_id, t.variant_id)
        SELECT printf('bin %s item %d: open tasks %d, allocated %d',
            (SELECT code FROM bins WHERE id = coalesce(t.bin_id, b.bin_id)), coalesce(t.variant_id, b.variant_id),
            ifnull(t.units, 0), ifnull(b.allocated, 0))
        FROM tasks t FULL JOIN bin_stock b ON b.bin_id = t.bin_id AND b.variant_id = t.variant_id
        WHERE ifnull(t.units, 0) <> ifnull(b.allocated, 0)
        """),
    AccountingRule(
      name: "stock.reserved",
      query: """
        WITH promised AS (
          SELECT site_id, variant_id, sum(units) AS units FROM (
            SELECT o.site_id, l.variant_id, l.quantity - l.short AS units
            FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.status IN \(inWarehouse)
            UNION ALL
            -- A failed order's box that is back in its lane is promised to it again.
            SELECT o.site_id, l.variant_id, c.quantity
            FROM orders o JOIN parcels p ON p.order_id = o.id AND p.state = 'staged'
            JOIN parcel_contents c ON c.parcel_id = p.id JOIN order_lines l ON l.id = c.line_id
            WHERE o.status = 'failed')
          GROUP BY site_id, variant_id)
        SELECT printf('site %d item %d: orders are promised %d, reserved %d', coalesce(p.site_id, v.site_id),
            coalesce(p.variant_id, v.variant_id), ifnull(p.units, 0), ifnull(v.reserved, 0))
        FROM promised p FULL JOIN stock_levels v ON v.site_id = p.site_id AND v.variant_id = p.variant_id
        WHERE ifnull(p.units, 0) <> ifnull(v.reserved, 0)
        """),
    AccountingRule(
      name: "stock.put_back",
      query: """
        WITH waiting AS (
          SELECT site_id, variant_id, sum(quantity) AS units FROM put_backs GROUP BY site_id, variant_id)
        SELECT printf('site %d item %d: put-backs %d, awaiting %d', coalesce(w.site_id, v.site_id),
            coalesce(w.variant_id, v.variant_id), ifnull(w.units, 0), ifnull(v.awaiting_put_back, 0))
        FROM waiting w FULL JOIN stock_levels v ON v.site_id = w.site_id AND v.variant_id = w.variant_id
        WHERE ifnull(w.units, 0) <> ifnull(v.awaiting_put_back, 0)
        """),
  ]

  private static let orders = [
    AccountingRule(
      name: "orders.history",
      query: """
        SELECT printf('%s is %s; its history ends in %s', o.number, o.status, ifnull(c.new, 'nothing'))
        FROM orders o LEFT JOIN changes c ON c.sequence = (
          SELECT max(sequence) FROM changes WHERE entity = 'order' AND entity_id = o.id AND field = 'status')
        WHERE c.new IS NOT o.status
        """),
    AccountingRule(
      name: "orders.stage",
      query: """
        SELECT printf('%s is %s in stage %d', number, status, stage) FROM orders
        WHERE stage <> CASE status WHEN 'pending_payment' THEN 0 WHEN 'pending_fulfilment' THEN 1
          WHEN 'picking' THEN iif(picked_at IS NULL, 2, 3) WHEN 'packed' THEN 4 WHEN 'ready_for_dispatch' THEN 5
          WHEN 'out_for_delivery' THEN 6 WHEN 'ready_for_pickup' THEN 6 WHEN 'failed' THEN 7
          WHEN 'delivered' THEN 8 WHEN 'completed' THEN 8 ELSE 9 END
        """),
    AccountingRule(
      name: "orders.lines",
      query: """
        SELECT printf('%s: %d lines, %d units noted', o.number, o.line_count, o.unit_count) FROM orders o
        WHERE (o.line_count, o.unit_count) <>
          (SELECT count(*), ifnull(sum(quantity), 0) FROM order_lines WHERE order_id = o.id)
        """),
    AccountingRule(
      name: "orders.line_sites",
      query: """
        SELECT printf('%s has a line under another site', o.number)
        FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.site_id <> o.site_id
        """),
    // A cancelled order keeps its totes until what lies in them is scanned back.
    AccountingRule(
      name: "totes.bound",
      query: """
        SELECT printf('tote %s carries %s, which is %s', t.code, o.number, o.status)
        FROM tote_bindings b JOIN totes t ON t.id = b.tote_id JOIN orders o ON o.id = b.order_id
        WHERE o.status NOT IN \(inWarehouse) AND NOT EXISTS (
          SELECT 1 FROM put_backs p WHERE p.site_id = t.site_id AND p.place = 'tote' AND p.place_id = t.id)
        """),
  ]

  private static let counts = [
    AccountingRule(
      name: "counts.board",
      query: """
        WITH counted AS (
          SELECT site_id, stage, ifnull(zone_id, 0) AS zone_id, hold_reason IS NOT NULL AS is_held, count(*) AS orders
          FROM orders GROUP BY 1, 2, 3, 4)
        SELECT printf('site %d stage %d zone %d: counted %d, kept %d', coalesce(c.site_id, b.site_id),
            coalesce(c.stage, b.stage), coalesce(c.zone_id, b.zone_id), ifnull(c.orders, 0), ifnull(b.orders, 0))
        FROM counted c FULL JOIN board_counts b ON b.site_id = c.site_id AND b.stage = c.stage
          AND b.zone_id = c.zone_id AND b.is_held = c.is_held
        WHERE ifnull(c.orders, 0) <> ifnull(b.orders, 0)
        """),
    AccountingRule(
      name: "counts.floor",
      query: """
        SELECT printf('site %d: kept %d shortages, %d put-backs', s.id, ifnull(f.shortages, 0), ifnull(f.put_backs, 0))
        FROM sites s LEFT JOIN floor_counts f ON f.site_id = s.id
        WHERE ifnull(f.shortages, 0) <> (SELECT count(*) FROM shortages WHERE site_id = s.id AND state = 'open')
          OR ifnull(f.put_backs, 0) <> (SELECT count(*) FROM put_backs WHERE site_id = s.id)
        """),
    AccountingRule(
      name: "counts.picked",
      query: """
        WITH counted AS (
          SELECT sites.id AS site_id, \(M001.localDay("t.touched_at")) AS day, t.touched_by AS person_id,
            count(*) AS lines
          FROM pick_tasks t JOIN pick_lists l ON l.id = t.list_id JOIN sites ON sites.id = l.site_id
          WHERE t.picked > 0 AND t.picked + t.shorted = t.quantity AND t.touched_by IS NOT NULL GROUP BY 1, 2, 3)
        SELECT printf('site %d person %d: counted %d lines, kept %d', coalesce(c.site_id, k.site_id),
            coalesce(c.person_id, k.person_id), ifnull(c.lines, 0), ifnull(k.lines, 0))
        FROM counted c FULL JOIN picked_lines k ON k.site_id = c.site_id AND k.day = c.day
          AND k.person_id = c.person_id
        WHERE ifnull(c.lines, 0) <> ifnull(k.lines, 0)
        """),
  ]
}
