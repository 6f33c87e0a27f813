internal import Commerce
internal import Operations

extension SQLiteReads {
  private static let columns = """
    r.id, r.order_id, r.amount_minor, r.currency, r.shipping_minor, r.tender, r.status, r.reason, r.failure,
      r.owner_id, r.approver_id, r.reference, r.attempt, r.late_payment_id, r.created_at, r.updated_at
    """

  private static func refund(_ row: inout Row) throws(CommerceError) -> Refund {
    Refund(
      id: row.id(), order: row.id(), amount: Money(minor: row.int64(), try row.currency()),
      shippingMinor: row.int64(), tender: try row.code(Codes.tender), status: try row.code(Codes.refundStatus),
      reason: row.text(), failure: row.text(), owner: row.optionalID(), approver: row.optionalID(),
      reference: row.optionalText(), attempt: row.int(), latePayment: row.optionalID(), createdAt: row.instant(),
      updatedAt: row.instant())
  }

  /// The refunds with their lines; their statement has to be at its end.
  private func withLines(_ refunds: [Refund]) throws(CommerceError) -> [Refund] {
    var refunds = refunds
    for index in refunds.indices {
      refunds[index].lines = try database.statement(
        "SELECT line_id, quantity, amount_minor FROM refund_lines WHERE refund_id = ?1 ORDER BY line_id"
      ).bind(refunds[index].id).all { row throws(CommerceError) in
        RefundLine(line: row.id(), quantity: row.int(), amountMinor: row.int64())
      }
    }
    return refunds
  }

  func refunds(of order: ID<Order>) throws(CommerceError) -> [Refund] {
    let found = try database.statement(
      """
      SELECT id, order_id, amount_minor, currency, shipping_minor, tender, status, reason, failure, owner_id,
        approver_id, reference, attempt, late_payment_id, created_at, updated_at
      FROM refunds WHERE order_id = ?1 ORDER BY id
      """
    ).bind(order).all(Self.refund)
    return found.isEmpty ? found : try withLines(found)
  }

  func refund(_ id: ID<Refund>, in scope: Scope) throws(CommerceError) -> Refund? {
    let found = try database.statement(
      """
      SELECT site_id, id, order_id, amount_minor, currency, shipping_minor, tender, status, reason, failure, owner_id,
        approver_id, reference, attempt, late_payment_id, created_at, updated_at
      FROM refunds WHERE id = ?1
      """
    ).bind(id).first { row throws(CommerceError) in (row.id(Site.self), try Self.refund(&row)) }
    guard let found, scope.includes(found.0) else { return nil }
    return try withLines([found.1]).first
  }

  func lateRefund(of payment: ID<Payment>) throws(CommerceError) -> Refund? {
    try database.statement(
      """
      SELECT id, order_id, amount_minor, currency, shipping_minor, tender, status, reason, failure, owner_id,
        approver_id, reference, attempt, late_payment_id, created_at, updated_at
      FROM refunds WHERE late_payment_id = ?1
      """
    ).bind(payment).first(Self.refund)
  }

  func unitsWithCustomer(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [ID<Variant>: Int] {
    let rows = try database.statement(
      """
      SELECT variant_id, sum(iif(to_place = 'customer', quantity, 0) - iif(from_place = 'customer', quantity, 0))
      FROM stock_moves WHERE order_id = ?1 AND site_id = ?2 GROUP BY variant_id
      """
    ).bind(order).bind(site).all { row throws(CommerceError) in (row.id(Variant.self), row.int()) }
    return Dictionary(rows) { first, _ in first }
  }

  func refunds(
    _ query: RefundQuery, _ request: PageRequest<ID<Refund>>, in scope: Scope
  ) throws(CommerceError) -> Page<RefundRow> {
    guard scope.includes(query.site) else { return Page(rows: []) }
    let all = query.statuses.isEmpty || query.statuses.count == RefundStatus.allCases.count
    let statuses = all ? [] : RefundStatus.allCases.filter(query.statuses.contains)
    var found = try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      var bits: UInt64 = slice.backward ? 1 : 0
      for status in RefundStatus.allCases { bits = bits << 1 | (statuses.contains(status) ? 1 : 0) }
      let statement = try database.statement(key: StatementFamily.refunds.key(bits)) {
        let narrowed =
          all ? "" : "AND r.status IN (" + statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"
        return """
          SELECT \(Self.columns), o.number, o.customer_name, ifnull(w.name, '')
          FROM refunds r JOIN orders o ON o.id = r.order_id LEFT JOIN people w ON w.id = r.owner_id
          WHERE r.site_id = ?1 AND r.id BETWEEN ?2 AND ?3 \(narrowed)
          ORDER BY r.id \(slice.backward ? "" : "DESC")
          """
      }
      return try statement.bind(query.site).bind(range.low).bind(range.high).take(limit) {
        row throws(CommerceError) in
        RefundRow(
          refund: try Self.refund(&row), number: row.text(), customer: row.text(), ownerName: row.text())
      }
    }
    let lines = try withLines(found.rows.map(\.refund))
    for index in found.rows.indices { found.rows[index].refund = lines[index] }
    return found
  }
}

extension SQLiteWrites {
  func insert(_ refund: Refund) throws(CommerceError) -> ID<Refund> {
    try database.statement(
      """
      INSERT INTO refunds (order_id, amount_minor, currency, shipping_minor, tender, status, reason, failure, owner_id,
        approver_id, reference, attempt, late_payment_id, created_at, updated_at, site_id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
        (SELECT site_id FROM orders WHERE id = ?1))
      """
    ).bind(refund.order).bind(refund.amount.minor).bind(refund.amount.currency.code).bind(refund.shippingMinor)
      .bind(code: refund.tender).bind(code: refund.status).bind(refund.reason).bind(refund.failure)
      .bind(refund.owner).bind(refund.approver).bind(refund.reference).bind(refund.attempt).bind(refund.latePayment)
      .bind(refund.createdAt).bind(refund.updatedAt)
      .run(conflict: FieldIssue("late_payment", "has its refund already"))
    let id = ID<Refund>(database.lastInsertedRow)
    for line in refund.lines {
      try database.statement(
        "INSERT INTO refund_lines (refund_id, line_id, quantity, amount_minor) VALUES (?, ?, ?, ?)"
      ).bind(id).bind(line.line).bind(line.quantity).bind(line.amountMinor)
        .run(conflict: FieldIssue("lines", "a line stands there twice"))
    }
    return id
  }

  func update(_ refund: Refund) throws(CommerceError) {
    try database.statement(
      """
      UPDATE refunds SET status = ?, failure = ?, owner_id = ?, approver_id = ?, attempt = ?, reference = ?,
        updated_at = ? WHERE id = ?
      """
    ).bind(code: refund.status).bind(refund.failure).bind(refund.owner).bind(refund.approver).bind(refund.attempt).bind(
      refund.reference
    )
    .bind(refund.updatedAt).bind(refund.id).run()
    try expectOneRow(.refund, refund.id.description)
  }
}
