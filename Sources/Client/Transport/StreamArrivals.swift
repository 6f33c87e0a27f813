import Threading

/// What has come of an event stream and was not read yet.
final class StreamArrivals: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isOver = false
    var isHeld = false
    var reader: CheckedContinuation<[UInt8]?, Never>?
  }

  private let ahead: Int
  private let state = Locked(State())

  /// With room for `ahead` bytes.
  init(ahead: Int) { self.ahead = ahead }

  /// Adds a piece; false when there is too much already, and it has to be offered again.
  func offer(_ piece: UnsafeRawBufferPointer) -> Bool {
    let (isTaken, reader): (Bool, CheckedContinuation<[UInt8]?, Never>?) = state.withLock { state in
      if let reader = state.reader {
        state.reader = nil
        return (true, reader)
      }
      guard state.bytes.count < ahead else {
        state.isHeld = true
        return (false, nil)
      }
      state.bytes += piece
      return (true, nil)
    }
    reader?.resume(returning: Array(piece))
    return isTaken
  }

  /// Nothing more comes.
  func end() {
    let reader = state.withLock { state in
      state.isOver = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  /// The next bytes, nil at the end; `goOn` is called when what was held back may come.
  func next(_ goOn: () -> Void) async -> [UInt8]? {
    await withCheckedContinuation { continuation in
      let (now, isFree, wasHeld): ([UInt8]?, Bool, Bool) = state.withLock { state in
        if state.bytes.isEmpty {
          if state.isOver { return (nil, true, false) }
          state.reader = continuation
          return (nil, false, false)
        }
        defer {
          state.bytes = []
          state.isHeld = false
        }
        return (state.bytes, true, state.isHeld)
      }
      if wasHeld { goOn() }
      if isFree { continuation.resume(returning: now) }
    }
  }
}

/// Whoever reads an event stream; when nobody does any more, the transfer ends.
final class StreamReader: Sendable {
  private let arrivals: StreamArrivals
  private let exchange: CurlExchange
  private let engine: CurlEngine

  init(arrivals: StreamArrivals, exchange: CurlExchange, engine: CurlEngine) {
    self.arrivals = arrivals
    self.exchange = exchange
    self.engine = engine
  }

  deinit { engine.order(.cancel(exchange)) }

  func next() async -> [UInt8]? {
    await arrivals.next { engine.order(.goOn(exchange)) }
  }

  func stop() {
    arrivals.end()
    engine.order(.cancel(exchange))
  }
}
