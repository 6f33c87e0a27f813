internal import Commerce
internal import Operations

extension SQLiteReads: StockReads {
  func level(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> StockLevel {
    try database.statement(
      """
      SELECT on_hand, reserved, damaged, awaiting_put_back, in_transit FROM stock_levels
      WHERE site_id = ?1 AND variant_id = ?2
      """
    ).bind(site).bind(variant).first { row throws(CommerceError) in
      StockLevel(
        onHand: row.int(), reserved: row.int(), damaged: row.int(), awaitingPutBack: row.int(),
        inTransit: row.int())
    } ?? StockLevel()
  }

  func bins(holding variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> [BinStock] {
    try database.statement(
      """
      SELECT b.id, b.site_id, b.code, b.kind, b.walk_order, s.on_hand, s.allocated
      FROM bin_stock s JOIN bins b ON b.id = s.bin_id
      WHERE s.variant_id = ?1 AND s.site_id = ?2 AND s.on_hand > 0 AND b.kind <> 'quarantine'
      ORDER BY b.walk_order, b.id
      """
    ).bind(variant).bind(site).all { row throws(CommerceError) in
      BinStock(bin: try Self.bin(&row), variant: variant, onHand: row.int(), allocated: row.int())
    }
  }

  func binStock(_ bin: ID<Bin>, _ variant: ID<Variant>) throws(CommerceError) -> BinStock? {
    try database.statement(
      """
      SELECT b.id, b.site_id, b.code, b.kind, b.walk_order, s.on_hand, s.allocated
      FROM bins b JOIN bin_stock s ON s.variant_id = ?2 AND s.site_id = b.site_id AND s.bin_id = b.id
      WHERE b.id = ?1
      """
    ).bind(bin).bind(variant).first { row throws(CommerceError) in
      BinStock(bin: try Self.bin(&row), variant: variant, onHand: row.int(), allocated: row.int())
    }
  }

  func moves(
    of variant: ID<Variant>, at site: ID<Site>, _ request: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedMove> {
    try moves(of: variant, reasons: [], at: site, request, in: scope)
  }

  func moves(
    of variant: ID<Variant>, reasons: Set<StockReason>, at site: ID<Site>, _ request: PageRequest<Int64>,
    in scope: Scope
  ) throws(CommerceError) -> Page<RecordedMove> {
    guard scope.includes(site) else { return Page(rows: []) }
    // The words stand between blanks, so that one look finds a whole word.
    let words = reasons.isEmpty ? "" : " " + reasons.map(\.rawValue).sorted().joined(separator: " ") + " "
    return try page(request) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      return try database.statement(key: StatementFamily.moves.key(slice.backward ? 1 : 0)) {
        """
        SELECT m.sequence, m.at, ifnull(p.name, ''), m.quantity, m.from_place, m.from_id, m.to_place, m.to_id,
          m.reason, m.order_id, o.number, \(Self.codeOf("m.from_place", "m.from_id")), \(Self.codeOf("m.to_place", "m.to_id"))
        FROM stock_moves m LEFT JOIN people p ON p.id = m.actor_id LEFT JOIN orders o ON o.id = m.order_id
        WHERE m.site_id = ?1 AND m.variant_id = ?2 AND m.sequence BETWEEN ?3 AND ?4
          AND (?5 = '' OR instr(?5, ' ' || m.reason || ' ') > 0)
        ORDER BY m.sequence \(slice.backward ? "" : "DESC")
        """
      }.bind(site).bind(variant).bind(range.low).bind(range.high).bind(words).take(limit) { row throws(CommerceError) in
        let sequence = row.int64()
        let at = row.instant()
        let actor = row.text()
        let move = StockMove(
          site: site, variant: variant, quantity: row.int(), from: try row.location(), to: try row.location(),
          reason: try row.code(Codes.stockReason), order: row.optionalID())
        let number = row.optionalText()
        return RecordedMove(
          sequence: sequence, at: at, actorName: actor, move: move, fromCode: row.text(), toCode: row.text(),
          orderNumber: number)
      }
    }
  }

  /// The code a place is known by on the floor: its label, or its word when it has none.
  static func codeOf(_ word: String, _ serial: String) -> String {
    """
    CASE \(word) WHEN 'bin' THEN (SELECT code FROM bins WHERE id = \(serial))
      WHEN 'tote' THEN (SELECT code FROM totes WHERE id = \(serial))
      WHEN 'lane' THEN (SELECT code FROM lanes WHERE id = \(serial))
      WHEN 'vehicle' THEN (SELECT 'vehicle ' || name FROM people WHERE id = \(serial))
      WHEN 'site' THEN (SELECT name FROM sites WHERE id = \(serial)) ELSE \(word) END
    """
  }

  func units(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [(StockLocation, ID<Variant>, Int)] {
    try database.statement(
      """
      SELECT place, place_id, variant_id, sum(units) FROM (
        SELECT to_place AS place, to_id AS place_id, variant_id, quantity AS units
        FROM stock_moves WHERE order_id = ?1 AND site_id = ?2 AND to_place IN ('tote', 'bench', 'lane')
        UNION ALL
        SELECT from_place, from_id, variant_id, -quantity
        FROM stock_moves WHERE order_id = ?1 AND site_id = ?2 AND from_place IN ('tote', 'bench', 'lane')
      ) GROUP BY place, place_id, variant_id HAVING sum(units) > 0 ORDER BY place, place_id, variant_id
      """
    ).bind(order).bind(site).all { row throws(CommerceError) in (try row.location(), row.id(), row.int()) }
  }
}

extension SQLiteWrites: StockWrites {
  func post(_ move: StockMove, by command: Command) throws(CommerceError) {
    guard move.quantity > 0 else { throw .invalid([FieldIssue("quantity", "is not positive")]) }
    // Looked at before anything is written, so that a refusal leaves nothing behind.
    if case .bin(let bin) = move.from {
      let held = try binStock(bin, move.variant)?.onHand ?? 0
      if held < move.quantity { throw try insufficient(move.variant, available: held, requested: move.quantity) }
    }
    try change(levelOf: move.variant, at: move.site, by: move.levelDelta, requested: move.quantity)
    if case .bin(let bin) = move.from { try change(move, bin, by: -move.quantity) }
    if case .bin(let bin) = move.to { try change(move, bin, by: move.quantity) }
    try database.statement(
      """
      INSERT INTO stock_moves (at, actor_id, command, site_id, variant_id, quantity, from_place, from_id, to_place,
        to_id, reason, order_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(command.at).bind(command.actor).bind(command.id).bind(move.site).bind(move.variant).bind(move.quantity)
      .bind(move.from).bind(move.to).bind(code: move.reason).bind(move.order).run()
  }

  private func change(_ move: StockMove, _ bin: ID<Bin>, by quantity: Int) throws(CommerceError) {
    guard quantity > 0 else {
      return try database.statement(
        "UPDATE bin_stock SET on_hand = on_hand + ? WHERE variant_id = ? AND site_id = ? AND bin_id = ?"
      ).bind(quantity).bind(move.variant).bind(move.site).bind(bin).run()
    }
    try database.statement(
      """
      INSERT INTO bin_stock (variant_id, site_id, bin_id, on_hand, allocated) VALUES (?, ?, ?, ?, 0)
        ON CONFLICT DO UPDATE SET on_hand = on_hand + excluded.on_hand
      """
    ).bind(move.variant).bind(move.site).bind(bin).bind(quantity).run()
  }

  private func change(
    levelOf variant: ID<Variant>, at site: ID<Site>, by delta: StockLevel, requested: Int
  ) throws(CommerceError) {
    if delta == StockLevel() { return }
    try database.statement(
      """
      UPDATE stock_levels SET on_hand = on_hand + ?1, damaged = damaged + ?2, in_transit = in_transit + ?3
      WHERE site_id = ?4 AND variant_id = ?5 AND damaged + ?2 >= 0 AND in_transit + ?3 >= 0
        AND on_hand + ?1 - reserved - damaged - ?2 - awaiting_put_back >= 0
      """
    ).bind(delta.onHand).bind(delta.damaged).bind(delta.inTransit).bind(site).bind(variant).run()
    if database.changedRows == 1 { return }
    let level = try level(of: variant, at: site)
    guard level == StockLevel(), delta.onHand >= 0, delta.damaged >= 0, delta.inTransit >= 0, delta.available >= 0
    else { throw try insufficient(variant, available: level.available, requested: requested) }
    try database.statement(
      """
      INSERT INTO stock_levels (site_id, variant_id, on_hand, reserved, damaged, awaiting_put_back, in_transit)
      VALUES (?, ?, ?, 0, ?, 0, ?)
      """
    ).bind(site).bind(variant).bind(delta.onHand).bind(delta.damaged).bind(delta.inTransit).run()
  }

  func reserve(_ quantity: Int, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) {
    if quantity == 0 { return }
    try database.statement(
      """
      UPDATE stock_levels SET reserved = reserved + ?1
      WHERE site_id = ?2 AND variant_id = ?3 AND reserved + ?1 >= 0
        AND (?1 < 0 OR on_hand - reserved - damaged - awaiting_put_back >= ?1)
      """
    ).bind(quantity).bind(site).bind(variant).run()
    if database.changedRows == 0 {
      throw try insufficient(variant, available: try level(of: variant, at: site).available, requested: quantity)
    }
  }

  func addAwaitingPutBack(_ quantity: Int, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) {
    if quantity == 0 { return }
    try database.statement(
      """
      UPDATE stock_levels SET awaiting_put_back = awaiting_put_back + ?1
      WHERE site_id = ?2 AND variant_id = ?3 AND awaiting_put_back + ?1 >= 0
        AND on_hand - reserved - damaged - awaiting_put_back >= ?1
      """
    ).bind(quantity).bind(site).bind(variant).run()
    if database.changedRows == 0 {
      throw try insufficient(variant, available: try level(of: variant, at: site).available, requested: quantity)
    }
  }

  func allocate(_ quantity: Int, of variant: ID<Variant>, in bin: ID<Bin>) throws(CommerceError) {
    if quantity == 0 { return }
    try database.statement(
      """
      UPDATE bin_stock SET allocated = allocated + ?1
      WHERE variant_id = ?2 AND site_id = (SELECT site_id FROM bins WHERE id = ?3) AND bin_id = ?3
        AND allocated + ?1 >= 0 AND (?1 < 0 OR allocated + ?1 <= on_hand)
      """
    ).bind(quantity).bind(variant).bind(bin).run()
    if database.changedRows == 0 {
      throw try insufficient(variant, available: try binStock(bin, variant)?.free ?? 0, requested: quantity)
    }
  }

  private func insufficient(
    _ variant: ID<Variant>, available: Int, requested: Int
  ) throws(CommerceError) -> CommerceError {
    .refused(
      Refusal(
        .insufficientStock,
        [
          .available: .count(available), .requested: .count(requested),
          .item: .text(try self.variant(variant)?.name ?? ""),
        ], remedy: .orderLess))
  }
}
