internal import CSQLite
internal import Commerce
internal import Dispatch
internal import Threading

/// Copies the write-ahead log into the file beside the commit path: when it has grown, and when nothing happens.
final class Checkpointer: Sendable {
  private struct State {
    var database: Database?
    var isBusy = false
    var isIdleCheckDue = false
    var commits: UInt64 = 0
    var isStopped = false
  }

  private let path: String
  private let pages: Int32
  private let queue = DispatchQueue(label: "townhouse.store.checkpoint", qos: .utility)
  private let state = Locked(State())
  private let idleAfter = DispatchTimeInterval.seconds(2)

  init(path: String, options: SQLiteStore.Options) {
    self.path = path
    pages = Int32(clamping: options.checkpointPages)
  }

  /// Hears of every commit of `database` from SQLite itself. The checkpointer must outlive the connection's last one.
  func follow(_ database: Database) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      database.handle,
      { context, _, _, pages in
        // The context is the checkpointer, which the store holds for as long as the connection is open.
        if let context { Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().noteCommit(pages) }
        return SQLITE_OK
      }, context)
  }

  private func noteCommit(_ logPages: Int32) {
    let (copy, wait) = state.withLock { state in
      state.commits &+= 1
      let copy = logPages >= pages && !state.isBusy && !state.isStopped
      if copy { state.isBusy = true }
      let wait = !state.isIdleCheckDue && !state.isStopped
      if wait { state.isIdleCheckDue = true }
      return (copy, wait)
    }
    if copy {
      queue.async { [self] in
        // First beside the writer, which may go on; then what it added meanwhile, so that the log starts anew.
        checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        checkpoint(SQLITE_CHECKPOINT_RESTART)
        state.withLock { $0.isBusy = false }
      }
    }
    if wait { awaitIdle() }
  }

  private func awaitIdle() {
    let seen = state.withLock { $0.commits }
    queue.asyncAfter(deadline: .now() + idleAfter) { [weak self] in
      guard let self else { return }
      let isIdle = state.withLock { state in
        if state.isStopped { return true }
        if state.commits == seen { state.isIdleCheckDue = false }
        return state.commits == seen
      }
      if isIdle { checkpoint(SQLITE_CHECKPOINT_TRUNCATE) } else { awaitIdle() }
    }
  }

  private func checkpoint(_ mode: Int32) {
    // Only the queue comes here; the lock guards against a stop at the same time.
    state.withLock { state in
      guard !state.isStopped else { return }
      if state.database == nil {
        state.database = try? Database(opening: path, path: path, flags: SQLITE_OPEN_READWRITE)
        if let opened = state.database {
          sqlite3_busy_timeout(opened.handle, 20)
          try? opened.execute("PRAGMA synchronous = FULL")
        }
      }
    }
    let database = state.withLock { $0.database }
    if let database { _ = sqlite3_wal_checkpoint_v2(database.handle, "main", mode, nil, nil) }
  }

  /// Waits for a running copy and does no more.
  func stop() {
    state.withLock { $0.isStopped = true }
    queue.sync {
      state.withLock { state in
        state.database?.close()
        state.database = nil
      }
    }
  }
}
