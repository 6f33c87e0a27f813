import Client
import Contract
import Server
import Testing

/// Stopping a server that is at work.
@Suite("Stopping a server") struct DrainTests {
  private static let request = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

  @Test("what is in work is finished and answered, and the connection is closed after it")
  func finishes() async throws {
    let begun = Signal()
    let goOn = Signal()
    let server = try HTTPServer(
      .anywhere,
      StubHandler { _ in
        begun.send()
        await goOn.wait()
        return Response(status: 200, body: .bytes(Array("done".utf8)))
      })
    async let answer = RawSocket.talk(to: server.address) { socket in
      socket.write(Self.request)
      return socket.readToEnd()
    }
    await begun.wait()
    #expect(server.figures.inFlight == 1)
    async let drained: Void = server.drain()
    // The listening socket is closed before anything is waited for.
    try await refusesConnections(server.address)
    goOn.send()
    #expect(try await answer.hasSuffix("\r\n\r\ndone"))
    #expect(try await answer.lowercased().contains("connection: close"))
    await drained
    #expect(server.figures.inFlight == 0)
  }

  private func refusesConnections(_ address: ListenAddress) async throws {
    while true {
      do {
        try await RawSocket.talk(to: address) { _ in }
        await Task.yield()
      } catch {
        return
      }
    }
  }

  @Test("what does not finish in its time is answered 503")
  func givesUp() async throws {
    var setup = HTTPServer.Setup()
    setup.limits.drain = 0
    let begun = Signal()
    let goOn = Signal()
    let server = try HTTPServer(
      .anywhere,
      StubHandler { _ in
        begun.send()
        await goOn.wait()
        return Response(status: 200)
      }, setup)
    async let answer = RawSocket.talk(to: server.address) { socket in
      socket.write(Self.request)
      return socket.readToEnd()
    }
    await begun.wait()
    await server.drain()
    let text = try await answer
    #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 503 "), "\(text)")
    goOn.send()
  }

  @Test("idle connections do not hold a stop up, and a second stop does nothing")
  func idle() async throws {
    let server = try HTTPServer(.anywhere, StubHandler.echo)
    let drained = Signal()
    try await RawSocket.talk(to: server.address) { socket in
      socket.write(Self.request)
      _ = socket.read(until: "GET /a")
      Task {
        await server.drain()
        drained.send()
      }
      // Returns when the server has closed the connection.
      _ = socket.readToEnd()
    }
    await drained.wait()
    await server.drain()
  }

  @Test("servers start and stop under load without losing an answer")
  func underLoad() async throws {
    for _ in 0..<5 {
      let server = try HTTPServer(.anywhere, StubHandler.echo)
      let address = try #require(ServerAddress("http://" + server.address.text))
      let transport = try CurlTransport(address)
      let statuses = await withTaskGroup(of: Int?.self, returning: [Int?].self) { group in
        for index in 0..<100 {
          group.addTask { try? await transport.send(Request(method: "GET", path: "/\(index)")).status }
        }
        group.addTask {
          await server.drain()
          return nil
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.allSatisfy { $0 == nil || $0 == 200 || $0 == 503 })
    }
  }
}
