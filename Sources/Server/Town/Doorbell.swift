import Threading

/// Wakes the one who waits at it; rings that nobody waited for are kept, each kind once.
final class Doorbell: Sendable {
  /// Why it rang.
  struct Ring: OptionSet, Sendable {
    let rawValue: Int
    static let commit = Ring(rawValue: 1)
    static let beat = Ring(rawValue: 2)
  }

  private struct State {
    var pending: Ring = []
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Locked(State())

  /// Rings.
  func ring(_ why: Ring) {
    let waiter = state.withLock { state in
      state.pending.formUnion(why)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// What it rang for since the last time; waits when it has not. Nothing when the wait was cancelled.
  func wait() async -> Ring {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          guard state.pending.isEmpty, !Task.isCancelled else { return true }
          state.waiter = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      ring([])
    }
    return state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
  }
}
