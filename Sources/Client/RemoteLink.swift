public import Commerce
public import Contract
import FoundationEssentials
public import Operations
import Synchronization
public import TownDialect

/// The way to a town server: carries desk calls, keeps the tokens of whoever signed in, and renews them before they end.
public struct RemoteLink: Sendable {
  /// The address, for messages.
  public let place: String
  let transport: any Transport
  let wallet: TokenWallet
  let clock: any Clock
  let pause: @Sendable (Duration) async throws -> Void
  private let greeting = Greeting()

  /// A link over `transport` to the server at `place`, with the tokens in `wallet`. `clock` tells when a token is to be
  /// renewed; `pause` waits before the change feed is tried again.
  public init(
    transport: any Transport, wallet: TokenWallet, place: String = "", clock: any Clock = ElapsedClock(),
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.transport = transport
    self.wallet = wallet
    self.place = place
    self.clock = clock
    self.pause = pause
  }

  /// Asks a desk.
  public func ask<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, by caller: Caller
  ) async throws(CommerceError) -> Reply {
    try await send(call, arguments, caller, key: nil)
  }

  /// Tells a desk to change something.
  public func tell<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, _ intent: Intent
  ) async throws(CommerceError) -> Reply {
    try await send(call, arguments, intent.caller, key: intent.id)
  }

  /// Whoever signed in last, at no town in particular. Throws `access.unauthenticated` when nobody is signed in.
  func anyone() throws(CommerceError) -> Caller {
    guard let holder = wallet.newest else { throw .unauthenticated }
    return holder.caller
  }

  /// What is said of something that this server, or no server, does.
  func notOffered(_ detail: String) -> CommerceError {
    .trouble(StoreTrouble(.notOffered, place: place, detail: detail))
  }

  private func send<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, _ caller: Caller, key: UniqueID?
  ) async throws(CommerceError) -> Reply {
    try await greet()
    var request = Request(
      method: "POST", path: "\(Town.prefix)/desk/\(caller.site)/\(call.desk)/\(call.name)",
      headers: ["content-type": "application/json"])
    if let key { request.headers["idempotency-key"] = key.description }
    do {
      request.body = Array(try JSONEncoder().encode(arguments))
    } catch {
      throw unintelligible("\(call.desk)/\(call.name)")
    }
    let response = try await signed(request, as: TokenWallet.Holder(caller))
    return try open(Reply.self, response, "\(call.desk)/\(call.name)")
  }

  /// What an answer carries; throws what it says went wrong.
  func open<Reply: Decodable>(
    _ type: Reply.Type, _ response: Response, _ what: String
  ) throws(CommerceError) -> Reply {
    guard response.status == 200 else { throw failure(in: response) }
    do { return try Town.open(type, response.bytes) } catch { throw unintelligible(what) }
  }

  func failure(in response: Response) -> CommerceError {
    let error = Town.error(in: response) as? CommerceError
    guard case .trouble(let trouble) = error else { return error ?? unintelligible("status \(response.status)") }
    return .trouble(StoreTrouble(trouble.kind, place: place, detail: trouble.detail))
  }

  func unintelligible(_ detail: String) -> CommerceError {
    .trouble(StoreTrouble(.unintelligible, place: place, detail: detail))
  }

  /// Carries a request; throws `.unreachable` when no answer came, unless the transport knows better.
  func carry(_ request: Request) async throws(CommerceError) -> Response {
    do {
      return try await transport.send(request)
    } catch let error as CommerceError {
      throw error
    } catch {
      throw .trouble(StoreTrouble(.unreachable, place: place, detail: "\(error)"))
    }
  }

  /// What the server said of itself, asked once; a server of another version is not spoken to.
  @discardableResult
  func greet() async throws(CommerceError) -> ConsoleWelcome.Reply {
    if let known = greeting.known { return known }
    let welcome = try await welcome()
    guard welcome.version == DeskCalls.version else {
      throw unintelligible("the server speaks version \(welcome.version), this console \(DeskCalls.version)")
    }
    greeting.known = welcome
    return welcome
  }

  /// What the server says of itself now.
  func welcome() async throws(CommerceError) -> ConsoleWelcome.Reply {
    let response = try await carry(Request(method: "GET", path: Town.prefix + ConsoleWelcome.route.path))
    return try open(ConsoleWelcome.Reply.self, response, "welcome")
  }
}

/// What a server said of itself.
private final class Greeting: Sendable {
  private let state = Mutex<ConsoleWelcome.Reply?>(nil)

  var known: ConsoleWelcome.Reply? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// Time since the program began: no clock that somebody sets moves it.
public struct ElapsedClock: Clock {
  private static let start = ContinuousClock.now

  /// The clock.
  public init() {}

  /// So much after the epoch as the program has run.
  public var now: Instant {
    let elapsed = (ContinuousClock.now - Self.start).components
    return Instant(milliseconds: elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000)
  }
}
