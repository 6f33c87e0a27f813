import Terminal

/// What to do next, as every scan screen shows it: what, how many, where, and the line that takes the scan.
///
/// At any size the subject, the number and the first place are whole; what is said beside them goes first.
struct ScanFocus: Hashable, Sendable {
  /// A word and what it says, such as `from A-03-2`.
  struct Place: Hashable, Sendable {
    var label: String
    var text: String
    var role: Role = .text
  }

  /// What the scan line waits for.
  struct Ask: Hashable, Sendable {
    /// The word before the line.
    var label = "scan"
    /// Beside the line: what will do, and what leaves.
    var hint = ""
    var hintRole: Role = .muted
    var isSecret = false
    /// Choices by digit; with any, the line itself takes nothing.
    var options: [String] = []
  }

  /// One word in capitals, such as `GET`.
  var verb: String
  /// The item, the parcel, the lane: the largest words.
  var subject: String
  var subjectRole: Role = .big
  /// The largest number; nil where there is nothing to count.
  var quantity: Int?
  /// What is counted.
  var unit = ""
  /// Where from, where to; the most important first.
  var places: [Place] = []
  /// How far the work has come, at the right edge.
  var corner = ""
  var ask = Ask()
  /// A code that may be typed in place of a scan.
  var code = ""

  private static let indent = 7

  /// Draws it at the top of a rectangle and answers what is left below.
  func draw(on canvas: inout Canvas, in area: Rect, _ context: Context) -> Rect {
    guard area.rows > 0, area.columns > 0 else { return area }
    if area.rows < 7 || area.columns < 34 { return drawTiny(on: &canvas, in: area, context) }
    return area.columns < 60 || area.rows < 10
      ? drawCompact(on: &canvas, in: area, context) : drawRegular(on: &canvas, in: area, context)
  }

  private func drawRegular(on canvas: inout Canvas, in area: Rect, _ context: Context) -> Rect {
    canvas.write(verb, row: area.row, column: area.column + 1, role: .heading)
    let side = TextWidth.width(corner)
    canvas.write(corner, row: area.row, column: area.endColumn - side - 1, role: .muted)
    let width = area.columns - Self.indent - side - 3
    let taken = write(subject, subjectRole, on: &canvas, in: area, indent: Self.indent, width: width, atMost: 3)
    var rest = area.splitTop(taken).rest
    if let quantity {
      let box = Self.boxWidth(quantity)
      drawBox(quantity, on: &canvas, in: Rect(row: rest.row, column: rest.column + Self.indent, rows: 3, columns: box))
      let beside = Rect(
        row: rest.row, column: rest.column + Self.indent + box + 2, rows: 3,
        columns: rest.columns - Self.indent - box - 3)
      drawPlaces(on: &canvas, in: beside)
      rest = rest.splitTop(3).rest
    } else if !places.isEmpty {
      let line = rest.line(0)
      var column = line.column + Self.indent
      for place in places {
        column += draw(place, on: &canvas, row: line.row, column: column, end: line.endColumn) + 3
      }
      rest = rest.splitTop(1).rest
    }
    return drawAsk(on: &canvas, in: rest, context)
  }

  /// The unit and the places beside the box: on its middle row while they fit, then below, then above.
  private func drawPlaces(on canvas: inout Canvas, in beside: Rect) {
    var rows = [beside.row + 1, beside.row + 2, beside.row][...]
    var row = rows.removeFirst()
    var column = beside.column
    if !unit.isEmpty {
      column += max(8, canvas.write(unit, row: row, column: column, width: beside.columns) + 2)
    }
    for place in places {
      let needed = TextWidth.width(place.label) + 1 + TextWidth.width(place.text)
      if column + needed > beside.endColumn, column > beside.column, let next = rows.popFirst() {
        row = next
        column = beside.column
      }
      // Places keep their columns while codes of one house have one length, so that little is sent again.
      column += max(16, draw(place, on: &canvas, row: row, column: column, end: beside.endColumn) + 3)
    }
  }

  private func drawCompact(on canvas: inout Canvas, in area: Rect, _ context: Context) -> Rect {
    canvas.write(verb, row: area.row, column: area.column, role: .heading)
    let indent = TextWidth.width(verb) + 1
    let room = max(1, area.rows - (quantity == nil ? 2 : 4))
    let used = write(
      subject, subjectRole, on: &canvas, in: area, indent: indent, width: area.columns - indent, atMost: room)
    // Two rows are kept for the item, so that nothing jumps between a short name and a long one.
    var rest = area.splitTop(min(room, max(used, area.rows >= 8 ? 2 : 1))).rest
    var lines = places
    if quantity != nil, let first = lines.first, !unit.isEmpty {
      lines[0] = Place(label: unit + " " + first.label, text: first.text, role: first.role)
    }
    if let quantity {
      let box = Self.boxWidth(quantity)
      drawBox(quantity, on: &canvas, in: Rect(row: rest.row, column: rest.column, rows: 3, columns: box))
      let beside = Rect(row: rest.row, column: rest.column + box + 1, rows: 3, columns: rest.columns - box - 1)
      for (index, place) in lines.prefix(3).enumerated() {
        draw(place, on: &canvas, row: beside.row + index, column: beside.column, end: beside.endColumn)
      }
      if lines.count < 3 {
        canvas.write(corner, row: beside.row + 2, column: beside.column, role: .muted, width: beside.columns)
      }
      rest = rest.splitTop(3).rest
    } else {
      for place in lines.prefix(max(0, min(3, rest.rows - 2))) {
        draw(place, on: &canvas, row: rest.row, column: rest.column + 1, end: rest.endColumn)
        rest = rest.splitTop(1).rest
      }
    }
    return drawAsk(on: &canvas, in: rest, context)
  }

