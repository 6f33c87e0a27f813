internal import Commerce
internal import Operations

// Tasks of counting, what was counted, and what the ledger said meanwhile.
extension SQLiteReads {
  func stock(in bin: ID<Bin>) throws(CommerceError) -> [BinContent] {
    try database.statement(
      """
      SELECT v.id, v.product_id, v.sku, v.name, v.unit, v.weight_grams, v.strict, v.price_minor, s.on_hand, s.allocated
      FROM bin_stock s INDEXED BY bin_stock_by_bin JOIN variants v ON v.id = s.variant_id
      WHERE s.bin_id = ?1 AND s.on_hand > 0 ORDER BY v.name, v.id
      """
    ).bind(bin).all { row throws(CommerceError) in
      BinContent(variant: try Self.variant(&row), onHand: row.int(), allocated: row.int())
    }
  }

  func lastMove(of variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>) throws(CommerceError) -> Int64 {
    try database.statement(
      """
      SELECT sequence FROM stock_moves WHERE site_id = ?1 AND variant_id = ?2
        AND (from_place = 'bin' AND from_id = ?3 OR to_place = 'bin' AND to_id = ?3)
      ORDER BY sequence DESC LIMIT 1
      """
    ).bind(site).bind(variant).bind(bin).first { row throws(CommerceError) in row.int64() } ?? 0
  }

  func corrections(
    after sequence: Int64, of variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>
  ) throws(CommerceError) -> Int {
    // Samples and expired units leave the bin itself; these reasons only say that the book was wrong.
    try database.statement(
      """
      SELECT ifnull(sum(iif(to_place = 'bin', quantity, -quantity)), 0) FROM stock_moves
      WHERE site_id = ?1 AND variant_id = ?2 AND sequence > ?3
        AND reason IN ('count', 'correction', 'found', 'theft', 'adjust', 'short')
        AND (from_place = 'bin' AND from_id = ?4 AND to_place = 'variance'
          OR from_place = 'variance' AND to_place = 'bin' AND to_id = ?4)
      """
    ).bind(site).bind(variant).bind(sequence).bind(bin).first { row throws(CommerceError) in row.int() } ?? 0
  }

  func takers(of variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>) throws(CommerceError) -> [StockPromise] {
    try database.statement(
      """
      SELECT o.number, t.quantity - t.picked - t.shorted, p.name
      FROM pick_lists l JOIN pick_tasks t ON t.list_id = l.id JOIN orders o ON o.id = t.order_id
        JOIN people p ON p.id = l.holder_id
      WHERE l.site_id = ?1 AND l.closed_at IS NULL AND t.variant_id = ?2 AND t.bin_id = ?3 AND t.is_closed = 0
        AND t.picked + t.shorted < t.quantity ORDER BY t.id
      """
    ).bind(site).bind(variant).bind(bin).all { row throws(CommerceError) in
      StockPromise(order: row.text(), quantity: row.int(), picker: row.text())
    }
  }

  func promises(
    of variant: ID<Variant>, at site: ID<Site>, limit: Int
  ) throws(CommerceError) -> [StockPromise] {
    // Open orders are the newest ones; beyond these nobody looks.
    try database.statement(
      """
      SELECT o.number, l.quantity - l.short
      FROM (SELECT order_id, quantity, short FROM order_lines INDEXED BY order_lines_by_variant
          WHERE variant_id = ?1 AND site_id = ?2 ORDER BY order_id DESC LIMIT 5000) l
        JOIN orders o ON o.id = l.order_id
      WHERE o.status IN ('pending_payment', 'pending_fulfilment', 'picking', 'packed', 'ready_for_dispatch')
        AND l.quantity > l.short
      """
    ).bind(variant).bind(site).take(limit) { row throws(CommerceError) in
      StockPromise(order: row.text(), quantity: row.int())
    }
  }

  func countTask(_ id: ID<CountTask>) throws(CommerceError) -> CountTask? {
    try database.statement(
      """
      SELECT id, site_id, bin_id, variant_id, source, state, created_at, holder_id, touched_at, closed_at
      FROM count_tasks WHERE id = ?1
      """
    ).bind(id).first(Self.countTask)
  }

  func openCounts(of bin: ID<Bin>) throws(CommerceError) -> [CountTask] {
    try database.statement(
      """
      SELECT id, site_id, bin_id, variant_id, source, state, created_at, holder_id, touched_at, closed_at
      FROM count_tasks WHERE bin_id = ?1 AND state = 'open' ORDER BY id
      """
    ).bind(bin).all(Self.countTask)
  }

  private static func countTask(_ row: inout Row) throws(CommerceError) -> CountTask {
    CountTask(
      id: row.id(), site: row.id(), bin: row.id(), variant: row.optionalID(), source: try row.code(Codes.countSource),
      state: try row.code(Codes.countState), createdAt: row.instant(), holder: row.optionalID(),
      touchedAt: row.optionalInstant(), closedAt: row.optionalInstant())
  }

