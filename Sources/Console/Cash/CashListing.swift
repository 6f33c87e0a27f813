import Commerce
import Operations
import Terminal

/// A list of the cash desk, read page by page, with what all of them do alike: moving, refreshing, exporting.
struct CashListing<Row: KeyedRow>: Hashable, Sendable {
  typealias Ask = (PageRequest<Row.PageKey>) -> CashCall

  private(set) var list = KeyedList<Row>()
  private var export: ExportRun<Row>?

  /// The row at hand.
  var selected: Row? { list.selected }

  /// `12 payments`, `100+ payments`.
  func count(_ one: String) -> String {
    guard list.isLoaded else { return "" }
    let isWhole = !list.table.hasBefore && !list.table.hasAfter
    let shown = list.table.window.count
    let count = isWhole ? ListCount.counted(shown, one) : "\(ListCount.grouped(shown))+ \(noun(0, one))"
    return list.newer > 0 ? "\(list.newer) newer above, Home  \(count)" : count
  }

  mutating func restart(_ ask: Ask) -> [Effect] { effects(list.restart(), ask) }

  mutating func refresh(_ ask: Ask) -> [Effect] { effects(list.refresh(), ask) }

  /// An action that every list has; nil when it is another one.
  mutating func act(_ name: String, in table: Rect, _ ask: Ask) -> [Effect]? {
    if name == ListKeys.export.name { return [.choose(ExportRun<Row>.formats, title: "Export as", tag: "export")] }
    guard let key = ListKeys.key(of: name) else { return nil }
    return effects(list.move(key, visibleRows: WindowedTable<Row.RowID>.visibleRows(in: table)), ask)
  }

  /// The mouse over the list; the row that was opened by a double click.
  mutating func point(_ mouse: Mouse, in table: Rect, _ ask: Ask) -> (opened: Row?, effects: [Effect]) {
    let (clicked, fetch) = list.handle(mouse, in: table)
    return (mouse.action == .doubleClick ? clicked : nil, effects(fetch, ask))
  }

  /// Starts an export in the chosen format.
  mutating func exporting(as format: String, _ ask: Ask) -> [Effect] {
    export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
    return export.map { [.call(.cash(ask($0.first)), tag: "export")] } ?? []
  }

  /// Takes a page, of the list or of an export under way, which goes to a file of that name.
  mutating func take(
    _ page: Page<Row>, _ tag: String, _ ask: Ask, name: String, columns: [ListColumn<Row>]
  ) -> [Effect] {
    guard tag == "export" else { return effects(number(tag).flatMap { list.take(page, for: $0) }, ask) }
    if let next = export?.take(page) { return [.call(.cash(ask(next)), tag: "export")] }
    defer { export = nil }
    return export.map { [.export($0.table(name, columns))] } ?? []
  }

  /// Notes that a page could not be had; nil when the call was another one.
  mutating func fail(_ error: CommerceError, _ tag: String, _ ask: Ask) -> [Effect]? {
    if tag == "export" {
      export = nil
      return [.notice(.error(error))]
    }
    guard let number = number(tag) else { return nil }
    return effects(list.fail(number), ask) + [.notice(.error(error))]
  }

  private func number(_ tag: String) -> Int? {
    tag.hasPrefix("page ") ? Int(tag.dropFirst("page ".count)) : nil
  }

  private func effects(_ fetch: KeyedList<Row>.Fetch?, _ ask: Ask) -> [Effect] {
    fetch.map { [.call(.cash(ask($0.request)), tag: "page \($0.number)")] } ?? []
  }

  /// Draws head and rows.
  func draw(
    on canvas: inout Canvas, in rect: Rect, _ columns: [ListColumn<Row>], isFocused: Bool = true, empty: [String],
    state: (Row) -> TableRow.State?
  ) {
    list.table.draw(
      on: &canvas, in: rect, columns: columns.map(\.column), gap: rect.columns >= 100 ? 2 : 1, isFocused: isFocused,
      empty: list.isLoaded ? empty : []
    ) { id in
      list.rows[id].map { row in TableRow(columns.map { $0.cell(row) }, state: state(row)) } ?? TableRow([])
    }
  }
}

extension PaymentRow: KeyedRow {
  var rowID: ID<Payment> { payment.id }
  var pageKey: ID<Payment> { payment.id }
}

extension RefundRow: KeyedRow {
  var rowID: ID<Refund> { refund.id }
  var pageKey: ID<Refund> { refund.id }
}

extension PaymentNotice: KeyedRow {
  var rowID: ID<PaymentNotice> { id }
  var pageKey: ID<PaymentNotice> { id }
}

extension CashUp: KeyedRow {
  var rowID: ID<CashUp> { id }
  var pageKey: ID<CashUp> { id }
}

extension RecordedCashMove: KeyedRow {
  var rowID: Int64 { sequence }
  var pageKey: Int64 { sequence }
}
