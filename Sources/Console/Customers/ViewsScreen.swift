import Commerce
import Operations
import Terminal

/// The views one keeps under names of one's own.
struct ViewsScreen: Screen {
  private(set) var views: [SavedView] = []
  private(set) var chosen = 0
  private var isLoaded = false

  let request = ScreenRequest.service(.views)
  let title = "Saved views"

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("views.open", "open", [.enter], importance: 9),
      Binding("views.rename", "rename", [.character("r")], importance: 6),
      Binding("views.remove", "forget", [.character("d"), .delete], importance: 5),
    ]
      + (1...9).map {
        Binding("views.open_\($0)", "open number \($0)", [.character(Character("\($0)"))], section: .list)
      } + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  private var read: Effect { .call(.service(.views), tag: "views") }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .filled(let fields, "rename"):
      guard views.indices.contains(chosen) else { return [] }
      return [.call(.service(.renameView(views[chosen].name, to: fields["text"] ?? "")), tag: "Renamed")]
    case .confirmed(let tag) where tag == "remove":
      guard views.indices.contains(chosen) else { return [] }
      return [.call(.service(.removeView(views[chosen].name)), tag: "Forgotten")]
    case .mouse(let mouse) where mouse.action == .click || mouse.action == .doubleClick:
      let row = mouse.row - context.area.row - 1
      guard views.indices.contains(row) else { return [] }
      chosen = row
      return mouse.action == .doubleClick ? open(row) : []
    case .answer(.service(.views(let found)), _):
      views = found
      chosen = min(chosen, max(0, found.count - 1))
      isLoaded = true
      return []
    case .answer(.done, let tag): return [.notice(Notice(.done, tag)), read]
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .committed: return [read]
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      let page = max(1, context.area.rows - 2)
      let steps: [Key: Int] = [
        .down: 1, .up: -1, .pageDown: page, .pageUp: -page, .home: -views.count, .end: views.count,
      ]
      chosen = min(max(0, chosen + (steps[key] ?? 0)), max(0, views.count - 1))
      return []
    }
    if name == "views.open" { return open(chosen) }
    if name.hasPrefix("views.open_"), let number = Int(name.dropFirst("views.open_".count)) { return open(number - 1) }
    guard views.indices.contains(chosen) else { return [] }
    let view = views[chosen]
    switch name {
    case "views.rename":
      return [.fill(.text("Another name for it", label: "name", value: view.name), tag: "rename")]
    case "views.remove":
      return [
        .confirm(
          Dialog(
            question: "Forget the view \"\(view.name)\"?", body: [view.address], confirmLabel: "forget it",
            cancelLabel: "keep it"), tag: "remove")
      ]
    default: return []
    }
  }

  private func open(_ index: Int) -> [Effect] {
    guard views.indices.contains(index) else { return [.notice(Notice(.info, "There is no view \(index + 1)"))] }
    return [.openAddress(views[index].address)]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let list = area.splitLeft(2).rest
    guard !views.isEmpty else {
      guard isLoaded else { return }
      let lines = ["No view is kept yet.", "V keeps the one you look at, filters included, under a name."]
      for (row, text) in lines.enumerated() {
        canvas.write(text, row: list.row + 1 + row, column: list.column, role: .muted, width: list.columns)
      }
      return
    }
    let columns = [
      Column("", .fixed(2), align: .right, priority: 20),
      Column("NAME", .flexible(minimum: 12, weight: 1), priority: .max),
      Column("VIEW", .flexible(minimum: 12, weight: 2), priority: 50),
    ]
    let rows = views.enumerated().map { index, view -> [TableCell] in
      [TableCell(index < 9 ? "\(index + 1)" : "", .key), TableCell(view.name), TableCell(view.address, .muted)]
    }
    let lines = StyledLine.table(columns, rows, width: list.columns)
    lines[0].draw(on: &canvas, in: list.line(0))
    let room = max(0, list.rows - 1)
    let first = max(0, min(chosen - room + 1, rows.count - room))
    for (row, line) in lines.dropFirst(1 + first).prefix(room).enumerated() {
      line.draw(on: &canvas, in: list.line(row + 1))
      guard first + row == chosen else { continue }
      let place = area.line(row + 1)
      canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      canvas.paint(place, role: .selection)
      canvas.cursor = Canvas.Position(row: place.row, column: place.column)
    }
  }
}
