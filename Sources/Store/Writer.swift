internal import Commerce
internal import Operations

/// The one connection that changes the file, on an executor of its own.
actor Writer {
  private let executor: StoreExecutor
  private let transaction: SQLiteWrites
  private let committed: @Sendable () -> Void

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ database: sending Database, committed: @escaping @Sendable () -> Void) {
    executor = StoreExecutor("townhouse.store.writer")
    transaction = SQLiteWrites(database)
    self.committed = committed
  }

  func run<Value: Sendable>(
    _ body: @Sendable (any WriteTransaction) throws(CommerceError) -> Value
  ) throws(CommerceError) -> Value {
    let database = transaction.database
    try database.begin()
    let value: Value
    do throws(CommerceError) {
      value = try body(transaction)
      try database.commit()
    } catch {
      database.rollBack()
      throw error
    }
    committed()
    return value
  }

  func close() { transaction.database.close() }
}

extension Database {
  /// Starts changing the file, waiting for others as long as the options allow.
  func begin() throws(CommerceError) {
    guard !isClosed else { throw .trouble(StoreTrouble(.failed, place: path, detail: "the store is closed")) }
    try statement("BEGIN IMMEDIATE").run()
  }

  func commit() throws(CommerceError) { try statement("COMMIT").run() }

  /// Undoes the transaction, unless SQLite already has (as it does when the disk is full).
  func rollBack() {
    if isInTransaction { try? statement("ROLLBACK").run() }
  }
}
