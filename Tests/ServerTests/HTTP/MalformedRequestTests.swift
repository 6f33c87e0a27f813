import Contract
import Server
import Testing

/// What a request must not be, over a real socket: none of it reaches the handler.
@Suite("Malformed requests") struct MalformedRequestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var status = 400
    /// True where the library answers by itself, before it asks us. It then may send the head of its answer twice.
    var isLibrarys = false
  }

  static let cases = [
    Case(
      testDescription: "two lengths, one in chunks",
      text: post("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Case(testDescription: "two lengths that agree", text: post("Content-Length: 3\r\nContent-Length: 3", "abc")),
    Case(testDescription: "two lengths that differ", text: post("Content-Length: 3\r\ncontent-length: 5", "abc")),
    Case(testDescription: "a list of lengths", text: post("Content-Length: 3, 3", "abc"), isLibrarys: true),
    Case(testDescription: "a negative length", text: post("Content-Length: -3", "abc"), isLibrarys: true),
    Case(testDescription: "a length with a sign", text: post("Content-Length: +3", "abc"), isLibrarys: true),
    Case(
      testDescription: "a length beyond all bounds", text: post("Content-Length: 99999999999999999999", ""),
      status: 413, isLibrarys: true
    ),
    Case(testDescription: "an unknown coding", text: post("Transfer-Encoding: gzip", "abc"), status: 501),
    Case(testDescription: "chunked under another name", text: post("Transfer-Encoding: xchunked", "abc"), status: 501),
    Case(
      testDescription: "chunked twice",
      text: post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Case(
      testDescription: "a chunk without a length", text: post("Transfer-Encoding: chunked", "zz\r\nabc\r\n0\r\n\r\n")),
    Case(testDescription: "a folded header", text: "GET /a HTTP/1.1\r\nHost: h\r\nX-A: one\r\n two\r\nX-B: b\r\n\r\n"),
    Case(testDescription: "a folded last header", text: "GET /a HTTP/1.1\r\nHost: h\r\nX-A: one\r\n two\r\n\r\n"),
    Case(testDescription: "a folded header by a tab", text: "GET /a HTTP/1.1\r\nHost: h\r\n\tfolded\r\nX-B: b\r\n\r\n"),
    Case(testDescription: "lines that end with LF alone", text: "GET /a HTTP/1.1\nHost: h\nX-A: a\n\n"),
    Case(testDescription: "one line that ends with LF alone", text: "GET /a HTTP/1.1\r\nHost: h\nX-A: a\r\n\r\n"),
    Case(testDescription: "a bare CR in a header", text: "GET /a HTTP/1.1\r\nHost: h\r\nX-A: a\rX-B: b\r\n\r\n"),
    Case(testDescription: "NUL in a header", text: "GET /a HTTP/1.1\r\nHost: h\r\nX-A: a\0b\r\nX-B: b\r\n\r\n"),
    Case(testDescription: "NUL in the path", text: "GET /a\0b HTTP/1.1\r\nHost: h\r\nX-A: a\r\n\r\n"),
    Case(testDescription: "an escaped NUL in the path", text: get("/a%00b")),
    Case(testDescription: "an escaped NUL in the query", text: get("/a?b=%00")),
    Case(testDescription: "an escaped slash in the path", text: get("/a%2Fb")),
    Case(testDescription: "a path that is not ASCII", text: get("/caf\u{e9}")),
    Case(testDescription: "a target that is a whole address", text: get("http://elsewhere/a")),
    Case(testDescription: "a target without a slash", text: get("a")),
    Case(testDescription: "a space in the path", text: get("/a b")),
    Case(testDescription: "two spaces before the path", text: "GET  /a HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case(testDescription: "a space before a colon", text: post("Content-Length : 3", "abc")),
    Case(testDescription: "a header without a colon", text: "GET /a HTTP/1.1\r\nHost: h\r\nnothing\r\n\r\n"),
    Case(testDescription: "no host", text: "GET /a HTTP/1.1\r\nX-A: a\r\n\r\n"),
    Case(testDescription: "two hosts", text: "GET /a HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n"),
    Case(testDescription: "a method that is no word", text: "G(T /a HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case(testDescription: "another protocol", text: "GET /a HTTP/3.0\r\nHost: h\r\n\r\n", status: 505),
    Case(
      testDescription: "headers beyond their limit",
      text: "GET /a HTTP/1.1\r\nHost: h\r\nX-A: " + String(repeating: "a", count: 33_000) + "\r\n\r\n", status: 431),
    Case(
      testDescription: "headers beyond all memory",
      text: "GET /a HTTP/1.1\r\nHost: h\r\nX-A: " + String(repeating: "a", count: 90_000) + "\r\n\r\n", status: 431),
    Case(
      testDescription: "a path beyond all memory", text: get("/" + String(repeating: "a", count: 90_000)), status: 414),
  ]

  private static func post(_ headers: String, _ body: String) -> String {
    "POST /a HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\n" + body
  }

  private static func get(_ target: String) -> String { "GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n" }

  @Test("is refused, and nothing may follow on the connection", arguments: cases)
  func refused(_ wrong: Case) async throws {
    let handler = StubHandler.echo
    let server = try HTTPServer(.anywhere, handler)
    let answer = try await RawSocket.talk(to: server.address) { socket in
      // What would be smuggled must not be answered, either.
      socket.write(wrong.text + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n")
      return socket.readToEnd()
    }
    #expect(answer.hasPrefix("HTTP/1.1 \(wrong.status) "), "\(answer.prefix(400))")
    #expect((1...(wrong.isLibrarys ? 2 : 1)).contains(answer.components(of: "HTTP/1.1 ")))
    #expect(answer.components(of: "HTTP/1.1 \(wrong.status) ") == answer.components(of: "HTTP/1.1 "))
    #expect(handler.asked.value == 0)
    await server.drain()
  }

  @Test("what the library leaves to us is refused in the contract's own words")
  func envelope() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let answer = try await RawSocket.talk(to: server.address) { socket in
      socket.write(Self.post("Content-Length: 3\r\nContent-Length: 3", "abc"))
      return socket.readToEnd()
    }
    #expect(answer.contains(#"{"data":null,"error":{"code":"VALIDATION_ERROR""#))
    #expect(answer.contains("\r\nx-request-id: "))
    await server.drain()
  }

  @Test("bytes that are no HTTP at all end the connection")
  func noise() async throws {
    let handler = StubHandler.echo
    let server = try HTTPServer(.anywhere, handler)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let bytes = (0..<300).map { _ in UInt8.random(in: 0...UInt8.max, using: &random) } + Array("\r\n\r\n".utf8)
      let answer = try await RawSocket.talk(to: server.address) { socket in
        socket.write(bytes)
        return socket.readToEnd()
      }
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 505"), "\(answer)")
    }
    #expect(handler.asked.value == 0)
    await server.drain()
  }
}

extension String {
  /// How often `part` stands in it.
  func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: part) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
