import Commerce
import Operations
import Terminal

/// One prompt that finds anything: orders, customers, items, parcels, runs, payments, totes, bins. What is meant exactly
/// opens at once.
struct FindScreen: Screen {
  private(set) var prompt: LineEditor
  private(set) var hits: [AnythingHit] = []
  private(set) var chosen = 0
  private var asked = ""
  private var answered = ""
  private var opensWhenAnswered: Bool

  /// A text that comes with the request opens what it means, if that is one thing.
  init(_ text: String) {
    prompt = LineEditor(
      text, placeholder: "order, last four, phone, name, SKU, parcel, tote, bin, reference", maximumLength: 120)
    opensWhenAnswered = !text.isEmpty
  }

  var request: ScreenRequest { .service(.find(prompt.text)) }
  var title: String { "Find" }
  var inputMode: InputMode { .text }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("find.open", "open", [.enter], importance: 9),
      Binding(
        "find.orders", "as a list of orders", [.function(4)], section: .view, importance: 5,
        refusal: context.missing(.findOrders)),
    ] + ListKeys.moves(letters: false)
  }

  mutating func back(_ context: Context) -> [Effect]? {
    if prompt.isEmpty { return nil }
    prompt.set("")
    return ask()
  }

  mutating func opened(_ context: Context) -> [Effect] { ask() }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("find.open"):
      if answered == prompt.text { return open() }
      opensWhenAnswered = true
      return []
    case .action("find.orders"): return [.open(.orders(OrderFilter(text: prompt.text, allTowns: true)))]
    case .action(let name):
      if let key = ListKeys.key(of: name) { move(key, context) }
      return []
    case .key(let key):
      guard prompt.handle(key) == .changed else { return [] }
      opensWhenAnswered = false
      return [.quiet] + ask()
    case .paste(let text):
      guard prompt.insert(text) else { return [] }
      return ask()
    case .scan(let code):
      prompt.set(code)
      opensWhenAnswered = true
      return ask()
    case .mouse(let mouse) where mouse.action == .click || mouse.action == .doubleClick:
      let row = mouse.row - context.area.row - 2
      guard hits.indices.contains(row) else { return [] }
      chosen = row
      return mouse.action == .doubleClick ? open() : []
    case .answer(.service(.found(let found)), let tag): return take(found, tag)
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .committed: return ask()
    default: return []
    }
  }

  private mutating func ask() -> [Effect] {
    asked = prompt.text
    guard !asked.trimmed.isEmpty else {
      hits = []
      answered = asked
      return []
    }
    return [.call(.service(.find(asked)), tag: "find " + asked)]
  }

  private mutating func take(_ found: [AnythingHit], _ tag: String) -> [Effect] {
    guard tag == "find " + asked else { return [] }
    let before = hits.indices.contains(chosen) ? hits[chosen].target : nil
    hits = found
    chosen = before.flatMap { target in found.firstIndex { $0.target == target } } ?? 0
    answered = asked
    guard opensWhenAnswered else { return [] }
    opensWhenAnswered = false
    if hits.isEmpty { return [.notice(Notice(.warning, "Nothing here is called \"\(asked)\"")), .bell] }
    // Among several the arrows choose.
    return hits.count == 1 ? open() : []
  }

  private mutating func move(_ key: Key, _ context: Context) {
    let page = max(1, context.area.rows - 3)
    let step =
      switch key {
      case .down: 1
      case .up: -1
      case .pageDown: page
      case .pageUp: -page
      default: 0
      }
    chosen = min(max(0, chosen + step), max(0, hits.count - 1))
  }

  private func open() -> [Effect] {
    guard hits.indices.contains(chosen) else {
      return prompt.isEmpty ? [] : [.notice(Notice(.refused, "Nothing here is called \"\(prompt.text)\""))]
    }
    let orders = hits.compactMap { hit -> ID<Order>? in
      if case .order(let id) = hit.target { return id }
      return nil
    }
    return [hits[chosen].opens(neighbours: orders)]
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let (top, rest) = area.splitTop(1)
    let line = top.inset(columns: 1)
    let taken = canvas.write("find ", row: line.row, column: line.column, role: .key, width: line.columns)
    prompt.draw(on: &canvas, in: line.splitLeft(taken).rest.splitLeft(60).left)
    let list = rest.splitLeft(2).rest
    guard !hits.isEmpty else {
      let text = prompt.isEmpty ? "Type or scan anything you have in hand." : answered == asked ? "Nothing found." : ""
      canvas.write(text, row: list.row + 1, column: list.column, role: .muted, width: list.columns)
      return
    }
    let columns = [
      Column("WHAT", .fixed(9), priority: 60), Column("", .flexible(minimum: 17, weight: 1), priority: .max),
      Column("", .flexible(minimum: 12, weight: 2), priority: 80), Column("TOWN", .fixed(10), priority: 30),
    ]
    let rows = hits.map { hit -> [TableCell] in
      [
        TableCell(hit.kind, .muted), TableCell(hit.label, hit.isExact ? .accent : .text),
        TableCell(Wording.found(hit)), TableCell(hit.siteCode, .muted),
      ]
    }
    let lines = StyledLine.table(columns, rows, width: list.columns, gap: list.columns < 60 ? 1 : 2)
    lines[0].draw(on: &canvas, in: list.line(0))
    let room = max(0, list.rows - 1)
    let first = max(0, min(chosen - room + 1, rows.count - room))
    for (row, line) in lines.dropFirst(1 + first).prefix(room).enumerated() {
      line.draw(on: &canvas, in: list.line(row + 1))
      guard first + row == chosen else { continue }
      let place = rest.line(row + 1)
      canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      canvas.paint(place, role: .selection)
    }
  }
}

extension AnythingHit {
  /// The word for what it is.
  var kind: String {
    switch target {
    case .order: "order"
    case .customer: "customer"
    case .item: "item"
    case .parcel: "parcel"
    case .run: "run"
    case .payment: "payment"
    case .tote: "tote"
    case .bin: "bin"
    }
  }

  /// What opens it; things without a view of their own say what they are.
  func opens(neighbours: [ID<Order>] = []) -> Effect {
    switch target {
    case .order(let id): .open(.order(.id(id), neighbours: neighbours.count > 1 ? neighbours : []))
    case .parcel(_, let id), .payment(_, let id), .tote(_, let id?): .open(.order(.id(id), neighbours: []))
    case .customer(let phone): .open(.service(.customer(phone)))
    case .item(let id): .open(.stockCard(.id(id)))
    case .run(let code):
      DispatchView(view: "run", words: [code]).map { .open(.dispatch($0)) }
        ?? .notice(Notice(.info, "Run \(code): \(detail)"))
    case .bin(let code):
      StockWorkView(view: "bin", words: [code]).map { .open(.stockWork($0)) }
        ?? .notice(Notice(.info, "\(code): \(detail)"))
    case .tote(let code, nil): .notice(Notice(.info, "\(code) is free"))
    }
  }
}
