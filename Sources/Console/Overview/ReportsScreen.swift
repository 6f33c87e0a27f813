import Commerce
import Operations
import Terminal

/// The reports there are.
struct ReportsScreen: Screen {
  let request = ScreenRequest.overview(.reports)
  let title = "Reports"
  private(set) var table = WindowedTable<ReportKind>(window: ReportKind.allCases)

  func bindings(_ context: Context) -> [Binding] {
    [Binding("reports.open", "open", [.enter], importance: 20, refusal: context.missing(.viewReports))]
      + ListKeys.moves()
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("reports.open"): return open()
    case .action(let name):
      guard let key = ListKeys.key(of: name) else { return [] }
      _ = table.move(key, visibleRows: WindowedTable<ReportKind>.visibleRows(in: context.area))
    case .mouse(let mouse):
      _ = table.handle(mouse, in: context.area)
      if mouse.action == .doubleClick { return open() }
    default: break
    }
    return []
  }

  private func open() -> [Effect] {
    table.selection.map { [.open(.overview(.report($0, days: ReportScreen.usualDays)))] } ?? []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("REPORT", .fixed(24), priority: .max),
      Column("TELLS", .flexible(minimum: 20, weight: 1), priority: 1),
    ]
    table.draw(on: &canvas, in: area, columns: columns) { kind in
      TableRow([TableCell(Wording.text(kind)), TableCell(Wording.about(kind), .muted)])
    }
  }
}
