import Commerce
import Operations
import Terminal

/// Finding orders by anything: one prompt, results while it is typed, the newest orders while it is empty.
struct OrdersScreen: Screen {
  private(set) var filter: OrderFilter
  private(set) var prompt: LineEditor
  /// True while the arrows and letters belong to the list.
  private(set) var isInList: Bool
  var list = KeyedList<OrderRow>()
  /// One action on several orders, until it is done.
  var underway: BulkRun?
  /// True when Enter came before the answer.
  private var opensWhenAnswered = false
  private var export: ExportRun<OrderRow>?

  init(_ filter: OrderFilter) {
    self.filter = filter
    prompt = LineEditor(filter.text, placeholder: "number, last four, phone, name, e-mail, SKU", maximumLength: 120)
    isInList = filter != OrderFilter()
  }

  var request: ScreenRequest { .orders(filter) }
  var title: String { "Orders" }
  var inputMode: InputMode { isInList ? .board : .text }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    let list = isInList
    var bindings = [
      Binding("orders.open", "open", [.enter], importance: 9),
      Binding(
        "orders.status", "status", list ? [.character("s"), .function(4)] : [.function(4)], section: .view,
        importance: 5),
    ]
    if (context.session?.sites.count ?? 0) > 1 {
      bindings.append(
        Binding(
          "orders.towns", filter.allTowns ? "this town" : "all towns",
          list ? [.character("t"), .function(3)] : [.function(3)], section: .view, importance: 6))
    }
    if list {
      bindings += [
        Binding("orders.find", "find", [.character("/")], section: .list, importance: 8), ListKeys.export,
      ]
      bindings += bulkBindings(context)
    }
    return bindings + ListKeys.moves(letters: list)
  }

  mutating func back(_ context: Context) -> [Effect]? {
    if !list.table.marks.isEmpty {
      list.clearMarks()
      return []
    }
    if filter.text.isEmpty, prompt.isEmpty, filter.statuses.isEmpty { return nil }
    filter.statuses = []
    prompt.set("")
    isInList = false
    return typed(context)
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { effects(list.restart(), context) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key):
      // The search is at hand already for whoever begins it by its key.
      if key == .character("/"), prompt.isEmpty { return [] }
      guard !isInList, prompt.handle(key) == .changed else { return [] }
      return [.quiet] + typed(context)
    case .paste(let text):
      isInList = false
      guard prompt.insert(text) else { return [] }
      return typed(context)
    case .scan(let code):
      prompt.set(code)
      opensWhenAnswered = true
      return typed(context)
    case .mouse(let mouse):
      let (clicked, fetch) = list.handle(mouse, in: OrdersLayout(context.area).table)
      if clicked != nil { isInList = true }
      if clicked != nil, mouse.action == .doubleClick { return open() }
      return effects(fetch, context)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return effects(list.refresh(), context)
    case .filled(let fields, let tag): return filledBulk(fields["text"] ?? "", tag, context)
    case .confirmed("bulk"): return commitBulk()
    case .chosen(let choice, "status"):
      filter.statuses = Set([OrderStatus(rawValue: choice)].compactMap { $0 })
      return effects(list.restart(), context)
    case .chosen(let format, _):
      export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
      return export.map { [page($0.first, "export", context)] } ?? []
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) { return move(key, context) }
    if let effects = startBulk(name, context) { return effects }
    switch name {
    case "orders.open":
      if isInList { return open() }
      if list.isWaiting {
        opensWhenAnswered = true
        return []
      }
      return openOnly()
    case "orders.find": isInList = false
    case "orders.towns":
      filter.allTowns.toggle()
      return effects(list.restart(), context)
    case "orders.status": return [.choose(Self.statuses, title: "Show orders that are", tag: "status")]
    case "list.export": return [.choose(ExportRun<OrderRow>.formats, title: "Export this list as", tag: "export")]
    default: break
    }
    return []
  }

  private static var statuses: [PaletteItem] {
    [PaletteItem(id: "", title: "in any status")]
      + OrderStatus.allCases.map { PaletteItem(id: $0.rawValue, title: Wording.status($0)) }
  }

  private mutating func typed(_ context: Context) -> [Effect] {
    filter.text = prompt.text
    return effects(list.restart(), context)
  }

  private mutating func move(_ key: Key, _ context: Context) -> [Effect] {
    guard isInList else {
      // Down goes into the list, to the row that is selected there.
      isInList = list.selected != nil
      return []
    }
    if key == .up, list.table.selectedIndex == 0, !list.table.hasBefore {
      isInList = false
      return []
    }
    let rows = WindowedTable<ID<Order>>.visibleRows(in: OrdersLayout(context.area).table)
    return effects(list.move(key, visibleRows: rows), context)
  }

  private func open() -> [Effect] {
    guard let row = list.selected else { return [] }
    return [.open(.order(.id(row.id), neighbours: list.table.window))]
  }

  /// The only order found opens at once; among several the arrows choose.
  private mutating func openOnly() -> [Effect] {
    if list.table.window.count == 1, !list.table.hasAfter { return open() }
    isInList = list.selected != nil
    return isInList ? [] : [.notice(Notice(.refused, "No order has \"\(filter.text)\" in it."))]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .orders(let page) where tag == "export":
      if let next = export?.take(page) { return [self.page(next, "export", context)] }
      defer { export = nil }
      guard let export else { return [] }
      return [.export(export.table("orders", OrderColumns(self, context, width: nil, glyphs: .unicode).columns))]
    case .orders(let page):
      guard let number = Int(tag.dropFirst("page ".count)) else { return [] }
      let next = effects(list.take(page, for: number), context)
      guard opensWhenAnswered, next.isEmpty else { return next }
      opensWhenAnswered = false
      return openOnly()
    case .service(.plan(let plan)): return tookPlan(plan, context)
    case .service(.carriedOut(let result)): return doneBulk(result)
    case .failed(let error, _):
      opensWhenAnswered = false
      if tag == "export" { export = nil }
      let next = Int(tag.dropFirst("page ".count)).map { effects(list.fail($0), context) } ?? []
      return next + [.notice(.error(error))]
    default: return []
    }
  }

  private func effects(_ fetch: KeyedList<OrderRow>.Fetch?, _ context: Context) -> [Effect] {
    fetch.map { [page($0.request, "page \($0.number)", context)] } ?? []
  }

  private func page(_ request: PageRequest<ID<Order>>, _ tag: String, _ context: Context) -> Effect {
    guard let site = context.site else { return .quiet }
    return .call(.orders(.find(filter.query(site: site.id), request)), tag: tag)
  }
}

