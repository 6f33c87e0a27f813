internal import CSQLite
internal import Commerce
internal import Operations

/// The one connection that changes the file. Who finds it free works where they run: the way to another thread and back
/// takes longer than most commands. Who has to wait, for a caller of this process or for another process, waits on an
/// executor of its own, so that no thread of the shared pool stands still.
final class Writer: Sendable {
  private let connection: Locked<SQLiteWrites>
  private let busyTimeout: Int32
  private let committed: @Sendable () -> Void
  private let queue = WaitingRoom()
  private let waiting = Locked(0)

  init(_ database: sending Database, busyTimeout: Int32, committed: @escaping @Sendable () -> Void) {
    connection = Locked(SQLiteWrites(database))
    self.busyTimeout = busyTimeout
    self.committed = committed
  }

  func run<Value: Sendable>(
    _ body: @Sendable (any WriteTransaction) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    // Nobody overtakes those who wait already.
    let isFree = waiting.withLock { $0 == 0 }
    if isFree, let tried = connection.withLockIfFree({ attempt(body, on: $0) }), let result = tried {
      return try result.get()
    }
    waiting.withLock { $0 += 1 }
    defer { waiting.withLock { $0 -= 1 } }
    return try await queue.wait { connection.withLock { perform(body, on: $0) } }.get()
  }

  func close() async {
    await queue.wait { connection.withLock { $0.database.close() } }
  }

  /// Runs `body` if no other process is changing the file; nil when one is.
  private func attempt<Value>(
    _ body: (any WriteTransaction) throws(CommerceError) -> Value, on transaction: SQLiteWrites
  ) -> Result<Value, CommerceError>? {
    let database = transaction.database
    do throws(CommerceError) {
      try database.expectOpen()
      sqlite3_busy_timeout(database.handle, 0)
      defer { sqlite3_busy_timeout(database.handle, busyTimeout) }
      try transaction.begin()
    } catch {
      if case .trouble(let trouble) = error, trouble.kind == .busy { return nil }
      return .failure(error)
    }
    return finish(body, on: transaction)
  }

  /// Runs `body`, waiting for other processes as long as the options allow.
  private func perform<Value>(
    _ body: (any WriteTransaction) throws(CommerceError) -> Value, on transaction: SQLiteWrites
  ) -> Result<Value, CommerceError> {
    do throws(CommerceError) { try transaction.begin() } catch { return .failure(error) }
    return finish(body, on: transaction)
  }

  private func finish<Value>(
    _ body: (any WriteTransaction) throws(CommerceError) -> Value, on transaction: SQLiteWrites
  ) -> Result<Value, CommerceError> {
    let value: Value
    do throws(CommerceError) {
      value = try body(transaction)
      try transaction.database.commit()
    } catch {
      transaction.database.rollBack()
      return .failure(error)
    }
    committed()
    return .success(value)
  }
}

/// Where those wait whose turn has not come, one after the other.
private actor WaitingRoom {
  private let executor = StoreExecutor("townhouse.store.writer")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func wait<Value: Sendable>(_ body: @Sendable () -> Value) -> Value { body() }
}

extension Database {
  /// Starts changing the file, waiting for others as long as the options allow.
  /// Throws `store.missing` when the file was moved or deleted meanwhile: what is written to it now would be lost.
  func begin() throws(CommerceError) {
    try expectOpen()
    try expectInPlace()
    try statement("BEGIN IMMEDIATE").run()
  }

  /// Throws once the connection is closed: its handle must not be touched any more.
  func expectOpen() throws(CommerceError) {
    guard !isClosed else { throw .trouble(StoreTrouble(.failed, place: path, detail: "the store is closed")) }
  }

  private func expectInPlace() throws(CommerceError) {
    var hasMoved: Int32 = 0
    let answer = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
    guard answer == SQLITE_OK, hasMoved != 0 else { return }
    throw .trouble(StoreTrouble(.missing, place: path, detail: "the file was moved or deleted while it was open"))
  }

  func commit() throws(CommerceError) { try statement("COMMIT").run() }

  /// Undoes the transaction, unless SQLite already has (as it does when the disk is full).
  func rollBack() {
    if isInTransaction { try? statement("ROLLBACK").run() }
  }
}
