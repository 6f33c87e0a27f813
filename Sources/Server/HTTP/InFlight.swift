import Threading

/// The exchanges that have begun and are not over, so that a server that stops can wait for them.
final class InFlight: Sendable {
  private struct State {
    var exchanges: [ObjectIdentifier: HTTPExchange] = [:]
    var isClosing = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Locked(State())

  /// How many there are.
  var count: Int { state.withLock { $0.exchanges.count } }

  /// An exchange begins.
  func begin(_ exchange: HTTPExchange) {
    state.withLock { $0.exchanges[ObjectIdentifier(exchange)] = exchange }
  }

  /// An exchange is over, well or not.
  func end(_ exchange: HTTPExchange) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.exchanges[ObjectIdentifier(exchange)] = nil
      guard state.exchanges.isEmpty else { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Asks for the answer of an exchange; false when the server is about to stop and nothing may be waited for.
  func ask(_ exchange: HTTPExchange) -> Bool {
    state.withLock { state in
      guard !state.isClosing else { return false }
      exchange.startMaking()
      return true
    }
  }

  /// Waits until none is left, at most so many seconds.
  func wait(seconds: Double) async {
    let limit = Task {
      try? await Task.sleep(for: .seconds(seconds))
      stopWaiting()
    }
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard !state.exchanges.isEmpty else { return true }
        state.waiter = continuation
        return false
      }
      if isFree { continuation.resume() }
    }
    limit.cancel()
  }

  private func stopWaiting() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Nothing is waited for from now on; those that are left.
  func close() -> [HTTPExchange] {
    state.withLock { state in
      state.isClosing = true
      return Array(state.exchanges.values)
    }
  }
}