/// Where the parts of the order search stand.
struct OrdersLayout: Hashable, Sendable {
  let prompt: Rect
  let table: Rect

  init(_ area: Rect) {
    (prompt, table) = area.splitTop(1)
  }
}

extension OrderColumns {
  init(_ screen: OrdersScreen, _ context: Context, width: Int?, glyphs: Glyphs) {
    self.init(
      now: context.now, utcOffsetMinutes: context.site?.utcOffsetMinutes ?? 0, severalTowns: screen.filter.allTowns,
      width: width, glyphs: glyphs)
  }
}

extension OrdersScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let layout = OrdersLayout(area)
    drawPrompt(on: &canvas, in: layout.prompt, context)
    let look = OrderColumns(
      self, context, width: layout.table.columns - WindowedTable<ID<Order>>.gutter, glyphs: canvas.glyphs)
    let columns = look.columns
    list.table.draw(
      on: &canvas, in: layout.table, columns: columns.map(\.column), gap: look.gap, isFocused: isInList,
      empty: list.isLoaded ? nothing : []
    ) { id in
      list.rows[id].map { row in TableRow(columns.map { $0.cell(row) }, state: look.state(row)) } ?? TableRow([])
    }
  }

  private func drawPrompt(on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    let line = rect.inset(columns: 1)
    let right = rightText(context, canvas.glyphs)
    let (side, rest) = line.splitRight(min(TextWidth.width(right), line.columns / 2), gap: 2)
    canvas.write(
      right, row: side.row, column: side.column, role: list.newer > 0 ? .accent : .muted, width: side.columns)
    let taken = canvas.write("find ", row: rest.row, column: rest.column, role: .key, width: rest.columns)
    prompt.draw(on: &canvas, in: rest.splitLeft(taken).rest.splitLeft(48).left, isFocused: !isInList)
  }

  private func rightText(_ context: Context, _ glyphs: Glyphs) -> String {
    var words = [filter.allTowns ? "all your towns" : context.site?.name ?? ""]
    words += filter.statuses.map { Wording.status($0) }.sorted()
    if list.isLoaded {
      let isWhole = !list.table.hasBefore && !list.table.hasAfter
      words.append(
        ListCount.text(
          shown: list.table.window.count, isWhole: isWhole, isNarrowed: false, total: nil, "order"))
    }
    if list.newer > 0 { words = ["\(list.newer) newer above, Home"] }
    return words.joined(separator: " \(glyphs.dot) ")
  }

  private var nothing: [String] {
    if filter.text.isEmpty { return ["No orders here yet.", "The first one appears by itself."] }
    let wider = filter.allTowns ? "Esc clears the search." : "Esc clears the search; F3 looks in all your towns."
    return ["No order has \"\(filter.text)\" in it.", wider]
  }
}
