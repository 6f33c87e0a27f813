import Contract
import Glibc
import TownDialect

/// What a thousand readers of the change feed cost while nothing happens: memory for each, and processor time. The
/// reference sends the first event, too, and then nothing: its readers hear no beat every 15 seconds.
struct HTTPStreams {
  private static let readers = 1000
  /// Longer than from one beat to the next.
  private static let seconds: UInt32 = 20

  let stores: Stores
  let requests: HTTPRequests

  func measure(_ ours: ServedStore, _ theirs: ServedStore) throws {
    try raiseDescriptorLimit()
    let own = try cost(of: ours, for: Self.seconds)
    let other = try cost(of: theirs, for: 1)
    Figure(
      name: "http_event_stream_kib", value: own.memory, unit: "KiB", orders: stores.orders, reference: other.memory,
      ratio: own.memory / other.memory
    ).print()
    Figure(
      name: "http_event_streams_cpu", value: own.processor, unit: "%", orders: stores.orders, reference: nil, ratio: nil
    ).print()
  }

  /// KiB of each stream, and per cent of a processor for all of them together.
  private func cost(of served: ServedStore, for seconds: UInt32) throws -> (memory: Double, processor: Double) {
    let server = try served.start(asking: requests.firstLook)
    let before = server.resident
    let request =
      "GET \(Town.prefix)\(ChangeEvents.route.path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      + "Authorization: Bearer \(requests.token)\r\n\r\n"
    let sockets = try (0..<Self.readers).map { _ in
      let socket = try Socket(port: server.port)
      socket.send(request)
      try socket.wait(for: "data:")
      return socket
    }
    let memory = (server.resident - before) * 1024 / Double(Self.readers)
    let begun = server.processorTime
    sleep(seconds)
    let processor = (server.processorTime - begun) / Double(seconds) * 100
    withExtendedLifetime(sockets) {}
    return (memory, processor)
  }

  /// A connection is a descriptor here and in the servers, which inherit the limit.
  private func raiseDescriptorLimit() throws(Problem) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    guard limit.rlim_cur > 2000, setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      throw Problem("too few descriptors for \(Self.readers) streams")
    }
  }
}
