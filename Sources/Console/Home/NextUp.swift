import Commerce
import Operations
import Terminal

/// What is picked next, below the floor's numbers where the terminal has rows to spare. It is looked at, not entered.
struct NextUp: Hashable, Sendable {
  private(set) var rows: [QueueRow] = []

  /// The fewest rows of a terminal that leave room for it.
  static let neededRows = 36
  /// The most orders that are worth a look here.
  private static let limit = 40

  /// The call that reads it; nothing where there is no room.
  static func calls(_ context: Context) -> [Effect] {
    guard context.size.rows >= neededRows, let site = context.site else { return [] }
    var filter = QueueFilter()
    filter.stages = [.waiting]
    filter.held = false
    let page = PageRequest<QueueKey>(.first, limit: limit)
    return [.call(.warehouse(.queue(filter.query(context, site: site.id), page)), tag: "next up")]
  }

  mutating func take(_ page: Page<QueueRow>) { rows = page.rows }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let site = context.site, area.rows > 3 else { return }
    canvas.write("NEXT TO PICK", row: area.row, column: area.column + 2, role: .heading)
    let list = area.splitTop(1).rest.splitLeft(2).rest
    let look = QueueColumns(context, site, severalStages: false, width: list.columns, glyphs: canvas.glyphs)
    let columns = look.columns
    let fitted = Column.fit(columns.map(\.column), into: list.columns, gap: look.gap)
    for fit in fitted {
      let head = columns[fit.index].column
      canvas.write(
        head.title, row: list.row, column: list.column + fit.offset, role: .muted, width: fit.width, align: head.align)
    }
    if rows.isEmpty {
      canvas.write("Nothing waits to be picked.", row: list.row + 1, column: list.column, role: .muted)
    }
    for (line, row) in rows.prefix(list.rows - 1).enumerated() {
      draw(row, columns, fitted, on: &canvas, in: list.line(line + 1))
    }
  }

  private func draw(
    _ row: QueueRow, _ columns: [ListColumn<QueueRow>], _ fitted: [Column.Fitted], on canvas: inout Canvas,
    in line: Rect
  ) {
    for fit in fitted {
      let cell = columns[fit.index].cell(row)
      canvas.write(
        cell.text, row: line.row, column: line.column + fit.offset, role: cell.role, width: fit.width,
        align: columns[fit.index].column.align)
    }
  }
}
