/// One thing that can be chosen in a palette.
public struct PaletteItem: Hashable, Sendable {
  /// The name its owner knows it by.
  public let id: String
  /// What is matched and shown.
  public var title: String
  /// Shown at the right, such as its key.
  public var hint: String
  /// Why it cannot be chosen now.
  public var disabled: String?

  /// An item; with a reason in `disabled` it is shown but cannot be chosen.
  public init(id: String, title: String, hint: String = "", disabled: String? = nil) {
    self.id = id
    self.title = title
    self.hint = hint
    self.disabled = disabled
  }
}

/// What a palette made of a key.
public enum PaletteResult: Hashable, Sendable {
  /// Not its key.
  case ignored
  /// The selection moved; other items match now.
  case moved, changed
  /// This item was chosen.
  case chosen(PaletteItem)
  /// This item was chosen and cannot be, for the reason it states.
  case refused(PaletteItem)
  /// Esc.
  case cancelled
}

/// A list of things to do, narrowed by a few letters.
public struct Palette: Hashable, Sendable {
  /// All there is to choose from.
  public var items: [PaletteItem] {
    didSet { narrow() }
  }
  /// What was typed.
  public private(set) var query: LineEditor
  /// The matching items' indices, best first.
  public private(set) var matches: [Int] = []
  /// The selected one among the matches.
  public private(set) var selected = 0
  private var highlights: [[Int]] = []

  /// A palette with an empty query.
  public init(_ items: [PaletteItem], placeholder: String = "") {
    self.items = items
    query = LineEditor(placeholder: placeholder)
    narrow()
  }

  /// The selected item; nil when nothing matches.
  public var selection: PaletteItem? { matches.indices.contains(selected) ? items[matches[selected]] : nil }

  /// Takes a key press.
  public mutating func handle(_ key: Key) -> PaletteResult {
    switch key {
    case .escape: return .cancelled
    case .enter:
      guard let selection else { return .ignored }
      return selection.disabled == nil ? .chosen(selection) : .refused(selection)
    case .up, .control("p"): return go(to: selected - 1)
    case .down, .control("n"): return go(to: selected + 1)
    case .pageUp: return go(to: selected - 10)
    case .pageDown: return go(to: selected + 10)
    default:
      let result = query.handle(key)
      if result == .changed { narrow() }
      return result == .ignored ? .ignored : result == .moved ? .moved : .changed
    }
  }

  /// Inserts pasted text into the query.
  public mutating func paste(_ text: String) -> PaletteResult {
    guard query.insert(text) else { return .ignored }
    narrow()
    return .changed
  }

  /// Draws the query, its rule and as many matches as there are rows.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.fill(rect)
    let head = rect.line(0)
    canvas.write(":", row: head.row, column: head.column + 1, role: .key)
    query.draw(on: &canvas, in: head.splitLeft(3).rest)
    let list = rect.splitTop(1).rest
    if matches.isEmpty {
      canvas.write("nothing matches", row: list.row, column: list.column + 3, role: .muted, width: list.columns - 3)
    }
    let first = max(0, min(selected - list.rows / 2, matches.count - list.rows))
    for (line, place) in (first..<matches.count).prefix(list.rows).enumerated() {
      draw(place, on: &canvas, in: list.line(line))
    }
  }

  private func draw(_ place: Int, on canvas: inout Canvas, in line: Rect) {
    let item = items[matches[place]]
    let side = item.disabled ?? item.hint
    let sideWidth = min(TextWidth.width(side), line.columns / 2)
    let title = line.columns - 5 - sideWidth
    let role: Role = item.disabled == nil ? .text : .muted
    let written = canvas.write(item.title, row: line.row, column: line.column + 3, role: role, width: title)
    canvas.write(
      side, row: line.row, column: line.endColumn - sideWidth - 1, role: item.disabled == nil ? .key : .muted,
      width: sideWidth)
    if place == selected {
      canvas.paint(line, role: .selection)
      canvas.write(String(canvas.glyphs.selected), row: line.row, column: line.column + 1, role: .selection)
      return
    }
    let cells = Array(item.title).map { TextWidth.width(String($0)) }
    for position in highlights[place] where position < cells.count {
      let offset = cells[..<position].reduce(0, +)
      guard offset + cells[position] <= written else { break }
      canvas.paint(
        Rect(row: line.row, column: line.column + 3 + offset, rows: 1, columns: cells[position]), role: .accent)
    }
  }

  /// True until somebody goes on to another match.
  public var isAtFirst: Bool { selected == 0 }

  private mutating func go(to index: Int) -> PaletteResult {
    selected = max(0, min(index, matches.count - 1))
    return .moved
  }

  private mutating func narrow() {
    let ranked = FuzzyMatch.rank(Array(items.indices), by: query.text) { items[$0].title }
    // Without a query the owner's order stands.
    let ordered = query.isEmpty ? items.indices.map { ($0, [Int]()) } : ranked.map { ($0.item, $0.match.positions) }
    matches = ordered.map(\.0)
    highlights = ordered.map(\.1)
    selected = 0
  }
}
