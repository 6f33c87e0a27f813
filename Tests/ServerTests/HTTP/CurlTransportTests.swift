import Client
import Commerce
import Contract
import Server
import Testing

/// The console's way to a server.
@Suite("Requests by libcurl") struct CurlTransportTests {
  private func transport(
    _ server: HTTPServer, scheme: String = "http", _ options: CurlTransport.Options = CurlTransport.Options()
  ) throws -> CurlTransport {
    try CurlTransport(try #require(ServerAddress("\(scheme)://localhost:\(server.address.port)/api/v1")), options)
  }

  /// The trouble that `body` ends in.
  private func trouble(_ body: () async throws -> Response) async throws -> StoreTrouble {
    do {
      let response = try await body()
      Issue.record("answered \(response.status)")
    } catch {
      guard case .trouble(let trouble) = error as? CommerceError else { throw error }
      return trouble
    }
    return StoreTrouble(.failed, place: "")
  }

  @Test("all of a request arrives, and all of the answer comes back")
  func roundTrip() async throws {
    let server = try HTTPServer(
      .anywhere,
      StubHandler(bodyLimit: 4 << 20) { request in
        Response(
          status: 418,
          headers: [
            "x-method": request.method, "x-target": request.path + "?" + request.query,
            "x-key": request.headers["idempotency-key"] ?? "", "x-type": request.headers["content-type"] ?? "none",
            "x-peer": request.peer,
          ], body: .bytes(request.body))
      })
    let transport = try transport(server)
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
      let body = method == "GET" ? [] : [UInt8](repeating: 0, count: 3_000_000) + [1, 2, 3]
      let answer = try await transport.send(
        Request(method: method, path: "/a%20b/../c", query: "q=%2F", headers: ["idempotency-key": "k"], body: body))
      #expect(answer.status == 418)
      #expect(answer.headers["x-method"] == method)
      #expect(answer.headers["x-target"] == "/a%20b/../c?q=%2F")
      #expect(answer.headers["x-key"] == "k")
      #expect(answer.headers["x-type"] == "none")
      #expect(answer.headers["x-peer"] == "127.0.0.1")
      #expect(answer.bytes == body)
    }
    let empty = try await transport.send(Request(method: "POST", path: "/"))
    #expect(empty.bytes.isEmpty)
    await server.drain()
  }

  @Test("many requests at once share a few connections")
  func many() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let transport = try transport(server)
    let answers = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<500 {
        group.addTask {
          String(decoding: try await transport.send(Request(method: "GET", path: "/\(index)")).bytes, as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(answers == Set((0..<500).map { "GET /\($0)  " }))
    #expect(server.figures.connections <= 8)
    await server.drain()
  }

  @Test("a port where nobody listens is unreachable")
  func unreachable() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let transport = try transport(server)
    await server.drain()
    let trouble = try await trouble { try await transport.send(Request(method: "GET", path: "/")) }
    #expect(trouble.kind == .unreachable)
    #expect(trouble.place == "http://localhost:\(server.address.port)")
    #expect(!trouble.detail.isEmpty)
  }

  @Test("an answer that does not come in time is unreachable, and says so")
  func timesOut() async throws {
    let goOn = Signal()
    let server = try HTTPServer(
      .anywhere,
      StubHandler { _ in
        await goOn.wait()
        return Response(status: 200)
      })
    var options = CurlTransport.Options()
    options.total = 0.2
    let transport = try transport(server, options)
    let trouble = try await trouble { try await transport.send(Request(method: "GET", path: "/")) }
    #expect(trouble.kind == .unreachable)
    #expect(trouble.detail == "timed out")
    goOn.send()
    await server.drain()
  }

  @Test("an answer larger than is allowed for is not kept")
  func tooLarge() async throws {
    let server = try HTTPServer(
      .anywhere, StubHandler { _ in Response(status: 200, body: .bytes([UInt8](repeating: 0, count: 100_000))) })
    var options = CurlTransport.Options()
    options.answerLimit = 99_999
    let transport = try transport(server, options)
    let trouble = try await trouble { try await transport.send(Request(method: "GET", path: "/")) }
    #expect(trouble.kind == .unintelligible)
    await server.drain()
  }

  @Test("a task that is cancelled does not wait for the answer")
  func cancelled() async throws {
    let begun = Signal()
    let goOn = Signal()
    let server = try HTTPServer(
      .anywhere,
      StubHandler { _ in
        begun.send()
        await goOn.wait()
        return Response(status: 200)
      })
    let transport = try transport(server)
    let task = Task { try await transport.send(Request(method: "GET", path: "/")) }
    await begun.wait()
    task.cancel()
    await #expect(throws: CommerceError.self) { try await task.value }
    goOn.send()
    await server.drain()
  }

  @Test("redirects are answers like others, and are not followed")
  func redirect() async throws {
    let handler = StubHandler { _ in Response(status: 302, headers: ["location": "/elsewhere"]) }
    let server = try HTTPServer(.anywhere, handler)
    let answer = try await transport(server).send(Request(method: "GET", path: "/"))
    #expect(answer.status == 302)
    #expect(handler.asked.value == 1)
    await server.drain()
  }

  @Test("an event stream comes piece by piece, and ends when nobody reads it any more")
  func events() async throws {
    let (pieces, maker) = AsyncStream<[UInt8]>.makeStream()
    let ended = Signal()
    maker.onTermination = { _ in ended.send() }
    let server = try HTTPServer(
      .anywhere,
      StubHandler { request in
        guard request.path == "/events" else { return Response(status: 204) }
        return Response(status: 200, headers: ["content-type": "text/event-stream"], body: .stream(pieces))
      })
    var options = CurlTransport.Options()
    options.connections = 1
    options.total = 10
    let transport = try transport(server, options)
    let reader = Task {
      let answer = try await transport.send(
        Request(method: "GET", path: "/events", headers: ["accept": "text/event-stream"]))
      guard case .stream(let stream) = answer.body else { return "no stream" }
      var heard = ""
      maker.yield(Array("data: 0\n\n".utf8))
      for await piece in stream {
        heard += String(decoding: piece, as: UTF8.self)
        if heard.components(of: "data:") == 3 { break }
        maker.yield(Array("data: \(heard.components(of: "data:"))\n\n".utf8))
      }
      return heard
    }
    #expect(try await reader.value == "data: 0\n\ndata: 1\n\ndata: 2\n\n")
    // The only connection is free for what comes next.
    #expect(try await transport.send(Request(method: "GET", path: "/")).status == 204)
    await ended.wait()
    await server.drain()
  }

  @Test(
    "addresses that are none, or none of ours, are refused",
    arguments: [
      "ftp://a", "file:///etc/passwd", "http://", "http://:80", "a", "http://user:word@a", "http://a?b", "http://a b",
      "http://a#b", "gopher://a", "",
    ])
  func addresses(_ text: String) { #expect(ServerAddress(text) == nil) }

  @Test("an address has an origin and a path")
  func address() throws {
    let address = try #require(ServerAddress("HTTPS://Shop.Example:8443/api/v1/"))
    #expect(address.origin == "https://shop.example:8443")
    #expect(address.path == "/api/v1")
    #expect(address.isSecure && !address.isLoopback)
    #expect(try #require(ServerAddress("http://[::1]:80")).isLoopback)
  }
}
