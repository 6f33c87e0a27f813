import CMicroHTTPD
import Contract
import Threading

/// One request and its answer, from the request line to the last byte.
///
/// Unchecked because the connection is a C pointer. Everything but `state` belongs to the connection's own thread.
final class HTTPExchange: @unchecked Sendable {
  /// Where the answer is.
  enum Answer {
    /// Not asked for yet.
    case none
    /// Being made while the connection's thread waits for nothing.
    case making
    /// Being made; the connection sleeps.
    case awaited
    /// There.
    case ready(Response)
    /// Taken; whatever comes now is too late.
    case taken
  }

  /// The request target as it came.
  let target: String
  /// How many bytes the target had.
  let targetLength: Int
  /// The name of this exchange in answer and log.
  let id: String
  /// When it began.
  let began: Double

  /// The connection; nil until the headers were seen.
  var connection: OpaquePointer?
  /// True when the headers were seen.
  var hasHead = false
  /// The request.
  var request = Request(method: "", path: "")
  /// The route; nil when there is none.
  var route: Route?
  /// Bytes of body seen, kept or not.
  var received = 0
  /// The most bytes of body to keep.
  var limit = 0
  /// The answer that was decided before the request was whole.
  var refusal: Response?
  /// True when nothing may follow on the connection.
  var mustClose = false
  /// The status that was sent; 0 when none was.
  var status = 0
  /// Bytes of body that were sent.
  let sent = Locked(0)
  /// The stream it sends.
  var feed: StreamFeed?

  private let answer = Locked<Answer>(.none)

  init(target: String, targetLength: Int, id: String, began: Double) {
    self.target = target
    self.targetLength = targetLength
    self.id = id
    self.began = began
  }

  /// Marks the answer as being made.
  func startMaking() { answer.withLock { $0 = .making } }

  /// True when the answer has been asked for.
  var isAsked: Bool { answer.withLock { if case .none = $0 { false } else { true } } }

  /// The answer, once; puts the connection to sleep when it is still being made.
  func takeOrSleep() -> Response? {
    answer.withLock { answer in
      switch answer {
      case .ready(let response):
        answer = .taken
        return response
      case .making:
        if let connection { MHD_suspend_connection(connection) }
        answer = .awaited
        return nil
      case .none, .awaited, .taken: return nil
      }
    }
  }

  /// The answer is made. The first one counts.
  func put(_ response: Response) {
    answer.withLock { answer in
      switch answer {
      case .none, .making: answer = .ready(response)
      case .awaited:
        answer = .ready(response)
        // Under the lock, so that the connection is not closed in between: it sleeps until this very call.
        if let connection { MHD_resume_connection(connection) }
      case .ready, .taken: break
      }
    }
  }
}
