/// Keys that belong together.
public struct HelpSection: Hashable, Sendable {
  /// One key and what it does.
  public struct Entry: Hashable, Sendable {
    /// The key's name.
    public var key: String
    /// What it does.
    public var label: String
    /// Why it does nothing now.
    public var disabled: String?

    /// A key with what it does.
    public init(_ key: String, _ label: String, disabled: String? = nil) {
      self.key = key
      self.label = label
      self.disabled = disabled
    }
  }

  /// What they have in common.
  public var title: String
  /// The keys in order.
  public var entries: [Entry]

  /// A section of its keys.
  public init(_ title: String, _ entries: [Entry]) {
    self.title = title
    self.entries = entries
  }
}

/// What a help view made of a key.
public enum HelpResult: Hashable, Sendable {
  /// Not its key; it scrolled or was narrowed; it is to be closed.
  case ignored, changed, closed
}

/// The keys that are valid now; typing narrows them.
public struct HelpView: Hashable, Sendable {
  /// All keys by section.
  public var sections: [HelpSection]
  /// What was typed to narrow them.
  public private(set) var query = LineEditor(placeholder: "type to search")
  /// The first line in sight.
  public private(set) var top = 0

  /// A help view from its start.
  public init(_ sections: [HelpSection]) { self.sections = sections }

  /// Takes a key press; Esc clears the search first.
  public mutating func handle(_ key: Key) -> HelpResult {
    switch key {
    case .escape where query.isEmpty, .function(1): return .closed
    case .escape: query.set("")
    case .up: top = max(0, top - 1)
    case .down: top = min(top + 1, max(0, lines.count - 1))
    case .pageUp: top = max(0, top - 10)
    case .pageDown: top = min(top + 10, max(0, lines.count - 1))
    default:
      guard query.handle(key) != .ignored else { return .ignored }
      top = 0
    }
    return .changed
  }

  private enum Line {
    case blank
    case title(String)
    case entry(HelpSection.Entry)
    /// What a reason has beyond its first line.
    case rest(String)
  }

  private var lines: [Line] {
    var lines: [Line] = []
    for section in sections {
      let entries = section.entries.filter {
        query.isEmpty || FuzzyMatch.match(query.text, in: "\($0.key) \($0.label) \(section.title)") != nil
      }
      guard !entries.isEmpty else { continue }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.title(section.title))
      lines += entries.map(Line.entry)
    }
    return lines
  }

  private static func label(_ entry: HelpSection.Entry) -> String {
    entry.disabled.map { "\(entry.label): \($0)" } ?? entry.label
  }

  /// The lines with every reason whole: what does not fit goes on below.
  private func wrapped(_ width: Int) -> [Line] {
    lines.flatMap { line in
      guard case .entry(let entry) = line else { return [line] }
      return [line] + TextWidth.wrapped(Self.label(entry), width).dropFirst().map(Line.rest)
    }
  }

  /// Draws the search line and as many keys as there are rows.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.fill(rect)
    let (head, list) = rect.splitTop(1)
    canvas.write("/", row: head.row, column: head.column + 1, role: .key)
    query.draw(on: &canvas, in: head.splitLeft(3).rest)
    let keys = min(sections.flatMap(\.entries).map { TextWidth.width($0.key) }.max() ?? 0, list.columns / 2)
    let all = wrapped(list.columns - 4 - keys)
    if all.isEmpty { canvas.write("no key for that here", row: list.row, column: list.column + 1, role: .muted) }
    let first = max(0, min(top, all.count - list.rows))
    for (line, index) in (first..<all.count).prefix(list.rows).enumerated() {
      let place = list.line(line)
      switch all[index] {
      case .blank: break
      case .title(let title):
        canvas.write(title, row: place.row, column: place.column + 1, role: .heading, width: place.columns - 1)
      case .entry(let entry):
        let off = entry.disabled != nil
        canvas.write(
          entry.key, row: place.row, column: place.column + 2, role: off ? .muted : .key, width: keys, align: .left)
        let room = place.columns - 4 - keys
        canvas.write(
          TextWidth.wrapped(Self.label(entry), room).first ?? "", row: place.row, column: place.column + 4 + keys,
          role: off ? .muted : .text, width: room)
      case .rest(let text):
        canvas.write(
          text, row: place.row, column: place.column + 4 + keys, role: .muted, width: place.columns - 4 - keys)
      }
    }
  }
}
