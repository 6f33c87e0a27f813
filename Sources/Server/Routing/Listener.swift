import Commerce
public import Contract

/// One dialect, ready to answer: finds the operation, lets in who may come in, and turns whatever goes wrong into the
/// dialect's own words. It never throws; what comes over a socket and what a test sends take the same way.
public struct Listener<Dialect: APIDialect>: Transport {
  private let router: Router<Dialect>
  private let tokens: Tokens

  /// A listener of these operations.
  public init(router: Router<Dialect>, tokens: Tokens) {
    self.router = router
    self.tokens = tokens
  }

  /// What it serves.
  public var operations: [Router<Dialect>.Operation] { router.operations }

  /// Answers a request.
  public func send(_ request: Request) async -> Response {
    do {
      return try await answer(request)
    } catch {
      return Dialect.answer(to: error is DecodingError ? Fault.malformed("a field has another shape") : error)
    }
  }

  /// The route a request takes; nil when there is none.
  public func route(of method: String, _ path: String) -> Route? {
    guard path.hasPrefix(Dialect.prefix) else { return nil }
    return (try? router.find(method, path.dropFirst(Dialect.prefix.count)))?.operation.route
  }

  private func answer(_ request: Request) async throws -> Response {
    guard request.path.hasPrefix(Dialect.prefix) else { throw Fault.unknownRoute }
    let (operation, parameters) = try router.find(request.method, request.path.dropFirst(Dialect.prefix.count))
    let route = operation.route
    let signedIn = try admit(request, to: route)
    guard request.body.count <= route.bodyLimit else { throw Fault.bodyTooLarge(limit: route.bodyLimit) }
    if operation.description.hasBody { try checkType(request) }
    return try await operation.answer(Incoming(request: request, parameters: parameters, signedIn: signedIn))
  }

  /// Who is signed in. Throws `Fault.unauthenticated` for a token that is not good, and where one is needed.
  private func admit(_ request: Request, to route: Route) throws -> SignedIn? {
    let bearer = request.headers["authorization"]
    switch route.access {
    case .anyone, .signature: return nil
    case .loopback:
      guard ["", "127.0.0.1", "::1"].contains(request.peer) else { throw Fault.unknownRoute }
      return nil
    case .optionalBearer where bearer == nil: return nil
    case .bearer(guest: true) where bearer == nil && request.headers["x-guest-token"] != nil: return nil
    case .bearer, .optionalBearer:
      guard let bearer, bearer.lowercased().hasPrefix("bearer "), let who = tokens.read(String(bearer.dropFirst(7)))
      else { throw Fault.unauthenticated }
      return who
    }
  }

  private func checkType(_ request: Request) throws {
    let type = request.headers["content-type"]?.split(separator: ";").first?.lowercased() ?? ""
    guard type == "application/json" else { throw Fault.unsupportedMediaType }
  }
}
