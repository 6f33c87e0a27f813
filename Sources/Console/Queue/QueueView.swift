import Commerce
import Operations
import Terminal

/// Where the parts of the queue stand.
struct QueueLayout: Hashable, Sendable {
  /// The line that says what is shown.
  let filter: Rect
  /// The list with its head.
  let table: Rect
  /// The selected order, where there is room beside the list.
  let pane: Rect?

  init(_ area: Rect, isWide: Bool) {
    let (top, rest) = area.splitTop(1)
    filter = top
    guard isWide else {
      table = rest
      pane = nil
      return
    }
    let (side, list) = rest.splitRight(max(60, rest.columns * 2 / 5), gap: 3)
    table = list
    pane = side
  }
}

extension QueueColumns {
  init(_ context: Context, _ site: Site, severalStages: Bool, width: Int?, glyphs: Glyphs) {
    self.init(now: context.now, site: site, severalStages: severalStages, width: width, glyphs: glyphs)
  }
}

extension QueueScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let site = context.site else { return }
    let layout = QueueLayout(area, isWide: context.isWide)
    drawFilter(on: &canvas, in: layout.filter)
    let look = QueueColumns(
      context, site, severalStages: filter.listed.count > 1,
      width: layout.table.columns - WindowedTable<ID<Order>>.gutter, glyphs: canvas.glyphs)
    let columns = look.columns
    list.table.draw(
      on: &canvas, in: layout.table, columns: columns.map(\.column), gap: look.gap, isFocused: prompt == nil,
      empty: list.isLoaded ? nothing(context) : []
    ) { id in
      list.rows[id].map { row in TableRow(columns.map { $0.cell(row) }, state: look.state(row)) } ?? TableRow([])
    }
    if let rect = layout.pane { drawPane(on: &canvas, in: rect, context) }
  }

  private func drawFilter(on canvas: inout Canvas, in rect: Rect) {
    let right = rightText
    let width = TextWidth.width(right)
    let (side, rest) = rect.splitRight(min(width + 1, rect.columns / 2), gap: 2)
    canvas.write(right, row: side.row, column: side.column, role: list.newer > 0 ? .accent : .muted, width: width)
    let line = rest.splitLeft(1).rest
    let words = filter.words(zones: zones).joined(separator: " \(canvas.glyphs.dot) ")
    if let prompt {
      let taken = canvas.write("/ ", row: line.row, column: line.column, role: .key, width: line.columns)
      let (entry, beside) = line.splitLeft(taken).rest.splitLeft(min(40, line.columns / 2), gap: 2)
      prompt.draw(on: &canvas, in: entry)
      canvas.write(words, row: line.row, column: beside.column, role: .muted, width: beside.columns)
      return
    }
    var column = line.column
    column += canvas.write(words, row: line.row, column: column, role: .heading, width: line.columns)
    if !filter.text.isEmpty {
      canvas.write(
        "  / \(filter.text)", row: line.row, column: column, role: .accent, width: line.endColumn - column)
    }
  }

  private var rightText: String {
    let marked = list.marked
    if !marked.isEmpty {
      let units = marked.reduce(0) { $0 + $1.units }
      return "\(marked.count) marked, \(ListCount.counted(units, "unit"))" + (list.isMarkingRange ? ", v ends" : "")
    }
    guard list.isLoaded else { return "" }
    let total = floor.map { floor in filter.listed.reduce(0) { $0 + (floor.stages[$1]?.orders ?? 0) } }
    let count = ListCount.text(
      shown: list.table.window.count, isWhole: !list.table.hasBefore && !list.table.hasAfter,
      isNarrowed: filter.isNarrowed, total: total, "order")
    return list.newer > 0 ? "\(list.newer) newer above, Home  \(count)" : count
  }

  private func nothing(_ context: Context) -> [String] {
    if filter.isNarrowed { return ["No order here with this filter.", "Esc clears it, 0 shows all open orders."] }
    return ["Nothing \(QueuePreset.with(filter.listed)?.label ?? "here").", "A new order appears here by itself."]
  }

  private func drawPane(on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    for row in rect.row..<rect.endRow {
      canvas.write(String(canvas.glyphs.vertical), row: row, column: rect.column - 2, role: .rule)
    }
    guard let pane else { return }
    OrderPane(detail: pane, now: context.now, glyphs: canvas.glyphs).draw(on: &canvas, in: rect)
  }
}
