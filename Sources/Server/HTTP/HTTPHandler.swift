public import Contract

/// What answers on a socket. The socket only carries bytes; what a fault looks like is the dialect's.
public protocol HTTPHandler: Sendable {
  /// Answers a request; whatever goes wrong is an answer too.
  func send(_ request: Request) async -> Response
  /// The route a request takes; nil when there is none.
  func route(of method: String, _ path: String) -> Route?
  /// The answer to what is wrong with a request before it could be sent.
  func answer(to fault: Fault) -> Response
}

extension Listener: HTTPHandler {
  /// The answer to a fault, in the dialect's shape.
  public func answer(to fault: Fault) -> Response {
    var response = Dialect.answer(to: fault)
    seclude(&response, to: nil)
    return response
  }
}
