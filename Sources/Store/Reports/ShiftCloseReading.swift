internal import Commerce
internal import Operations

extension SQLiteReads: ReportReads {
  func shiftClose(at site: ID<Site>, now: Instant, in scope: Scope) throws(CommerceError) -> [ShiftCloseRow] {
    guard scope.includes(site) else { return [] }
    let dayAgo = now.adding(minutes: -ShiftCloseKind.holdMinutes)
    var rows: [ShiftCloseRow] = []
    for kind in ShiftCloseKind.allCases {
      switch kind {
      case .unpaidInWork: rows.append(try unpaidInWork(site))
      case .picking: rows.append(try inStage(kind, .picking, site))
      case .unpacked: rows.append(try inStage(kind, .picked, site))
      case .unstaged: rows.append(try inStage(kind, .packed, site))
      case .unassigned: rows.append(try lateWithoutDriver(site, now))
      case .unsent: rows.append(try assignedNotSent(site))
      case .outLate: rows.append(try outPastPromise(site, now))
      case .failed: rows.append(try failedUndecided(site))
      case .returns: rows.append(try dueBack(site, in: scope))
      case .shortages: rows.append(try openShortages(site))
      case .putBacks: rows.append(try openPutBacks(site))
      case .held: rows.append(try held(site, before: dayAgo))
      case .driverCash: rows.append(try cashHeld(kind, "driver", site))
      case .cashierCash: rows.append(try cashHeld(kind, "cashier", site))
      case .cashUps: rows.append(try openCashUps(site))
      case .refunds: rows.append(try unownedRefunds(site))
      case .payments:
        rows.append(try pendingPayments(site, before: now.adding(minutes: -ShiftCloseKind.paymentMinutes)))
      case .notices: rows.append(try failedNotices(site))
      case .counts: rows.append(try waitingCounts(site))
      }
    }
    return rows
  }

  /// The columns of an order's item, in the order that `item` reads them.
  private static let orderColumns = "o.id, o.number, o.customer_name, \(total)"
  private static let total = "o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor"

  /// Orders of one stage, with whose list they are on.
  private func inStage(
    _ kind: ShiftCloseKind, _ stage: FloorStage, _ site: ID<Site>
  ) throws(CommerceError) -> ShiftCloseRow {
    let statement = try database.statement(key: StatementFamily.shiftClose.key(1)) {
      """
      SELECT \(Self.orderColumns), o.status_at, ifnull(p.name, '')
      FROM orders o INDEXED BY orders_by_stage
        LEFT JOIN pick_lists l ON l.id = o.pick_list_id LEFT JOIN people p ON p.id = l.holder_id
      WHERE o.site_id = ? AND o.stage = ?
      """
    }
    return row(kind, try statement.bind(site).bind(stage.rawValue).all(Self.item))
  }

  private func unpaidInWork(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let key = StatementFamily.shiftClose.key(2)
    let statement = try database.statement(key: key) {
      """
      SELECT \(Self.orderColumns), o.status_at, ifnull(p.name, ''),
        (SELECT max(id) FROM payments WHERE order_id = o.id)
      FROM orders o INDEXED BY orders_unpaid_in_work
        LEFT JOIN pick_lists l ON l.id = o.pick_list_id LEFT JOIN people p ON p.id = l.holder_id
      WHERE o.site_id = ? AND o.payment_status IN ('failed', 'cancelled') AND o.stage BETWEEN 2 AND 6
      """
    }
    let items = try statement.bind(site).all { row throws(CommerceError) in
      var item = try Self.item(&row)
      item.payment = row.optionalID()
      return item
    }
    return row(.unpaidInWork, items)
  }

  private func held(_ site: ID<Site>, before: Instant) throws(CommerceError) -> ShiftCloseRow {
    let statement = try database.statement(key: StatementFamily.shiftClose.key(3)) {
      """
      SELECT o.id, o.number, o.hold_reason, \(Self.total), o.hold_since, ifnull(o.hold_by, '')
      FROM orders o INDEXED BY orders_held_since
      WHERE o.site_id = ? AND o.hold_reason IS NOT NULL AND o.stage < 8 AND o.hold_since < ?
      """
    }
    return row(.held, try statement.bind(site).bind(before).all(Self.item))
  }

  private static func item(_ row: inout Row) throws(CommerceError) -> ShiftCloseItem {
    let order = row.id(Order.self)
    return ShiftCloseItem(
      id: order.serial, order: order, label: row.text(), detail: row.text(), owner: "", minor: row.int64(),
      since: row.optionalInstant()
    ).owned(by: row.text())
  }

  private func openShortages(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT s.id, s.order_id, o.number, l.name, s.quantity, s.created_at
      FROM shortages s INDEXED BY shortages_open
        JOIN orders o ON o.id = s.order_id JOIN order_lines l ON l.id = s.line_id
      WHERE s.site_id = ? AND s.state = 'open'
      """
    ).bind(site).all { row throws(CommerceError) in
      ShiftCloseItem(
        id: row.int64(), order: row.id(Order.self), label: row.text(), detail: row.text() + " x\(row.int())",
        since: row.instant())
    }
    return self.row(.shortages, items)
  }

  private func openPutBacks(_ site: ID<Site>) throws(CommerceError) -> ShiftCloseRow {
    let items = try database.statement(
      """
      SELECT b.id, b.order_id, o.number, v.name, b.quantity, b.created_at
      FROM put_backs b INDEXED BY put_backs_by_site
        JOIN orders o ON o.id = b.order_id JOIN variants v ON v.id = b.variant_id
      WHERE b.site_id = ?
      """
    ).bind(site).all { row throws(CommerceError) in
      ShiftCloseItem(
        id: row.int64(), order: row.id(Order.self), label: row.text(), detail: row.text() + " x\(row.int())",
        since: row.instant())
    }
    return self.row(.putBacks, items)
  }

  /// Things of one kind as a row: counted, summed, the oldest first.
  func row(_ kind: ShiftCloseKind, _ items: [ShiftCloseItem]) -> ShiftCloseRow {
    let sorted = items.sorted {
      ($0.since ?? Instant(milliseconds: .max), $0.id) < ($1.since ?? Instant(milliseconds: .max), $1.id)
    }
    var owned: [String: Int] = [:]
    for item in items where !item.owner.isEmpty { owned[item.owner, default: 0] += 1 }
    let amounts = items.compactMap(\.minor)
    return ShiftCloseRow(
      kind: kind, count: items.count, minor: amounts.isEmpty ? nil : amounts.reduce(0, +), oldest: sorted.first?.since,
      owners: owned.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key), items: Array(sorted.prefix(40)))
  }
}

extension ShiftCloseItem {
  /// The same, answered for by that person.
  func owned(by name: String) -> ShiftCloseItem {
    var item = self
    item.owner = name
    return item
  }
}
