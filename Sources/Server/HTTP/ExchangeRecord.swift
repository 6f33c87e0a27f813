/// What is known of a request when it is over: enough to count it and to find it again, and nothing that was said in
/// it.
public struct ExchangeRecord: Sendable {
  /// Its `X-Request-Id`.
  public var id: String
  /// Where it came from, without a port.
  public var peer: String
  /// The method.
  public var method: String
  /// The route's path with its braces; empty when none matched.
  public var route: String
  /// The status; 0 when no answer was sent.
  public var status: Int
  /// Seconds from the request line to the last byte.
  public var seconds: Double
  /// Bytes of body that were sent.
  public var bytes: Int
  /// True for an event stream, whose duration says nothing.
  public var isStream: Bool
}
