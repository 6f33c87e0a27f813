/// What a text input made of a key.
public enum EditResult: Hashable, Sendable {
  /// Not its key.
  case ignored
  /// Only the cursor moved; the text changed.
  case moved, changed
}

/// A line of text being typed.
public struct LineEditor: Hashable, Sendable {
  /// What was typed.
  public private(set) var text: String
  /// The cursor, in characters from the start.
  public private(set) var cursor: Int
  /// The most characters it takes.
  public var maximumLength: Int
  /// Whether the characters are hidden.
  public var isSecret: Bool
  /// Whether a scanner's group separator (GS, Ctrl-]) is kept as data.
  public var keepsSeparators: Bool
  /// Shown while nothing is typed.
  public var placeholder: String

  /// An input with a first text and the cursor after it.
  public init(
    _ text: String = "", placeholder: String = "", maximumLength: Int = 500, isSecret: Bool = false,
    keepsSeparators: Bool = false
  ) {
    self.maximumLength = maximumLength
    self.isSecret = isSecret
    self.keepsSeparators = keepsSeparators
    self.placeholder = placeholder
    self.text = ""
    cursor = 0
    insert(text)
  }

  /// Whether nothing is typed.
  public var isEmpty: Bool { text.isEmpty }

  /// Replaces the text; the cursor goes behind it.
  public mutating func set(_ new: String) {
    text = ""
    cursor = 0
    insert(new)
  }

  /// Takes the text and leaves nothing.
  public mutating func take() -> String {
    defer { set("") }
    return text
  }

  /// Takes a key press.
  public mutating func handle(_ key: Key) -> EditResult {
    switch key {
    case .character(let character): return insert(String(character)) ? .changed : .ignored
    case .control("]") where keepsSeparators: return insert("\u{1D}") ? .changed : .ignored
    case .backspace: return remove(from: cursor - 1, to: cursor)
    case .delete, .control("d"): return remove(from: cursor, to: cursor + 1)
    case .control("u"): return remove(from: 0, to: cursor)
    case .control("k"): return remove(from: cursor, to: text.count)
    case .control("w"): return remove(from: wordStart, to: cursor)
    case .left, .control("b"): return go(to: cursor - 1)
    case .right: return go(to: cursor + 1)
    case .home, .control("a"): return go(to: 0)
    case .end, .control("e"): return go(to: text.count)
    case .alt("b"): return go(to: wordStart)
    default: return .ignored
    }
  }

  /// Inserts pasted or scanned text at the cursor, line breaks as spaces; false when nothing was taken.
  @discardableResult
  public mutating func insert(_ new: String) -> Bool {
    let parts = new.split(separator: "\u{1D}", omittingEmptySubsequences: false)
    var safe = parts.map { TextWidth.sanitised(String($0)) }.joined(separator: keepsSeparators ? "\u{1D}" : "")
    while safe.last == " ", new.last?.isNewline == true { safe.removeLast() }
    let taken = safe.prefix(max(0, maximumLength - text.count))
    guard !taken.isEmpty else { return false }
    let index = text.index(text.startIndex, offsetBy: cursor)
    let before = String(text[..<index]) + taken
    text = before + text[index...]
    cursor = min(before.count, text.count)
    return true
  }

  /// Draws it over the first row of a rectangle; in focus the terminal's cursor stands in it.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool = true) {
    guard !rect.isEmpty else { return }
    let line = rect.line(0)
    canvas.fill(line, role: .input)
    if text.isEmpty, !placeholder.isEmpty {
      canvas.write(placeholder, row: line.row, column: line.column, role: .muted, width: line.columns)
    }
    var shown = isSecret ? String(repeating: canvas.glyphs.mask, count: text.count) : text
    shown = String(shown.map { $0 == "\u{1D}" ? canvas.glyphs.dot : $0 })
    // The start of a long text scrolls out so that the cursor stays in sight.
    var skipped = 0
    while skipped < cursor, width(shown, from: skipped, to: cursor) >= line.columns { skipped += 1 }
    let visible = TextWidth.clipped(String(shown.dropFirst(skipped)), line.columns, ellipsis: nil).text
    canvas.write(visible, row: line.row, column: line.column, role: .input)
    if isFocused {
      canvas.cursor = Canvas.Position(row: line.row, column: line.column + width(shown, from: skipped, to: cursor))
    }
  }

  private func width(_ shown: String, from start: Int, to end: Int) -> Int {
    TextWidth.width(String(shown.dropFirst(start).prefix(end - start)))
  }

  private var wordStart: Int {
    let characters = Array(text)
    var place = cursor
    while place > 0, characters[place - 1] == " " { place -= 1 }
    while place > 0, characters[place - 1] != " " { place -= 1 }
    return place
  }

  private mutating func go(to place: Int) -> EditResult {
    cursor = min(max(0, place), text.count)
    return .moved
  }

  private mutating func remove(from start: Int, to end: Int) -> EditResult {
    let (start, end) = (max(0, start), min(text.count, end))
    guard start < end else { return .moved }
    let from = text.index(text.startIndex, offsetBy: start)
    text.removeSubrange(from..<text.index(text.startIndex, offsetBy: end))
    cursor = min(start, text.count)
    return .changed
  }
}
