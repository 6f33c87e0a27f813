import Client
import Contract
import Server
import Testing

/// What goes over a real socket and comes back.
@Suite("Requests over a socket") struct SocketExchangeTests {
  private func head(_ method: String, _ target: String, _ headers: String = "") -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: h\r\n\(headers)\r\n"
  }

  @Test("method, path and query arrive as they were written")
  func untouched() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let answer = try await RawSocket.talk(to: server.address) { socket in
      socket.write("PATCH /a%20b/%C3%A9?q=%2F+x&q=1&=&? HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      return socket.readToEnd()
    }
    #expect(answer.hasSuffix("\r\n\r\nPATCH /a%20b/%C3%A9 q=%2F+x&q=1&=&? "))
    #expect(answer.contains("\r\nDate: "))
    #expect(answer.contains("\r\nx-request-id: "))
    #expect(!answer.lowercased().contains("\r\nserver:"))
    await server.drain()
  }

  @Test("requests sent in one go are answered one after the other")
  func pipelined() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let answer = try await RawSocket.talk(to: server.address) { [self] socket in
      let body = "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"
      socket.write(head("GET", "/a") + body + head("GET", "/c", "Connection: close\r\n"))
      return socket.readToEnd()
    }
    #expect(answer.components(of: "HTTP/1.1 200 OK") == 3)
    let places = ["GET /a", "POST /b  body", "GET /c"].map { answer.firstRange(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    await server.drain()
  }

  @Test("a body in chunks arrives whole, and so does one in single bytes")
  func bodies() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let answer = try await RawSocket.talk(to: server.address) { [self] socket in
      socket.write(head("POST", "/a", "Transfer-Encoding: chunked\r\n"))
      socket.write("3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n")
      _ = socket.read(until: "abcdefg")
      socket.write(head("POST", "/b", "Connection: close\r\nContent-Length: 26\r\n"))
      for letter in "abcdefghijklmnopqrstuvwxyz" { socket.write(String(letter)) }
      return socket.readToEnd()
    }
    #expect(answer.hasSuffix("POST /b  abcdefghijklmnopqrstuvwxyz"))
    await server.drain()
  }

  @Test("HEAD has the head of the answer alone, and the connection goes on")
  func head() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let answer = try await RawSocket.talk(to: server.address) { [self] socket in
      socket.write(head("HEAD", "/a") + head("DANCE", "/b", "Connection: close\r\n"))
      return socket.readToEnd()
    }
    #expect(answer.components(of: "HTTP/1.1 200 OK") == 2)
    #expect(!answer.contains("HEAD /a"))
    #expect(answer.hasSuffix("DANCE /b  "))
    await server.drain()
  }

  @Test("a body beyond its limit is answered 413 in the contract's words", arguments: [true, false])
  func tooLarge(chunked: Bool) async throws {
    let handler = StubHandler(bodyLimit: 1000) { _ in Response(status: 200) }
    let server = try HTTPServer(.anywhere, handler)
    let answer = try await RawSocket.talk(to: server.address) { [self] socket in
      let body = String(repeating: "x", count: 200_000)
      if chunked {
        socket.write(head("POST", "/a", "Transfer-Encoding: chunked\r\nConnection: close\r\n"))
        socket.write(String(body.count, radix: 16) + "\r\n" + body + "\r\n0\r\n\r\n")
      } else {
        socket.write(head("POST", "/a", "Content-Length: \(body.count)\r\nConnection: close\r\n") + body)
      }
      return socket.readToEnd()
    }
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
    #expect(answer.contains(#""code":"PAYLOAD_TOO_LARGE""#))
    #expect(handler.asked.value == 0)
    await server.drain()
  }

  @Test("a body beyond all bounds is not even read")
  func farTooLarge() async throws {
    let server = try HTTPServer(.anywhere, StubHandler(bodyLimit: 1000) { _ in Response(status: 200) })
    let answer = try await RawSocket.talk(to: server.address) { [self] socket in
      socket.write(head("POST", "/a", "Content-Length: 99999999999\r\n"))
      return socket.readToEnd()
    }
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
    await server.drain()
  }

  @Test("who takes too long over headers or body is cut off, however busy they look", arguments: ["headers", "body"])
  func tooSlow(_ what: String) async throws {
    var setup = HTTPServer.Setup()
    setup.limits.headers = 0
    setup.limits.between = 0
    setup.limits.transfer = 0
    setup.limits.slowest = 1e9
    let handler = StubHandler.echo
    let server = try HTTPServer(.anywhere, handler, setup)
    let answer = try await RawSocket.talk(to: server.address) { [self] socket in
      let start = head("POST", "/a", "Content-Length: 1000000\r\n")
      socket.write(what == "headers" ? String(start.dropLast(2)) : start)
      return socket.readToEnd()
    }
    #expect(answer.isEmpty)
    #expect(handler.asked.value == 0)
    await server.drain()
  }

  @Test("a server for this machine alone does not listen for others")
  func loopback() throws {
    #expect(throws: HTTPServerTrouble.self) {
      try HTTPServer(ListenAddress(host: "0.0.0.0", port: 0), StubHandler.echo)
    }
  }

  @Test("a port that is taken is refused in the words of the system")
  func taken() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    #expect(throws: HTTPServerTrouble(place: server.address.text, reason: "Address already in use")) {
      try HTTPServer(server.address, StubHandler.echo)
    }
    await server.drain()
  }
}
