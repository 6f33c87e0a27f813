internal import Glibc

/// A value behind a pthread mutex: cheap when uncontended, safe to take on any thread, and visible to ThreadSanitizer,
/// which does not see into the standard library's own.
///
/// Unchecked because the compiler cannot see that every access goes through the mutex; it does.
package final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  // Allocated, because a mutex must never move in memory.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  /// A lock around `value`.
  package init(_ value: sending Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` while nobody else has the value. It must not wait for anything, and not take the same lock again.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }

  /// The same if nobody holds the value now; nil, at once, when somebody does.
  package func withLockIfFree<Result>(_ body: (inout Value) -> Result) -> Result? {
    guard pthread_mutex_trylock(mutex) == 0 else { return nil }
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
