import Commerce
import Operations
import Terminal

extension RecordedChange: KeyedRow {
  var rowID: Int64 { sequence }
  var pageKey: Int64 { sequence }
}

extension RecordedChange {
  /// Who did it: `Ama Koranteng`, or `Ama Koranteng (by Adwoa Admin)` when somebody acted as her.
  var actorWords: String {
    let name = actorName.isEmpty ? "the house" : actorName
    return impersonatorName.isEmpty ? name : "\(name) (by \(impersonatorName))"
  }
}

/// Who changed what and when, from what to what, newest first.
struct HistoryScreen: Screen {
  let title = "History"
  private(set) var filter: HistoryFilter
  private(set) var list = KeyedList<RecordedChange>()
  /// An order number that is being looked up.
  private var isResolving = false

  var request: ScreenRequest { .history(filter) }
  var bannerFacts: String { list.newer > 0 ? "\(list.newer) newer" : "" }

  init(_ filter: HistoryFilter) { self.filter = filter }

  func bindings(_ context: Context) -> [Binding] {
    let order = list.selected?.change.entity == .order
    return [
      Binding("history.open", "open the order", [.enter], importance: order ? 20 : 0),
      Binding("history.kind", "kind of thing", [.character("f")], importance: 12),
      Binding("history.thing", "only this thing", [.character("t")], importance: 10),
      Binding("history.person", "only this person", [.character("a")], importance: 9),
      Binding("history.field", "only this field", [.character("c")], importance: 5),
      Binding("history.towns", "this town or all", [.character("w")], importance: 1),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] {
    if filter.entity == .order, let number = filter.name, filter.entityID == nil {
      isResolving = true
      return [.call(.orders(.detailByNumber(number.uppercased())), tag: "order")]
    }
    return restart(context)
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .chosen(let kind, "kind"):
      filter = HistoryFilter(entity: EntityKind(rawValue: kind), allTowns: filter.allTowns)
      return restart(context)
    case .answer(.changes(let page), let tag):
      return ask(list.take(page, for: number(tag)), context)
    case .answer(.order(let detail), "order"):
      isResolving = false
      filter.entityID = detail.order.id.serial
      filter.name = detail.order.number
      return restart(context)
    case .answer(.failed(let error, _), let tag):
      isResolving = false
      return [.notice(.error(error))] + ask(list.fail(number(tag)), context)
    case .committed: return isResolving ? [] : ask(list.refresh(), context)
    case .mouse(let mouse):
      let hit = list.handle(mouse, in: panes(context.area).left)
      if mouse.action == .doubleClick { return open() }
      return ask(hit.fetch, context)
    default: return []
    }
  }

  mutating func back(_ context: Context) -> [Effect]? {
    let plain = HistoryFilter(allTowns: filter.allTowns)
    guard filter != plain else { return nil }
    filter = plain
    return restart(context)
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      let rows = WindowedTable<Int64>.visibleRows(in: panes(context.area).left)
      return ask(list.move(key, visibleRows: rows), context)
    }
    switch name {
    case "history.open": return open()
    case "history.kind":
      let kinds = EntityKind.allCases.map { PaletteItem(id: $0.rawValue, title: Wording.entity($0)) }
      return [.choose(kinds, title: "Changes of what?", tag: "kind")]
    case "history.thing":
      guard let change = list.selected?.change else { return [] }
      filter.entity = change.entity
      filter.entityID = change.entityID
      filter.name = "\(change.entityID)"
    case "history.person":
      guard let chosen = list.selected else { return [] }
      filter.actor = chosen.actor
      filter.actorName = chosen.actorName
    case "history.field":
      guard let chosen = list.selected else { return [] }
      filter.field = chosen.change.field
    case "history.towns": filter.allTowns.toggle()
    default: return []
    }
    return restart(context)
  }

  private func open() -> [Effect] {
    guard let change = list.selected?.change, change.entity == .order else { return [] }
    return [.open(.order(.id(ID(change.entityID)), neighbours: []))]
  }

  private mutating func restart(_ context: Context) -> [Effect] { ask(list.restart(), context) }

  private func ask(_ fetch: KeyedList<RecordedChange>.Fetch?, _ context: Context) -> [Effect] {
    guard let fetch, let site = context.site else { return [] }
    return [.call(.history(.changes(filter.query(site: site.id), fetch.request)), tag: "page \(fetch.number)")]
  }

  private func number(_ tag: String) -> Int { tag.split(separator: " ").last.flatMap { Int($0) } ?? 0 }

  // MARK: Drawing

  private func panes(_ area: Rect) -> (filter: Rect, left: Rect, right: Rect) {
    let (head, rest) = area.splitTop(1)
    guard area.columns >= 150 else { return (head, rest, Rect(row: 0, column: 0, rows: 0, columns: 0)) }
    let (left, right) = rest.splitLeft(120, gap: 3)
    return (head, left, right)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let panes = panes(area)
    canvas.write(
      words(context), row: panes.filter.row, column: panes.filter.column + 1, role: .muted,
      width: panes.filter.columns - 2)
    let columns = [
      Column("WHEN", .fixed(12), priority: 90), Column("WHO", .fixed(16), priority: 80),
      Column("WHAT", .fixed(14), priority: 70), Column("CHANGE", .flexible(minimum: 18, weight: 1), priority: .max),
    ]
    let empty = list.isLoaded ? ["Nothing was changed here yet."] : ["reading"]
    list.table.draw(on: &canvas, in: panes.left, columns: columns, empty: empty) { id in
      guard let change = list.rows[id] else { return TableRow([]) }
      return TableRow([
        TableCell(when(change.at, context)), TableCell(change.actorWords),
        TableCell("\(Wording.entity(change.change.entity)) \(change.change.entityID)", .muted),
        TableCell(Wording.change(change.change)),
      ])
    }
    guard !panes.right.isEmpty, let change = list.selected else { return }
    draw(change, on: &canvas, in: panes.right, context)
  }

  private func when(_ at: Instant, _ context: Context) -> String {
    let (local, today) = (context.local(at), context.local(context.now))
    return local.date == today.date ? local.clockWithSeconds : local.dayAndClock
  }

  private func words(_ context: Context) -> String {
    var parts = [filter.entity.map { Wording.entity($0) } ?? "everything"]
    if let name = filter.name { parts[0] += " " + name }
    if let person = filter.actorName { parts.append("by " + person) }
    if let field = filter.field { parts.append("field " + field) }
    parts.append(filter.allTowns ? "in all your towns" : "in " + (context.site?.name ?? ""))
    return parts.joined(separator: "  ") + (filter == HistoryFilter(allTowns: filter.allTowns) ? "" : "   Esc clears")
  }

  private func draw(_ change: RecordedChange, on canvas: inout Canvas, in pane: Rect, _ context: Context) {
    let local = context.local(change.at)
    let lines: [(String, String)] = [
      ("when", "\(local.date) \(local.clockWithSeconds)"), ("who", change.actorWords),
      ("what", "\(Wording.entity(change.change.entity)) \(change.change.entityID)"), ("field", change.change.field),
      ("before", change.change.old), ("after", change.change.new), ("why", change.change.reason),
      ("command", change.command.description), ("number", "\(change.sequence)"),
    ]
    var row = pane.row
    for (label, text) in lines where !text.isEmpty && row < pane.endRow {
      canvas.write(label, row: row, column: pane.column, role: .muted, width: 9)
      for part in TextWidth.wrapped(text, max(1, pane.columns - 10)) where row < pane.endRow {
        canvas.write(part, row: row, column: pane.column + 10, width: pane.columns - 10)
        row += 1
      }
    }
  }
}
