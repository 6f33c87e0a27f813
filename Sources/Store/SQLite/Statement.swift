internal import CSQLite
internal import Commerce

/// A prepared statement. Values are bound in order by chained calls; running it leaves it ready for the next use.
final class Statement {
  let handle: OpaquePointer
  // The database owns its statements and outlives them.
  private unowned let database: Database
  private var next: Int32 = 1
  private var bindResult: Int32 = SQLITE_OK

  init(_ handle: OpaquePointer, of database: Database) {
    self.handle = handle
    self.database = database
  }

  func finalize() { sqlite3_finalize(handle) }

  @inline(__always) @discardableResult
  func bind(_ value: Int64) -> Self {
    bindResult |= sqlite3_bind_int64(handle, next, value)
    next += 1
    return self
  }

  @inline(__always) @discardableResult
  func bind(_ value: Int) -> Self { bind(Int64(value)) }

  @inline(__always) @discardableResult
  func bind(_ value: Bool) -> Self { bind(Int64(value ? 1 : 0)) }

  @inline(__always) @discardableResult
  func bind(_ value: Instant) -> Self { bind(value.milliseconds) }

  @inline(__always) @discardableResult
  func bind<Entity>(_ value: ID<Entity>) -> Self { bind(value.serial) }

  @discardableResult
  func bindNull() -> Self {
    bindResult |= sqlite3_bind_null(handle, next)
    next += 1
    return self
  }

  @inline(__always) @discardableResult
  func bind(_ value: Int64?) -> Self { if let value { bind(value) } else { bindNull() } }

  @inline(__always) @discardableResult
  func bind(_ value: Int?) -> Self { bind(value.map(Int64.init)) }

  @inline(__always) @discardableResult
  func bind(_ value: Instant?) -> Self { bind(value?.milliseconds) }

  @inline(__always) @discardableResult
  func bind<Entity>(_ value: ID<Entity>?) -> Self { bind(value?.serial) }

  @discardableResult
  func bind(_ value: String) -> Self {
    var value = value
    bindResult |= value.withUTF8 { bytes in
      // A null pointer would bind NULL; an empty text still needs an address.
      guard let base = bytes.baseAddress else { return ths_bind_text(handle, next, "", 0) }
      return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        ths_bind_text(handle, next, $0, Int32(truncatingIfNeeded: bytes.count))
      }
    }
    next += 1
    return self
  }

  @discardableResult
  func bind(_ value: String?) -> Self { if let value { bind(value) } else { bindNull() } }

  @inline(__always) @discardableResult
  func bind<Code: RawRepresentable<String>>(code value: Code) -> Self { bind(value.rawValue) }

  @discardableResult
  func bind(_ value: UniqueID) -> Self {
    let bytes = (value.high.bigEndian, value.low.bigEndian)
    bindResult |= withUnsafeBytes(of: bytes) { ths_bind_blob(handle, next, $0.baseAddress, 16) }
    next += 1
    return self
  }

  /// Advances to the next row; false at the end. A failed statement is reset before the error is thrown.
  @inline(__always)
  func step() throws(CommerceError) -> Bool {
    let result = sqlite3_step(handle)
    if result == SQLITE_ROW { return true }
    if result == SQLITE_DONE, bindResult == SQLITE_OK { return false }
    throw fail(result)
  }

  private func fail(_ result: Int32) -> CommerceError {
    let failed = bindResult == SQLITE_OK ? result : bindResult
    let error = database.failure(failed)
    reset()
    return error
  }

  @inline(__always)
  func reset() {
    sqlite3_reset(handle)
    next = 1
    bindResult = SQLITE_OK
  }

  /// Runs a statement whose rows nobody wants.
  @inline(__always)
  func run() throws(CommerceError) {
    while try step() {}
    reset()
  }

  /// Runs a statement that may violate a unique name, and throws `conflict` when it does.
  func run(conflict: @autoclosure () throws(CommerceError) -> FieldIssue) throws(CommerceError) {
    var result = sqlite3_step(handle)
    while result == SQLITE_ROW { result = sqlite3_step(handle) }
    if result != SQLITE_DONE {
      let isTaken = DatabaseError(database.handle, result).isUniqueViolation
      let error = fail(result)
      throw isTaken ? .conflict(try conflict()) : error
    }
    reset()
  }

  /// The first row decoded, or nil.
  @inline(__always)
  func first<Value>(
    _ decode: (inout Row) throws(CommerceError) -> Value
  ) throws(CommerceError) -> Value? {
    guard try step() else {
      reset()
      return nil
    }
    defer { reset() }
    var row = Row(self)
    return try decode(&row)
  }

  /// Every row decoded.
  @inline(__always)
  func all<Value>(
    _ decode: (inout Row) throws(CommerceError) -> Value
  ) throws(CommerceError) -> [Value] {
    var values: [Value] = []
    defer { reset() }
    while try step() {
      var row = Row(self)
      values.append(try decode(&row))
    }
    return values
  }

  /// Hands every row to `body`.
  @inline(__always)
  func each(_ body: (inout Row) throws(CommerceError) -> Void) throws(CommerceError) {
    defer { reset() }
    while try step() {
      var row = Row(self)
      try body(&row)
    }
  }

  /// Rows decoded until `limit` are kept; `decode` answers nil for a row to pass over.
  @inline(__always)
  func take<Value>(
    _ limit: Int, _ decode: (inout Row) throws(CommerceError) -> Value?
  ) throws(CommerceError) -> [Value] {
    var values: [Value] = []
    defer { reset() }
    guard limit > 0 else { return values }
    while try step() {
      var row = Row(self)
      guard let value = try decode(&row) else { continue }
      // Growing one by one would move the first few rows again and again.
      if values.isEmpty { values.reserveCapacity(min(limit, 8)) }
      values.append(value)
      if values.count == limit { break }
    }
    return values
  }

  func corrupt(_ detail: String) -> CommerceError { database.corrupt(detail) }
}
