import Commerce
import Operations
import Terminal

/// A customer by phone: who, where to, what they ordered, what they owe, what was noted.
struct CustomerScreen: Screen {
  let phone: String
  private(set) var card: CustomerCard?
  private(set) var list = KeyedList<OrderRow>()
  private var problem: CommerceError?
  private var export: ExportRun<OrderRow>?

  init(phone: String) { self.phone = phone }

  var request: ScreenRequest { .service(.customer(phone)) }
  var title: String { "Customer" }
  var bannerFacts: String {
    guard let card, card.open > 0 else { return "" }
    return "\(card.open) open"
  }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("customer.open", "open", [.enter], importance: 9),
      Binding(
        "customer.new_order", "new order", [.character("n")], importance: 8, refusal: context.missing(.placeOrders)),
      Binding("customer.note", "note", [.character("a")], importance: 6, refusal: context.missing(.addNotes)),
      ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] + effects(list.restart()) }

  private var read: Effect { .call(.service(.customer(phone: phone)), tag: "card") }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .filled(let fields, "note"):
      return [.call(.service(.customerNote(fields["text"] ?? "", phone: phone)), tag: "note")]
    case .chosen(let format, "export"):
      export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
      return export.map { [page($0.first, "export")] } ?? []
    case .mouse(let mouse):
      let (clicked, fetch) = list.handle(mouse, in: layout(context.area).table)
      if clicked != nil, mouse.action == .doubleClick { return open() }
      return effects(fetch)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return [read] + effects(list.refresh())
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      let rows = WindowedTable<ID<Order>>.visibleRows(in: layout(context.area).table)
      return effects(list.move(key, visibleRows: rows))
    }
    switch name {
    case "customer.open": return open()
    case "customer.new_order": return [.open(.service(.newOrder(phone)))]
    case "customer.note": return [.fill(.text("Note about \(who)", label: "note"), tag: "note")]
    case "list.export": return [.choose(ExportRun<OrderRow>.formats, title: "Export this list as", tag: "export")]
    default: return []
    }
  }

  private var who: String { card?.places.first?.name ?? card?.phone ?? phone }

  private func open() -> [Effect] {
    list.selected.map { [.open(.order(.id($0.id), neighbours: list.table.window))] } ?? []
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .service(.customer(let found)):
      card = found
      return []
    case .orders(let page) where tag == "export":
      if let next = export?.take(page) { return [self.page(next, "export")] }
      defer { export = nil }
      guard let export else { return [] }
      return [.export(export.table("customer", columns(context, width: nil, .unicode).columns))]
    case .orders(let page):
      return Int(tag.dropFirst("page ".count)).map { effects(list.take(page, for: $0)) } ?? []
    case .done: return [.notice(Notice(.done, "Noted about \(who)")), read]
    case .failed(let error, _):
      if card == nil { problem = error }
      if tag == "export" { export = nil }
      let next = Int(tag.dropFirst("page ".count)).map { effects(list.fail($0)) } ?? []
      return next + [.notice(.error(error))]
    default: return []
    }
  }

  private func effects(_ fetch: KeyedList<OrderRow>.Fetch?) -> [Effect] {
    fetch.map { [page($0.request, "page \($0.number)")] } ?? []
  }

  private func page(_ request: PageRequest<ID<Order>>, _ tag: String) -> Effect {
    .call(.service(.customerOrders(phone: phone, request)), tag: tag)
  }

  // MARK: Drawing

  private func layout(_ area: Rect) -> (head: Rect, table: Rect) {
    let (head, table) = area.splitTop(min(head(area).count, max(2, area.rows / 2)))
    return (head, table)
  }

  private func columns(_ context: Context, width: Int?, _ glyphs: Glyphs) -> OrderColumns {
    OrderColumns(
      now: context.now, utcOffsetMinutes: context.site?.utcOffsetMinutes ?? 0, severalTowns: true, isOneCustomer: true,
      width: width,
      glyphs: glyphs)
  }

  /// Who it is, where they live, what stands open between us, and what was noted.
  private func head(_ area: Rect) -> [StyledLine] {
    guard let card else { return [StyledLine(problem.map { Wording.text($0) } ?? "", .muted)] }
    var first = StyledLine(card.places.first?.name ?? "Nobody has ordered by this phone yet", .heading)
      .adding("  \(card.phone)")
    let balance = card.balance
    if balance.minor > 0 { first = first.adding("  owes \(balance.text)", .late) }
    if balance.minor < 0 {
      first = first.adding("  has a credit of \(Money(minor: -balance.minor, balance.currency).text)", .done)
    }
    var lines = [first]
    lines += card.places.prefix(area.rows < 16 ? 1 : 4).map { place in
      let name = place.name == card.places.first?.name ? "" : "\(place.name), "
      return StyledLine("\(name)\(place.address.line)").adding("  \(place.orders)×", .muted)
    }
    let shown = card.notes.prefix(area.rows < 16 ? 1 : 3)
    lines += shown.map { StyledLine("note ", .muted).adding($0.text, .warning).adding("  \($0.author)", .muted) }
    return lines + [.blank]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let layout = layout(area)
    for (row, line) in head(area).prefix(layout.head.rows).enumerated() {
      line.draw(on: &canvas, in: layout.head.line(row).inset(columns: 1))
    }
    let look = columns(context, width: layout.table.columns - WindowedTable<ID<Order>>.gutter, canvas.glyphs)
    let columns = look.columns
    list.table.draw(
      on: &canvas, in: layout.table, columns: columns.map(\.column), gap: look.gap,
      empty: list.isLoaded ? ["No orders yet; n writes the first."] : []
    ) { id in
      list.rows[id].map { row in TableRow(columns.map { $0.cell(row) }, state: look.state(row)) } ?? TableRow([])
    }
  }
}
