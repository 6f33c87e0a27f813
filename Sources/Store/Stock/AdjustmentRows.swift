internal import Commerce
internal import Operations

// Differences between bins and the book, posted or waiting.
extension SQLiteReads {
  private static let adjustmentColumns =
    """
    a.id, a.site_id, a.bin_id, a.variant_id, a.delta, a.reason, a.origin, a.note, a.task_id, a.counted, a.book,
      a.sequence, a.state,
      a.made_by, a.made_at, a.decided_by, a.decided_at
    """

  private static let adjustmentNames =
    """
    ifnull(b.code, 'QUARANTINE'), v.name, v.sku, ifnull(m.name, ''), ifnull(d.name, '')
    """

  private static let adjustmentJoins =
    """
    JOIN variants v ON v.id = a.variant_id LEFT JOIN bins b ON b.id = a.bin_id
      LEFT JOIN people m ON m.id = a.made_by LEFT JOIN people d ON d.id = a.decided_by
    """

  private static func adjustment(_ row: inout Row) throws(CommerceError) -> StockAdjustment {
    let id = row.id(StockAdjustment.self)
    let site = row.id(Site.self)
    let bin = row.optionalID(Bin.self)
    let variant = row.id(Variant.self)
    let delta = row.int()
    guard let reason = AdjustReason(rawValue: row.int()) else { throw row.corrupt("unknown reason to adjust") }
    return StockAdjustment(
      id: id, site: site, bin: bin, variant: variant, delta: delta, reason: reason,
      origin: try row.code(Codes.adjustmentOrigin), note: row.text(), count: row.optionalID(),
      counted: row.optionalInt64().map { Int($0) }, book: row.optionalInt64().map { Int($0) },
      sequence: row.optionalInt64(), state: try row.code(Codes.adjustmentState), madeBy: row.optionalID(),
      madeAt: row.instant(),
      decidedBy: row.optionalID(), decidedAt: row.optionalInstant())
  }

  private static func adjustmentRow(_ row: inout Row) throws(CommerceError) -> AdjustmentRow {
    AdjustmentRow(
      adjustment: try adjustment(&row), binCode: row.text(), item: row.text(), sku: row.text(), makerName: row.text(),
      deciderName: row.text())
  }

  func adjustment(_ id: ID<StockAdjustment>) throws(CommerceError) -> StockAdjustment? {
    try database.statement(key: StatementFamily.adjustments.key(0)) {
      "SELECT \(Self.adjustmentColumns) FROM stock_adjustments a WHERE a.id = ?1"
    }.bind(id).first(Self.adjustment)
  }

  func waitingAdjustments(
    at site: ID<Site>, _ request: PageRequest<ID<StockAdjustment>>, in scope: Scope
  ) throws(CommerceError) -> Page<AdjustmentRow> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.oldestFirst
      return try database.statement(key: StatementFamily.adjustments.key(slice.backward ? 2 : 1)) {
        """
        SELECT \(Self.adjustmentColumns), \(Self.adjustmentNames)
        FROM stock_adjustments a INDEXED BY stock_adjustments_waiting \(Self.adjustmentJoins)
        WHERE a.site_id = ?1 AND a.state = 'waiting' AND a.id BETWEEN ?2 AND ?3
        ORDER BY a.id \(slice.backward ? "DESC" : "")
        """
      }.bind(site).bind(range.low).bind(range.high).take(limit, Self.adjustmentRow)
    }
  }

  func adjustments(
    of variant: ID<Variant>, at site: ID<Site>, limit: Int, in scope: Scope
  ) throws(CommerceError) -> [AdjustmentRow] {
    guard scope.includes(site) else { return [] }
    return try database.statement(key: StatementFamily.adjustments.key(3)) {
      """
      SELECT \(Self.adjustmentColumns), \(Self.adjustmentNames)
      FROM stock_adjustments a INDEXED BY stock_adjustments_by_variant \(Self.adjustmentJoins)
      WHERE a.site_id = ?1 AND a.variant_id = ?2 ORDER BY a.id DESC
      """
    }.bind(site).bind(variant).take(limit, Self.adjustmentRow)
  }
}

extension SQLiteWrites {
  func insert(_ adjustment: StockAdjustment, command: UniqueID?) throws(CommerceError) -> ID<StockAdjustment> {
    let statement = try database.statement(
      """
      INSERT INTO stock_adjustments (site_id, bin_id, variant_id, delta, reason, origin, note, task_id, counted, book,
        sequence, state, made_by, made_at, decided_by, decided_at, command)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(adjustment.site).bind(adjustment.bin).bind(adjustment.variant).bind(adjustment.delta)
      .bind(adjustment.reason.rawValue).bind(code: adjustment.origin).bind(adjustment.note).bind(adjustment.count)
      .bind(adjustment.counted.map { Int64($0) }).bind(adjustment.book.map { Int64($0) })
      .bind(adjustment.sequence)
      .bind(code: adjustment.state).bind(adjustment.madeBy).bind(adjustment.madeAt).bind(adjustment.decidedBy)
      .bind(adjustment.decidedAt)
    if let command { statement.bind(command) } else { statement.bindNull() }
    try statement.run()
    return ID(database.lastInsertedRow)
  }

  func settle(_ adjustment: StockAdjustment, command: UniqueID?) throws(CommerceError) {
    let statement = try database.statement(
      """
      UPDATE stock_adjustments SET delta = ?, state = ?, decided_by = ?, decided_at = ?, note = ?, command = ?
      WHERE id = ? AND state = 'waiting'
      """
    ).bind(adjustment.delta).bind(code: adjustment.state).bind(adjustment.decidedBy).bind(adjustment.decidedAt)
      .bind(adjustment.note)
    if let command { statement.bind(command) } else { statement.bindNull() }
    try statement.bind(adjustment.id).run()
    try expectOneRow(.stock, adjustment.id.description)
  }
}
