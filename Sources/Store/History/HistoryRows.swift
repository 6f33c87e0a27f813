internal import Commerce
internal import Glibc
internal import Operations

extension SQLiteReads: HistoryReads {
  func lastSequence() throws(CommerceError) -> Int64 {
    try database.statement("SELECT max(sequence) FROM changes").first { row throws(CommerceError) in row.int64() } ?? 0
  }

  func changes(after sequence: Int64, limit: Int, in scope: Scope) throws(CommerceError) -> [RecordedChange] {
    guard limit > 0, sequence < .max else { return [] }
    guard scope.sites != nil else {
      return try changes(.oldestFirst, narrowedBy: [], (sequence + 1, Int64.max), limit) { _ in }
    }
    let sites = try sites(within: scope)
    return try merged(sites, limit: limit, by: { $0.sequence < $1.sequence }) { site throws(CommerceError) in
      try changes(.oldestFirst, narrowedBy: [.site], (sequence + 1, Int64.max), limit) { $0.bind(site) }
    }
  }

  func changes(
    _ query: HistoryQuery, _ request: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedChange> {
    let sites = try sites(within: scope, only: query.site)
    let isWholeHouse = scope.sites == nil && query.site == nil
    return try page(request) { slice, limit throws(CommerceError) in
      let direction: Direction = slice.backward ? .oldestFirst : .newestFirst
      var narrowing: Narrowing = []
      if query.entity != nil { narrowing.insert(.entity) }
      if query.entity != nil, query.entityID != nil { narrowing.insert(.entityID) }
      if query.actor != nil { narrowing.insert(.actor) }
      if query.field != nil { narrowing.insert(.field) }
      let bind: (Statement) -> Void = { statement in
        if let entity = query.entity { statement.bind(code: entity) }
        if query.entity != nil, let id = query.entityID { statement.bind(id) }
        if let actor = query.actor { statement.bind(actor) }
        if let field = query.field { statement.bind(field) }
      }
      if isWholeHouse { return try changes(direction, narrowedBy: narrowing, slice.newestFirst, limit, bind) }
      let precedes: (RecordedChange, RecordedChange) -> Bool =
        slice.backward ? { $0.sequence < $1.sequence } : { $0.sequence > $1.sequence }
      return try merged(sites, limit: limit, by: precedes) { site throws(CommerceError) in
        try changes(direction, narrowedBy: narrowing.union(.site), slice.newestFirst, limit) {
          bind($0.bind(site))
        }
      }
    }
  }

  private enum Direction: UInt64 { case newestFirst, oldestFirst }

  private struct Narrowing: OptionSet {
    let rawValue: UInt64
    static let site = Narrowing(rawValue: 1)
    static let entity = Narrowing(rawValue: 2)
    static let entityID = Narrowing(rawValue: 4)
    static let actor = Narrowing(rawValue: 8)
    static let field = Narrowing(rawValue: 16)
  }

  /// Rows of the feed in that direction; `bind` binds what `narrowing` names, in the order of its bits.
  private func changes(
    _ direction: Direction, narrowedBy narrowing: Narrowing, _ range: (low: Int64, high: Int64), _ limit: Int,
    _ bind: (Statement) -> Void
  ) throws(CommerceError) -> [RecordedChange] {
    let key = StatementFamily.changes.key(narrowing.rawValue << 1 | direction.rawValue)
    let statement = try database.statement(key: key) {
      var sql = """
        SELECT c.sequence, c.at, c.actor_id, ifnull(p.name, ''), c.impersonator_id,
          iif(c.impersonator_id IS NULL, '', (SELECT name FROM people WHERE id = c.impersonator_id)), c.command, c.site_id, c.entity,
          c.entity_id, c.field, c.old, c.new, c.reason
        FROM changes c LEFT JOIN people p ON p.id = c.actor_id WHERE c.sequence BETWEEN ? AND ?
        """
      // One index serves: the thing's own, else the person's, else the site's; a + keeps the others out of the choice.
      if narrowing.contains(.site) {
        sql += narrowing.isDisjoint(with: [.entityID, .actor]) ? " AND c.site_id = ?" : " AND +c.site_id = ?"
      }
      if narrowing.contains(.entity) {
        sql += narrowing.contains(.entityID) ? " AND c.entity = ?" : " AND +c.entity = ?"
      }
      if narrowing.contains(.entityID) { sql += " AND c.entity_id = ?" }
      if narrowing.contains(.actor) {
        sql += narrowing.contains(.entityID) ? " AND +c.actor_id = ?" : " AND c.actor_id = ?"
      }
      if narrowing.contains(.field) { sql += " AND c.field = ?" }
      return sql + " ORDER BY c.sequence" + (direction == .newestFirst ? " DESC" : "")
    }
    statement.bind(range.low).bind(range.high)
    bind(statement)
    return try statement.take(limit) { row throws(CommerceError) in try Self.change(&row) }
  }

  private static func change(_ row: inout Row) throws(CommerceError) -> RecordedChange {
    let sequence = row.int64()
    let at = row.instant()
    let actor = row.optionalID(Person.self)
    let name = row.text()
    let impersonator = row.optionalID(Person.self)
    let impersonatorName = row.text()
    let command = try row.uniqueID()
    let site = row.optionalID(Site.self)
    let change = Change(
      try row.code(Codes.entity), row.int64(), site: site, field: row.text(), old: row.text(), new: row.text(),
      reason: row.text())
    return RecordedChange(
      sequence: sequence, at: at, actor: actor, actorName: name, impersonator: impersonator,
      impersonatorName: impersonatorName, command: command, change: change)
  }

  func outcome(of command: UniqueID) throws(CommerceError) -> StoredOutcome? {
    try database.statement("SELECT kind, outcome, digest FROM commands WHERE id = ?1")
      .bind(command).first { row throws(CommerceError) in
        StoredOutcome(kind: row.text(), text: row.text(), digest: row.optionalText())
      }
  }
}

extension SQLiteWrites: HistoryWrites {
  func append(_ change: Change, by command: Command) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO changes (at, actor_id, impersonator_id, command, site_id, entity, entity_id, field, old, new, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(command.at).bind(command.actor).bind(command.impersonator).bind(command.id).bind(change.site)
      .bind(code: change.entity).bind(change.entityID).bind(change.field).bind(change.old).bind(change.new)
      .bind(change.reason).run()
  }

