import Terminal

/// A prompt over the rows it finds, one of them at hand: the arrows move through them while letters are typed.
struct PromptList: Hashable, Sendable {
  var prompt: LineEditor
  /// The row at hand.
  private(set) var chosen = 0
  /// How much of the line the prompt takes at most.
  private let width: Int

  init(_ text: String, placeholder: String, width: Int) {
    prompt = LineEditor(text, placeholder: placeholder, maximumLength: 120)
    self.width = width
  }

  /// Puts the row at hand where it has come to; the first one when it is gone.
  mutating func choose(_ row: Int?) { chosen = row ?? 0 }

  mutating func move(_ key: Key, rows: Int, in area: Rect) {
    let page = max(1, area.rows - 3)
    let steps: [Key: Int] = [.down: 1, .up: -1, .pageDown: page, .pageUp: -page]
    chosen = min(max(0, chosen + (steps[key] ?? 0)), max(0, rows - 1))
  }

  /// Takes a click on a row; true when it opens that.
  mutating func point(_ mouse: Mouse, rows: Int, in area: Rect) -> Bool {
    let row = mouse.row - area.row - 2 + first(rows, in: area.splitTop(1).rest)
    guard mouse.action == .click || mouse.action == .doubleClick, mouse.row > area.row + 1, row < rows else {
      return false
    }
    chosen = row
    return mouse.action == .doubleClick
  }

  /// The first row in sight.
  private func first(_ rows: Int, in list: Rect) -> Int {
    let room = max(0, list.rows - 1)
    return max(0, min(chosen - room + 1, rows - room))
  }

  /// Draws the prompt and the rows, or what is said while there are none.
  func draw(
    _ columns: [Column], _ rows: [[TableCell]], empty: String, on canvas: inout Canvas, in area: Rect
  ) {
    let (top, rest) = area.splitTop(1)
    let line = top.inset(columns: 1)
    let taken = canvas.write("find ", row: line.row, column: line.column, role: .key, width: line.columns)
    prompt.draw(on: &canvas, in: line.splitLeft(taken).rest.splitLeft(width).left)
    let list = rest.splitLeft(2).rest
    guard !rows.isEmpty else {
      canvas.write(empty, row: list.row + 1, column: list.column, role: .muted, width: list.columns)
      return
    }
    let lines = StyledLine.table(columns, rows, width: list.columns, gap: list.columns < 60 ? 1 : 2)
    lines[0].draw(on: &canvas, in: list.line(0))
    let first = first(rows.count, in: rest)
    for (row, line) in lines.dropFirst(1 + first).prefix(max(0, list.rows - 1)).enumerated() {
      line.draw(on: &canvas, in: list.line(row + 1))
      guard first + row == chosen else { continue }
      let place = rest.line(row + 1)
      canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      canvas.paint(place, role: .selection)
    }
  }
}
