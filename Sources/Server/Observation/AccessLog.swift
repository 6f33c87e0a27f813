import CPlatform
import Commerce
import Glibc
public import Operations
import Threading

/// A line of JSON for each request: when, who from, what, how it went. Nothing that was said in it is written: no
/// headers, no query, no body, and the route with its braces instead of the path with its ids.
public final class AccessLog: Sendable {
  /// Bytes that may wait for a slow reader; what comes then is dropped and counted.
  private static let patience = 8 << 20

  private struct State {
    var waiting: [UInt8] = []
    var dropped = 0
    var isOver = false
  }

  private let descriptor: Int32
  private let clock: any Clock
  private let state = Locked(State())
  private let wake = cp_eventfd()
  private let thread = Locked<OwnThread?>(nil)

  /// A log on an open descriptor, which stays the caller's. Lines are written by a thread of its own, so that a reader
  /// who does not read holds up nobody.
  public init(descriptor: Int32, clock: any Clock) {
    self.descriptor = descriptor
    self.clock = clock
    let thread = OwnThread("access-log") { [self] in run() }
    self.thread.withLock { $0 = thread }
  }

  /// Writes a line for an exchange of the listener of `dialect`.
  public func write(_ record: ExchangeRecord, of dialect: String) {
    var line: [UInt8] = []
    line.reserveCapacity(256)
    Self.add(#"{"time":""#, plain: clock.now.description, to: &line)
    Self.add(#"","id":""#, plain: record.id, to: &line)
    Self.add(#"","dialect":""#, plain: dialect, to: &line)
    Self.add(#"","peer":""#, plain: record.peer, to: &line)
    Self.add(#"","method":""#, plain: record.method, to: &line)
    if record.route.isEmpty {
      line += #"","route":null,"status":"#.utf8
    } else {
      Self.add(#"","route":""#, plain: record.route, to: &line)
      line += #"","status":"#.utf8
    }
    line += String(record.status).utf8
    line += #","ms":"#.utf8
    line += Self.milliseconds(record.seconds).utf8
    line += #","bytes":"#.utf8
    line += String(record.bytes).utf8
    line += "}\n".utf8
    append(line)
  }

  private func append(_ line: [UInt8]) {
    let isFirst = state.withLock { state in
      guard state.waiting.count + line.count <= Self.patience else {
        state.dropped += 1
        return false
      }
      state.waiting += line
      return state.waiting.count == line.count
    }
    if isFirst { cp_eventfd_signal(wake) }
  }

  /// Writes what waits and ends; blocks until then.
  public func close() {
    state.withLock { $0.isOver = true }
    cp_eventfd_signal(wake)
    thread.withLock { $0 }?.join()
    Glibc.close(wake)
  }

  private func run() {
    while true {
      var polled = pollfd(fd: wake, events: Int16(POLLIN), revents: 0)
      poll(&polled, 1, -1)
      cp_eventfd_drain(wake)
      let (bytes, isOver) = state.withLock { state in
        var bytes = state.waiting
        state.waiting = []
        if state.dropped > 0 { bytes += "{\"dropped\":\(state.dropped)}\n".utf8 }
        state.dropped = 0
        return (bytes, state.isOver)
      }
      _ = bytes.withUnsafeBytes { cp_write_all(descriptor, $0.baseAddress, $0.count) }
      if isOver { return }
    }
  }

  /// With microseconds.
  private static func milliseconds(_ seconds: Double) -> String {
    let micros = Int64((seconds * 1e6).rounded())
    let rest = String(micros % 1000)
    return "\(micros / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// What comes from outside here is a method or an address; both are ASCII, and quotes are all that needs care.
  private static func add(_ name: String, plain text: String, to line: inout [UInt8]) {
    line += name.utf8
    for byte in text.utf8
    where byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
      line.append(byte)
    }
  }
}
