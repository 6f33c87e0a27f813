internal import Commerce
internal import Operations

extension SQLiteReads {
  private static func notice(_ row: inout Row) throws(CommerceError) -> PaymentNotice {
    PaymentNotice(
      id: row.id(), provider: row.text(), event: row.text(), raw: row.text(),
      signature: try row.code(Codes.signature), reference: row.text(), status: try row.code(Codes.paymentStatus),
      amount: Money(minor: row.int64(), try row.currency()), receivedAt: row.instant(),
      state: try row.code(Codes.noticeState), outcome: row.text(), appliedAt: row.optionalInstant(),
      payment: row.optionalID(), site: row.optionalID())
  }

  func notice(_ id: ID<PaymentNotice>) throws(CommerceError) -> PaymentNotice? {
    try database.statement(
      """
      SELECT id, provider, event, raw, signature, reference, status, amount_minor, currency, received_at, state,
        outcome, applied_at, payment_id, site_id
      FROM payment_notices WHERE id = ?1
      """
    ).bind(id).first(Self.notice)
  }

  func notice(provider: String, event: String) throws(CommerceError) -> PaymentNotice? {
    try database.statement(
      """
      SELECT id, provider, event, raw, signature, reference, status, amount_minor, currency, received_at, state,
        outcome, applied_at, payment_id, site_id
      FROM payment_notices WHERE provider = ?1 AND event = ?2
      """
    ).bind(provider).bind(event).first(Self.notice)
  }

  func notices(
    _ query: NoticeQuery, _ request: PageRequest<ID<PaymentNotice>>, in scope: Scope
  ) throws(CommerceError) -> Page<PaymentNotice> {
    let isWholeHouse = scope.sites == nil && query.site == nil
    let sites = isWholeHouse ? [] : try sites(within: scope, only: query.site)
    let all = query.states.isEmpty || query.states.count == PaymentNotice.State.allCases.count
    let states = all ? [] : PaymentNotice.State.allCases.filter(query.states.contains)
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      var bits: UInt64 = slice.backward ? 1 : 0
      for state in PaymentNotice.State.allCases { bits = bits << 1 | (states.contains(state) ? 1 : 0) }
      let statement = try database.statement(key: StatementFamily.notices.key(bits << 1 | (isWholeHouse ? 1 : 0))) {
        let narrowed =
          all ? "" : "AND state IN (" + states.map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"
        return """
          SELECT id, provider, event, raw, signature, reference, status, amount_minor, currency, received_at, state,
            outcome, applied_at, payment_id, site_id
          FROM payment_notices WHERE id BETWEEN ? AND ? \(isWholeHouse ? "" : "AND site_id = ?") \(narrowed)
          ORDER BY id \(slice.backward ? "" : "DESC")
          """
      }
      if isWholeHouse { return try statement.bind(range.low).bind(range.high).take(limit, Self.notice) }
      let precedes: (PaymentNotice, PaymentNotice) -> Bool =
        slice.backward ? { $0.id < $1.id } : { $0.id > $1.id }
      return try merged(sites, limit: limit, by: precedes) { site throws(CommerceError) in
        try statement.bind(range.low).bind(range.high).bind(site).take(limit, Self.notice)
      }
    }
  }
}

extension SQLiteWrites {
  func insert(_ notice: PaymentNotice) throws(CommerceError) -> ID<PaymentNotice> {
    try database.statement(
      """
      INSERT INTO payment_notices (provider, event, raw, signature, reference, status, amount_minor, currency,
        received_at, state, outcome, applied_at, payment_id, site_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(notice.provider).bind(notice.event).bind(notice.raw).bind(code: notice.signature).bind(notice.reference)
      .bind(code: notice.status).bind(notice.amount.minor).bind(notice.amount.currency.code).bind(notice.receivedAt)
      .bind(code: notice.state).bind(notice.outcome).bind(notice.appliedAt).bind(notice.payment).bind(notice.site)
      .run(conflict: FieldIssue("event", "came already"))
    return ID(database.lastInsertedRow)
  }

  func update(_ notice: PaymentNotice) throws(CommerceError) {
    try database.statement(
      """
      UPDATE payment_notices SET state = ?, outcome = ?, applied_at = ?, payment_id = ?, site_id = ? WHERE id = ?
      """
    ).bind(code: notice.state).bind(notice.outcome).bind(notice.appliedAt).bind(notice.payment).bind(notice.site)
      .bind(notice.id).run()
    try expectOneRow(.notice, notice.id.description)
  }
}
