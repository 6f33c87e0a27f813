import CMicroHTTPD
import Contract
import Threading

/// Carries the pieces of a streamed body from the task that makes them to the thread that sends them. Neither is ever
/// far ahead: the maker waits when the reader is slow, the connection sleeps when there is nothing to send.
///
/// Unchecked because the connection is a C pointer; it is used under the lock, and not after `end`.
final class StreamFeed: @unchecked Sendable {
  private struct State {
    var pieces: [UInt8] = []
    var sent = 0
    var isComplete = false
    var isBroken = false
    var isSleeping = false
    var isOver = false
    var maker: CheckedContinuation<Void, Never>?
    var pump: Task<Void, Never>?
  }

  private let connection: OpaquePointer
  private let ahead: Int
  private let state = Locked(State())
  private let counting: @Sendable (Int) -> Void

  /// A feed of `connection`, whose maker may be `ahead` bytes ahead; `counting` hears of every byte handed over.
  init(connection: OpaquePointer, ahead: Int, counting: @escaping @Sendable (Int) -> Void) {
    self.connection = connection
    self.ahead = ahead
    self.counting = counting
  }

  /// Begins to take pieces.
  func start(_ stream: AsyncStream<[UInt8]>) {
    let pump = Task { [self] in
      for await piece in stream {
        guard !piece.isEmpty else { continue }
        await put(piece)
      }
      finish()
    }
    let isOver = state.withLock { state in
      state.pump = pump
      return state.isOver
    }
    if isOver { pump.cancel() }
  }

  /// Adds a piece and wakes the connection; waits while too much has not been sent.
  private func put(_ piece: [UInt8]) async {
    let mustWait = state.withLock { state in
      guard !state.isOver else { return false }
      state.pieces += piece
      wake(&state)
      return state.pieces.count - state.sent > ahead
    }
    guard mustWait else { return }
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard !state.isOver, state.pieces.count - state.sent > ahead else { return true }
        state.maker = continuation
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Ends the body after what was put in; also when the server is to stop.
  func finish() {
    state.withLock { state in
      state.isComplete = true
      wake(&state)
    }
  }

  /// Nobody reads any more, and the socket is shut: the body ends where it stands.
  func hangUp() {
    state.withLock { state in
      state.isBroken = true
      wake(&state)
    }
  }

  private func wake(_ state: inout State) {
    guard state.isSleeping, !state.isOver else { return }
    state.isSleeping = false
    MHD_resume_connection(connection)
  }

  /// Fills `buffer`; on the connection's own thread. Puts the connection to sleep when there is nothing.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let (count, maker): (Int, CheckedContinuation<Void, Never>?) = state.withLock { state in
      if state.isBroken {
        // The socket is shut, so sending this fails, and that ends the connection. Told of an error from here instead,
        // the library (0.9.75) forgets a connection that had slept, and its descriptor stays open for good.
        buffer.storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
        return (1, nil)
      }
      let left = state.pieces.count - state.sent
      guard left > 0 else {
        if state.isComplete { return (thm_end_of_stream(), nil) }
        state.isSleeping = true
        MHD_suspend_connection(connection)
        return (0, nil)
      }
      let count = min(left, buffer.count)
      state.pieces.withUnsafeBytes { bytes in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[state.sent..<state.sent + count]))
      }
      state.sent += count
      if state.sent == state.pieces.count {
        state.pieces.removeAll(keepingCapacity: state.pieces.count <= 4096)
        state.sent = 0
      } else if state.sent > ahead {
        state.pieces.removeFirst(state.sent)
        state.sent = 0
      }
      guard state.pieces.count - state.sent <= ahead, let maker = state.maker else { return (count, nil) }
      state.maker = nil
      return (count, maker)
    }
    if count > 0 { counting(count) }
    maker?.resume()
    return count
  }

  /// The connection is done with this body: stops its maker.
  func end() {
    let (pump, maker) = state.withLock { state in
      state.isOver = true
      defer { state.maker = nil }
      return (state.pump, state.maker)
    }
    maker?.resume()
    pump?.cancel()
  }

  /// The answer that reads from this feed; the feed lives as long as it does.
  func response() -> OpaquePointer? {
    let held = Unmanaged.passRetained(self)
    let response = MHD_create_response_from_callback(
      thm_size_unknown(), 16 << 10,
      { context, _, buffer, size in
        guard let context, let buffer else { return thm_end_with_error() }
        return Unmanaged<StreamFeed>.fromOpaque(context).takeUnretainedValue()
          .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
      }, held.toOpaque(),
      { context in
        guard let context else { return }
        Unmanaged<StreamFeed>.fromOpaque(context).takeRetainedValue().end()
      })
    if response == nil { held.release() }
    return response
  }
}
