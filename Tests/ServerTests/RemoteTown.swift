import Client
import Commerce
import Contract
import Operations
import Security
import Server
import Threading
import TestSupport
import Testing
import TownDialect

/// A little town behind a listener, and the desks of a console that reaches it.
struct RemoteTown {
  let town: SmallTown
  let tokens: Tokens
  let wire: WatchedWire
  let wallet = TokenWallet()
  let link: RemoteLink
  let desks: Desks

  /// The desks of the house itself.
  var local: Desks { town.house.desks }

  init(desks: ((Desks) -> Desks)? = nil, pulse: Pulse = .never) async throws {
    town = try await SmallTown.build(at: SmallTown.temporaryPath())
    tokens = Tokens(
      audience: "town", keys: [Array(repeating: 7, count: 32)], signer: SodiumSigner(), clock: town.clock)
    let served = desks?(town.house.desks) ?? town.house.desks
    wire = WatchedWire(DocumentedTransport(try TownListener.make(desks: served, tokens: tokens, pulse: pulse)))
    link = RemoteLink(
      transport: wire, wallet: wallet, place: "http://town.example", clock: town.clock,
      pause: { _ in await Task.yield() })
    self.desks = RemoteDesks.make(link: link)
  }

  /// Who answers the phone at Accra.
  var support: Caller { Caller(person: town.staff.support, site: town.site) }

  /// Signs in over the wire.
  @discardableResult
  func signIn(_ badge: String, _ pin: String) async throws -> Session {
    try await desks.session.signIn(badge: badge, pin: pin)
  }

  /// Somebody of the other town, signed in.
  func stranger() async throws -> Caller {
    let admin = Caller(person: town.staff.admin, site: town.elsewhere)
    let person = try await local.people.add(
      PersonDraft(
        email: "tema@townhouse.example", name: "Tema Support", badge: "B-77",
        grant: Grant(role: .support, site: town.elsewhere), pin: "7070"), town.intent(admin))
    try await signIn("B-77", "7070")
    return Caller(person: person, site: town.elsewhere)
  }

  /// A request with somebody's token.
  func request(_ method: String, _ path: String, _ body: String = "", as caller: Caller) -> Request {
    Request(
      method: method, path: Town.prefix + path,
      headers: [
        "content-type": "application/json", "authorization": "Bearer " + (wallet.token(of: caller) ?? ""),
      ], body: Array(body.utf8))
  }
}

extension Pulse {
  /// No beat at all.
  static let never = Pulse { try await Task.sleep(for: .seconds(86_400)) }
}

/// A wire that keeps what went over it, and can change what comes back.
final class WatchedWire: Transport {
  private struct State {
    var paths: [String] = []
    var change: (@Sendable (Request, Response) -> Response)?
  }

  private let inner: any Transport
  private let state = Locked(State())

  init(_ inner: any Transport) { self.inner = inner }

  /// The paths below the prefix that were asked for so far.
  var paths: [String] { state.withLock { $0.paths } }

  /// From now on answers come changed.
  func change(_ change: @escaping @Sendable (Request, Response) -> Response) {
    state.withLock { $0.change = change }
  }

  func send(_ request: Request) async throws -> Response {
    state.withLock { $0.paths.append(String(request.path.dropFirst(Town.prefix.count))) }
    let response = try await inner.send(request)
    let change = state.withLock { $0.change }
    return change?(request, response) ?? response
  }
}
