import Terminal

/// A column of a list: its head and room, and what stands in it for a row. The screen and the export use the same ones.
struct ListColumn<Row> {
  let column: Column
  /// The head in an exported file, where nothing is abbreviated.
  let exportTitle: String
  let cell: (Row) -> TableCell
  /// The text in an exported file; the cell's own when nil.
  let exported: ((Row) -> String)?

  init(
    _ title: String, _ width: Column.Width, align: Alignment = .left, priority: Int = 0, export: String? = nil,
    exported: ((Row) -> String)? = nil, cell: @escaping (Row) -> TableCell
  ) {
    column = Column(title, width, align: align, priority: priority)
    exportTitle = export ?? title.lowercased()
    self.exported = exported
    self.cell = cell
  }
}

extension ListExport {
  /// Rows as their columns show them, each in full.
  init<Row>(title: String, columns: [ListColumn<Row>], of rows: [Row]) {
    self.init(
      title: title, columns: columns.map(\.exportTitle),
      rows: rows.map { row in columns.map { $0.exported?(row) ?? $0.cell(row).text } })
  }
}
