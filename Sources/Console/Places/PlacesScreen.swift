import Commerce
import Operations
import Terminal

/// Choosing where to work: the store of this machine, or a server. Nothing of one place comes along to the other; what
/// is on its way to a server waits on this disk until somebody works there again.
struct PlacesScreen: Screen {
  let request = ScreenRequest.places
  let title = "Switch place"
  let inputMode = InputMode.text

  private var places = ConsolePlaces()
  private var query = LineEditor(placeholder: "type a few letters")
  private var table = WindowedTable<String>()

  var bannerFacts: String { counted(places.all.count, "place") }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("places.enter", "work there", [.enter], importance: 20),
      Binding("list.down", "down", [.down], section: .list), Binding("list.up", "up", [.up], section: .list),
      Binding("list.page_down", "a page down", [.pageDown], section: .list),
      Binding("list.page_up", "a page up", [.pageUp], section: .list),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] {
    places = context.places
    narrow()
    table.select(places.current)
    return []
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    let rows = WindowedTable<String>.visibleRows(in: list(in: context.area))
    switch message {
    case .action("places.enter"):
      guard let chosen = table.selection else { return [] }
      return enter(chosen)
    case .action("list.down"): _ = table.move(.down, visibleRows: rows)
    case .action("list.up"): _ = table.move(.up, visibleRows: rows)
    case .action("list.page_down"): _ = table.move(.pageDown, visibleRows: rows)
    case .action("list.page_up"): _ = table.move(.pageUp, visibleRows: rows)
    case .key(let key): if query.handle(key) == .changed { narrow() }
    case .paste(let text): if query.insert(text) { narrow() }
    case .mouse(let mouse):
      let hit = table.handle(mouse, in: list(in: context.area))
      if mouse.action == .doubleClick, let place = hit.clicked { return enter(place) }
    default: break
    }
    return []
  }

  private func enter(_ place: String) -> [Effect] { place == places.current ? [.close] : [.switchPlace(place)] }

  mutating func back(_ context: Context) -> [Effect]? {
    guard !query.isEmpty else { return nil }
    query.set("")
    narrow()
    return []
  }

  private mutating func narrow() {
    let ranked = FuzzyMatch.rank(places.all, by: query.text) { $0.name + " " + $0.location }
    if query.isEmpty {
      table.replace(window: places.all.map(\.id), hasBefore: false, hasAfter: false)
    } else {
      table = WindowedTable(window: ranked.map(\.item.id))
    }
  }

  private func list(in area: Rect) -> Rect { area.splitTop(area.rows > 10 ? 2 : 1).rest }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("PLACE", .flexible(minimum: 10, weight: 1), priority: .max),
      Column("WHERE", .flexible(minimum: 14, weight: 3), priority: 4),
      Column("UNSENT", .fixed(6), align: .right, priority: 5),
    ]
    let known = Dictionary(places.all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rect = list(in: area).splitLeft(min(area.columns, 90)).left
    table.draw(on: &canvas, in: rect, columns: columns, empty: ["No place matches; Esc clears"]) { id in
      guard let place = known[id] else { return TableRow([]) }
      let isHere = id == places.current
      let waiting = isHere ? context.link?.waiting ?? 0 : place.waiting
      return TableRow(
        [
          TableCell(place.name), TableCell(isHere ? "you are here" : place.location),
          TableCell(waiting == 0 ? "" : "\(waiting)", .late),
        ], state: isHere ? .active : nil)
    }
    let line = area.line(0)
    canvas.write("place", row: line.row, column: line.column + 1, role: .muted)
    query.draw(
      on: &canvas, in: Rect(row: line.row, column: line.column + 7, rows: 1, columns: min(30, line.columns - 8)))
  }
}
