internal import Commerce
internal import Operations

extension SQLiteReads {
  func queue(
    _ query: QueueQuery, _ request: PageRequest<QueueKey>, in scope: Scope
  ) throws(CommerceError) -> Page<QueueRow> {
    let stages = FloorStage.open.filter(query.stages.contains)
    guard scope.includes(query.site), !stages.isEmpty else { return Page(rows: []) }
    let needle = FoldedNeedle(query.text)
    return try page(request) { slice, limit throws(CommerceError) in
      let statement = try queueStatement(QueueShape(query, slice, stages: stages.count))
      statement.bind(query.site)
      for stage in stages { statement.bind(stage.rawValue) }
      if let bound = slice.bound { statement.bind(-bound.priority).bind(bound.promiseAt).bind(bound.order) }
      if let zone = query.zone { statement.bind(zone) }
      if let holder = query.holder { statement.bind(holder) }
      if let moment = query.promisedBefore { statement.bind(moment) }
      return try statement.take(limit) { row throws(CommerceError) in
        let found = try Self.queueRow(&row)
        guard !needle.isEmpty else { return found }
        let matches =
          needle.isFound(in: found.number) || needle.isFound(in: found.customer) || needle.isFound(in: found.zone)
        return matches ? found : nil
      }
    }
  }

  /// One range of the queue index a stage, merged lazily by SQLite, so that only the rows shown are read.
  private func queueStatement(_ shape: QueueShape) throws(CommerceError) -> Statement {
    try database.statement(key: StatementFamily.queue.key(shape.bits)) {
      let order = shape.backward ? "2 DESC, 3 DESC, 1 DESC" : "2, 3, 1"
      return (0..<shape.stages).map { stage in
        """
        SELECT o.id, o.rank, o.promise_at, o.number, o.stage, o.placed_at, o.line_count, o.unit_count,
          z.code, z.name, o.customer_name, p.name, l.holder_id, l.lease_until, o.hold_reason, o.pick_list_id
        FROM orders o INDEXED BY orders_queue
        LEFT JOIN zones z ON z.id = o.zone_id
        \(shape.hasHolder ? "JOIN" : "LEFT JOIN") pick_lists l ON l.id = o.pick_list_id AND l.closed_at IS NULL
        LEFT JOIN people p ON p.id = l.holder_id
        WHERE o.site_id = ?1 AND o.stage = ?\(2 + stage) AND (o.stage BETWEEN 1 AND 5) = 1
        \(shape.conditions)
        """
      }.joined(separator: " UNION ALL ") + " ORDER BY " + order
    }
  }

  private static func queueRow(_ row: inout Row) throws(CommerceError) -> QueueRow {
    let id = row.id(Order.self)
    let priority = -row.int()
    let key = QueueKey(priority: priority, promiseAt: row.instant(), order: id)
    let number = row.text()
    guard let stage = FloorStage(rawValue: row.int()) else { throw row.corrupt("unknown stage") }
    let placedAt = row.instant()
    let lines = row.int()
    let units = row.int()
    let zone = row.optionalText()
    let zoneName = row.text()
    let customer = row.text()
    let holder = row.text()
    return QueueRow(
      key: key, number: number, stage: stage, placedAt: placedAt, lines: lines, units: units,
      zone: zone.map { $0 + " " + zoneName } ?? "", customer: customer, holder: holder, holderID: row.optionalID(),
      leaseUntil: row.optionalInstant(), holdReason: row.optionalText(), pickList: row.optionalID())
  }
}

/// Which of the queue's statements is wanted.
private struct QueueShape {
  let stages: Int
  let backward: Bool
  let bound: Bool
  let inclusive: Bool
  let hasZone: Bool
  let hasHolder: Bool
  let hasPromise: Bool
  let onHold: Bool?

  init(_ query: QueueQuery, _ slice: Slice<QueueKey>, stages: Int) {
    self.stages = stages
    backward = slice.backward
    bound = slice.bound != nil
    inclusive = slice.inclusive
    hasZone = query.zone != nil
    hasHolder = query.holder != nil
    hasPromise = query.promisedBefore != nil
    onHold = query.onHold
  }

  var bits: UInt64 {
    var bits = UInt64(stages)
    func add(_ flag: Bool) { bits = bits << 1 | (flag ? 1 : 0) }
    add(backward)
    add(bound)
    add(inclusive)
    add(hasZone)
    add(hasHolder)
    add(hasPromise)
    add(onHold != nil)
    add(onHold == true)
    return bits
  }

  /// What narrows each range; the parameters are numbered in the order they are bound.
  var conditions: String {
    var sql = ""
    var parameter = 1 + stages
    func next() -> String {
      parameter += 1
      return "?\(parameter)"
    }
    if bound {
      let comparison = (backward ? "<" : ">") + (inclusive ? "=" : "")
      sql += " AND (o.rank, o.promise_at, o.id) \(comparison) (\(next()), \(next()), \(next()))"
    }
    if hasZone { sql += " AND o.zone_id = " + next() }
    if hasHolder { sql += " AND l.holder_id = " + next() }
    if hasPromise { sql += " AND o.promise_at < " + next() }
    if let onHold { sql += onHold ? " AND o.hold_reason IS NOT NULL" : " AND o.hold_reason IS NULL" }
    return sql
  }
}
