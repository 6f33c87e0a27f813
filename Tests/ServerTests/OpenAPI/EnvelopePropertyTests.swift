import Commerce
import Contract
import Operations
import Server
import TestSupport
import Testing
import TownDialect

/// I59: whatever bytes come, the answer is in the contract's envelope, as its document says, and the fault is never ours.
@Suite("Any bytes") struct EnvelopePropertyTests {
  @Test("of a body, for every operation that takes one", arguments: Carriage.both)
  func bodies(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    var generator = SeededGenerator(seed: 59)
    let admin = bench.token(bench.town.staff.admin)
    for operation in bench.listener.operations where operation.description.hasBody {
      for _ in 0..<(carriage == .socket ? 2 : 6) {
        let answer = try await bench.bare(operation, token: admin, body: Self.bytes(&generator))
        #expect(answer.status < 500 || operation.route.access == .signature, "\(operation.description.id)")
        try expectEnvelope(answer)
      }
    }
    #expect(try await bench.troubles() == [])
  }

  @Test("of a path, a query, a header", arguments: Carriage.both)
  func targets(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    var generator = SeededGenerator(seed: 590)
    let admin = bench.token(bench.town.staff.admin)
    let routes = bench.listener.operations.filter { $0.description.packing == .envelope }.map(\.route)
    for _ in 0..<200 {
      guard let route = routes.randomElement(using: &generator) else { return }
      var path = route.path
      for name in route.parameters { path = path.replacing("{\(name)}", with: Self.escaped(&generator)) }
      let headers = [
        "authorization": "Bearer " + admin, "content-type": "application/json",
        "idempotency-key": Self.escaped(&generator), "x-guest-token": Self.escaped(&generator),
      ]
      let method = Bool.random(using: &generator) ? route.method : HTTPMethod.allCases.randomElement(using: &generator)
      let answer = try await bench.transport.send(
        Request(
          method: (method ?? route.method).rawValue, path: Town.prefix + path,
          query: Self.escaped(&generator) + "=" + Self.escaped(&generator) + "&page=" + Self.escaped(&generator),
          headers: headers, body: route.method == .get ? [] : Array("{}".utf8)))
      #expect(answer.status < 500 || route.access == .signature, "\(method ?? route.method) \(path)")
      try expectEnvelope(answer)
    }
  }

  private func expectEnvelope(_ answer: Response) throws {
    let json = try JSONReader.read(answer.bytes)
    #expect(json.names.sorted() == ["data", "error"])
    #expect((json["data"] == .null) == (answer.status >= 400) || answer.status == 200)
    if answer.status >= 400 {
      #expect(json["error"]?["code"]?.words.isEmpty == false && json["error"]?["message"]?.words.isEmpty == false)
      guard case .object? = json["error"]?["details"] else {
        Issue.record("details is no object")
        return
      }
    }
  }

  /// Bytes that are JSON, nearly JSON, or nothing of the kind.
  private static func bytes(_ generator: inout SeededGenerator) -> [UInt8] {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return (0..<Int.random(in: 0...200, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }
    case 1: return Array(String(repeating: "[", count: Int.random(in: 1...4000, using: &generator)).utf8)
    case 2: return Array(#"{"a":"#.utf8) + [0xff, 0xfe, 0xed, 0xa0, 0x80] + Array(#""}"#.utf8)
    case 3: return Array(#"{"order_id":1e999,"items":[{}],"text":"\ud800","limit":-9223372036854775808}"#.utf8)
    case 4: return Array("[null,true,-0,1.5,{}]".utf8)
    default:
      var bytes = Array(#"{"order_id":"x","phone":"0244123456","status":"DELIVERED","items":[{"quantity":1}]}"#.utf8)
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      return bytes
    }
  }

  /// Text for a path, query or header: percent-encoded bytes of any kind, and some that are encoded wrongly.
  private static func escaped(_ generator: inout SeededGenerator) -> String {
    let pieces = [
      "x", "0", "-1", "%00", "%2F", "%2e%2e", "%ff", "%C3%A9", "%", "%zz", "9223372036854775808", "a%20b", "%0A", "..",
      "00000000-0000-4000-8000-000000000000", "%F0%9F%98%80", "+", "~", "%25",
    ]
    return (0...Int.random(in: 0...2, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "x" }
      .joined()
  }
}
