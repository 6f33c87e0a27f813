public import Commerce
internal import CSQLite
internal import Glibc

extension SQLiteStore {
  /// Copies the store, as it is at one moment, into a new file that only its owner may touch; work goes on meanwhile.
  /// Throws `store.exists` when the file is there already, and `store.failed` when the task is cancelled; a half copy
  /// never bears the name asked for.
  public func backup(
    to destination: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(CommerceError) {
    try await Self.backup(from: path, to: destination, progress: progress)
  }

  /// Copies the store in a file, whether or not it is open elsewhere.
  public static func backup(
    from path: String, to destination: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(CommerceError) {
    try await UpkeepWorker().run { () throws(CommerceError) in
      guard access(destination, F_OK) != 0 else { throw .trouble(StoreTrouble(.exists, place: destination)) }
      let source = try openForUpkeep(path)
      defer { source.close() }
      try copy(source, toNewFile: destination, progress)
    }
  }

  /// Replaces the store at `path` by the backup at `source`, which is verified first: a damaged backup throws
  /// `store.corrupt` and nothing is touched. Processes that have the store open see the restored one.
  public static func restore(
    from source: String, to path: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(CommerceError) {
    let report = try await check(path: source, progress: progress)
    if let problem = report.problems.first {
      throw .trouble(
        StoreTrouble(
          .corrupt, place: source, detail: "the backup is not sound: \(problem.rule): \(problem.detail)"))
    }
    try await UpkeepWorker().run { () throws(CommerceError) in
      let backup = try openForUpkeep(source)
      defer { backup.close() }
      guard access(path, F_OK) == 0 else { return try copy(backup, toNewFile: path, progress) }
      if let store = openForReplacing(path) {
        defer { store.close() }
        // One transaction on the old file: a crash leaves either the old store or the new one.
        try copy(backup, into: store, pages: -1, progress)
      } else {
        try setAside(path)
        try copy(backup, toNewFile: path, progress)
      }
    }
  }

  /// The store as a connection that may be written over; nil when SQLite cannot make sense of it any more.
  private static func openForReplacing(_ path: String) -> Database? {
    guard let database = try? Connection.writer(path: path, options: Options()) else { return nil }
    guard (try? Migrator.isBehind(database)) != nil, (try? database.texts("PRAGMA quick_check(1)")) == ["ok"] else {
      database.close()
      return nil
    }
    return database
  }

  /// Renames a damaged store and its companions, so that nothing of it is lost nor mixed into the restored one.
  private static func setAside(_ path: String) throws(CommerceError) {
    var number = 1
    while access("\(path).damaged-\(number)", F_OK) == 0 { number += 1 }
    let aside = "\(path).damaged-\(number)"
    for companion in StoreFile.companions { rename(path + companion, aside + companion) }
    guard rename(path, aside) == 0 else { throw .trouble(StoreFile.trouble(errno, at: path)) }
  }

  private static func copy(
    _ source: Database, toNewFile destination: String, _ progress: (Progress) -> Void
  ) throws(CommerceError) {
    let draft = "\(destination).partial-\(getpid())"
    let descriptor = Glibc.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .trouble(StoreFile.trouble(errno, at: destination)) }
    defer { Glibc.close(descriptor) }
    do throws(CommerceError) {
      let target = try Database(opening: draft, path: destination, flags: SQLITE_OPEN_READWRITE)
      defer { target.close() }
      // The draft is nobody's store yet: no journal, and one flush at the end.
      try target.execute("PRAGMA journal_mode = OFF")
      try target.execute("PRAGMA synchronous = OFF")
      try copy(source, into: target, pages: 512, progress)
    } catch {
      StoreFile.remove(draft)
      throw error
    }
    for companion in StoreFile.companions { unlink(draft + companion) }
    // A hard link does not replace what somebody else put there meanwhile, as renaming would.
    guard fsync(descriptor) == 0, link(draft, destination) == 0 else {
      let trouble = StoreFile.trouble(errno, at: destination)
      StoreFile.remove(draft)
      throw .trouble(trouble)
    }
    unlink(draft)
    StoreFile.flushFolder(of: destination)
  }

  private static func copy(
    _ source: Database, into target: Database, pages: Int32, _ progress: (Progress) -> Void
  ) throws(CommerceError) {
    // The snapshot stays the same while others commit, so that the copy need not start again.
    try source.execute("BEGIN")
    defer { try? source.execute("ROLLBACK") }
    _ = try source.integer("SELECT count(*) FROM sqlite_schema")
    guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
      throw target.failure(sqlite3_errcode(target.handle))
    }
    var result = SQLITE_OK
    while result == SQLITE_OK {
      if Task.isCancelled {
        sqlite3_backup_finish(backup)
        throw .trouble(StoreTrouble(.failed, place: target.path, detail: "interrupted; nothing was changed"))
      }
      result = sqlite3_backup_step(backup, pages)
      let total = Int(sqlite3_backup_pagecount(backup))
      progress(Progress(done: total - Int(sqlite3_backup_remaining(backup)), total: total, task: "copy"))
    }
    let finished = sqlite3_backup_finish(backup)
    guard result == SQLITE_DONE, finished == SQLITE_OK else {
      throw target.failure(result == SQLITE_DONE ? finished : result)
    }
  }
}
