import Commerce
import Operations
import Terminal

/// A list that is short enough to be read whole: its rows by a name that stays while they change.
struct RowList<Row: Hashable & Sendable>: Sendable {
  private(set) var table = WindowedTable<String>()
  private(set) var rows: [Row] = []
  private(set) var isLoaded = false
  private let name: @Sendable (Row) -> String

  init(_ name: @escaping @Sendable (Row) -> String) { self.name = name }

  /// The row at hand.
  var selected: Row? { table.selection.flatMap { id in rows.first { name($0) == id } } }

  /// What is there now; the row at hand stays at hand.
  mutating func replace(_ rows: [Row]) {
    self.rows = rows
    isLoaded = true
    table.replace(window: rows.map(name), hasBefore: false, hasAfter: false)
  }

  /// Moves by an action of `ListKeys`, or asks for the format of an export.
  mutating func act(_ action: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: action) {
      _ = table.move(key, visibleRows: WindowedTable<String>.visibleRows(in: context.area))
    } else if action == "list.export" {
      return [.choose(ExportRun<RecordedMove>.formats, title: "Export this list as", tag: "export")]
    }
    return []
  }

  mutating func handle(_ mouse: Mouse, _ context: Context) -> [Effect] {
    _ = table.handle(mouse, in: context.area)
    return []
  }

  /// The list as it is seen, in a file.
  func export(_ format: String, _ file: String, _ columns: [ListColumn<Row>]) -> [Effect] {
    guard let format = ExportTable.Format(rawValue: format) else { return [] }
    let cells = rows.map { row in columns.map { $0.exported?(row) ?? $0.cell(row).text } }
    return [.export(ExportTable(name: file, format: format, columns: columns.map(\.exportTitle), rows: cells))]
  }

  func draw(
    on canvas: inout Canvas, in area: Rect, _ columns: [ListColumn<Row>], empty: [String],
    state: (Row) -> TableRow.State? = { _ in nil }
  ) {
    let known = Dictionary(rows.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
    table.draw(
      on: &canvas, in: area, columns: columns.map(\.column), gap: area.columns >= 100 ? 2 : 1,
      empty: isLoaded ? empty : []
    ) { id in
      known[id].map { row in TableRow(columns.map { $0.cell(row) }, state: state(row)) } ?? TableRow([])
    }
  }
}
