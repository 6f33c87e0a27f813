internal import CSQLite
internal import Commerce

/// One connection and its prepared statements. Never used by two threads at once; whoever holds it sees to that.
final class Database {
  let handle: OpaquePointer
  let path: String
  private var prepared: [UInt: Statement] = [:]
  private var composed: [UInt64: Statement] = [:]

  /// Once, before the first connection: nobody reads the figures SQLite keeps of its memory, and every allocation of
  /// every thread would wait for the one lock around them.
  private static let keepsNoFigures = ths_keep_no_figures()

  /// Opens `path` with SQLite's `flags` (plus NOMUTEX); `path` may be a URI when the flags say so.
  init(opening location: String, path: String, flags: Int32) throws(CommerceError) {
    _ = Self.keepsNoFigures
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(location, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened, result == SQLITE_OK else {
      let error = DatabaseError(opened, result)
      sqlite3_close_v2(opened)
      throw .trouble(error.trouble(at: path))
    }
    handle = opened
    self.path = path
    sqlite3_extended_result_codes(handle, 1)
    ths_harden(handle)
  }

  deinit { close() }

  private(set) var isClosed = false

  /// Finalises every statement and closes the connection; using it afterwards is a mistake SQLite reports.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    for statement in prepared.values { statement.finalize() }
    for statement in composed.values { statement.finalize() }
    prepared.removeAll()
    composed.removeAll()
    sqlite3_close_v2(handle)
  }

  /// The prepared form of a literal, found again by the literal's address.
  @inline(__always)
  func statement(_ sql: StaticString) throws(CommerceError) -> Statement {
    let key = UInt(bitPattern: sql.utf8Start)
    if let statement = prepared[key] { return statement }
    let statement = try prepare(sql.description)
    prepared[key] = statement
    return statement
  }

  /// The prepared form of a text composed of fixed parts; `key` names the combination.
  @inline(__always)
  func statement(key: UInt64, _ compose: () -> String) throws(CommerceError) -> Statement {
    if let statement = composed[key] { return statement }
    let statement = try prepare(compose())
    composed[key] = statement
    return statement
  }

  /// A statement that is not kept.
  func prepare(_ sql: String) throws(CommerceError) -> Statement {
    var raw: OpaquePointer?
    let result = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &raw, nil)
    guard result == SQLITE_OK, let raw else { throw failure(result) }
    return Statement(raw, of: self)
  }

  /// Runs SQL that is not worth keeping prepared: schema, pragmas, transaction control of rare kinds.
  func execute(_ sql: String) throws(CommerceError) {
    let result = sqlite3_exec(handle, sql, nil, nil, nil)
    if result != SQLITE_OK { throw failure(result) }
  }

  /// The first column of the first row of a rare query, as an integer; 0 when there is no row.
  func integer(_ sql: String) throws(CommerceError) -> Int64 {
    let statement = try prepare(sql)
    defer { statement.finalize() }
    return try statement.step() ? sqlite3_column_int64(statement.handle, 0) : 0
  }

  /// The first column of every row of a rare query, as text.
  func texts(_ sql: String) throws(CommerceError) -> [String] {
    let statement = try prepare(sql)
    defer { statement.finalize() }
    return try statement.all { row throws(CommerceError) in row.text() }
  }

  var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  var changedRows: Int32 { sqlite3_changes(handle) }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  func failure(_ result: Int32) -> CommerceError { .trouble(DatabaseError(handle, result).trouble(at: path)) }

  func corrupt(_ detail: String) -> CommerceError { .trouble(StoreTrouble(.corrupt, place: path, detail: detail)) }
}
