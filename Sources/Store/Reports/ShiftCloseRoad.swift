internal import Commerce
internal import Operations

/// The road's part of the shift-close board.
extension SQLiteReads {
  private static let worth = "o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor"

  /// Ready past its promise, and on no run.
  func lateWithoutDriver(_ site: ID<Site>, _ now: Instant) throws(CommerceError) -> ShiftCloseRow {
    let statement = try database.statement(key: StatementFamily.shiftClose.key(4)) {
      """
      SELECT o.id, o.number, o.customer_name, \(Self.worth), o.promise_at, ''
      FROM orders o INDEXED BY orders_by_stage
      WHERE o.site_id = ? AND o.stage = 5 AND o.promise_at < ? AND NOT EXISTS (
        SELECT 1 FROM dispatches d WHERE d.order_id = o.id AND d.status IN ('assigned', 'out_for_delivery'))
      """
    }
    return row(.unassigned, try statement.bind(site).bind(now).all(Self.roadItem))
  }

  /// On a run whose driver has not left.
  func assignedNotSent(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let statement = try database.statement(key: StatementFamily.shiftClose.key(5)) {
      """
      SELECT o.id, o.number, o.customer_name, \(Self.worth), d.assigned_at, p.name
      FROM dispatches d INDEXED BY dispatches_of_driver
        JOIN orders o ON o.id = d.order_id JOIN people p ON p.id = d.driver_id
      WHERE d.site_id = ? AND d.status IN ('assigned', 'out_for_delivery') AND +d.status = 'assigned'
      """
    }
    return row(.unsent, try statement.bind(site).all(Self.roadItem))
  }

  /// On the road past its promise, or past the slot it was rescheduled to.
  func outPastPromise(_ site: ID<Site>, _ now: Instant) throws(CommerceError) -> ShiftCloseRow {
    let statement = try database.statement(key: StatementFamily.shiftClose.key(6)) {
      """
      SELECT o.id, o.number, o.customer_name, \(Self.worth), ifnull(r.until_at, o.promise_at), ifnull(p.name, '')
      FROM orders o INDEXED BY orders_by_stage
        LEFT JOIN reschedules r ON r.order_id = o.id
        LEFT JOIN dispatches d ON d.order_id = o.id AND d.status IN ('assigned', 'out_for_delivery')
        LEFT JOIN people p ON p.id = d.driver_id
      WHERE o.site_id = ? AND o.stage = 6 AND ifnull(r.until_at, o.promise_at) < ?
      """
    }
    return row(.outLate, try statement.bind(site).bind(now).all(Self.roadItem))
  }

  /// Failed, with no other day and not back at the depot either. Who drove last answers for it.
  func failedUndecided(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let statement = try database.statement(key: StatementFamily.shiftClose.key(7)) {
      """
      SELECT o.id, o.number, o.customer_name, \(Self.worth), o.status_at, ifnull((
        SELECT p.name FROM dispatches d JOIN people p ON p.id = d.driver_id
        WHERE d.order_id = o.id ORDER BY d.id DESC LIMIT 1), '')
      FROM orders o INDEXED BY orders_by_stage
      WHERE o.site_id = ? AND o.stage = 7 AND NOT EXISTS (SELECT 1 FROM reschedules r WHERE r.order_id = o.id)
        AND (NOT EXISTS (SELECT 1 FROM parcels b WHERE b.order_id = o.id AND b.state = 'returned')
          OR EXISTS (SELECT 1 FROM parcels b WHERE b.order_id = o.id AND b.state NOT IN ('returned', 'delivered')))
      """
    }
    return row(.failed, try statement.bind(site).all(Self.roadItem))
  }

  func dueBack(_ site: ID<Site>, in scope: Scope) throws(CommerceError) -> ShiftCloseRow {
    let items = try parcelsDueBack(at: site, in: scope).map { parcel in
      ShiftCloseItem(
        id: parcel.parcel.serial, order: parcel.order, label: parcel.code, detail: parcel.number,
        owner: parcel.driverName, since: parcel.since)
    }
    return row(.returns, items)
  }

  /// Differences that somebody has to approve.
  func waitingCounts(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT a.id, v.sku, v.name, a.delta, a.delta * v.price_minor, a.made_at, ifnull(p.name, '')
      FROM stock_adjustments a INDEXED BY stock_adjustments_waiting
        JOIN variants v ON v.id = a.variant_id LEFT JOIN people p ON p.id = a.made_by
      WHERE a.site_id = ?1 AND a.state = 'waiting'
      """
    ).bind(site).all { row throws(CommerceError) in
      let (id, sku, name, delta, minor) = (row.int64(), row.text(), row.text(), row.int(), row.int64())
      return ShiftCloseItem(
        id: id, order: nil, label: sku, detail: "\(delta > 0 ? "+" : "")\(delta) \(name)", minor: abs(minor),
        since: row.instant()
      ).owned(by: row.text())
    }
    return row(.counts, items)
  }

  private static func roadItem(_ row: inout Row) throws(CommerceError) -> ShiftCloseItem {
    let order = row.id(Order.self)
    return ShiftCloseItem(
      id: order.serial, order: order, label: row.text(), detail: row.text(), minor: row.int64(),
      since: row.optionalInstant()
    ).owned(by: row.text())
  }
}