  private func drawTiny(on canvas: inout Canvas, in area: Rect, _ context: Context) -> Rect {
    var rest = area
    if quantity != nil || !places.isEmpty, area.rows > 1 {
      var column = area.column
      if let quantity {
        column += canvas.write("\(quantity) \(unit)", row: area.row, column: column, role: .big) + 1
      }
      if let place = places.first {
        draw(place, on: &canvas, row: area.row, column: column, end: area.endColumn)
      }
      rest = area.splitTop(1).rest
    }
    let used = write(
      subject, subjectRole, on: &canvas, in: rest, indent: 0, width: rest.columns, atMost: max(0, rest.rows - 1))
    return drawAsk(on: &canvas, in: rest.splitTop(used).rest, context)
  }

  /// Writes a text over as many rows as it needs and answers how many.
  private func write(
    _ text: String, _ role: Role, on canvas: inout Canvas, in area: Rect, indent: Int, width: Int, atMost rows: Int
  ) -> Int {
    let lines = TextWidth.wrapped(text, max(1, width)).prefix(max(0, rows))
    for (index, line) in lines.enumerated() {
      canvas.write(line, row: area.row + index, column: area.column + indent, role: role)
    }
    return max(1, lines.count)
  }

  @discardableResult
  private func draw(_ place: Place, on canvas: inout Canvas, row: Int, column: Int, end: Int) -> Int {
    guard column < end else { return 0 }
    let label =
      place.label.isEmpty
      ? 0 : canvas.write(place.label, row: row, column: column, role: .muted, width: end - column) + 1
    return label
      + canvas.write(place.text, row: row, column: column + label, role: place.role, width: end - column - label)
  }

  private static func boxWidth(_ quantity: Int) -> Int { max(7, String(quantity).count + 4) }

  private func drawBox(_ quantity: Int, on canvas: inout Canvas, in rect: Rect) {
    canvas.box(rect, role: .rule)
    canvas.write(
      String(quantity), row: rect.row + 1, column: rect.column + 1, role: .big, width: rect.columns - 2, align: .centre)
  }

  private func drawAsk(on canvas: inout Canvas, in area: Rect, _ context: Context) -> Rect {
    guard !area.isEmpty else { return area }
    let line = area.line(0)
    let end = line.endColumn - 1
    var column = line.column + 1
    column += canvas.write(ask.label, row: line.row, column: column, role: .key, width: line.columns - 2) + 1
    column = max(column, line.column + (area.columns < 60 ? 0 : Self.indent))
    guard ask.options.isEmpty else {
      canvas.cursor = Canvas.Position(row: line.row, column: min(column, end))
      return drawOptions(on: &canvas, in: area, from: column + 2)
    }
    let hint = ask.hint.isEmpty && !code.isEmpty ? "code \(code)" : ask.hint
    let field = max(12, min(24, end - column - TextWidth.width(hint) - 2))
    var editor = context.scanLine
    editor.isSecret = ask.isSecret
    editor.draw(on: &canvas, in: Rect(row: line.row, column: column, rows: 1, columns: min(field, end - column)))
    column += field + 2
    if column < end {
      canvas.write(hint, row: line.row, column: column, role: ask.hintRole, width: end - column)
    }
    return area.splitTop(1).rest
  }

  /// The choices: one a row where there is room, else as running text from the line on.
  private func drawOptions(on canvas: inout Canvas, in area: Rect, from column: Int) -> Rect {
    canvas.write(ask.hint, row: area.row, column: column, role: .muted, width: area.endColumn - column)
    var rest = area.splitTop(1).rest
    guard rest.rows < ask.options.count + 1 else {
      for option in ask.options {
        draw(option: option, on: &canvas, row: rest.row, column: rest.column + Self.indent, end: rest.endColumn)
        rest = rest.splitTop(1).rest
      }
      return rest.splitTop(1).rest
    }
    var place = rest.column + 1
    for option in ask.options {
      let needed = TextWidth.width(option)
      if place + needed > rest.endColumn, place > rest.column + 1 {
        rest = rest.splitTop(1).rest
        place = rest.column + 1
      }
      guard !rest.isEmpty else { break }
      place += draw(option: option, on: &canvas, row: rest.row, column: place, end: rest.endColumn) + 2
    }
    return rest.splitTop(1).rest
  }

  @discardableResult
  private func draw(option: String, on canvas: inout Canvas, row: Int, column: Int, end: Int) -> Int {
    guard column < end else { return 0 }
    let key = canvas.write(String(option.prefix(1)), row: row, column: column, role: .key)
    return key
      + canvas.write(String(option.dropFirst()), row: row, column: column + key, width: max(0, end - column - key))
  }
}
