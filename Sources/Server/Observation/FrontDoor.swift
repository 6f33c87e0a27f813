public import Contract

/// Answers what is asked of the program rather than of a dialect, `/healthz` and `/metrics`, and hands on the rest.
public struct FrontDoor: HTTPHandler {
  private let inner: any HTTPHandler
  private let metrics: Metrics
  private let watchers: Set<String>

  /// Before `inner`. Metrics are for this machine and the addresses in `watchers`; health is for this machine alone.
  public init(_ inner: any HTTPHandler, metrics: Metrics, watchers: Set<String> = []) {
    self.inner = inner
    self.metrics = metrics
    self.watchers = watchers
  }

  private static let health = Route(.get, "/healthz", access: .loopback)
  private static let figures = Route(.get, "/metrics", access: .loopback)

  /// Answers a request.
  public func send(_ request: Request) async -> Response {
    guard let route = Self.own(request.path) else { return await inner.send(request) }
    let isNear = Self.isNear(request)
    guard isNear || (route == Self.figures && watchers.contains(request.peer)) else {
      return inner.answer(to: .unknownRoute)
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      return inner.answer(to: .methodNotAllowed([.get]))
    }
    if route == Self.health { return .json(200, Array(#"{"status":"ok"}"#.utf8)) }
    return Response(
      status: 200, headers: ["content-type": "text/plain; version=0.0.4; charset=utf-8"],
      body: .bytes(Array(metrics.text.utf8)))
  }

  /// The route a request takes.
  public func route(of method: String, _ path: String) -> Route? { Self.own(path) ?? inner.route(of: method, path) }

  /// The answer to a fault, in the dialect's shape.
  public func answer(to fault: Fault) -> Response { inner.answer(to: fault) }

  private static func own(_ path: String) -> Route? {
    switch path {
    case "/healthz": health
    case "/metrics": figures
    default: nil
    }
  }

  /// From this machine, and not handed on by a proxy that runs here, too.
  private static func isNear(_ request: Request) -> Bool {
    ["", "127.0.0.1", "::1"].contains(request.peer) && request.headers["x-forwarded-for"] == nil
      && request.headers["forwarded"] == nil
  }
}