  func countTasks(
    at site: ID<Site>, _ request: PageRequest<ID<CountTask>>, in scope: Scope
  ) throws(CommerceError) -> Page<CountTaskRow> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.oldestFirst
      return try database.statement(key: StatementFamily.counts.key(slice.backward ? 1 : 0)) {
        """
        SELECT c.id, c.site_id, c.bin_id, c.variant_id, c.source, c.state, c.created_at, c.holder_id, c.touched_at,
          c.closed_at, b.code, ifnull(v.name, ''), ifnull(p.name, ''),
          (SELECT count(*) FROM count_lines WHERE task_id = c.id)
        FROM count_tasks c INDEXED BY count_tasks_open JOIN bins b ON b.id = c.bin_id
          LEFT JOIN variants v ON v.id = c.variant_id LEFT JOIN people p ON p.id = c.holder_id
        WHERE c.site_id = ?1 AND c.state = 'open' AND c.id BETWEEN ?2 AND ?3
        ORDER BY c.id \(slice.backward ? "DESC" : "")
        """
      }.bind(site).bind(range.low).bind(range.high).take(limit) { row throws(CommerceError) in
        CountTaskRow(
          task: try Self.countTask(&row), binCode: row.text(), item: row.text(), holderName: row.text(),
          counted: row.int())
      }
    }
  }

  func countLines(of task: ID<CountTask>) throws(CommerceError) -> [CountLine] {
    try database.statement(
      """
      SELECT l.variant_id, l.counted, l.book, l.sequence FROM count_lines l JOIN variants v ON v.id = l.variant_id
      WHERE l.task_id = ?1 ORDER BY v.name, v.id
      """
    ).bind(task).all { row throws(CommerceError) in
      CountLine(variant: row.id(), counted: row.int(), book: row.int(), sequence: row.int64())
    }
  }

  func lastCountEntry(of task: ID<CountTask>) throws(CommerceError) -> CountEntry? {
    try database.statement(
      """
      SELECT sequence, variant_id, before_counted, before_book, before_sequence FROM count_entries
      WHERE task_id = ?1 AND is_undone = 0 ORDER BY sequence DESC LIMIT 1
      """
    ).bind(task).first { row throws(CommerceError) in
      let sequence = row.int64()
      let variant = row.id(Variant.self)
      guard let counted = row.optionalInt64() else {
        return CountEntry(sequence: sequence, variant: variant, before: nil)
      }
      return CountEntry(
        sequence: sequence, variant: variant,
        before: CountLine(variant: variant, counted: Int(counted), book: row.int(), sequence: row.int64()))
    }
  }

  func lastCount(of bin: ID<Bin>) throws(CommerceError) -> Instant? {
    try database.statement(
      "SELECT closed_at FROM count_tasks WHERE bin_id = ?1 AND state = 'done' ORDER BY id DESC LIMIT 1"
    ).bind(bin).first { row throws(CommerceError) in row.instant() }
  }
}

extension SQLiteWrites {
  func insert(_ task: CountTask) throws(CommerceError) -> ID<CountTask> {
    try database.statement(
      """
      INSERT INTO count_tasks (site_id, bin_id, variant_id, source, state, created_at, holder_id, touched_at, closed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(task.site).bind(task.bin).bind(task.variant).bind(code: task.source).bind(code: task.state)
      .bind(task.createdAt).bind(task.holder).bind(task.touchedAt).bind(task.closedAt)
      .run(conflict: FieldIssue("bin", "waits to be counted already"))
    return ID(database.lastInsertedRow)
  }

  func update(_ task: CountTask) throws(CommerceError) {
    try database.statement(
      "UPDATE count_tasks SET state = ?, holder_id = ?, touched_at = ?, closed_at = ? WHERE id = ?"
    ).bind(code: task.state).bind(task.holder).bind(task.touchedAt).bind(task.closedAt).bind(task.id).run()
    try expectOneRow(.count, task.id.description)
  }

  func setCount(
    _ line: CountLine?, of variant: ID<Variant>, before: CountLine?, in task: ID<CountTask>
  ) throws(CommerceError) {
    try store(line, of: variant, in: task)
    try database.statement(
      """
      INSERT INTO count_entries (task_id, variant_id, before_counted, before_book, before_sequence, is_undone)
      VALUES (?, ?, ?, ?, ?, 0)
      """
    ).bind(task).bind(variant).bind(before.map { Int64($0.counted) }).bind(before.map { Int64($0.book) })
      .bind(before?.sequence).run()
  }

  private func store(_ line: CountLine?, of variant: ID<Variant>, in task: ID<CountTask>) throws(CommerceError) {
    guard let line else {
      return try database.statement("DELETE FROM count_lines WHERE task_id = ? AND variant_id = ?")
        .bind(task).bind(variant).run()
    }
    try database.statement(
      """
      INSERT INTO count_lines (task_id, variant_id, counted, book, sequence) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET counted = excluded.counted, book = excluded.book, sequence = excluded.sequence
      """
    ).bind(task).bind(variant).bind(line.counted).bind(line.book).bind(line.sequence).run()
  }

  func takeBack(_ entry: CountEntry, in task: ID<CountTask>) throws(CommerceError) {
    try store(entry.before, of: entry.variant, in: task)
    try database.statement("UPDATE count_entries SET is_undone = 1 WHERE sequence = ?").bind(entry.sequence).run()
  }

  func clearCount(_ task: ID<CountTask>) throws(CommerceError) {
    try database.statement("DELETE FROM count_lines WHERE task_id = ?").bind(task).run()
    try database.statement("UPDATE count_entries SET is_undone = 1 WHERE task_id = ? AND is_undone = 0").bind(task)
      .run()
  }
}
