internal import Commerce
internal import Operations

extension SQLiteReads: PaymentReads {
  private static let columns = """
    p.id, p.order_id, p.method, p.status, p.amount_minor, p.currency, p.reference, p.cancel_reason, p.created_at,
      p.updated_at, p.phone
    """

  private static func payment(_ row: inout Row) throws(CommerceError) -> Payment {
    var payment = Payment(
      id: row.id(), order: row.id(), method: try row.code(Codes.paymentMethod),
      status: try row.code(Codes.paymentStatus), amount: Money(minor: row.int64(), try row.currency()),
      reference: row.optionalText(), cancelReason: try row.optionalCode(Codes.cancelReason), createdAt: row.instant(),
      updatedAt: row.instant())
    payment.phone = row.text()
    return payment
  }

  func payments(of order: ID<Order>) throws(CommerceError) -> [Payment] {
    try database.statement(
      """
      SELECT id, order_id, method, status, amount_minor, currency, reference, cancel_reason, created_at, updated_at,
        phone
      FROM payments WHERE order_id = ?1 ORDER BY id
      """
    ).bind(order).all(Self.payment)
  }

  func payment(_ id: ID<Payment>, in scope: Scope) throws(CommerceError) -> Payment? {
    let found = try database.statement(
      """
      SELECT site_id, id, order_id, method, status, amount_minor, currency, reference, cancel_reason, created_at,
        updated_at, phone
      FROM payments WHERE id = ?1
      """
    ).bind(id).first { row throws(CommerceError) in (row.id(Site.self), try Self.payment(&row)) }
    return found.flatMap { scope.includes($0.0) ? $0.1 : nil }
  }

  func payment(reference: String) throws(CommerceError) -> Payment? {
    guard !reference.isEmpty else { return nil }
    return try database.statement(
      """
      SELECT id, order_id, method, status, amount_minor, currency, reference, cancel_reason, created_at, updated_at,
        phone
      FROM payments WHERE reference = ?1 ORDER BY id LIMIT 1
      """
    ).bind(reference).first(Self.payment)
  }

  func payments(
    _ query: PaymentQuery, _ request: PageRequest<ID<Payment>>, in scope: Scope
  ) throws(CommerceError) -> Page<PaymentRow> {
    guard scope.includes(query.site) else { return Page(rows: []) }
    let text = query.text.filter { !$0.isWhitespace }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      let shape = PaymentShape(query, backward: slice.backward, hasText: !text.isEmpty)
      let statement = try database.statement(key: StatementFamily.payments.key(shape.bits)) {
        """
        SELECT \(Self.columns), o.number, o.customer_name, o.status
        FROM payments p JOIN orders o ON o.id = p.order_id
        WHERE p.site_id = ?1 AND p.id BETWEEN ?2 AND ?3 \(shape.conditions)
        ORDER BY p.id \(slice.backward ? "" : "DESC")
        """
      }
      statement.bind(query.site).bind(range.low).bind(range.high)
      if let method = query.method { statement.bind(code: method) }
      if !text.isEmpty { statement.bind(text).bind(text.uppercased()) }
      return try statement.take(limit) { row throws(CommerceError) in
        PaymentRow(
          payment: try Self.payment(&row), number: row.text(), customer: row.text(),
          orderStatus: try row.code(Codes.orderStatus))
      }
    }
  }
}

/// Which of the payment list's statements is wanted.
private struct PaymentShape {
  let statuses: [PaymentStatus]
  let method: PaymentMethod?
  let hasText: Bool
  let backward: Bool

  init(_ query: PaymentQuery, backward: Bool, hasText: Bool) {
    let all = query.statuses.isEmpty || query.statuses.count == PaymentStatus.allCases.count
    statuses = all ? [] : PaymentStatus.allCases.filter(query.statuses.contains)
    method = query.method
    self.hasText = hasText
    self.backward = backward
  }

  var bits: UInt64 {
    var bits: UInt64 = 0
    for status in PaymentStatus.allCases { bits = bits << 1 | (statuses.contains(status) ? 1 : 0) }
    for flag in [method != nil, method == .cod, hasText, backward] { bits = bits << 1 | (flag ? 1 : 0) }
    return bits
  }

  var conditions: String {
    var sql = ""
    if !statuses.isEmpty {
      sql += " AND p.status IN (" + statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"
    }
    if let method {
      sql += " AND p.method = ?4"
      // Said in words as well, so that the index of what providers were asked for serves.
      if method != .cod { sql += " AND p.method <> 'cod'" }
    }
    if hasText {
      let first = method == nil ? 4 : 5
      sql += """
         AND p.id IN (SELECT id FROM payments WHERE reference = ?\(first)
          UNION SELECT id FROM payments WHERE order_id = (SELECT id FROM orders WHERE number = ?\(first + 1)))
        """
    }
    return sql
  }
}

extension SQLiteWrites: PaymentWrites {
  func insert(_ payment: Payment) throws(CommerceError) -> ID<Payment> {
    try database.statement(
      """
      INSERT INTO payments (order_id, method, status, amount_minor, currency, reference, cancel_reason, created_at,
        updated_at, phone, site_id)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT site_id FROM orders WHERE id = ?1))
      """
    ).bind(payment.order).bind(code: payment.method).bind(code: payment.status).bind(payment.amount.minor)
      .bind(payment.amount.currency.code).bind(payment.reference).bind(payment.cancelReason?.rawValue)
      .bind(payment.createdAt).bind(payment.updatedAt).bind(payment.phone).run()
    return ID(database.lastInsertedRow)
  }

  func update(_ payment: Payment) throws(CommerceError) {
    try database.statement(
      """
      UPDATE payments SET status = ?, amount_minor = ?, reference = ?, cancel_reason = ?, updated_at = ?, phone = ?
      WHERE id = ?
      """
    )
    .bind(code: payment.status).bind(payment.amount.minor).bind(payment.reference)
    .bind(payment.cancelReason?.rawValue).bind(payment.updatedAt).bind(payment.phone).bind(payment.id).run()
    try expectOneRow(.payment, payment.id.description)
  }
}
