internal import CPlatform
internal import Commerce
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Runs a command beside the main thread, which waits for signals: what a command has begun to write is removed when
/// somebody interrupts it.
enum Background {
  private static let drafts = Mutex<Set<String>>([])
  private static let graceful = Mutex<StopRequest?>(nil)

  /// Runs `body` and ends the process with its status.
  static func run(_ output: Output, _ body: @escaping @Sendable () async throws -> Void) -> Never {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Task.detached {
      var status: Int32 = 0
      do {
        try await body()
      } catch {
        let failure = Self.failure(error)
        output.report(failure)
        status = failure.status
      }
      exit(status)
    }
    var received: Int32 = 0
    repeat {
      while sigwait(&signals, &received) != 0 {}
      // The first one asks whoever wants to end in order; who asks again is not put off.
    } while graceful.withLock({ $0.take() }).map { $0.receive() } != nil
    removeDrafts()
    Output.writeError("\n")
    cp_die_by_signal(received)
    exit(128 + received)
  }

  /// From now on the first signal asks to stop, instead of ending the process; the second one ends it.
  static func takeSignals() -> StopRequest {
    let request = StopRequest()
    graceful.withLock { $0 = request }
    return request
  }

  /// The file is removed, with what SQLite keeps beside it, if the process is interrupted before `keep`.
  static func beginDraft(_ path: String) { drafts.withLock { _ = $0.insert(path) } }

  /// The file is finished, or was taken away already.
  static func endDraft(_ path: String) { drafts.withLock { _ = $0.remove(path) } }

  static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  /// Takes away what is half written.
  static func removeDrafts() {
    for path in drafts.withLock({ $0 }) { remove(path) }
  }

  /// Runs work that blocks on a thread of its own, so that the tasks it waits for have theirs.
  static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "townhouse.blocking").async { continuation.resume(with: Result { try body() }) }
    }
  }

  /// Any error as a failure.
  static func failure(_ error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let error as CommerceError: .core(error)
    default: .core(.trouble(StoreTrouble(.failed, place: "", detail: "\(error)")))
    }
  }
}

/// Somebody wants the program to end in order.
final class StopRequest: Sendable {
  private let signals: AsyncStream<Void>
  private let sender: AsyncStream<Void>.Continuation

  init() { (signals, sender) = AsyncStream.makeStream() }

  func receive() { sender.finish() }

  /// Waits until it is so.
  func wait() async { for await _ in signals {} }
}
