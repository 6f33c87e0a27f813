public import Commerce
public import Terminal
import FoundationEssentials

/// Whatever reached a console from outside, in order: enough to live through its shift again.
public enum TapeEntry: Hashable, Sendable {
  /// The console began, on a terminal of this extent.
  case start(Size)
  /// Something happened at the terminal.
  case event(Event)
  /// The answer to the call of that number arrived.
  case answer(Int)
  /// Somebody committed.
  case committed
  /// What was due by now was done.
  case tick

  /// The entry and its moment as a line of a file: a JSON list of words.
  public func line(at moment: Instant) -> String {
    let words = ["\(moment.milliseconds)"] + words
    return (try? JSONEncoder().encode(words)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Reads such a line; nil when it is none.
  public static func read(_ line: String) -> (at: Instant, entry: TapeEntry)? {
    guard var words = try? JSONDecoder().decode([String].self, from: Data(line.utf8)), words.count >= 2,
      let milliseconds = Int64(words.removeFirst()), let entry = TapeEntry(words: words)
    else { return nil }
    return (Instant(milliseconds: milliseconds), entry)
  }

  private var words: [String] {
    switch self {
    case .start(let size): ["start", "\(size.columns)", "\(size.rows)"]
    case .answer(let number): ["answer", "\(number)"]
    case .committed: ["committed"]
    case .tick: ["tick"]
    case .event(.key(let key)): ["key", key.name]
    case .event(.scan(let text)): ["scan", text]
    case .event(.paste(let text)): ["paste", text]
    case .event(.resize(let size)): ["resize", "\(size.columns)", "\(size.rows)"]
    case .event(.mouse(let mouse)): ["mouse", "\(mouse.action)", "\(mouse.row)", "\(mouse.column)"]
    case .event(.resumed): ["resumed"]
    case .event(.hangUp): ["hang-up"]
    case .event(.interrupt): ["interrupt"]
    case .event(.terminate): ["terminate"]
    }
  }

  private init?(words: [String]) {
    func number(_ index: Int) -> Int? { words.indices.contains(index) ? Int(words[index]) : nil }
    func text() -> String? { words.count == 2 ? words[1] : nil }
    switch words.first {
    case "start":
      guard let columns = number(1), let rows = number(2) else { return nil }
      self = .start(Size(columns: columns, rows: rows))
    case "resize":
      guard let columns = number(1), let rows = number(2) else { return nil }
      self = .event(.resize(Size(columns: columns, rows: rows)))
    case "answer":
      guard let number = number(1) else { return nil }
      self = .answer(number)
    case "key":
      guard let key = text().flatMap(Key.init(name:)) else { return nil }
      self = .event(.key(key))
    case "scan":
      guard let text = text() else { return nil }
      self = .event(.scan(text))
    case "paste":
      guard let text = text() else { return nil }
      self = .event(.paste(text))
    case "mouse":
      let actions: [Mouse.Action] = [.click, .doubleClick, .wheelUp, .wheelDown]
      guard let action = actions.first(where: { "\($0)" == words.dropFirst().first }), let row = number(2),
        let column = number(3)
      else { return nil }
      self = .event(.mouse(Mouse(action, row: row, column: column)))
    case "committed": self = .committed
    case "tick": self = .tick
    case "resumed": self = .event(.resumed)
    case "hang-up": self = .event(.hangUp)
    case "interrupt": self = .event(.interrupt)
    case "terminate": self = .event(.terminate)
    default: return nil
    }
  }
}

/// Keeps what reaches a console.
public protocol TapeRecorder: Sendable {
  /// Keeps one entry.
  func note(_ entry: TapeEntry, at moment: Instant)
}

/// The moment a call was made at, for a clock that is to read the same when the shift is lived through again.
public enum CallTime {
  /// Set while a desk is called; nil elsewhere.
  @TaskLocal public static var moment: Instant?
}
