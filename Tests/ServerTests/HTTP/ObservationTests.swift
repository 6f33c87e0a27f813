import Client
import Contract
import Foundation
import Glibc
import Server
import TestSupport
import Testing

/// What can be seen of a server at work, and what must not.
@Suite("Log and figures of a server") struct ObservationTests {
  private let metrics = Metrics(version: "1.2.3")

  @Test("health is for this machine alone, also behind a proxy that runs here")
  func health() async throws {
    let door = FrontDoor(StubHandler.echo, metrics: metrics)
    let near = Request(method: "GET", path: "/healthz", peer: "127.0.0.1")
    #expect(await door.send(near).status == 200)
    var handedOn = near
    handedOn.headers["x-forwarded-for"] = "203.0.113.9"
    #expect(await door.send(handedOn).status == 404)
    var far = near
    far.peer = "203.0.113.9"
    #expect(await door.send(far).status == 404)
    far.path = "/metrics"
    #expect(await door.send(far).status == 404)
    let open = FrontDoor(StubHandler.echo, metrics: metrics, watchers: ["203.0.113.9"])
    #expect(await open.send(far).status == 200)
    far.path = "/healthz"
    #expect(await open.send(far).status == 404)
    #expect(await door.send(Request(method: "POST", path: "/healthz")).status == 405)
  }

  @Test("every request is counted under its route, never under its path")
  func figures() async throws {
    var setup = HTTPServer.Setup()
    let metrics = metrics
    setup.observe = { metrics.count($0, of: "town") }
    let server = try HTTPServer(.anywhere, FrontDoor(StubHandler.echo, metrics: metrics), setup)
    metrics.watch("town") {
      let figures = server.figures
      return .init(connections: figures.connections, streams: figures.streams, inFlight: figures.inFlight)
    }
    let transport = try CurlTransport(try #require(ServerAddress("http://" + server.address.text)))
    for method in ["POST", "POST", "GET", "DANCE", "SING"] {
      _ = try await transport.send(Request(method: method, path: "/orders/4711"))
    }
    // An exchange is counted when its last byte is gone, which the client may see first.
    var text = ""
    while !text.contains(#"method="POST",route="/stub",status="200"} 2"#) || !text.contains("} 2\n") {
      text = String(
        decoding: try await transport.send(Request(method: "GET", path: "/metrics")).bytes, as: UTF8.self)
    }
    #expect(text.contains(#"townhouse_build_info{version="1.2.3"} 1"#))
    #expect(
      text.contains(#"townhouse_http_requests_total{dialect="town",method="other",route="/stub",status="200"} 2"#))
    #expect(text.contains(#"townhouse_http_requests_in_flight{dialect="town"} 1"#))
    #expect(text.contains(#"townhouse_http_request_seconds_count{dialect="town",method="POST",route="/stub"} 2"#))
    #expect(!text.contains("4711"))
    #expect(!text.contains("DANCE"))
    await server.drain()
  }

  @Test("the log has a line for each request, and nothing that was said in it")
  func log() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let log = AccessLog(descriptor: ends[1], clock: FixedClock())
    var setup = HTTPServer.Setup()
    setup.observe = { log.write($0, of: "town") }
    let server = try HTTPServer(.anywhere, StubHandler.echo, setup)
    let transport = try CurlTransport(try #require(ServerAddress("http://" + server.address.text)))
    let answer = try await transport.send(
      Request(
        method: "POST", path: "/orders/hidden-id", query: "q=hidden-query",
        headers: ["authorization": "Bearer hidden-token"], body: Array("hidden-body".utf8)))
    await server.drain()
    log.close()
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(ends[0], &bytes, bytes.count)
    close(ends[0])
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    let line = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) as? [String: Any])
    #expect(line["id"] as? String == answer.headers["x-request-id"])
    #expect(line["route"] as? String == "/stub")
    #expect(line["method"] as? String == "POST")
    #expect(line["status"] as? Int == 200)
    #expect(line["peer"] as? String == "127.0.0.1")
    #expect(line["bytes"] as? Int == answer.bytes.count)
    #expect(!text.contains("hidden"))
  }

  @Test("a proxy of ours says whom it speaks for; nobody else does")
  func proxies() async throws {
    let tellsPeer = StubHandler { Response(status: 200, body: .bytes(Array($0.peer.utf8))) }
    for (proxies, peer) in [(["127.0.0.1"] as Set<String>, "203.0.113.9"), ([], "127.0.0.1")] {
      var setup = HTTPServer.Setup()
      setup.proxies = proxies
      let server = try HTTPServer(.anywhere, tellsPeer, setup)
      let transport = try CurlTransport(try #require(ServerAddress("http://" + server.address.text)))
      let answer = try await transport.send(
        Request(method: "GET", path: "/", headers: ["x-forwarded-for": "198.51.100.1, 203.0.113.9"]))
      #expect(String(decoding: answer.bytes, as: UTF8.self) == peer)
      await server.drain()
    }
  }
}
