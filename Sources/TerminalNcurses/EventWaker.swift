internal import CPlatform
public import Terminal

/// Ends a poll by a counter descriptor; any thread may use it.
public struct EventWaker: Waker {
  let descriptor: Int32

  /// Makes the present or the next wait return at once.
  public func wake() { cp_eventfd_signal(descriptor) }
}
