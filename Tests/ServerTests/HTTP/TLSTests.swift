import Client
import Commerce
import Contract
import Server
import Testing

/// TLS by files of certificate and key.
@Suite("TLS") struct TLSTests {
  private func server(_ identity: TestIdentity) throws -> HTTPServer {
    var setup = HTTPServer.Setup()
    setup.tls = try identity.identity()
    return try HTTPServer(.anywhere, StubHandler.echo, setup)
  }

  private func answer(_ server: HTTPServer, believing identity: TestIdentity?) async throws -> Response {
    var options = CurlTransport.Options()
    options.authorities = identity?.certificate
    let address = try #require(ServerAddress("https://localhost:\(server.address.port)"))
    return try await CurlTransport(address, options).send(
      Request(method: "POST", path: "/a", body: [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)))
  }

  @Test("a certificate that is believed lets requests through")
  func believed() async throws {
    let identity = try TestIdentity.local()
    let server = try server(identity)
    #expect(server.isSecure)
    #expect(try await answer(server, believing: identity).bytes.count == 200_009)
    await server.drain()
  }

  @Test("a certificate nobody vouches for, or of another host, is denied")
  func denied() async throws {
    let elsewhere = try TestIdentity.elsewhere()
    for (identity, believed) in [(try TestIdentity.local(), nil), (elsewhere, elsewhere)] as [(_, TestIdentity?)] {
      let server = try server(identity)
      do {
        _ = try await answer(server, believing: believed)
        Issue.record("the certificate was believed")
      } catch {
        guard case .trouble(let trouble) = error as? CommerceError else { throw error }
        #expect(trouble.kind == .denied)
        #expect(!trouble.detail.isEmpty)
      }
      await server.drain()
    }
  }

  @Test("an event stream goes over TLS, and ends when nobody reads it any more")
  func stream() async throws {
    let identity = try TestIdentity.local()
    let (pieces, maker) = AsyncStream<[UInt8]>.makeStream()
    let ended = Signal()
    maker.onTermination = { _ in ended.send() }
    maker.yield(Array("data: one\n\n".utf8))
    var setup = HTTPServer.Setup()
    setup.tls = try identity.identity()
    let server = try HTTPServer(
      .anywhere,
      StubHandler { _ in
        Response(status: 200, headers: ["content-type": "text/event-stream"], body: .stream(pieces))
      }, setup)
    var options = CurlTransport.Options()
    options.authorities = identity.certificate
    let address = try #require(ServerAddress("https://localhost:\(server.address.port)"))
    let transport = try CurlTransport(address, options)
    let answer = try await transport.send(
      Request(method: "GET", path: "/", headers: ["accept": "text/event-stream"]))
    if case .stream(let stream) = answer.body {
      let reader = Task {
        for await piece in stream { return String(decoding: piece, as: UTF8.self) }; return ""
      }
      #expect(await reader.value == "data: one\n\n")
      reader.cancel()
    }
    await server.drain()
    await ended.wait()
  }

  @Test("a key that everybody can read is refused")
  func openKey() throws {
    let identity = try TestIdentity.local()
    try identity.setMode(0o644)
    #expect(throws: HTTPServerTrouble.self) { try identity.identity() }
  }

  @Test("a key of another certificate is refused")
  func otherKey() throws {
    let local = try TestIdentity.local()
    let elsewhere = try TestIdentity.elsewhere()
    var setup = HTTPServer.Setup()
    setup.tls = try TLSIdentity(certificate: local.certificate, key: elsewhere.key)
    #expect(throws: HTTPServerTrouble.self) { try HTTPServer(.anywhere, StubHandler.echo, setup) }
  }
}
