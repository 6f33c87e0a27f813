import Contract

/// A reply with a status or headers of its own.
public struct Answered<Reply: Sendable>: Sendable {
  /// The reply.
  public var reply: Reply
  /// The status, where it is not the route's.
  public var status: Int?

  /// `reply`, under the route's status or another.
  public init(_ reply: Reply, status: Int? = nil) {
    self.reply = reply
    self.status = status
  }
}

extension Router {
  /// Answers an endpoint: wire → desk → wire. The request has been checked against the endpoint's declaration before.
  mutating func on<E: Endpoint>(
    _ endpoint: E.Type,
    _ handle: @escaping @Sendable (Incoming, E.Fields, E.Body) async throws -> Answered<E.Reply>
  ) throws where E.Dialect == Dialect {
    try add(Self.operation(endpoint, handle))
  }

  /// The operation an endpoint declares, answered so.
  static func operation<E: Endpoint>(
    _ endpoint: E.Type,
    _ handle: @escaping @Sendable (Incoming, E.Fields, E.Body) async throws -> Answered<E.Reply>
  ) -> Operation where E.Dialect == Dialect {
    let description = E.description
    let success = E.route.success
    return Operation(route: E.route, description: description) { incoming in
      let fields = try FieldCoder.read(E.self, path: incoming.parameters, query: incoming.request.query)
      let body: E.Body
      if let shape = description.body {
        body = try JSONValueDecoder.decode(E.Body.self, from: try incoming.checkedBody(shape))
      } else {
        body = try JSONValueDecoder.decode(E.Body.self, from: .object([]))
      }
      let answered = try await handle(incoming, fields, body)
      return .json(answered.status ?? success, try Dialect.seal(answered.reply))
    }
  }
}
