/// Server-sent events as they stand on the wire (WHATWG HTML §9.2), as far as the change feed uses them.
public enum ServerSentEvents {
  /// The content type of a stream.
  public static let contentType = "text/event-stream"

  /// One event.
  public struct Event: Hashable, Sendable {
    /// What a reader says after a break, to go on from here.
    public var id: String
    /// What it carries; one line. Empty for a mere position, which a reader keeps and does not deliver.
    public var data: String

    /// `data` under `id`.
    public init(id: String, data: String) {
      self.id = id
      self.data = data
    }

    /// Its lines.
    public var encoded: [UInt8] {
      Array(("id: \(id)\n" + (data.isEmpty ? "" : "data: \(data)\n") + "\n").utf8)
    }
  }

  /// A line that means nothing, so that both ends see that the link stands.
  public static let heartbeat = Array(": \n\n".utf8)

  /// Puts events together from whatever pieces arrive.
  public struct Reader: Sendable {
    /// The position that was said last; empty before the first.
    public private(set) var lastID = ""
    private var line: [UInt8] = []
    private var data: [String] = []
    private static let longestLine = 1 << 16

    /// A reader at the beginning of a stream.
    public init() {}

    /// The events that `bytes` complete. A line that never ends is given up, as no server of ours sends it.
    public mutating func read(_ bytes: [UInt8]) -> [Event] {
      var events: [Event] = []
      for byte in bytes {
        guard byte == UInt8(ascii: "\n") else {
          if line.count < Self.longestLine { line.append(byte) }
          continue
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if line.isEmpty {
          if !data.isEmpty { events.append(Event(id: lastID, data: data.joined(separator: "\n"))) }
          data = []
        } else {
          take(String(decoding: line, as: UTF8.self))
        }
        line = []
      }
      return events
    }

    private mutating func take(_ line: String) {
      let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      var value = halves.count > 1 ? String(halves[1]) : ""
      if value.hasPrefix(" ") { value.removeFirst() }
      switch halves[0] {
      case "id": lastID = value
      case "data": data.append(value)
      default: break
      }
    }
  }
}
