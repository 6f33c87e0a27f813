import Commerce
import Operations
import Terminal

extension RunRow: KeyedRow {
  var rowID: ID<Run> { run.id }
  var pageKey: ID<Run> { run.id }
}

/// The runs of the town, newest first.
struct RunsScreen: Screen {
  private(set) var list = KeyedList<RunRow>()
  private var export: ExportRun<RunRow>?

  var request: ScreenRequest { .dispatch(.runs) }
  var title: String { "Runs" }

  var bannerFacts: String {
    let out = list.window.count { $0.run.state == .out }
    return out == 0 ? "" : "\(out) out"
  }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("runs.open", "open", [.enter], importance: 9),
      Binding("runs.load", "load", [.character("L")], importance: 5, refusal: context.missing(.dispatch)),
      ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { effects(list.restart()) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .answer(.dispatch(.runs(let page)), let tag):
      if tag == "export" { return exported(page, context) }
      return tag.split(separator: " ").last.flatMap { Int($0) }.map { effects(list.take(page, for: $0)) } ?? []
    case .answer(.failed(let error, _), let tag):
      let number = tag.split(separator: " ").last.flatMap { Int($0) }
      return (number.map { effects(list.fail($0)) } ?? []) + [.notice(.error(error))]
    case .chosen(let format, "export"):
      export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
      return export.map { [.call(.dispatch(.runs($0.first)), tag: "export")] } ?? []
    case .committed: return effects(list.refresh())
    case .mouse(let mouse):
      let (clicked, fetch) = list.handle(mouse, in: context.area)
      if clicked != nil, mouse.action == .doubleClick { return act("runs.open", context) }
      return effects(fetch)
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      return effects(list.move(key, visibleRows: WindowedTable<ID<Run>>.visibleRows(in: context.area)))
    }
    if name == "list.export" {
      return [.choose(ExportRun<RunRow>.formats, title: "Export the runs as", tag: "export")]
    }
    guard let row = list.selected else { return [] }
    return [.open(.dispatch(name == "runs.load" ? .load(row.run.code) : .run(row.run.code)))]
  }

  private mutating func exported(_ page: Page<RunRow>, _ context: Context) -> [Effect] {
    if let next = export?.take(page) { return [.call(.dispatch(.runs(next)), tag: "export")] }
    defer { export = nil }
    guard let export, let site = context.site else { return [] }
    return [.export(export.table("runs-\(site.code)", columns(context)))]
  }

  private func effects(_ fetch: KeyedList<RunRow>.Fetch?) -> [Effect] {
    fetch.map { [.call(.dispatch(.runs($0.request)), tag: "page \($0.number)")] } ?? []
  }

  private func columns(_ context: Context) -> [ListColumn<RunRow>] {
    func clock(_ instant: Instant?) -> TableCell {
      TableCell(instant.map { context.local($0).clockOrDay(today: context.local(context.now)) } ?? "")
    }
    func text(_ instant: Instant?) -> String { instant?.description ?? "" }
    return [
      ListColumn("RUN", .fixed(8), priority: .max) { TableCell($0.run.code) },
      ListColumn("STATE", .fixed(8), priority: 90) { TableCell(Wording.run($0.run.state)) },
      ListColumn("DRIVER", .flexible(minimum: 12, weight: 1), priority: 80) { TableCell($0.driverName) },
      ListColumn("STOPS", .fixed(5), align: .right, priority: 85) { "\($0.stops)" },
      ListColumn("DONE", .fixed(5), align: .right, priority: 70, export: "delivered") { "\($0.delivered)" },
      ListColumn("FAILED", .fixed(6), align: .right, priority: 75) { row in
        TableCell("\(row.failed)", row.failed > 0 ? .warning : .muted)
      },
      ListColumn("MADE", .fixed(6), priority: 40, exported: { text($0.run.createdAt) }) { clock($0.run.createdAt) },
      ListColumn("LEFT", .fixed(6), priority: 50, export: "left at", exported: { text($0.run.outAt) }) {
        clock($0.run.outAt)
      },
      ListColumn("BACK", .fixed(6), priority: 30, export: "closed at", exported: { text($0.run.closedAt) }) {
        clock($0.run.closedAt)
      },
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = columns(context)
    list.table.draw(
      on: &canvas, in: area, columns: columns.map(\.column),
      empty: list.isLoaded ? ["No runs yet.", "a on the dispatch board (g d) gives orders to a driver."] : []
    ) { id in
      list.rows[id].map { row in
        let state: TableRow.State? = row.run.state == .out ? .active : row.run.state == .closed ? .done : nil
        return TableRow(columns.map { $0.cell(row) }, state: state)
      } ?? TableRow([])
    }
  }
}
