internal import CNcurses
internal import CPlatform
internal import Glibc

/// The modes curses knows nothing of, and the text that undoes everything after a crash.
struct TerminalModes {
  /// Whether the terminal understands more than a typewriter's codes.
  let isCapable: Bool
  /// Turns paste brackets and the mouse on.
  let start: String
  /// Turns them off again.
  let stop: String
  /// Gives the terminal back whatever state it is in.
  let restore: String

  init(name: String, mouse: Bool) {
    isCapable = !(name.hasPrefix("vt") || name == "dumb" || name == "ansi")
    let mouseOn = mouse && isCapable && name != "linux"
    let (paste, mouse) = ("\u{1B}[?2004", mouseOn ? ["\u{1B}[?1000", "\u{1B}[?1006"] : [])
    start = Self.capability("smkx") + (isCapable ? ([paste] + mouse).map { $0 + "h" }.joined() : "")
    stop = (isCapable ? (mouse + [paste]).map { $0 + "l" }.joined() : "") + Self.capability("rmkx")
    let undo = ["sgr0", "cnorm", "rmcup"].map { Self.capability($0) }
    restore = stop + undo.joined()
  }

  /// Writes to the terminal past curses, between two frames.
  func write(_ text: String) {
    _ = text.withCString { cp_write_all(STDOUT_FILENO, $0, strlen($0)) }
  }

  /// A capability without the pauses old terminals needed.
  private static func capability(_ name: String) -> String {
    guard let text = nc_capability(name) else { return "" }
    var result = ""
    var rest = String(cString: text)[...]
    while let start = rest.firstIndex(of: "$"), rest[start...].hasPrefix("$<"), let end = rest.firstIndex(of: ">") {
      result += rest[..<start]
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// A variable of the environment.
  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Text as terminals want a clipboard's contents.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var value = part.reduce(0) { $0 << 8 | Int($1) }
      value <<= 8 * (3 - part.count)
      for place in 0..<4 {
        result.append(place > part.count ? UInt8(ascii: "=") : alphabet[value >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
