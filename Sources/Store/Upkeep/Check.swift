public import Commerce
internal import CSQLite

extension SQLiteStore {
  /// Verifies schema, file and books on one snapshot, beside whatever else goes on. Throws `store.failed` when its task
  /// is cancelled; what is wrong with the store itself is told in the report.
  public func check(
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(CommerceError) -> CheckReport {
    try await Self.check(path: path, progress: progress)
  }

  /// Verifies the store in a file, whether or not it is open elsewhere.
  public static func check(
    path: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(CommerceError) -> CheckReport {
    try await UpkeepWorker().run { () throws(CommerceError) in
      do throws(CommerceError) {
        let database = try openForUpkeep(path)
        defer { database.close() }
        return try Inspection(database).run(progress)
      } catch {
        // What cannot even be read is the finding, not a failure of the check.
        guard case .trouble(let trouble) = error, trouble.kind == .corrupt else { throw error }
        return CheckReport(problems: [.init("file.integrity", trouble.detail)])
      }
    }
  }

  /// A connection that only reads, of a schema this program knows.
  static func openForUpkeep(_ path: String) throws(CommerceError) -> Database {
    try requireFile(path)
    let database = try Connection.reader(path: path, immutable: isImmutable(path), options: Options())
    do throws(CommerceError) {
      guard try !Migrator.isBehind(database) else {
        throw .trouble(StoreTrouble(.failed, place: path, detail: "its schema has to be brought up to date first"))
      }
    } catch {
      database.close()
      throw error
    }
    return database
  }
}

/// Runs long work on a thread of its own, so that it holds up nobody.
actor UpkeepWorker {
  private let executor = StoreExecutor("townhouse.store.upkeep")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func run<Value: Sendable>(
    _ work: @Sendable () throws(CommerceError) -> Value
  ) throws(CommerceError) -> Value {
    try work()
  }
}

/// One check: a list of steps over a snapshot.
private struct Inspection {
  private let database: Database
  private let mostProblems = 100

  init(_ database: Database) { self.database = database }

  func run(_ progress: (Progress) -> Void) throws(CommerceError) -> CheckReport {
    database.stopWhenCancelled()
    try database.execute("BEGIN")
    defer { try? database.execute("ROLLBACK") }
    var report = CheckReport()
    let total = 3 + AccountingRule.all.count
    progress(Progress(done: 0, total: total, task: "schema"))
    try compareSchema(&report)
    progress(Progress(done: 1, total: total, task: "file"))
    try collect("file.integrity", "PRAGMA integrity_check(100)", &report) { $0 == "ok" }
    progress(Progress(done: 2, total: total, task: "references"))
    try collect(
      "file.references",
      "SELECT printf('%s row %d lacks its %s', \"table\", rowid, parent) FROM pragma_foreign_key_check",
      &report)
    for (index, rule) in AccountingRule.all.enumerated() {
      progress(Progress(done: 3 + index, total: total, task: rule.name))
      try collect(rule.name, rule.query, &report)
    }
    report.orders = Int(try database.integer("SELECT count(*) FROM orders"))
    report.moves = Int(try database.integer("SELECT count(*) FROM stock_moves"))
    report.changes = Int(try database.integer("SELECT count(*) FROM changes"))
    progress(Progress(done: total, total: total, task: "done"))
    return report
  }

  private func collect(
    _ rule: String, _ query: String, _ report: inout CheckReport, isFine: (String) -> Bool = { _ in false }
  ) throws(CommerceError) {
    let statement = try database.prepare(query)
    defer { statement.finalize() }
    let found = try statement.take(mostProblems) { row throws(CommerceError) in
      let text = row.text()
      return isFine(text) ? nil : CheckReport.Problem(rule, text)
    }
    report.problems += found
  }

  /// The schema as its own migrations make it, against the one in the file.
  private func compareSchema(_ report: inout CheckReport) throws(CommerceError) {
    let model = try Database(
      opening: ":memory:", path: ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    defer { model.close() }
    try Migrator.migrate(model)
    let query = "SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1"
    let wanted = Set(try model.texts(query))
    let present = Set(try database.texts(query))
    for entry in wanted.subtracting(present).sorted() {
      report.problems.append(.init("schema", "missing or altered: " + head(entry)))
    }
    for entry in present.subtracting(wanted).sorted() {
      report.problems.append(.init("schema", "not ours or altered: " + head(entry)))
    }
  }

  private func head(_ entry: String) -> String { String(entry.prefix { $0 != ":" }) }
}

extension Database {
  /// Ends the running statement soon after the current task is cancelled.
  func stopWhenCancelled() {
    sqlite3_progress_handler(handle, 100_000, { _ in Task.isCancelled ? 1 : 0 }, nil)
  }
}
