/// A request as it came over the wire, or as the client is about to send it. Header names are lower case.
public struct Request: Sendable {
  /// The method's word as it came; it may be none of ours.
  public var method: String
  /// The whole path with the dialect's prefix, still percent-encoded, without the query.
  public var path: String
  /// The query without its `?`, still percent-encoded.
  public var query: String
  /// The headers; of a repeated one, the values joined by a comma.
  public var headers: [String: String]
  /// The body.
  public var body: [UInt8]
  /// Where it came from, as an address without a port; empty within one process.
  public var peer: String

  /// A request of these parts.
  public init(
    method: String, path: String, query: String = "", headers: [String: String] = [:], body: [UInt8] = [],
    peer: String = ""
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.peer = peer
  }
}

/// An answer. Header names are lower case.
public struct Response: Sendable {
  /// The status code.
  public var status: Int
  /// The headers.
  public var headers: [String: String]
  /// The body.
  public var body: Body

  /// What an answer carries.
  public enum Body: Sendable {
    /// All of it.
    case bytes([UInt8])
    /// Pieces that come as they are made, until the stream ends or the reader goes away.
    case stream(AsyncStream<[UInt8]>)
  }

  /// An answer of these parts.
  public init(status: Int, headers: [String: String] = [:], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A JSON answer.
  public static func json(_ status: Int, _ body: [UInt8], headers: [String: String] = [:]) -> Response {
    var headers = headers
    headers["content-type"] = "application/json"
    return Response(status: status, headers: headers, body: .bytes(body))
  }

  /// The whole body; empty for a stream.
  public var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}

/// Whatever carries a request to its answer: libcurl in the console; in tests, the router itself. Throws only when no
/// answer came.
public protocol Transport: Sendable {
  /// The answer, whatever its status.
  func send(_ request: Request) async throws -> Response
}
