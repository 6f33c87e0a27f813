import CPlatform
import Glibc
import Threading

/// Watches what the HTTP library does not: that no connection takes longer than it may, however busy it looks, and that
/// somebody still reads a stream that has nothing to say.
final class ConnectionWatch: Sendable {
  private struct Connection {
    var deadline: Double?
    /// The stream that is sent on it now.
    var feed: StreamFeed?
  }

  private let connections = Locked<[Int32: Connection]>([:])
  private let hangUps: Int32
  private let stop: Int32
  private let thread = Locked<OwnThread?>(nil)

  /// A watch on nothing yet. nil when the system has no descriptor or thread left.
  init?() {
    hangUps = cp_watch_open()
    stop = cp_eventfd()
    guard hangUps >= 0, stop >= 0, cp_watch_input(hangUps, stop) == 0 else {
      close(hangUps)
      close(stop)
      return nil
    }
    guard let thread = OwnThread("http-watch", { [self] in run() }) else { return nil }
    self.thread.withLock { $0 = thread }
  }

  /// Ends the watch; blocks until its thread is gone.
  func end() {
    cp_eventfd_signal(stop)
    thread.withLock { $0 }?.join()
    close(hangUps)
    close(stop)
  }

  /// How many connections there are, and how many of them carry a stream.
  var counts: (connections: Int, streams: Int) {
    connections.withLock { all in (all.count, all.values.count { $0.feed != nil }) }
  }

  /// A connection is there; it is cut off after so many seconds unless it gets further.
  func begin(_ socket: Int32, seconds: Double) {
    let deadline = monotonicSeconds() + seconds
    connections.withLock { $0[socket] = Connection(deadline: deadline) }
  }

  /// The connection got further: it has so many seconds for what comes next, or all the time it wants.
  func allow(_ socket: Int32, seconds: Double?) {
    let deadline = seconds.map { monotonicSeconds() + $0 }
    connections.withLock { $0[socket]?.deadline = deadline }
  }

  /// A stream goes over the connection: it ends when the reader goes away.
  func stream(_ socket: Int32, _ feed: StreamFeed) {
    connections.withLock { all in
      all[socket]?.deadline = nil
      all[socket]?.feed = feed
      _ = cp_watch_hang_up(hangUps, socket)
    }
  }

  /// The stream is over; the connection may go on.
  func endStream(_ socket: Int32) {
    connections.withLock { all in
      guard all[socket]?.feed != nil else { return }
      all[socket]?.feed = nil
      _ = cp_unwatch(hangUps, socket)
    }
  }

  /// The connection is about to be closed.
  func finish(_ socket: Int32) {
    endStream(socket)
    connections.withLock { _ = $0.removeValue(forKey: socket) }
  }

  /// Ends every stream after what it has to say.
  func finishStreams() {
    for feed in connections.withLock({ $0.values.compactMap(\.feed) }) { feed.finish() }
  }

  private func run() {
    var ready = [Int32](repeating: 0, count: 64)
    while true {
      let count = cp_watch_wait(hangUps, connections.withLock { $0.isEmpty } ? 5000 : 1000, &ready, Int32(ready.count))
      for socket in ready.prefix(max(0, Int(count))) {
        if socket == stop { return }
        hangUp(socket)
      }
      cutOff()
    }
  }

  /// Shuts a connection whose reader went away, and ends its stream.
  private func hangUp(_ socket: Int32) {
    // Under the lock, so that it is this connection's still.
    let feed = connections.withLock { all -> StreamFeed? in
      guard let feed = all[socket]?.feed else { return nil }
      shutdown(socket, Int32(SHUT_RDWR))
      return feed
    }
    feed?.hangUp()
  }

  /// Shuts the connections whose time is over; the library then sees them end.
  private func cutOff() {
    let now = monotonicSeconds()
    connections.withLock { all in
      for (socket, connection) in all {
        guard let deadline = connection.deadline, deadline < now else { continue }
        all[socket]?.deadline = nil
        shutdown(socket, Int32(SHUT_RDWR))
      }
    }
  }
}
