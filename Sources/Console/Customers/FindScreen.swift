import Commerce
import Operations
import Terminal

/// One prompt that finds anything: orders, customers, items, parcels, runs, payments, totes, bins. What is meant exactly
/// opens at once.
struct FindScreen: Screen {
  private(set) var list: PromptList
  private(set) var hits: [AnythingHit] = []
  private var asked = ""
  private var answered = ""
  private var opensWhenAnswered: Bool

  /// A text that comes with the request opens what it means, if that is one thing.
  init(_ text: String) {
    list = PromptList(
      text, placeholder: "order, last four, phone, name, SKU, parcel, tote, bin, reference", width: 60)
    opensWhenAnswered = !text.isEmpty
  }

  private var prompt: LineEditor { list.prompt }
  private var hit: AnythingHit? { hits.indices.contains(list.chosen) ? hits[list.chosen] : nil }

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
    list.prompt.set("")
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
      if let key = ListKeys.key(of: name) { list.move(key, rows: hits.count, in: context.area) }
      return []
    case .key(let key):
      guard list.prompt.handle(key) == .changed else { return [] }
      opensWhenAnswered = false
      return [.quiet] + ask()
    case .paste(let text):
      guard list.prompt.insert(text) else { return [] }
      return ask()
    case .scan(let code):
      list.prompt.set(code)
      opensWhenAnswered = true
      return ask()
    case .mouse(let mouse): return list.point(mouse, rows: hits.count, in: context.area) ? open() : []
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
    let before = hit?.target
    hits = found
    list.choose(before.flatMap { target in found.firstIndex { $0.target == target } })
    answered = asked
    guard opensWhenAnswered else { return [] }
    opensWhenAnswered = false
    if hits.isEmpty { return [.notice(Notice(.warning, "Nothing here is called \"\(asked)\"")), .bell] }
    // Among several the arrows choose.
    return hits.count == 1 ? open() : []
  }

  private func open() -> [Effect] {
    guard let hit else {
      return prompt.isEmpty ? [] : [.notice(Notice(.refused, "Nothing here is called \"\(prompt.text)\""))]
    }
    let orders = hits.compactMap { hit -> ID<Order>? in
      if case .order(let id) = hit.target { return id }
      return nil
    }
    return [hit.opens(neighbours: orders)]
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
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
    let empty =
      prompt.isEmpty ? "Type or scan anything you have in hand." : answered == asked ? "Nothing found." : ""
    list.draw(columns, rows, empty: empty, on: &canvas, in: area)
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
