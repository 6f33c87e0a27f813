import CCurl
public import Commerce
public import Contract
import Threading

/// Requests over the network by libcurl, on a thread of its own. Connections are kept and shared; TLS is verified;
/// nothing is redirected. libcurl is loaded when the first transport is made.
public final class CurlTransport: Transport {
  /// What is allowed for.
  public struct Options: Sendable {
    /// Seconds to connect.
    public var connect: Double = 5
    /// Seconds for a request and its answer; event streams take the time they want.
    public var total: Double = 30
    /// Seconds of silence after which an event stream counts as cut.
    public var silence: Double = 45
    /// The most bytes of an answer.
    public var answerLimit = 64 << 20
    /// Bytes of an event stream that wait for whoever reads it.
    public var streamAhead = 256 << 10
    /// The most connections to the server.
    public var connections = 8
    /// A PEM file of the authorities to believe; nil for the system's.
    public var authorities: String?

    /// The usual.
    public init() {}
  }

  private let address: ServerAddress
  private let options: Options
  private let engine: CurlEngine

  /// A transport to `address`. Throws trouble when there is no libcurl, or no thread left.
  public init(_ address: ServerAddress, _ options: Options = Options()) throws(CommerceError) {
    self.address = address
    self.options = options
    engine = try CurlEngine(connections: options.connections, place: address.origin)
  }

  deinit { engine.stop() }

  /// The answer. Throws `CommerceError.trouble`: unreachable, denied when TLS is not good, unintelligible when it is
  /// too large.
  public func send(_ request: Request) async throws -> Response {
    let exchange = CurlExchange(request, to: address, options)
    exchange.engine = engine
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        exchange.continuation = continuation
        engine.order(.start(exchange))
      }
    } onCancel: {
      engine.order(.cancel(exchange))
    }
  }
}
