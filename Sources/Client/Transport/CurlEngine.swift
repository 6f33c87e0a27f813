import CCurl
import Commerce
import Threading

/// The thread that libcurl runs on. Others only leave it orders.
///
/// Unchecked because of the C pointer: but for `ccurl_wake`, which any thread may call, only the engine's own thread
/// touches it.
final class CurlEngine: @unchecked Sendable {
  /// What the thread is to do.
  enum Order: Sendable {
    case start(CurlExchange)
    /// Somebody has read: the rest may come.
    case goOn(CurlExchange)
    case cancel(CurlExchange)
    case stop
  }

  private struct State {
    var orders: [Order] = []
    var isOver = false
  }

  private let multi: OpaquePointer
  private let state = Locked(State())
  private let place: String

  /// An engine with at most so many connections. Throws trouble at `place` when there is no libcurl.
  init(connections: Int, place: String) throws(CommerceError) {
    if let why = ccurl_load() {
      throw .trouble(StoreTrouble(.failed, place: place, detail: String(cString: why)))
    }
    guard let multi = ccurl_open(connections) else {
      throw .trouble(StoreTrouble(.failed, place: place, detail: "no memory is left"))
    }
    self.multi = multi
    self.place = place
    guard OwnThread("curl", { [self] in run() }) != nil else {
      ccurl_close(multi)
      throw .trouble(StoreTrouble(.failed, place: place, detail: "no thread is left"))
    }
  }

  /// Leaves an order.
  func order(_ order: Order) {
    let isOver = state.withLock { state in
      guard !state.isOver else { return true }
      state.orders.append(order)
      // Under the lock, so that the library is still there.
      ccurl_wake(multi)
      return false
    }
    if isOver, case .start(let exchange) = order { exchange.fail(.unreachable, "the link is closed") }
  }

  /// Ends the thread and everything under way.
  func stop() { order(.stop) }

  private func run() {
    var running: [ObjectIdentifier: CurlExchange] = [:]
    while true {
      for order in state.withLock({ state in
        defer { state.orders = [] }
        return state.orders
      }) {
        guard obey(order, &running) else { return end(running) }
      }
      ccurl_work(multi)
      var finished = ccurl_finished()
      while ccurl_next_finished(multi, &finished) == 1 {
        guard let context = finished.context else { continue }
        let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
        exchange.finish(finished)
        drop(exchange, &running)
      }
      ccurl_wait(multi, 60_000)
    }
  }

  /// False when it is time to end.
  private func obey(_ order: Order, _ running: inout [ObjectIdentifier: CurlExchange]) -> Bool {
    switch order {
    case .start(let exchange):
      guard !exchange.isCancelled else { break }
      guard exchange.start(on: multi) else {
        exchange.fail(.failed, "libcurl refuses the request")
        break
      }
      running[ObjectIdentifier(exchange)] = exchange
    case .goOn(let exchange):
      if running[ObjectIdentifier(exchange)] != nil, let transfer = exchange.transfer { ccurl_go_on(transfer) }
    case .cancel(let exchange):
      exchange.isCancelled = true
      exchange.fail(.unreachable, "cancelled")
      drop(exchange, &running)
    case .stop: return false
    }
    return true
  }

  private func drop(_ exchange: CurlExchange, _ running: inout [ObjectIdentifier: CurlExchange]) {
    guard running.removeValue(forKey: ObjectIdentifier(exchange)) != nil else { return }
    if let transfer = exchange.transfer { ccurl_free(multi, transfer) }
    exchange.transfer = nil
  }

  private func end(_ running: [ObjectIdentifier: CurlExchange]) {
    var running = running
    for exchange in running.values {
      exchange.fail(.unreachable, "the link is closed")
      drop(exchange, &running)
    }
    let left = state.withLock { state in
      state.isOver = true
      ccurl_close(multi)
      defer { state.orders = [] }
      return state.orders
    }
    for case .start(let exchange) in left { exchange.fail(.unreachable, "the link is closed") }
  }
}
