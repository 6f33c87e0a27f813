internal import CPlatform
internal import Glibc
internal import Synchronization

/// Waits on the main thread for work that must be done before the console can open, and still obeys signals.
enum Waiting {
  /// The value of `body`. To be called after the terminal's signals were blocked.
  static func value<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws(Failure) -> Value {
    let done = cp_eventfd()
    let signals = cp_signalfd()
    defer {
      close(done)
      close(signals)
    }
    let slot = Slot<Value>()
    Task.detached {
      do {
        slot.put(.success(try await body()))
      } catch {
        slot.put(.failure(Background.failure(error)))
      }
      cp_eventfd_signal(done)
    }
    while true {
      if let result = slot.take() { return try result.get() }
      var polls = [
        pollfd(fd: done, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polls, 2, -1)
      obey(cp_signalfd_next(signals))
    }
  }

  private static func obey(_ signal: Int32) {
    switch signal {
    case SIGINT, SIGTERM, SIGHUP:
      Background.removeDrafts()
      Output.writeError("\n")
      cp_die_by_signal(signal)
    case SIGTSTP: cp_stop_process()
    default: break
    }
  }

  /// A place for one value, filled by one thread and taken by another.
  private final class Slot<Value: Sendable>: Sendable {
    private let content = Mutex<Result<Value, Failure>?>(nil)

    func put(_ value: Result<Value, Failure>) { content.withLock { $0 = value } }

    func take() -> Result<Value, Failure>? { content.withLock { $0 } }
  }
}
