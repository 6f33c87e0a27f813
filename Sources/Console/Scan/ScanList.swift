import Terminal

/// The list below a scan line: a head and rows, the current one always in sight, the rest counted.
struct ScanList: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    var cells: [TableCell]
    var isCurrent = false
    var isLate = false
  }

  let columns: [Column]

  func draw(_ lines: [Line], on canvas: inout Canvas, in area: Rect) {
    guard area.rows > 1, area.columns > 20, !lines.isEmpty else { return }
    let inner = area.splitLeft(3).rest
    let fitted = Column.fit(columns, into: inner.columns)
    for place in fitted {
      canvas.write(
        columns[place.index].title, row: area.row, column: inner.column + place.offset, role: .heading,
        width: place.width, align: columns[place.index].align)
    }
    let body = area.splitTop(1).rest
    let isCut = lines.count > body.rows
    let height = isCut ? max(1, body.rows - 1) : body.rows
    let current = lines.firstIndex(where: \.isCurrent) ?? 0
    let first = current / height * height
    for (index, line) in lines[first..<min(lines.count, first + height)].enumerated() {
      let row = body.row + index
      if line.isCurrent {
        canvas.write(String(canvas.glyphs.selected), row: row, column: area.column + 1, role: .accent)
      } else if line.isLate {
        canvas.write(String(canvas.glyphs.alert), row: row, column: area.column + 1, role: .late)
      }
      for place in fitted where place.index < line.cells.count {
        let cell = line.cells[place.index]
        canvas.write(
          cell.text, row: row, column: inner.column + place.offset,
          role: line.isCurrent && cell.role == .text ? .accent : cell.role, width: place.width,
          align: columns[place.index].align)
      }
    }
    guard isCut else { return }
    let after = max(0, lines.count - first - height)
    let words = [first > 0 ? "\(first) before" : "", after > 0 ? "\(after) more" : ""].filter { !$0.isEmpty }
    canvas.write(words.joined(separator: ", "), row: body.endRow - 1, column: inner.column, role: .muted)
  }
}
