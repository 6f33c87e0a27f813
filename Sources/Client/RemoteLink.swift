public import Commerce
public import Contract
import FoundationEssentials
public import Operations
import Threading
public import TownDialect

/// The way to a town server: carries desk calls, keeps the tokens of whoever signed in, and renews them before they end.
public struct RemoteLink: Sendable {
  /// The address, for messages.
  public let place: String
  /// Where papers of the server are printed; nil where there is no printer.
  public var papers: RemotePapers?
  let transport: any Transport
  let wallet: TokenWallet
  let clock: any Clock
  let pause: @Sendable (Duration) async throws -> Void
  /// Carries commands in their order and keeps them on disk; without one they go straight out.
  var journal: CommandJournal?
  /// What was read last, for when the server does not answer.
  var memory: ReadMemory?
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
  public func ask<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, by caller: Caller
  ) async throws(CommerceError) -> Reply {
    let body = try bytes(of: arguments, for: "\(call.desk)/\(call.name)")
    guard let memory, ReadMemory.keeps(call.desk, call.name) else {
      return try read(call, try await exchange(call.desk, call.name, body, caller, key: nil))
    }
    let key = ReadMemory.Key(caller: caller, desk: call.desk, call: call.name, arguments: body)
    do throws(CommerceError) {
      let answer = try await exchange(call.desk, call.name, body, caller, key: nil)
      let reply = try read(call, answer)
      memory.keep(answer, for: key)
      return reply
    } catch {
      guard error.isUnreachable, let known = memory.recall(key) else { throw error }
      return try read(call, known)
    }
  }

  /// Asks a desk, and the server alone: nothing is answered from memory.
  func fetch<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, by caller: Caller
  ) async throws(CommerceError) -> Reply {
    let body = try bytes(of: arguments, for: "\(call.desk)/\(call.name)")
    return try read(call, try await exchange(call.desk, call.name, body, caller, key: nil))
  }

  /// Tells a desk to change something.
  public func tell<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, _ intent: Intent
  ) async throws(CommerceError) -> Reply {
    guard let journal else {
      let body = try bytes(of: arguments, for: "\(call.desk)/\(call.name)")
      return try read(call, try await exchange(call.desk, call.name, body, intent.caller, key: intent.id))
    }
    let entry = try JournalEntry(call, arguments, intent, at: journal.now)
    switch try await journal.submit(entry, CommandAcceptance.patience(of: call.desk, call.name)) {
    case .answered(let body): return try read(call, body)
    case .accepted:
      // Only what answers nothing is accepted without an answer.
      guard let nothing = Nothing() as? Reply else { throw unintelligible("\(call.desk)/\(call.name)") }
      return nothing
    }
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

  private func bytes(of arguments: some Encodable, for what: String) throws(CommerceError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    do { return Array(try encoder.encode(arguments)) } catch { throw unintelligible(what) }
  }

  private func read<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>, _ body: [UInt8]
  ) throws(CommerceError) -> Reply {
    do { return try Town.open(Reply.self, body) } catch { throw unintelligible("\(call.desk)/\(call.name)") }
  }

  /// Carries one desk call; answers the body of a success.
  func exchange(
    _ desk: String, _ call: String, _ body: [UInt8], _ caller: Caller, key: UniqueID?
  ) async throws(CommerceError) -> [UInt8] {
    try await greet()
    var request = Request(
      method: "POST", path: "\(Town.prefix)/desk/\(caller.site)/\(desk)/\(call)",
      headers: ["content-type": "application/json"], body: body)
    if let key { request.headers["idempotency-key"] = key.description }
    let response = try await signed(request, as: TokenWallet.Holder(caller))
    guard response.status == 200 else { throw failure(in: response) }
    return response.bytes
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
  private let state = Locked<ConsoleWelcome.Reply?>(nil)

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

extension RemoteLink: CommandCarrier {
  /// Carries a command of the journal.
  public func carry(_ entry: JournalEntry) async throws(CommerceError) -> [UInt8] {
    try await exchange(entry.desk, entry.call, Array(entry.arguments.utf8), entry.caller, key: entry.id)
  }
}
