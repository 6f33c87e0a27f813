import Commerce
public import Contract
public import Operations
import Threading

/// Watches the link: whether the server answers and how fast, and how old what is shown is. Its state is a value, and a
/// stream of values for the console.
public final class LinkMonitor: Sendable {
  private struct Watched {
    var state = LinkState()
    var listeners: [Int: AsyncStream<LinkState>.Continuation] = [:]
    var nextListener = 0
    var onReturn: (@Sendable () -> Void)?
  }

  private let watched = Locked(Watched())
  private let clock: any Clock

  /// A monitor that tells moments by `clock`.
  public init(clock: any Clock) { self.clock = clock }

  /// How it stands now.
  public var state: LinkState { watched.withLock { $0.state } }

  /// How it stands, at once and whenever it changes; a slow reader gets the newest.
  public func states() -> AsyncStream<LinkState> {
    let (stream, continuation) = AsyncStream.makeStream(of: LinkState.self, bufferingPolicy: .bufferingNewest(1))
    let number = watched.withLock { watched in
      defer { watched.nextListener += 1 }
      watched.listeners[watched.nextListener] = continuation
      continuation.yield(watched.state)
      return watched.nextListener
    }
    continuation.onTermination = { [weak self] _ in
      self?.watched.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return stream
  }

  /// Called when the server answers again after it did not.
  func whenBack(_ body: @escaping @Sendable () -> Void) { watched.withLock { $0.onReturn = body } }

  /// The server answered after so many milliseconds.
  func answered(after milliseconds: Int) {
    var wasOffline = false
    change { state in
      wasOffline = state.isOffline
      state.reach = .online(milliseconds: milliseconds)
    }
    guard wasOffline else { return }
    watched.withLock { $0.onReturn }?()
  }

  /// The server did not answer.
  func failed() {
    let now = clock.now
    change { state in
      if !state.isOffline { state.reach = .offline(since: now) }
    }
  }

  /// What the journal holds.
  func holds(waiting: Int, refused: Int, needsSignIn: Bool) {
    change { state in
      state.waiting = waiting
      state.refused = refused
      state.needsSignIn = needsSignIn
    }
  }

  /// What was read last was true then; nil when it was read from the server just now.
  func read(knownAt moment: Instant?) { change { $0.knownAt = moment } }

  private func change(_ body: (inout LinkState) -> Void) {
    watched.withLock { watched in
      let before = watched.state
      body(&watched.state)
      guard watched.state != before else { return }
      for listener in watched.listeners.values { listener.yield(watched.state) }
    }
  }
}

/// A transport that tells a monitor what became of each request.
public struct WatchedTransport: Transport {
  private let inner: any Transport
  private let monitor: LinkMonitor
  private let clock: any Clock

  /// `inner`, watched by `monitor`; `clock` measures how long an answer takes.
  public init(_ inner: any Transport, monitor: LinkMonitor, clock: any Clock = ElapsedClock()) {
    self.inner = inner
    self.monitor = monitor
    self.clock = clock
  }

  /// Carries a request.
  public func send(_ request: Request) async throws -> Response {
    let began = clock.now
    do {
      let response = try await inner.send(request)
      // What stands before a server answers for it when it is gone.
      if (502...504).contains(response.status) {
        monitor.failed()
      } else {
        monitor.answered(after: Int(clock.now.milliseconds - began.milliseconds))
      }
      return response
    } catch {
      monitor.failed()
      throw error
    }
  }
}