  func remember(_ outcome: StoredOutcome, of command: Command) throws(CommerceError) {
    try database.statement("INSERT INTO commands (id, remembered_at, kind, outcome, digest) VALUES (?, ?, ?, ?, ?)")
      .bind(command.id).bind(Instant(milliseconds: wallClockMilliseconds())).bind(outcome.kind).bind(outcome.text)
      .bind(outcome.digest)
      .run(conflict: FieldIssue("command", "was already run"))
    if database.lastInsertedRow.isMultiple(of: 512) { try forgetOldCommands() }
  }

  /// Forgets commands that no journal can send again, the oldest first and a few at a time, so that nobody waits for
  /// it: twice as many as came since the last time, until none is old.
  private func forgetOldCommands() throws(CommerceError) {
    let kept: Int64 = 31 * 24 * 60 * 60 * 1000
    try database.statement(
      """
      DELETE FROM commands WHERE remembered_at < ?1
        AND serial < (SELECT min(serial) + 1024 FROM commands)
      """
    ).bind(wallClockMilliseconds() - kept).run()
  }
}

/// The machine's own time: when a command was remembered must not depend on what its sender thinks the time is.
func wallClockMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// Names of the statements that are composed of fixed parts; the parts chosen are the low bits.
enum StatementFamily: UInt64 {
  case changes, queue, held, newest, orders, moves, shortages, putBacks, shiftClose
  case cashMoves = 64, cashUps, payments, refunds, notices
  case dispatches = 96, runs, boardCards
  case counts = 128, adjustments
  case shopOrders = 160

  func key(_ parts: UInt64) -> UInt64 { rawValue << 32 | parts }
}
