import Commerce
import Operations
import Terminal

/// Choosing the town in hand: a few letters and Enter. Only granted towns are there.
struct TownsScreen: Screen {
  let request = ScreenRequest.towns
  let title = "Switch town"
  let inputMode = InputMode.text

  private(set) var towns: [SiteSummary] = []
  private var query = LineEditor(placeholder: "type a few letters")
  private var table = WindowedTable<ID<Site>>()

  var bannerFacts: String { towns.isEmpty ? "" : counted(towns.count, "town") }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("towns.enter", "go there", [.enter], importance: 20),
      Binding("list.down", "down", [.down], section: .list), Binding("list.up", "up", [.up], section: .list),
      Binding("list.page_down", "a page down", [.pageDown], section: .list),
      Binding("list.page_up", "a page up", [.pageUp], section: .list),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] {
    // The names are known at once; the counts follow.
    towns = (context.session?.sites ?? []).map {
      SiteSummary(site: $0, waiting: 0, picking: 0, packedOrReady: 0, late: 0)
    }
    narrow()
    if let site = context.site { table.select(site.id) }
    return load(context)
  }

  private func load(_ context: Context) -> [Effect] {
    context.session.map { [.call(.session(.sites($0)), tag: "towns")] } ?? []
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    let rows = WindowedTable<ID<Site>>.visibleRows(in: list(in: context.area))
    switch message {
    case .action("towns.enter"):
      guard let chosen = table.selection else { return [] }
      return chosen == context.site?.id ? [.close] : [.switchSite(chosen)]
    case .action("list.down"): _ = table.move(.down, visibleRows: rows)
    case .action("list.up"): _ = table.move(.up, visibleRows: rows)
    case .action("list.page_down"): _ = table.move(.pageDown, visibleRows: rows)
    case .action("list.page_up"): _ = table.move(.pageUp, visibleRows: rows)
    case .key(let key): if query.handle(key) == .changed { narrow() }
    case .paste(let text): if query.insert(text) { narrow() }
    case .mouse(let mouse):
      let hit = table.handle(mouse, in: list(in: context.area))
      if mouse.action == .doubleClick, let town = hit.clicked { return [.switchSite(town)] }
    case .answer(.sites(let towns), _):
      self.towns = towns
      narrow()
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .committed: return load(context)
    default: break
    }
    return []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard !query.isEmpty else { return nil }
    query.set("")
    narrow()
    return []
  }

  private mutating func narrow() {
    let ranked = FuzzyMatch.rank(towns, by: query.text) { $0.site.name }
    let ids = query.isEmpty ? towns.map(\.site.id) : ranked.map(\.item.site.id)
    if query.isEmpty {
      table.replace(window: ids, hasBefore: false, hasAfter: false)
    } else {
      table = WindowedTable(window: ids)
    }
  }

  private func list(in area: Rect) -> Rect { area.splitTop(area.rows > 10 ? 2 : 1).rest }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("TOWN", .flexible(minimum: 12, weight: 1), priority: .max),
      Column("WAITING", .fixed(7), align: .right, priority: 4),
      Column("PICKING", .fixed(7), align: .right, priority: 2),
      Column("PACKED", .fixed(6), align: .right, priority: 1), Column("LATE", .fixed(4), align: .right, priority: 5),
    ]
    let known = Dictionary(towns.map { ($0.site.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rect = list(in: area).splitLeft(min(area.columns, 90)).left
    table.draw(on: &canvas, in: rect, columns: columns, empty: ["No town of yours matches; Esc clears"]) { id in
      guard let town = known[id] else { return TableRow([]) }
      return TableRow(
        [
          TableCell(town.site.name), TableCell("\(town.waiting)"), TableCell("\(town.picking)"),
          TableCell("\(town.packedOrReady)"), TableCell(town.late == 0 ? "" : "\(town.late)", .late),
        ], state: town.late > 0 ? .late : town.site.id == context.site?.id ? .active : nil)
    }
    let line = area.line(0)
    canvas.write("town", row: line.row, column: line.column + 1, role: .muted)
    query.draw(
      on: &canvas, in: Rect(row: line.row, column: line.column + 6, rows: 1, columns: min(30, line.columns - 7)))
  }
}
