import CCurl
import Commerce
import Contract

/// One request on its way and what has come of its answer.
///
/// Unchecked because of the C pointer: whoever sends fills the exchange and hands it to the engine; from then on all of
/// it but `arrivals` belongs to the engine's thread.
final class CurlExchange: @unchecked Sendable {
  /// Whoever waits for the answer; nil when they have it.
  var continuation: CheckedContinuation<Response, any Error>?
  /// The engine it runs on.
  var engine: CurlEngine?
  /// The library's part; nil when it does not run.
  var transfer: OpaquePointer?
  /// True when nobody waits any more.
  var isCancelled = false

  private let request: Request
  private let address: ServerAddress
  private let options: CurlTransport.Options
  private var response = Response(status: 0)
  private var body: [UInt8] = []
  private var arrivals: StreamArrivals?
  private var isTooLarge = false

  init(_ request: Request, to address: ServerAddress, _ options: CurlTransport.Options) {
    self.request = request
    self.address = address
    self.options = options
  }

  private var wantsStream: Bool { request.headers["accept"] == "text/event-stream" }

  /// Hands the request to the library; false when it refuses.
  func start(on multi: OpaquePointer) -> Bool {
    let url = address.origin + request.path + (request.query.isEmpty ? "" : "?" + request.query)
    var lines = request.headers.map { "\($0.key): \($0.value)" }
    // The library would guess one.
    if request.headers["content-type"] == nil { lines.append("Content-Type:") }
    guard !(lines + [url, request.method]).contains(where: { $0.utf8.contains { $0 < 0x20 || $0 == 0x7f } }),
      let transfer = prepare(url)
    else { return false }
    for line in lines where ccurl_add_header(transfer, line) != 0 {
      ccurl_free(multi, transfer)
      return false
    }
    guard ccurl_start(multi, transfer) == 0 else {
      ccurl_free(multi, transfer)
      return false
    }
    self.transfer = transfer
    return true
  }

  private func prepare(_ url: String) -> OpaquePointer? {
    var receiver = ccurl_receiver()
    receiver.context = Unmanaged.passUnretained(self).toOpaque()
    receiver.header = { context, line, length in
      guard let context, let line else { return Int32(CCURL_STOP) }
      let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
      return exchange.take(line: String(decoding: UnsafeRawBufferPointer(start: line, count: length), as: UTF8.self))
    }
    receiver.body = { context, bytes, length in
      guard let context else { return Int32(CCURL_STOP) }
      let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
      return exchange.take(body: UnsafeRawBufferPointer(start: bytes, count: length))
    }
    var wanted = ccurl_request()
    wanted.connect_timeout = Int(options.connect * 1000)
    wanted.total_timeout = wantsStream ? 0 : Int(options.total * 1000)
    wanted.silence_timeout = Int(options.silence.rounded(.up))
    wanted.is_direct = address.isLoopback ? 1 : 0
    return withOptionalCString(options.authorities) { authorities in
      request.method.withCString { method in
        url.withCString { url in
          request.body.withUnsafeBytes { body in
            wanted.authorities = authorities
            wanted.method = method
            wanted.url = url
            wanted.body = body.baseAddress
            wanted.body_length = body.count
            return ccurl_prepare(&wanted, &receiver)
          }
        }
      }
    }
  }

  private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    if let text { text.withCString { body($0) } } else { body(nil) }
  }

  private func take(line: String) -> Int32 {
    if line.hasPrefix("HTTP/") {
      // A status line begins a head anew: what came before it was provisional.
      response = Response(status: line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
    } else if line.isEmpty {
      if response.status >= 200, wantsStream, isEventStream { beginStream() }
    } else if let colon = line.firstIndex(of: ":") {
      let name = line[..<colon].lowercased()
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      response.headers[name] = response.headers[name].map { $0 + ", " + value } ?? String(value)
    }
    return Int32(CCURL_TAKEN)
  }

  private var isEventStream: Bool {
    response.status == 200 && response.headers["content-type"]?.hasPrefix("text/event-stream") == true
  }

  private func beginStream() {
    guard let engine else { return }
    let arrivals = StreamArrivals(ahead: options.streamAhead)
    self.arrivals = arrivals
    let reader = StreamReader(arrivals: arrivals, exchange: self, engine: engine)
    // The stream is the asker's alone: kept here as well, its reader would never be gone, nor the transfer end with it.
    var answer = response
    answer.body = .stream(AsyncStream(unfolding: { await reader.next() }, onCancel: { reader.stop() }))
    continuation?.resume(returning: answer)
    continuation = nil
  }

  private func take(body bytes: UnsafeRawBufferPointer) -> Int32 {
    if let arrivals { return arrivals.offer(bytes) ? Int32(CCURL_TAKEN) : Int32(CCURL_LATER) }
    guard body.count + bytes.count <= options.answerLimit else {
      isTooLarge = true
      return Int32(CCURL_STOP)
    }
    body += bytes
    return Int32(CCURL_TAKEN)
  }

  /// The library is done with it.
  func finish(_ finished: ccurl_finished) {
    arrivals?.end()
    let detail = finished.detail.map { String(cString: $0) } ?? ""
    switch Int(finished.ending) {
    case Int(CCURL_DONE):
      response.body = .bytes(body)
      continuation?.resume(returning: response)
      continuation = nil
    case Int(CCURL_TIMED_OUT): fail(.unreachable, "timed out")
    case Int(CCURL_TLS): fail(.denied, detail)
    case Int(CCURL_STOPPED) where isTooLarge:
      fail(.unintelligible, "the answer is larger than \(options.answerLimit) bytes")
    default: fail(.unreachable, detail)
    }
  }

  /// Tells whoever still waits that no answer comes.
  func fail(_ kind: StoreTrouble.Kind, _ detail: String) {
    arrivals?.end()
    continuation?.resume(
      throwing: CommerceError.trouble(StoreTrouble(kind, place: address.origin, detail: detail)))
    continuation = nil
  }
}
