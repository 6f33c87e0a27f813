internal import Commerce
internal import Operations

extension SQLiteReads: CashReads {
  func balance(of account: CashAccount, at site: ID<Site>) throws(CommerceError) -> Int64 {
    try database.statement(
      "SELECT minor FROM cash_balances WHERE site_id = ?1 AND word = ?2 AND person_id = ?3"
    ).bind(site).bind(account.word).bind(account.person?.serial ?? 0)
      .first { row throws(CommerceError) in row.int64() } ?? 0
  }

  func balances(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [CashBalance] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT b.word, b.person_id, ifnull(p.name, ''), b.minor, b.since
      FROM cash_balances b LEFT JOIN people p ON p.id = b.person_id
      WHERE b.site_id = ?1 AND b.minor <> 0 ORDER BY b.word, p.name, b.person_id
      """
    ).bind(site).all { row throws(CommerceError) in
      let word = row.text()
      let person = row.int64()
      return CashBalance(
        account: try row.account(word, person == 0 ? nil : ID(person)), name: row.text(), minor: row.int64(),
        since: row.optionalInstant())
    }
  }

  private static func move(_ row: inout Row) throws(CommerceError) -> CashMove {
    CashMove(
      site: row.id(), amount: Money(minor: row.int64(), try row.currency()), from: try row.account(),
      to: try row.account(), reason: try row.code(Codes.cashReason), order: row.optionalID(),
      dispatch: row.optionalID(), cashUp: row.optionalID())
  }

  private static func recorded(_ row: inout Row) throws(CommerceError) -> RecordedCashMove {
    RecordedCashMove(
      sequence: row.int64(), at: row.instant(), actorName: row.text(), move: try move(&row), orderNumber: row.text(),
      fromName: row.text(), toName: row.text())
  }

  func cashMoves(of order: ID<Order>) throws(CommerceError) -> [CashMove] {
    try database.statement(
      """
      SELECT site_id, amount_minor, currency, from_word, from_person, to_word, to_person, reason, order_id,
        dispatch_id, cash_up_id
      FROM cash_moves WHERE order_id = ?1 ORDER BY sequence
      """
    ).bind(order).all(Self.move)
  }

  private static let shown = """
    SELECT m.sequence, m.at, ifnull(a.name, ''), m.site_id, m.amount_minor, m.currency, m.from_word, m.from_person,
      m.to_word, m.to_person, m.reason, m.order_id, m.dispatch_id, m.cash_up_id, ifnull(o.number, ''),
      ifnull(f.name, ''), ifnull(t.name, '')
    """
  private static let beside = """
    LEFT JOIN people a ON a.id = m.actor_id LEFT JOIN orders o ON o.id = m.order_id
      LEFT JOIN people f ON f.id = m.from_person LEFT JOIN people t ON t.id = m.to_person
    """

  func cashMoves(
    at site: ID<Site>, account: CashAccount?, _ request: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedCashMove> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      let direction = slice.backward ? "" : "DESC"
      let parts: UInt64 = (account == nil ? 0 : 2) | (slice.backward ? 1 : 0)
      let statement = try database.statement(key: StatementFamily.cashMoves.key(parts)) {
        guard account != nil else {
          return """
            \(Self.shown) FROM cash_moves m INDEXED BY cash_moves_by_site \(Self.beside)
            WHERE m.site_id = ?1 AND m.sequence BETWEEN ?2 AND ?3 ORDER BY m.sequence \(direction)
            """
        }
        // One range for what left the account and one for what entered it, merged as they are read.
        return """
          \(Self.shown) FROM cash_moves m INDEXED BY cash_moves_from \(Self.beside)
          WHERE m.site_id = ?1 AND m.from_word = ?4 AND m.from_person IS ?5 AND m.sequence BETWEEN ?2 AND ?3
          UNION ALL
          \(Self.shown) FROM cash_moves m INDEXED BY cash_moves_to \(Self.beside)
          WHERE m.site_id = ?1 AND m.to_word = ?4 AND m.to_person IS ?5 AND m.sequence BETWEEN ?2 AND ?3
          ORDER BY 1 \(direction)
          """
      }
      statement.bind(site).bind(range.low).bind(range.high)
      if let account { statement.bind(account.word).bind(account.person) }
      return try statement.take(limit, Self.recorded)
    }
  }

  func cashMoves(of cashUp: CashUp) throws(CommerceError) -> [RecordedCashMove] {
    let until =
      try database.statement("SELECT ifnull(max(sequence), 0) FROM cash_moves WHERE cash_up_id = ?1")
      .bind(cashUp.id).first { row throws(CommerceError) in row.int64() } ?? 0
    let since =
      try database.statement(
        """
        SELECT ifnull(max(sequence), 0) FROM cash_moves INDEXED BY cash_moves_from
        WHERE site_id = ?1 AND from_word = 'driver' AND from_person = ?2 AND cash_up_id < ?3
        """
      ).bind(cashUp.site).bind(cashUp.driver).bind(cashUp.id).first { row throws(CommerceError) in row.int64() } ?? 0
    let sql = try database.statement(key: StatementFamily.cashMoves.key(8)) {
      """
      \(Self.shown) FROM cash_moves m INDEXED BY cash_moves_from \(Self.beside)
      WHERE m.site_id = ?1 AND m.from_word = 'driver' AND m.from_person = ?2 AND m.sequence BETWEEN ?3 AND ?4
      UNION ALL
      \(Self.shown) FROM cash_moves m INDEXED BY cash_moves_to \(Self.beside)
      WHERE m.site_id = ?1 AND m.to_word = 'driver' AND m.to_person = ?2 AND m.sequence BETWEEN ?3 AND ?4
      ORDER BY 1
      """
    }
    return try sql.bind(cashUp.site).bind(cashUp.driver).bind(since + 1).bind(until == 0 ? Int64.max : until)
      .take(1000, Self.recorded)
  }

  func cashMoves(at site: ID<Site>, after sequence: Int64, before moment: Instant) throws(CommerceError) -> Int {
    try database.statement(
      """
      SELECT count(*) FROM cash_moves INDEXED BY cash_moves_by_site
      WHERE site_id = ?1 AND sequence > ?2 AND at < ?3
      """
    ).bind(site).bind(sequence).bind(moment).first { row throws(CommerceError) in row.int() } ?? 0
  }

  func lastCashMove(at site: ID<Site>, before moment: Instant) throws(CommerceError) -> Int64 {
    try database.statement(
      """
      SELECT sequence FROM cash_moves INDEXED BY cash_moves_by_time
      WHERE site_id = ?1 AND at < ?2 ORDER BY at DESC, sequence DESC LIMIT 1
      """
    ).bind(site).bind(moment).first { row throws(CommerceError) in row.int64() } ?? 0
  }

  func cashIntake(of account: CashAccount, at site: ID<Site>, after sequence: Int64) throws(CommerceError) -> Int64 {
    try database.statement(
      """
      SELECT ifnull(sum(amount_minor), 0) FROM cash_moves INDEXED BY cash_moves_to
      WHERE site_id = ?1 AND to_word = ?2 AND to_person IS ?3 AND sequence > ?4
      """
    ).bind(site).bind(account.word).bind(account.person).bind(sequence)
      .first { row throws(CommerceError) in row.int64() } ?? 0
  }

  func cashFlow(at site: ID<Site>, _ span: BookSpan) throws(CommerceError) -> [CashFlow] {
    try database.statement(
      """
      SELECT from_word, to_word, reason, sum(amount_minor), count(*) FROM cash_moves INDEXED BY cash_moves_by_site
      WHERE site_id = ?1 AND sequence > ?2 AND sequence <= ?3 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """
    ).bind(site).bind(span.after).bind(span.through).all { row throws(CommerceError) in
      CashFlow(
        from: row.text(), to: row.text(), reason: try row.code(Codes.cashReason), minor: row.int64(),
        moves: row.int())
    }
  }
}

extension Row {
  /// An account from its word and its person.
  func account(_ word: String, _ person: ID<Person>?) throws(CommerceError) -> CashAccount {
    guard let account = CashAccount(word: word, person: person) else { throw corrupt("unknown account " + word) }
    return account
  }

  /// An account from its two columns.
  mutating func account() throws(CommerceError) -> CashAccount {
    let word = text()
    return try account(word, optionalID())
  }
}

extension SQLiteWrites: CashWrites {
  @discardableResult
  func post(_ move: CashMove, by command: Command) throws(CommerceError) -> Int64 {
    guard move.amount.minor > 0, move.from != move.to else {
      throw .invalid([FieldIssue("amount", "is not above zero, or goes nowhere")])
    }
    try change(move.from, at: move.site, by: -move.amount.minor, command.at)
    try change(move.to, at: move.site, by: move.amount.minor, command.at)
    try database.statement(
      """
      INSERT INTO cash_moves (at, actor_id, command, site_id, amount_minor, currency, from_word, from_person, to_word,
        to_person, reason, order_id, dispatch_id, cash_up_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(command.at).bind(command.actor).bind(command.id).bind(move.site).bind(move.amount.minor)
      .bind(move.amount.currency.code).bind(move.from.word).bind(move.from.person).bind(move.to.word)
      .bind(move.to.person).bind(code: move.reason).bind(move.order).bind(move.dispatch).bind(move.cashUp).run()
    return database.lastInsertedRow
  }

  private func change(
    _ account: CashAccount, at site: ID<Site>, by minor: Int64, _ now: Instant
  ) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO cash_balances (site_id, word, person_id, minor, since) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET
          since = CASE WHEN minor + ?4 = 0 THEN NULL WHEN minor = 0 THEN ?5 ELSE since END, minor = minor + ?4
      """
    ).bind(site).bind(account.word).bind(account.person?.serial ?? 0).bind(minor).bind(now).run()
  }
}
