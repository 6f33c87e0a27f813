import Commerce
import Operations
import Threading

/// The last good answers, in memory: what a console shows while the server does not answer.
final class ReadMemory: Sendable {
  /// What was asked, by whom, and where.
  struct Key: Hashable, Sendable {
    var caller: Caller
    var desk: String
    var call: String
    var arguments: [UInt8]
  }

  private struct Known {
    var answer: [UInt8]
    var at: Instant
    var used: UInt64
  }

  private struct State {
    var known: [Key: Known] = [:]
    var bytes = 0
    var turn: UInt64 = 0
  }

  private let state = Locked(State())
  private let clock: any Clock
  private let monitor: LinkMonitor
  private let most: Int
  private let mostBytes: Int

  /// A memory of at most `most` answers and `mostBytes` bytes; it tells `monitor` how old what is shown is.
  init(clock: any Clock, monitor: LinkMonitor, most: Int = 256, mostBytes: Int = 16 << 20) {
    self.clock = clock
    self.monitor = monitor
    self.most = most
    self.mostBytes = mostBytes
  }

  /// What an old answer would be wrong or dangerous for: secrets, previews that a change rests on, and what a scan is
  /// looked up for.
  private static let never: Set<String> = [
    "session/unlock", "orders/preview", "orders/preview-edit", "orders/plan", "dispatch/preview",
    "cash/cancel-preview", "cash/refundable", "warehouse/open-packing", "warehouse/staging-parcel",
    "warehouse/put-back-item", "stock-work/resolve",
  ]

  static func keeps(_ desk: String, _ call: String) -> Bool { !never.contains("\(desk)/\(call)") }

  func keep(_ answer: [UInt8], for key: Key) {
    let now = clock.now
    monitor.read(knownAt: nil)
    guard answer.count <= mostBytes / 4 else { return }
    state.withLock { state in
      state.turn += 1
      let old = state.known.updateValue(Known(answer: answer, at: now, used: state.turn), forKey: key)
      state.bytes += answer.count - (old?.answer.count ?? 0)
      while state.known.count > most || state.bytes > mostBytes,
        let oldest = state.known.min(by: { $0.value.used < $1.value.used })
      {
        state.known[oldest.key] = nil
        state.bytes -= oldest.value.answer.count
      }
    }
  }

  /// The last answer; nil when there is none.
  func recall(_ key: Key) -> [UInt8]? {
    let known = state.withLock { state in
      state.turn += 1
      state.known[key]?.used = state.turn
      return state.known[key]
    }
    guard let known else { return nil }
    monitor.read(knownAt: known.at)
    return known.answer
  }
}
