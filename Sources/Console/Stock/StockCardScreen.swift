import Commerce
import Operations
import Terminal

/// One item's stock: how many there are, where they lie, what moved.
struct StockCardScreen: Screen {
  private(set) var key: StockKey
  private(set) var card: StockCard?
  private(set) var moves = KeyedList<RecordedMove>(pageSize: 60)
  private(set) var problem: CommerceError?
  private var export: ExportRun<RecordedMove>?

  init(_ key: StockKey) { self.key = key }

  var request: ScreenRequest { .stockCard(card.map { .code($0.variant.sku) } ?? key) }
  var title: String { "Stock" }
  var bannerFacts: String { card.map { "\($0.level.available) available" } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    var bindings = [
      Binding("stock.find", "another item", [.character("/")], importance: 7), ListKeys.export,
    ]
    if moves.selected?.move.order != nil {
      bindings.insert(Binding("stock.order", "its order", [.enter], importance: 6), at: 0)
    }
    return bindings + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { read(context) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .scan(let code):
      key = .code(code)
      return read(context)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return read(context, again: true)
    case .mouse(let mouse):
      return effects(moves.handle(mouse, in: StockCardLayout(context.area, card, .unicode).moves).fetch)
    case .chosen(let format, _):
      guard let id = card?.variant.id else { return [] }
      export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
      return export.map { [.call(.stock(.moves(of: id, $0.first)), tag: "export")] } ?? []
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      let rect = StockCardLayout(context.area, card, .unicode).moves
      return effects(moves.move(key, visibleRows: WindowedTable<Int64>.visibleRows(in: rect)))
    }
    switch name {
    case "stock.find": return [.replace(.stock(""))]
    case "stock.order":
      guard let order = moves.selected?.move.order else { return [] }
      return [.open(.order(.id(order), neighbours: []))]
    case "list.export":
      return [.choose(ExportRun<RecordedMove>.formats, title: "Export these moves as", tag: "export")]
    default: return []
    }
  }

  private mutating func read(_ context: Context, again: Bool = false) -> [Effect] {
    switch key {
    case .code(let code): return [.call(.stock(.find(code, limit: 2)), tag: "code")]
    case .id(let id):
      return [.call(.stock(.card(id)), tag: "card")] + effects(again ? moves.refresh() : moves.restart())
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .stockHits(let hits):
      guard hits.count == 1, let hit = hits.first else {
        guard card == nil, case .code(let code) = key else {
          return [.notice(Notice(.refused, "That is no item of this town."))]
        }
        problem = .notFound(.variant, code)
        return []
      }
      key = .id(hit.variant.id)
      if card?.variant.id != hit.variant.id { moves = KeyedList(pageSize: 60) }
      return read(context)
    case .stockCard(let found):
      card = found
      return []
    case .moves(let page) where tag == "export":
      guard let id = card?.variant.id else { return [] }
      if let next = export?.take(page) { return [.call(.stock(.moves(of: id, next)), tag: "export")] }
      defer { export = nil }
      let columns = StockColumns.moves(utcOffsetMinutes: context.site?.utcOffsetMinutes ?? 0)
      return export.map { [.export($0.table("moves-\(card?.variant.sku ?? "")", columns))] } ?? []
    case .moves(let page):
      return Int(tag.dropFirst("moves ".count)).map { effects(moves.take(page, for: $0)) } ?? []
    case .failed(let error, _):
      if tag == "export" { export = nil }
      if card == nil { problem = error }
      let next = Int(tag.dropFirst("moves ".count)).map { effects(moves.fail($0)) } ?? []
      return next + [.notice(.error(error))]
    default: return []
    }
  }

  private func effects(_ fetch: KeyedList<RecordedMove>.Fetch?) -> [Effect] {
    guard let fetch, case .id(let id) = key else { return [] }
    return [.call(.stock(.moves(of: id, fetch.request)), tag: "moves \(fetch.number)")]
  }
}
