internal import Commerce
internal import Operations

/// The money part of the shift-close board.
extension SQLiteReads {
  /// Cash that stands with drivers or cashiers, each their own.
  func cashHeld(_ kind: ShiftCloseKind, _ word: String, _ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT b.person_id, p.name, b.minor, b.since FROM cash_balances b JOIN people p ON p.id = b.person_id
      WHERE b.site_id = ?1 AND b.word = ?2 AND b.minor <> 0
      """
    ).bind(site).bind(word).all { row throws(CommerceError) in
      let person = row.int64()
      let name = row.text()
      return ShiftCloseItem(
        id: person, order: nil, label: name, detail: "", owner: name, minor: row.int64(), since: row.optionalInstant())
    }
    return row(kind, items)
  }

  func openCashUps(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT c.id, d.name, k.name, c.counted_minor - c.expected_minor, c.counted_at
      FROM cash_ups c INDEXED BY cash_ups_open
        JOIN people d ON d.id = c.driver_id JOIN people k ON k.id = c.cashier_id
      WHERE c.site_id = ?1 AND c.state = 'open'
      """
    ).bind(site).all { row throws(CommerceError) in
      let id = row.int64()
      let driver = row.text()
      return ShiftCloseItem(
        id: id, order: nil, label: driver, detail: "counted by \(row.text())", owner: driver, minor: row.int64(),
        since: row.instant())
    }
    return row(.cashUps, items)
  }

  /// Refunds that are neither paid out nor anybody's.
  func unownedRefunds(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT r.id, r.order_id, o.number, iif(r.failure = '', r.reason, r.failure), r.amount_minor, r.created_at
      FROM refunds r INDEXED BY refunds_by_status JOIN orders o ON o.id = r.order_id
      WHERE r.site_id = ?1 AND r.status IN ('pending', 'failed') AND r.owner_id IS NULL
      """
    ).bind(site).all(Self.moneyItem)
    return row(.refunds, items)
  }

  func pendingPayments(_ site: ID<Site>, before: Instant) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT p.id, p.order_id, o.number, o.customer_name, p.amount_minor, p.created_at
      FROM payments p INDEXED BY payments_asked JOIN orders o ON o.id = p.order_id
      WHERE p.site_id = ?1 AND p.method <> 'cod' AND p.status IN ('initiated', 'pending') AND p.created_at < ?2
      """
    ).bind(site).bind(before).all(Self.moneyItem)
    return row(
      .payments,
      items.map { item in
        var item = item
        item.payment = ID(item.id)
        return item
      })
  }

  func failedNotices(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT n.id, p.order_id, n.reference, n.outcome, n.amount_minor, n.received_at
      FROM payment_notices n INDEXED BY payment_notices_by_state LEFT JOIN payments p ON p.id = n.payment_id
      WHERE n.state = 'failed' AND n.site_id = ?1
      """
    ).bind(site).all(Self.moneyItem)
    return row(.notices, items)
  }

  private static func moneyItem(_ row: inout Row) throws(CommerceError) -> ShiftCloseItem {
    ShiftCloseItem(
      id: row.int64(), order: row.optionalID(), label: row.text(), detail: row.text(), minor: row.int64(),
      since: row.instant())
  }
}
