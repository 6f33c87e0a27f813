import Client
import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

/// How requests reach the listener in the contract's tests, every answer held against the published document. Every
/// rule is tested at the router; every operation's own way, every answer and every role over a socket.
enum Carriage: String, CaseIterable, CustomTestStringConvertible, Sendable {
  /// The router itself.
  case inProcess
  /// A socket of this machine, by libcurl.
  case socket

  /// What every test of a rule runs with.
  static let allCases: [Carriage] = [.inProcess]
  /// What the tests of each operation's own way run with.
  static let both: [Carriage] = [.inProcess, .socket]

  /// What carries requests to a listener.
  func transport(to listener: Listener<Town>) throws -> any Transport {
    switch self {
    case .inProcess: DocumentedTransport(listener)
    case .socket: DocumentedTransport(listener, over: try SocketTransport(listener))
    }
  }

  var testDescription: String { rawValue }
}

/// A server on a free port, and libcurl before it; the server stops when nobody sends any more.
final class SocketTransport: Transport {
  private let server: HTTPServer
  private let client: CurlTransport

  init(_ listener: Listener<Town>) throws {
    server = try HTTPServer(ListenAddress(host: "127.0.0.1", port: 0), listener)
    client = try CurlTransport(
      try #require(ServerAddress("http://127.0.0.1:\(server.address.port)\(Town.prefix)")))
  }

  deinit { Task { [server] in await server.drain() } }

  func send(_ request: Request) async throws -> Response { try await client.send(request) }
}

/// A little town behind the town contract.
struct TownBench: Sendable {
  let town: SmallTown
  let shop: ShopDesk
  let tokens: Tokens
  let gateway: ScriptedGateway
  let listener: Listener<Town>
  private(set) var transport: any Transport
  /// What sends everything again; nil where nothing is.
  let repeating: RepeatingTransport?

  /// The provider's secret.
  static let secret = "a-secret-of-the-provider"

  /// With `isRepeating`, whatever carries a key is sent again, also to a server that was started anew.
  init(_ carriage: Carriage, secret: String? = TownBench.secret, isRepeating: Bool = false) async throws {
    town = try await SmallTown.build(at: SmallTown.temporaryPath())
    gateway = ScriptedGateway()
    let house = town.house(with: gateway)
    let signer = SodiumSigner()
    shop = try await ShopDesk.open(house, signer: signer)
    tokens = Tokens(
      audience: "town", keys: [Array(repeating: 7, count: 32)], signer: signer, clock: town.clock)
    let webhooks = WebhookSignatures(secrets: secret.map { [Array($0.utf8)] } ?? [], signer: signer)
    listener = try TownListener.make(desks: house.desks, shop: shop, tokens: tokens, webhooks: webhooks)
    let direct = try carriage.transport(to: listener)
    guard isRepeating else {
      (transport, repeating) = (direct, nil)
      return
    }
    let again = try await SmallTown.reopen(at: town.path, clock: town.clock).house(with: gateway)
    repeating = RepeatingTransport(
      listener, by: direct,
      restarted: try TownListener.make(
        desks: again.desks, shop: try await ShopDesk.open(again, signer: signer), tokens: tokens, webhooks: webhooks),
      sequence: { try await house.desks.history.lastSequence() })
    transport = repeating ?? direct
  }

  /// The same town, its requests carried by another transport.
  func sending(by other: any Transport) -> TownBench {
    var bench = self
    bench.transport = other
    return bench
  }

  /// An answer, read.
  struct Answer: Sendable {
    let status: Int
    let bytes: [UInt8]
    let json: JSONValue
    let headers: [String: String]

    /// What stands under `data`, by a path of names and indices.
    subscript(_ path: Any...) -> JSONValue? {
      path.reduce(json["data"]) { value, step in
        switch (value, step) {
        case (let value?, let name as String): value[name]
        case (.list(let values)?, let index as Int): values.indices.contains(index) ? values[index] : nil
        default: nil
        }
      }
    }

    /// The text under `data`.
    func text(_ path: String...) -> String { path.reduce(json["data"]) { $0?[$1] }?.words ?? "" }

    /// The entries of the list under `data.items`.
    var items: [JSONValue] { if case .list(let values)? = json["data"]?["items"] { values } else { [] } }

    /// The error's code; empty for a success.
    var code: String { json["error"]?["code"]?.words ?? "" }
  }

  /// Sends a request and reads its answer, which has to be in the contract's envelope.
  func send(
    _ method: HTTPMethod, _ path: String, as token: String? = nil, guest: String? = nil, key: String? = nil,
    _ body: String? = nil, headers extra: [String: String] = [:]
  ) async throws -> Answer {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    var headers = extra
    if let token { headers["authorization"] = "Bearer " + token }
    if let guest { headers["x-guest-token"] = guest }
    if let key { headers["idempotency-key"] = key }
    if body != nil { headers["content-type"] = "application/json" }
    let response = try await transport.send(
      Request(
        method: method.rawValue, path: Town.prefix + parts[0], query: parts.count > 1 ? parts[1] : "",
        headers: headers, body: Array((body ?? "").utf8)))
    let json = try JSONReader.read(response.bytes)
    guard case .object(let members) = json, Set(members.map(\.name)) == ["data", "error"] else {
      throw NoEnvelope(answer: String(decoding: response.bytes, as: UTF8.self))
    }
    return Answer(status: response.status, bytes: response.bytes, json: json, headers: response.headers)
  }

  /// The answer has another shape than the contract's.
  struct NoEnvelope: Error { let answer: String }

  /// A token of a person of the town.
  func token(_ person: ID<Person>) -> String { tokens.issue(to: person) }

  /// The town's identifier.
  var accra: String { shop.ids.text(town.site) }

  /// The other town's identifier.
  var tema: String { shop.ids.text(town.elsewhere) }
}

extension JSONValue {
  /// The characters of a scalar.
  var words: String {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .null: "null"
    case .list, .object: ""
    }
  }
}
