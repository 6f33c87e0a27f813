/// What one server spares for anybody who connects.
public struct HTTPLimits: Sendable {
  /// Connections at one time.
  public var connections = 4096
  /// Connections at one time from one address; nil for as many as there are. Behind a proxy all have its address.
  public var connectionsPerAddress: Int?
  /// Bytes of request line and headers together.
  public var headerBlock = 32 << 10
  /// Seconds without a byte either way, after which a connection is closed.
  public var idle = 60
  /// Seconds until the headers of a first request are there.
  public var headers: Double = 20
  /// Seconds until the headers of a further request are there, counted from the answer before it.
  public var between: Double = 75
  /// Seconds for a body, and for an answer of known length, beside those for its bytes.
  public var transfer: Double = 30
  /// The slowest a body or an answer may be, in bytes a second.
  public var slowest: Double = 16_384
  /// Bytes of a body that is too large which are read and thrown away, so that its sender hears the answer.
  public var thrownAway = 32 << 20
  /// Bytes of an event stream that wait for a slow reader, before whoever makes them has to wait, too.
  public var streamAhead = 256 << 10
  /// Seconds that requests in work have to finish in when the server is stopped.
  public var drain: Double = 20

  /// The usual limits.
  public init() {}
}
