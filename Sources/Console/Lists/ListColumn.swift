import Commerce
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

/// The rows of a list gathered page by page for a file, as the filter of the screen picks them.
struct ExportRun<Row: KeyedRow>: Hashable, Sendable {
  /// More rows than anybody reads; beyond them the command line serves.
  static var limit: Int { 10_000 }

  let format: ExportTable.Format
  private(set) var rows: [Row] = []
  /// True when the list went on.
  private(set) var isCut = false

  init(_ format: ExportTable.Format) { self.format = format }

  /// What to ask for first.
  var first: PageRequest<Row.PageKey> { PageRequest(.first, limit: 500) }

  /// Takes a page; answers what to ask for next, nil when it has all.
  mutating func take(_ page: Page<Row>) -> PageRequest<Row.PageKey>? {
    rows += page.rows
    guard page.hasAfter, let last = page.rows.last else { return nil }
    isCut = rows.count >= Self.limit
    return isCut ? nil : PageRequest(.after(last.pageKey), limit: 500)
  }

  /// The table under a file name.
  func table(_ name: String, _ columns: [ListColumn<Row>]) -> ExportTable {
    ExportTable(
      name: name, format: format, columns: columns.map(\.exportTitle),
      rows: rows.map { row in columns.map { $0.exported?(row) ?? $0.cell(row).text } })
  }

  /// The formats to choose from.
  static var formats: [PaletteItem] {
    [
      PaletteItem(id: "csv", title: "CSV", hint: "for spreadsheets"),
      PaletteItem(id: "tsv", title: "TSV", hint: "tab separated"),
      PaletteItem(id: "json", title: "JSON", hint: "for programs"),
      PaletteItem(id: "text", title: "Text", hint: "aligned columns"),
    ]
  }
}
