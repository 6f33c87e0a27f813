import Contract
import FoundationEssentials
import Server
import Synchronization
import TownDialect

/// A provider of mobile money as the Collections API describes it, which does what a test wants done. It can be asked
/// in process, and stands behind a socket as well.
final class MoMoServer: HTTPHandler, Transport {
  /// What becomes of a request; `taken` says whether the provider takes it in all the same.
  enum Fate: Sendable {
    case fine
    case status(Int, String = "{}", taken: Bool = false)
    case garbage(taken: Bool = false)
    /// It is taken in, and answered when the signal comes.
    case held(Signal)
  }

  /// A request to pay.
  struct Asked: Sendable {
    var body: JSONValue
    var headers: [String: String]
    var status = "PENDING"
    var reason: String?
    /// What the provider says was paid, where it is not what was asked for.
    var amount: String?

    var text: String { body["amount"]?.words ?? "" }
  }

  /// What it knows and is about to do.
  struct State: Sendable {
    var requests: [String: Asked] = [:]
    /// Names in the order they came, each as often as it came.
    var heard: [String] = []
    var tokens: Set<String> = []
    var issued = 0
    var lifetime = 3600
    var credentials = "Basic " + Data("user:key".utf8).base64EncodedString()
    /// What happens to the next requests to pay, to the next questions, and for tokens.
    var asks: [Fate] = []
    var reads: [Fate] = []
    var logins: [Fate] = []
  }

  private let state = Mutex(State())

  /// Looks at what it knows, or changes it.
  func with<Value: Sendable>(_ body: (inout State) -> Value) -> Value { state.withLock { body(&$0) } }

  /// The customer answers.
  func answer(_ reference: String, _ status: String, reason: String? = nil, amount: String? = nil) {
    state.withLock { state in
      state.requests[reference]?.status = status
      state.requests[reference]?.reason = reason
      state.requests[reference]?.amount = amount
    }
  }

  func route(of method: String, _ path: String) -> Route? { Route(.post, "/", bodyLimit: 1 << 16) }

  func answer(to fault: Fault) -> Response { Town.answer(to: fault) }

  func send(_ request: Request) async -> Response {
    let path = "/collection/v1_0/requesttopay"
    guard request.headers["ocp-apim-subscription-key"] == "subscription" else { return Self.say(401) }
    switch (request.method, request.path) {
    case ("POST", "/collection/token/"):
      return await meet(with { $0.logins.isEmpty ? .fine : $0.logins.removeFirst() }) { self.login(request) }
    case ("POST", path):
      guard isSignedIn(request) else { return Self.say(401) }
      return await meet(nextAsk(request.headers["x-reference-id"] ?? "")) { self.ask(request) }
    case ("GET", _) where request.path.hasPrefix(path + "/"):
      guard isSignedIn(request) else { return Self.say(401) }
      let reference = String(request.path.dropFirst(path.count + 1))
      return await meet(with { $0.reads.isEmpty ? .fine : $0.reads.removeFirst() }) { self.read(reference) }
    default: return Self.say(404)
    }
  }

  private func meet(_ fate: Fate, _ answer: () -> Response) async -> Response {
    switch fate {
    case .fine: return answer()
    case .status(let status, let body, let taken):
      if taken { _ = answer() }
      return Self.say(status, body)
    case .garbage(let taken):
      if taken { _ = answer() }
      return Response(status: 200, body: .bytes(Array("<html>\u{1} not what you think".utf8)))
    case .held(let signal):
      let late = answer()
      await signal.wait()
      return late
    }
  }

  /// A request that was taken in is not refused when it comes again.
  private func nextAsk(_ reference: String) -> Fate {
    with { state in
      let fate: Fate = state.asks.isEmpty ? .fine : state.asks.removeFirst()
      if case .status(400, _, _) = fate, state.requests[reference] != nil { return .fine }
      return fate
    }
  }

  private func isSignedIn(_ request: Request) -> Bool {
    let token = request.headers["authorization"]?.dropFirst("Bearer ".count)
    return request.headers["x-target-environment"] == "sandbox"
      && token.map { token in with { $0.tokens.contains(String(token)) } } == true
  }

  private func login(_ request: Request) -> Response {
    with { state in
      guard request.headers["authorization"] == state.credentials else { return Self.say(401) }
      state.issued += 1
      state.tokens.insert("token-\(state.issued)")
      return Self.say(
        200,
        #"{"access_token":"token-\#(state.issued)","token_type":"access_token","expires_in":\#(state.lifetime)}"#)
    }
  }

  private func ask(_ request: Request) -> Response {
    guard let reference = request.headers["x-reference-id"], let body = try? JSONReader.read(request.body) else {
      return Self.say(400, #"{"code":"INVALID","message":"no body"}"#)
    }
    return with { state in
      state.heard.append(reference)
      guard state.requests[reference] == nil else {
        return Self.say(409, #"{"code":"RESOURCE_ALREADY_EXIST","message":"Duplicated reference id."}"#)
      }
      state.requests[reference] = Asked(body: body, headers: request.headers)
      return Self.say(202, "")
    }
  }

  private func read(_ reference: String) -> Response {
    guard let asked = with({ $0.requests[reference] }) else {
      return Self.say(404, #"{"code":"RESOURCE_NOT_FOUND","message":"Requested resource was not found."}"#)
    }
    let reason = asked.reason.map { #","reason":{"code":"\#($0)","message":"\#($0)"}"# } ?? ""
    let paid = asked.status == "SUCCESSFUL" ? #","financialTransactionId":"23503452""# : ""
    return Self.say(
      200,
      """
      {"amount":"\(asked.amount ?? asked.text)","currency":"\(asked.body["currency"]?.words ?? "")",\
      "externalId":"\(reference)","status":"\(asked.status)"\(reason)\(paid)}
      """)
  }

  private static func say(_ status: Int, _ body: String = "{}") -> Response {
    .json(status, Array(body.utf8))
  }
}
