import CPty
import Glibc

/// A program in a terminal of its own, which ends with this value.
final class Terminal {
  /// How large the terminal is.
  struct Size {
    let columns: Int32
    let rows: Int32
  }

  private let session: OpaquePointer

  init(_ arguments: [String], _ environment: [String: String], _ size: Size) throws(Problem) {
    let texts = environment.map { $0.key + "=" + $0.value }
    let started = Self.withPointers(arguments) { arguments in
      Self.withPointers(texts) { pty_start(arguments, $0, size.columns, size.rows) }
    }
    guard let started else { throw Problem("cannot start \(arguments.joined(separator: " "))") }
    session = started
  }

  deinit { pty_stop(session) }

  /// The time of the frame that shows `text` and is followed by silence, in milliseconds since the start.
  func wait(for text: String, settle: Double = 60, limit: Double = 20_000) throws(Problem) -> Double {
    let time = pty_wait(session, text, settle, limit)
    guard time >= 0 else {
      throw Problem(
        "\"\(text)\" did not appear; the terminal shows: \(String(cString: pty_text(session)).suffix(2000))")
    }
    return time
  }

  /// When the first character stood there, in milliseconds since the start.
  var firstText: Double { pty_first_text_ms(session) }

  /// The most memory it has been resident with, in MiB.
  var peak: Double { pty_peak_mib(session) }

  /// Processor time so far, in milliseconds.
  var processorTime: Double { pty_cpu_ms(session) }

  /// What came since the last key, without control sequences.
  var text: String { String(cString: pty_text(session)) }

  /// Sends keys in one piece and answers the frame they caused.
  @discardableResult
  func press(_ keys: String, settle: Double = 20, limit: Double = 1000) -> pty_frame {
    var keys = keys
    return keys.withUTF8 { pty_press(session, $0.baseAddress, $0.count, settle, limit) }
  }

  /// The texts as C takes them: an array of pointers ended by NULL, alive while `body` runs.
  private static func withPointers<Value>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
  ) -> Value {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

/// Keys as a terminal sends them after curses has switched the keypad on.
enum Keys {
  static let down = "\u{1B}OB"
  static let pageDown = "\u{1B}[6~"
  static let pageUp = "\u{1B}[5~"
  static let enter = "\r"
  static let backspace = "\u{7F}"
}
