internal import Commerce
internal import Operations
internal import Threading

/// Connections for reading, each lent to one caller at a time. A read runs where its caller runs: in WAL mode it waits
/// for nobody, and the way to another thread and back would cost more than most look-ups.
///
/// Unchecked because a connection changes threads only while the lock is held and is used by its borrower alone; that
/// is what SQLite asks for when opened without mutexes of its own.
final class ReaderPool: @unchecked Sendable {
  private struct Shelf {
    var idle: [SQLiteReads] = []
    var isClosed = false
  }

  private let path: String
  private let immutable: Bool
  private let options: SQLiteStore.Options
  private let shelf = Locked(Shelf())
  private let mostIdle = 4

  init(path: String, immutable: Bool, options: SQLiteStore.Options) {
    self.path = path
    self.immutable = immutable
    self.options = options
  }

  func read<Value: Sendable>(
    _ body: @Sendable (any ReadTransaction) throws(CommerceError) -> Value
  ) throws(CommerceError) -> Value {
    let reader = try borrow()
    defer { giveBack(reader) }
    let database = reader.database
    try database.statement("BEGIN").run()
    defer { try? database.statement("COMMIT").run() }
    return try body(reader)
  }

  private func borrow() throws(CommerceError) -> SQLiteReads {
    // The box carries a connection out of the lock; from there on it is the borrower's alone.
    let (reader, isClosed) = shelf.withLock { ($0.idle.popLast(), $0.isClosed) }
    if let reader { return reader }
    if isClosed { throw .trouble(StoreTrouble(.failed, place: path, detail: "the store is closed")) }
    return SQLiteReads(try Connection.reader(path: path, immutable: immutable, options: options))
  }

  private func giveBack(_ reader: SQLiteReads) {
    let kept = shelf.withLock { shelf in
      guard !shelf.isClosed, shelf.idle.count < mostIdle else { return false }
      shelf.idle.append(reader)
      return true
    }
    if !kept { reader.database.close() }
  }

  func close() {
    let idle = shelf.withLock { shelf in
      shelf.isClosed = true
      defer { shelf.idle = [] }
      return shelf.idle
    }
    for reader in idle { reader.database.close() }
  }
}
