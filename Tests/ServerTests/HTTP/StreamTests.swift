import Client
import Contract
import Glibc
import Server
import Threading
import Testing

/// Bodies that come as they are made.
@Suite("Streams over a socket") struct StreamTests {
  private static let request = "GET /events HTTP/1.1\r\nHost: h\r\n\r\n"

  private func stream(_ body: AsyncStream<[UInt8]>) -> Response {
    Response(status: 200, headers: ["content-type": "text/event-stream"], body: .stream(body))
  }

  @Test("pieces come when they are made, and the stream ends with whoever makes it")
  func pieces() async throws {
    let (pieces, maker) = AsyncStream<[UInt8]>.makeStream()
    let server = try HTTPServer(.anywhere, StubHandler { _ in stream(pieces) })
    let (first, rest) = try await RawSocket.talk(to: server.address) { socket in
      socket.write(Self.request)
      // Only when the first has come is the second made.
      maker.yield(Array("data: one\n\n".utf8))
      let first = socket.read(until: "data: one\n\n")
      maker.yield(Array("data: two\n\n".utf8))
      maker.finish()
      return (first, socket.read(until: "0\r\n\r\n"))
    }
    #expect(first.contains("Transfer-Encoding: chunked"))
    #expect(rest.contains("data: two\n\n"))
    await server.drain()
  }

  @Test("a reader who goes away while nothing is said ends the stream")
  func goneAway() async throws {
    let (pieces, maker) = AsyncStream<[UInt8]>.makeStream()
    let ended = Signal()
    maker.onTermination = { _ in ended.send() }
    let server = try HTTPServer(.anywhere, StubHandler { _ in stream(pieces) })
    try await RawSocket.talk(to: server.address) { socket in
      socket.write(Self.request)
      maker.yield(Array("data: one\n\n".utf8))
      _ = socket.read(until: "data: one\n\n")
    }
    await ended.wait()
    #expect(server.figures.streams == 0)
    await server.drain()
  }

  @Test("who makes pieces waits for who reads them")
  func backPressure() async throws {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
    let total = 4096
    let made = Locked(0)
    let ended = Signal()
    let body = AsyncStream<[UInt8]>(
      unfolding: {
        made.withLock {
          $0 += 1; return $0 <= total
        } ? piece : nil
      }, onCancel: { ended.send() })
    let server = try HTTPServer(.anywhere, StubHandler { _ in stream(body) })
    try await RawSocket.talk(to: server.address) { socket in
      socket.write(Self.request)
      var read = 0
      while read < 1 << 20 { read += socket.read().count }
      // 256 MiB in all; what is under way is a few buffers.
      #expect(made.withLock { $0 } < total / 4)
    }
    await ended.wait()
    await server.drain()
  }

  @Test("a thousand idle streams end when the server does")
  func many() async throws {
    try raiseDescriptorLimit()
    let count = 1000
    let server = try HTTPServer(
      .anywhere,
      StubHandler { _ in
        let (pieces, maker) = AsyncStream<[UInt8]>.makeStream()
        maker.yield(Array(": hello\n\n".utf8))
        // Nothing more, and no end: the maker lives as long as the stream.
        maker.onTermination = { _ in withExtendedLifetime(maker) {} }
        return stream(pieces)
      })
    let before = try resident()
    let (sockets, after): (Int, Int) = try await RawSocket.talk(to: server.address) { first in
      let others = try (1..<count).map { _ in try RawSocket(server.address) }
      for socket in [first] + others { socket.write(Self.request) }
      for socket in [first] + others { _ = socket.read(until: ": hello\n\n") }
      #expect(server.figures.streams == count)
      let after = try resident()
      let drained = Task { await server.drain() }
      var ended = 0
      for socket in [first] + others where socket.read(until: "0\r\n\r\n").hasSuffix("0\r\n\r\n") { ended += 1 }
      _ = drained
      return (ended, after)
    }
    #expect(sockets == count)
    print("\(count) idle streams: \((after - before) / 1024) KiB, both ends in one process")
  }

  private func raiseDescriptorLimit() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 8192)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    try #require(limit.rlim_cur >= 4096)
  }

  /// Bytes in memory now.
  private func resident() throws -> Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 256)
    let count = read(file, &text, text.count)
    let pages = String(decoding: text.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    return try #require(Int(pages[1])) * 4096
  }
}
