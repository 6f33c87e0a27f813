internal import CSQLite
internal import Commerce
internal import Dispatch
internal import Operations
internal import Threading

/// The one connection that changes the file. Who finds it free works where they run: the way to another thread and back
/// takes longer than most commands. Who has to wait, for a caller of this process or for another process, waits on an
/// executor of its own, so that no thread of the shared pool stands still; all who wait by then share one commit. While
/// there is a crowd nobody goes ahead alone: all others would wait for that one's commit, too.
final class Writer: Sendable {
  private let connection: Locked<SQLiteWrites>
  private let busyTimeout: Int32
  private let committed: @Sendable () -> Void
  private let room = WaitingRoom()
  private let line = Locked(Line())

  /// Those who wait.
  private struct Line {
    var writes: [WaitingWrite] = []
    /// Turns that are left until a crowd is over; 0 when there is none.
    var crowd = 0

    var isFree: Bool { writes.isEmpty && crowd == 0 }

    mutating func serve(_ count: Int) {
      writes.removeFirst(count)
      crowd = count > 1 ? Writer.crowdLasts : max(0, crowd - 1)
    }
  }

  /// So many commands share a commit at most, so that the first of them does not wait for ever.
  private static let largestGroup = 64
  /// So many turns in a row with one command each end a crowd.
  private static let crowdLasts = 8

  init(_ database: sending Database, busyTimeout: Int32, committed: @escaping @Sendable () -> Void) {
    connection = Locked(SQLiteWrites(database))
    self.busyTimeout = busyTimeout
    self.committed = committed
  }

  func run<Value: Sendable>(
    _ body: @escaping @Sendable (any WriteTransaction) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    // Nobody overtakes those who wait already.
    let isFree = line.withLock { $0.isFree }
    if isFree, let tried = connection.withLockIfFree({ attempt(body, on: $0) }), let result = tried {
      return try result.get()
    }
    let result = await withCheckedContinuation { continuation in
      let write = WaitingWrite(body) { continuation.resume(returning: $0) }
      // Whoever finds the room empty opens it; the others are taken along.
      if line.withLock({ line in
        line.writes.append(write)
        return line.writes.count == 1
      }) {
        room.enter { [self] in serveAll() }
      }
    }
    return try result.get()
  }

  func close() async {
    await withCheckedContinuation { continuation in
      room.enter { [self] in
        connection.withLock { $0.database.close() }
        continuation.resume()
      }
    }
  }

  /// Serves whoever waits, group by group, until nobody does.
  private func serveAll() {
    while true {
      let group = line.withLock { Array($0.writes.prefix(Self.largestGroup)) }
      guard let first = group.first else { return }
      let answers = connection.withLock { transaction in
        group.count == 1 ? [first.alone(on: self, transaction)] : serve(group, on: transaction)
      }
      line.withLock { $0.serve(group.count) }
      for answer in answers { answer() }
    }
  }

  /// Runs several commands in one transaction, each within a savepoint of its own: one that fails takes nothing of the
  /// others with it. Nobody is answered before the commit.
  private func serve(_ group: [WaitingWrite], on transaction: SQLiteWrites) -> [@Sendable () -> Void] {
    let database = transaction.database
    do throws(CommerceError) {
      try transaction.begin()
      var outcomes: [WaitingWrite.Outcome] = []
      for write in group {
        transaction.known = nil
        try database.statement("SAVEPOINT command").run()
        let outcome = write.attempt(transaction)
        // Trouble such as a full disk ends the whole transaction, not the savepoint alone.
        guard database.isInTransaction else { throw .trouble(StoreTrouble(.failed, place: database.path)) }
        if !outcome.succeeded { try database.statement("ROLLBACK TO command").run() }
        try database.statement("RELEASE command").run()
        outcomes.append(outcome)
      }
      try database.commit()
      if outcomes.contains(where: \.succeeded) { committed() }
      return outcomes.map(\.answer)
    } catch {
      database.rollBack()
      // One by one, so that each hears of its own trouble alone.
      return group.map { $0.alone(on: self, transaction) }
    }
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
  fileprivate func perform<Value>(
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

/// A command that waits for its turn, whatever it answers.
private struct WaitingWrite: Sendable {
  /// What came of it, not yet told.
  struct Outcome {
    var succeeded: Bool
    var answer: @Sendable () -> Void
  }

  /// Runs it within a transaction that is open.
  let attempt: @Sendable (SQLiteWrites) -> Outcome
  private let perform: @Sendable (Writer, SQLiteWrites) -> @Sendable () -> Void

  init<Value: Sendable>(
    _ body: @escaping @Sendable (any WriteTransaction) throws(CommerceError) -> Value,
    answer: @escaping @Sendable (Result<Value, CommerceError>) -> Void
  ) {
    attempt = { transaction in
      do throws(CommerceError) {
        let value = try body(transaction)
        return Outcome(succeeded: true) { answer(.success(value)) }
      } catch {
        return Outcome(succeeded: false) { answer(.failure(error)) }
      }
    }
    perform = { writer, transaction in
      let result = writer.perform(body, on: transaction)
      return { answer(result) }
    }
  }

  /// Runs it in a transaction of its own.
  func alone(on writer: Writer, _ transaction: SQLiteWrites) -> @Sendable () -> Void { perform(writer, transaction) }
}

/// A thread's worth of room for those whose turn has not come.
private final class WaitingRoom: Sendable {
  private let queue = DispatchQueue(label: "townhouse.store.writer", qos: .userInitiated)

  func enter(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }
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
