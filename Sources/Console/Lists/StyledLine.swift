import Terminal

/// A line of a scrolling pane: texts side by side, each with its meaning.
struct StyledLine: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// One text of the line, at a cell of its own or right behind the one before.
  struct Part: Hashable, Sendable {
    var text: String
    var role: Role = .text
    var column: Int?
  }

  var parts: [Part]

  init(_ parts: [Part] = []) { self.parts = parts }

  init(_ text: String, _ role: Role = .text) { parts = [Part(text: text, role: role)] }

  /// Ordinary text.
  init(stringLiteral value: String) { self.init(value) }

  static let blank = StyledLine()

  func adding(_ text: String, _ role: Role = .text) -> StyledLine {
    StyledLine(parts + [Part(text: text, role: role)])
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    var column = rect.column
    for part in parts {
      if let own = part.column { column = rect.column + own }
      column += canvas.write(part.text, row: rect.row, column: column, role: part.role, width: rect.endColumn - column)
    }
  }

  /// Texts broken to a width, all of one meaning.
  static func wrapped(_ text: String, _ width: Int, _ role: Role = .text, indent: Int = 0) -> [StyledLine] {
    TextWidth.wrapped(text, max(1, width - indent)).map {
      StyledLine([Part(text: $0, role: role, column: indent)])
    }
  }

  /// A head and rows in columns that fit the width, the least telling columns left out first.
  static func table(_ columns: [Column], _ rows: [[TableCell]], width: Int, gap: Int = 2) -> [StyledLine] {
    let fitted = Column.fit(columns, into: width, gap: gap)
    func line(_ cells: [TableCell]) -> StyledLine {
      StyledLine(
        fitted.filter { $0.index < cells.count }.map { place in
          let cell = cells[place.index]
          let text = TextWidth.fit(cell.text, place.width, align: columns[place.index].align)
          return Part(text: text, role: cell.role, column: place.offset)
        })
    }
    return [line(columns.map { TableCell($0.title, .heading) })] + rows.map(line)
  }
}

/// Lines of which a rectangle shows a part.
struct ScrollPane: Hashable, Sendable {
  /// The line at the top.
  private(set) var top = 0

  /// Moves by a key that scrolls; false when it is another key.
  mutating func move(_ key: Key, lines: Int, visible: Int) -> Bool {
    let last = max(0, lines - visible)
    switch key {
    case .up: top -= 1
    case .down: top += 1
    case .pageUp: top -= max(1, visible - 1)
    case .pageDown: top += max(1, visible - 1)
    case .home: top = 0
    case .end: top = last
    default: return false
    }
    top = min(max(0, top), last)
    return true
  }

  /// Goes back to the first line.
  mutating func rewind() { top = 0 }

  /// Draws what is in sight; what lies beyond is counted in the last row.
  func draw(_ lines: [StyledLine], on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let first = min(top, max(0, lines.count - rect.rows))
    let hidden = lines.count - first - rect.rows
    for row in 0..<min(rect.rows, lines.count - first) where hidden <= 0 || row < rect.rows - 1 {
      lines[first + row].draw(on: &canvas, in: rect.line(row))
    }
    if hidden > 0 {
      let line = rect.line(rect.rows - 1)
      canvas.write(
        "\(canvas.glyphs.open) \(hidden + 1) more", row: line.row, column: line.column, role: .muted,
        width: line.columns)
    }
  }
}
