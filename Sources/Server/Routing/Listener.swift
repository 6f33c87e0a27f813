import Commerce
public import Contract

/// One dialect, ready to answer: finds the operation, lets in who may come in, and turns whatever goes wrong into the
/// dialect's own words. It never throws; what comes over a socket and what a test sends take the same way.
public struct Listener<Dialect: APIDialect>: Transport {
  private let router: Router<Dialect>
  private let tokens: Tokens
  private let quotas: Quotas?

  /// A listener of these operations. Requests are counted by `quotas`; nil lets any number come.
  public init(router: Router<Dialect>, tokens: Tokens, quotas: Quotas? = nil) {
    self.router = router
    self.tokens = tokens
    self.quotas = quotas
  }

  /// What it serves.
  public var operations: [Router<Dialect>.Operation] { router.operations }

  /// Answers a request.
  public func send(_ request: Request) async -> Response {
    let arrival = arrive(request)
    var response: Response
    let verdict = quotas?.take(request, arrival.operation?.route, arrival.signedIn)
    if let verdict, !verdict.isAllowed {
      response = Dialect.answer(to: Fault.rateLimited(seconds: verdict.retryAfter))
    } else {
      do {
        response = try await answer(request, arrival)
      } catch {
        response = Dialect.answer(to: error is DecodingError ? Fault.malformed("a field has another shape") : error)
      }
    }
    verdict?.mark(&response)
    seclude(&response, to: arrival.operation?.route)
    return response
  }

  /// The route a request takes; nil when there is none.
  public func route(of method: String, _ path: String) -> Route? {
    guard path.hasPrefix(Dialect.prefix) else { return nil }
    return (try? router.find(method, path.dropFirst(Dialect.prefix.count)))?.operation.route
  }

  /// What is known of a request before anything of it is read.
  private struct Arrival {
    var operation: Router<Dialect>.Operation?
    var parameters: [String: String] = [:]
    var signedIn: SignedIn?
    var fault: (any Error)?
  }

  private func arrive(_ request: Request) -> Arrival {
    var arrival = Arrival()
    do {
      guard request.path.hasPrefix(Dialect.prefix) else { throw Fault.unknownRoute }
      let (operation, parameters) = try router.find(request.method, request.path.dropFirst(Dialect.prefix.count))
      arrival.operation = operation
      arrival.parameters = parameters
      arrival.signedIn = try admit(request, to: operation.route)
    } catch {
      arrival.fault = error
    }
    return arrival
  }

  private func answer(_ request: Request, _ arrival: Arrival) async throws -> Response {
    if let fault = arrival.fault { throw fault }
    guard let operation = arrival.operation else { throw Fault.unknownRoute }
    let route = operation.route
    guard request.body.count <= route.bodyLimit else { throw Fault.bodyTooLarge(limit: route.bodyLimit) }
    if operation.description.hasBody { try checkType(request) }
    return try await operation.answer(
      Incoming(request: request, parameters: arrival.parameters, signedIn: arrival.signedIn))
  }

  /// No reader guesses at another type than the one that is said; and what is not for everybody, or was made for one
  /// request, lies in no cache on the way.
  func seclude(_ response: inout Response, to route: Route?) {
    response.headers["x-content-type-options"] = "nosniff"
    let isPublic = route.map { $0.access == .anyone && $0.method == .get } ?? false
    if !isPublic, response.headers["cache-control"] == nil { response.headers["cache-control"] = "no-store" }
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
      guard let bearer, bearer.prefix(7).lowercased() == "bearer ", let who = tokens.read(String(bearer.dropFirst(7)))
      else { throw Fault.unauthenticated }
      return who
    }
  }

  private func checkType(_ request: Request) throws {
    let type = request.headers["content-type"]?.split(separator: ";").first?.lowercased() ?? ""
    guard type == "application/json" else { throw Fault.unsupportedMediaType }
  }
}
