internal import CPlatform
internal import Glibc

/// A thread of its own, for code that blocks in C: the shared pool has a thread a core and none to spare.
///
/// Unchecked because both are written before the thread's maker has the value, and afterwards only by whoever joins,
/// which is one at most.
package final class OwnThread: @unchecked Sendable {
  private var handle = pthread_t()
  private var isRunning = false

  /// Starts `body` on a thread of that name (15 characters at most). nil when the system has no thread left.
  package init?(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(
      Work {
        cp_name_thread(name)
        body()
      })
    let failed = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard failed == 0 else {
      work.release()
      return nil
    }
    isRunning = true
  }

  // Nobody can wait for it any more: the system is to clear it away by itself.
  deinit { if isRunning { pthread_detach(handle) } }

  /// Waits for the thread to end; blocks. To be called once.
  package func join() {
    guard isRunning else { return }
    isRunning = false
    pthread_join(handle, nil)
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// Seconds of a clock that is never set.
package func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
