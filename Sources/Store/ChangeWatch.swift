internal import CSQLite
internal import Commerce
// A dispatch source may be resumed from any thread; Dispatch on Linux does not say so in its types.
@preconcurrency internal import Dispatch
internal import Glibc
internal import Threading

/// Notices commits: this process's own at once, those of others by inotify on the file and its log, confirmed by
/// `PRAGMA data_version`. Costs nothing until somebody listens, and sleeps while nothing happens.
final class ChangeWatch: Sendable {
  private struct State {
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextListener = 0
    var isDue = false
    var ownCommits = false
    var lastSignal = DispatchTime(uptimeNanoseconds: 0)
    var files: DispatchFiles?
    var isStopped = false
  }

  /// What watching needs from the system, opened with the first listener.
  private struct DispatchFiles {
    let database: Database
    var version: Int64
    let source: any DispatchSourceProtocol
  }

  private let path: String
  private let isImmutable: Bool
  private let state = Locked(State())
  private let queue = DispatchQueue(label: "townhouse.store.watch", qos: .utility)
  private let interval = DispatchTimeInterval.milliseconds(50)
  private let pause = DispatchTimeInterval.milliseconds(250)

  init(path: String, isImmutable: Bool) {
    self.path = path
    self.isImmutable = isImmutable
  }

  func commits() -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let (listener, isFirst) = state.withLock { state in
        let listener = state.nextListener
        state.nextListener += 1
        if !state.isStopped { state.listeners[listener] = continuation }
        return (state.isStopped ? nil : listener, state.files == nil && !state.isStopped)
      }
      guard let listener else { return continuation.finish() }
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { _ = $0.listeners.removeValue(forKey: listener) }
      }
      // Opened before the stream is handed out: no commit after that goes unnoticed.
      if isFirst, !isImmutable { queue.sync(execute: openFiles) }
    }
  }

  func noteOwnCommit() {
    let due = state.withLock { state in
      if state.listeners.isEmpty { return nil as DispatchTime? }
      state.ownCommits = true
      return Self.schedule(&state, interval)
    }
    if let due { queue.asyncAfter(deadline: due) { [weak self] in self?.signal() } }
  }

  /// When to look next; nil when that is settled already.
  private static func schedule(_ state: inout State, _ interval: DispatchTimeInterval) -> DispatchTime? {
    if state.isDue || state.isStopped { return nil }
    state.isDue = true
    return max(.now(), state.lastSignal + interval)
  }

  private func openFiles() {
    guard state.withLock({ $0.files == nil && !$0.isStopped }) else { return }
    guard let database = try? Database(opening: path, path: path, flags: SQLITE_OPEN_READONLY) else { return }
    sqlite3_busy_timeout(database.handle, 100)
    try? database.execute("PRAGMA cache_size = -64")
    let version = (try? database.integer("PRAGMA data_version")) ?? 0
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return lookNowAndThen(database, version) }
    _ = inotify_add_watch(descriptor, path, UInt32(IN_MODIFY))
    _ = inotify_add_watch(descriptor, path + "-wal", UInt32(IN_MODIFY))
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setCancelHandler { Glibc.close(descriptor) }
    source.setEventHandler { [weak self] in self?.heardFromFiles(source, descriptor) }
    state.withLock { $0.files = DispatchFiles(database: database, version: version, source: source) }
    source.resume()
  }

  /// One account has few inotify instances, often 128; a console beyond them asks the file itself.
  private func lookNowAndThen(_ database: Database, _ version: Int64) {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + pause, repeating: pause, leeway: interval)
    timer.setEventHandler { [weak self] in self?.signal() }
    state.withLock { $0.files = DispatchFiles(database: database, version: version, source: timer) }
    timer.resume()
  }

  private func heardFromFiles(_ source: any DispatchSourceRead, _ descriptor: Int32) {
    // A busy writer raises an event a page; the source rests until the next look.
    var buffer = [UInt8](repeating: 0, count: 4096)
    while Glibc.read(descriptor, &buffer, buffer.count) > 0 {}
    let due = state.withLock { Self.schedule(&$0, interval) }
    guard let due else { return }
    source.suspend()
    queue.asyncAfter(deadline: due) { [weak self] in
      source.resume()
      self?.signal()
    }
  }

  private func signal() {
    let listeners = state.withLock { state -> [AsyncStream<Void>.Continuation] in
      state.isDue = false
      var isNews = state.ownCommits
      state.ownCommits = false
      if let files = state.files {
        let version = (try? files.database.integer("PRAGMA data_version")) ?? files.version
        if version != files.version { isNews = true }
        state.files?.version = version
      }
      guard isNews, !state.isStopped else { return [] }
      state.lastSignal = .now()
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.yield() }
  }

  func stop() {
    let (listeners, files) = state.withLock { state in
      state.isStopped = true
      defer {
        state.listeners = [:]
        state.files = nil
      }
      return (Array(state.listeners.values), state.files)
    }
    for listener in listeners { listener.finish() }
    files?.source.cancel()
    files?.database.close()
  }
}
