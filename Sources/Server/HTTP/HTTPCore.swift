import CMicroHTTPD
import Contract
import Synchronization
import Threading

/// What all threads of one server share: it turns the library's callbacks into requests, and answers into its calls.
final class HTTPCore: Sendable {
  let handler: any HTTPHandler
  let limits: HTTPLimits
  let proxies: Set<String>
  let watch: ConnectionWatch
  let inFlight = InFlight()
  let isDraining = Atomic(false)
  private let observe: @Sendable (ExchangeRecord) -> Void
  private let ids: RequestIDs

  init(
    handler: any HTTPHandler, limits: HTTPLimits, proxies: Set<String>, watch: ConnectionWatch,
    observe: @escaping @Sendable (ExchangeRecord) -> Void
  ) {
    self.handler = handler
    self.limits = limits
    self.proxies = proxies
    self.watch = watch
    self.observe = observe
    ids = RequestIDs()
  }

  /// A request line was read.
  func begin(target: UnsafePointer<CChar>?) -> HTTPExchange {
    let text = target.map { String(cString: $0) } ?? ""
    return HTTPExchange(
      target: text, targetLength: target.map { strlen($0) } ?? 0, id: ids.next(), began: monotonicSeconds())
  }

  /// Goes on with an exchange: its head, a piece of its body, or the end of it. False closes the connection.
  func advance(
    _ exchange: HTTPExchange, _ connection: OpaquePointer, head: RawHead, piece: UnsafeRawBufferPointer
  ) -> Bool {
    if !exchange.hasHead { return begin(exchange, connection, head) }
    if !piece.isEmpty { return take(piece, exchange) }
    if let refusal = exchange.refusal { return send(refusal, exchange, connection) }
    if !exchange.isAsked { ask(exchange, connection) }
    guard let response = exchange.takeOrSleep() else { return true }
    return send(response, exchange, connection)
  }

  private func begin(_ exchange: HTTPExchange, _ connection: OpaquePointer, _ head: RawHead) -> Bool {
    exchange.hasHead = true
    exchange.connection = connection
    inFlight.begin(exchange)
    let request: RequestHead
    do {
      request = try RequestHead(head, connection, exchange, limits: limits)
    } catch {
      exchange.request.peer = RequestHead.peer(connection)
      exchange.mustClose = true
      var response = handler.answer(to: error.fault)
      if let status = error.status { response.status = status }
      return send(response, exchange, connection)
    }
    exchange.request = request.request
    if let origin = request.origin(behind: proxies) { exchange.request.peer = origin }
    exchange.route = handler.route(of: request.request.method, request.request.path)
    exchange.limit = exchange.route?.bodyLimit ?? 0
    let length = request.length ?? 0
    let most = request.isChunked ? exchange.limit : min(length, limits.thrownAway)
    watch.allow(thm_socket(connection), seconds: limits.transfer + Double(most) / limits.slowest)
    guard length > exchange.limit else { return true }
    refuseBody(exchange)
    if length > limits.thrownAway, let refusal = exchange.refusal {
      exchange.mustClose = true
      return send(refusal, exchange, connection)
    }
    return true
  }

  /// What cannot be kept is answered when it has been thrown away: whoever still writes does not read. A path that
  /// nobody serves takes no body, and is answered as such.
  private func refuseBody(_ exchange: HTTPExchange) {
    guard exchange.refusal == nil, let route = exchange.route else { return }
    exchange.refusal = handler.answer(to: .bodyTooLarge(limit: route.bodyLimit))
    exchange.request.body = []
  }

  private func take(_ piece: UnsafeRawBufferPointer, _ exchange: HTTPExchange) -> Bool {
    exchange.received += piece.count
    if exchange.received > exchange.limit {
      refuseBody(exchange)
      return exchange.received <= limits.thrownAway
    }
    exchange.request.body += piece
    return true
  }

  private func ask(_ exchange: HTTPExchange, _ connection: OpaquePointer) {
    watch.allow(thm_socket(connection), seconds: nil)
    guard inFlight.ask(exchange) else {
      return exchange.put(handler.answer(to: .unavailable("the server is about to stop")))
    }
    let request = exchange.request
    // What needs nobody else is answered here and now, without waking another thread.
    Task.immediate { [handler] in exchange.put(await handler.send(request)) }
  }

  private func send(_ answer: Response, _ exchange: HTTPExchange, _ connection: OpaquePointer) -> Bool {
    let size: Int
    let response: OpaquePointer?
    switch answer.body {
    case .bytes(let bytes):
      size = bytes.count
      if exchange.request.method != "HEAD" { exchange.sent.withLock { $0 = size } }
      response = bytes.withUnsafeBytes { bytes in
        MHD_create_response_from_buffer(
          bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
      }
    case .stream(let stream):
      size = 0
      let feed = StreamFeed(connection: connection, ahead: limits.streamAhead) { count in
        exchange.sent.withLock { $0 += count }
      }
      response = feed.response()
      if response != nil { begin(feed, stream, exchange, connection) }
    }
    guard let response else { return false }
    defer { MHD_destroy_response(response) }
    for (name, value) in answer.headers { MHD_add_response_header(response, name, value) }
    MHD_add_response_header(response, "x-request-id", exchange.id)
    if exchange.mustClose || isDraining.load(ordering: .relaxed) {
      MHD_add_response_header(response, "connection", "close")
    }
    exchange.status = answer.status
    if exchange.feed == nil {
      watch.allow(thm_socket(connection), seconds: limits.transfer + Double(size) / limits.slowest)
    }
    return MHD_queue_response(connection, UInt32(answer.status), response) == .YES
  }

  private func begin(
    _ feed: StreamFeed, _ stream: AsyncStream<[UInt8]>, _ exchange: HTTPExchange, _ connection: OpaquePointer
  ) {
    exchange.feed = feed
    watch.stream(thm_socket(connection), feed)
    feed.start(stream)
    // After it is known to the watch: a server that begins to stop now ends it one way or the other.
    if isDraining.load(ordering: .sequentiallyConsistent) { feed.finish() }
  }

  /// The exchange is over, well or not.
  func end(_ exchange: HTTPExchange, _ connection: OpaquePointer) {
    let socket = thm_socket(connection)
    if exchange.feed != nil { watch.endStream(socket) }
    watch.allow(socket, seconds: limits.between)
    guard exchange.hasHead else { return }
    observe(
      ExchangeRecord(
        id: exchange.id, peer: exchange.request.peer, method: exchange.request.method,
        route: exchange.route?.path ?? "", status: exchange.status, seconds: monotonicSeconds() - exchange.began,
        bytes: exchange.sent.withLock { $0 }, isStream: exchange.feed != nil))
    inFlight.end(exchange)
  }
}
