extension AccountingRule {
  /// The books of custody, payments and refunds agree (I13, I21, I26, I57). Orders from before the books have no
  /// entries, and nothing is asked of them.
  static let cash = [
    AccountingRule(
      name: "cash.balances",
      query: """
        WITH ledger AS (
          SELECT site_id, word, person_id, sum(units) AS minor FROM (
            SELECT site_id, to_word AS word, ifnull(to_person, 0) AS person_id, amount_minor AS units FROM cash_moves
            UNION ALL SELECT site_id, from_word, ifnull(from_person, 0), -amount_minor FROM cash_moves)
          GROUP BY 1, 2, 3)
        SELECT printf('site %d %s %d: books %d, balance %d', coalesce(l.site_id, b.site_id), coalesce(l.word, b.word),
            coalesce(l.person_id, b.person_id), ifnull(l.minor, 0), ifnull(b.minor, 0))
        FROM ledger l FULL JOIN cash_balances b ON b.site_id = l.site_id AND b.word = l.word
          AND b.person_id = l.person_id
        WHERE ifnull(l.minor, 0) <> ifnull(b.minor, 0)
        """),
    // Closes are in order: no entry is of two days.
    AccountingRule(
      name: "cash.closes",
      query: """
        SELECT printf('site %d: %s goes through entry %d, an earlier day through %d', c.site_id, c.day, c.through, (
          SELECT max(e.through) FROM day_closes e WHERE e.site_id = c.site_id AND e.day < c.day))
        FROM day_closes c
        WHERE c.through < (SELECT max(e.through) FROM day_closes e WHERE e.site_id = c.site_id AND e.day < c.day)
        """),
    AccountingRule(
      name: "cash.zero_sum",
      query: """
        SELECT printf('site %d: all accounts together hold %d', site_id, sum(minor)) FROM cash_balances
        GROUP BY site_id HAVING sum(minor) <> 0
        """),
    AccountingRule(
      name: "cash.hands",
      query: """
        SELECT printf('site %d: %s %d holds %d', site_id, word, person_id, minor) FROM cash_balances
        WHERE word IN ('driver', 'cashier', 'customer') AND minor < 0
        """),
    AccountingRule(
      name: "cash.customer",
      query: """
        SELECT printf('%s: its customer account holds %d', o.number, sum(units)) FROM (
          SELECT order_id, amount_minor AS units FROM cash_moves WHERE to_word = 'customer'
          UNION ALL SELECT order_id, -amount_minor FROM cash_moves WHERE from_word = 'customer') m
        JOIN orders o ON o.id = m.order_id GROUP BY m.order_id HAVING sum(units) <> 0
        """),
    // Paid exactly when collected: the standing collection, the payment and the books say the same.
    AccountingRule(
      name: "cash.collections",
      query: """
        SELECT printf('%s: %d collected, books %d, payment %s', o.number, c.collected_minor, ifnull(m.minor, 0),
            o.payment_status)
        FROM collections c JOIN orders o ON o.id = c.order_id
        LEFT JOIN (
          SELECT order_id, sum(iif(to_word = 'driver', amount_minor, -amount_minor)) AS minor FROM cash_moves
          WHERE (to_word = 'driver' AND from_word = 'customer') OR (from_word = 'driver' AND to_word = 'customer')
          GROUP BY order_id) m ON m.order_id = c.order_id
        WHERE c.is_reversed = 0
          AND (o.payment_status <> 'paid' OR o.payment_method <> 'cod' OR ifnull(m.minor, 0) <> c.collected_minor)
        UNION ALL
        SELECT printf('%s is paid in cash that nobody collected', o.number) FROM orders o
        WHERE o.payment_method = 'cod' AND o.payment_status = 'paid'
          AND EXISTS (SELECT 1 FROM collections c WHERE c.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM collections c WHERE c.order_id = o.id AND c.is_reversed = 0)
        """),
    AccountingRule(
      name: "payments.live",
      query: """
        SELECT printf('%s has %d payments under way', o.number, count(*)) FROM payments p
        JOIN orders o ON o.id = p.order_id WHERE p.status IN ('initiated', 'pending')
        GROUP BY p.order_id HAVING count(*) > 1
        """),
    AccountingRule(
      name: "payments.paid",
      query: """
        SELECT printf('%s was paid %d times: %d paid, %d given back', o.number, p.times, p.minor, ifnull(r.minor, 0))
        FROM (SELECT order_id, count(*) AS times, sum(amount_minor) AS minor, max(amount_minor) AS largest
          FROM payments WHERE status = 'paid' GROUP BY order_id HAVING count(*) > 1) p
        JOIN orders o ON o.id = p.order_id
        LEFT JOIN (SELECT order_id, sum(amount_minor) AS minor FROM refunds
          WHERE late_payment_id IS NULL AND status <> 'failed' GROUP BY order_id) r ON r.order_id = p.order_id
        WHERE p.minor - ifnull(r.minor, 0) > p.largest
        """),
    AccountingRule(
      name: "payments.sites",
      query: """
        SELECT printf('payment %d of %s stands under another site', p.id, o.number)
        FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.site_id <> o.site_id
        UNION ALL
        SELECT printf('refund %d of %s stands under another site', r.id, o.number)
        FROM refunds r JOIN orders o ON o.id = r.order_id WHERE r.site_id <> o.site_id
        """),
    AccountingRule(
      name: "refunds.sum",
      query: """
        SELECT printf('%s: %d given back, %d paid', o.number, r.minor, ifnull(p.minor, 0)) FROM (
          SELECT order_id, sum(amount_minor) AS minor FROM refunds
          WHERE late_payment_id IS NULL AND status <> 'failed' GROUP BY order_id) r
        JOIN orders o ON o.id = r.order_id
        LEFT JOIN (SELECT order_id, sum(amount_minor) AS minor FROM payments WHERE status = 'paid' GROUP BY order_id) p
          ON p.order_id = r.order_id
        WHERE r.minor > ifnull(p.minor, 0)
        """),
    AccountingRule(
      name: "refunds.late",
      query: """
        SELECT printf('refund %d gives back %d of a payment of %d, which is %s', r.id, r.amount_minor, p.amount_minor,
            p.status)
        FROM refunds r JOIN payments p ON p.id = r.late_payment_id
        WHERE r.amount_minor <> p.amount_minor OR p.order_id <> r.order_id OR p.status NOT IN ('failed', 'cancelled')
        """),
    AccountingRule(
      name: "refunds.lines",
      query: """
        SELECT printf('refund %d of %d: its parts are %d', r.id, r.amount_minor,
            r.shipping_minor + ifnull(l.minor, 0))
        FROM refunds r LEFT JOIN (SELECT refund_id, sum(amount_minor) AS minor FROM refund_lines GROUP BY refund_id) l
          ON l.refund_id = r.id
        WHERE r.shipping_minor + ifnull(l.minor, 0) > r.amount_minor
        """),
  ]
}
