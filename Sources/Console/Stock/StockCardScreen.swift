import Commerce
import Operations
import Terminal

/// One item's stock: how many there are, where they lie, what moved.
struct StockCardScreen: Screen {
  private(set) var key: StockKey
  private(set) var card: StockCard?
  private(set) var moves = KeyedList<RecordedMove>(pageSize: 60)
  private(set) var problem: CommerceError?
  /// Only moves for these reasons; all when empty.
  private(set) var reasons: Set<StockReason> = []
  private var export: ExportRun<RecordedMove>?
  /// The adjustment that waits for a second person.
  private var waiting: AdjustRequest?

  init(_ key: StockKey) { self.key = key }

  var request: ScreenRequest { .stockCard(card.map { .code($0.variant.sku) } ?? key) }
  var title: String { "Stock" }
  var bannerFacts: String { card.map { "\($0.level.available) available" } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = card == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    var bindings = [
      Binding("stock.find", "another item", [.character("/")], importance: 7), ListKeys.export,
      Binding(
        "stock.adjust", "adjust", [.character("a")], importance: 9, refusal: context.missing(.adjustStock) ?? nothing),
      Binding(
        "stock.count", "ask for a count", [.character("c")], importance: 8,
        refusal: context.missing(.countStock) ?? nothing),
      Binding(
        "stock.reorder", "reorder point", [.character("r")], importance: 4,
        refusal: context.missing(.adjustStock) ?? nothing),
      Binding("stock.reasons", "moves by reason", [.character("f")], importance: 5, refusal: nothing),
      Binding(
        "stock.link", "link a barcode", [.character("l"), .function(7)], importance: 4,
        refusal: context.missing(.linkBarcodes) ?? nothing),
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
    case .chosen(let reason, "reasons"):
      reasons = StockReason(rawValue: reason).map { [$0] } ?? []
      moves = KeyedList(pageSize: 60)
      return effects(moves.restart())
    case .chosen(let format, _):
      export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
      return export.map { page($0.first, tag: "export") } ?? []
    case .filled(let fields, let tag): return filled(fields, tag)
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
    case "stock.adjust": return card.map { [.fill(StockForms.adjust($0), tag: "adjust")] } ?? []
    case "stock.count":
      guard let sku = card?.variant.sku else { return [] }
      return [.call(.stockWork(.requestCount(sku)), tag: "count")]
    case "stock.reasons":
      let all = PaletteItem(id: "", title: "every reason")
      let items = StockReason.allCases.map { PaletteItem(id: $0.rawValue, title: Wording.reason($0)) }
      return [.choose([all] + items, title: "Moves of which reason?", tag: "reasons")]
    case "stock.reorder":
      return card.map { [.fill(StockForms.reorder($0.reorder, of: $0.variant.name), tag: "reorder")] } ?? []
    case "stock.link": return [.fill(StockForms.link(), tag: "link")]
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
    case .stockWork(let answer): return take(answer, tag, context)
    default: return takeOther(answer, tag)
    }
  }

  private mutating func take(_ answer: StockWorkAnswer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .adjusted(let result):
      waiting = nil
      return [.notice(Notice(result.isWaiting ? .info : .done, Wording.text(result)))] + read(context)
    case .number(let count):
      let said = count == 0 ? "Its bins are to be counted already" : "\(counted(count, "bin")) to count"
      return [.notice(Notice(count == 0 ? .info : .done, said))]
    case .done: return [.notice(Notice(.done, "Kept"))] + read(context, again: true)
    case .linked(let linked): return [.notice(Notice(.done, Wording.text(linked)))] + read(context, again: true)
    case .moves(let found) where tag == "export":
      if let next = export?.take(found) { return page(next, tag: "export") }
      defer { export = nil }
      let columns = StockColumns.moves(utcOffsetMinutes: context.site?.utcOffsetMinutes ?? 0)
      return export.map { [.export($0.table("moves-\(card?.variant.sku ?? "")", columns))] } ?? []
    case .moves(let page):
      return Int(tag.dropFirst("moves ".count)).map { effects(moves.take(page, for: $0)) } ?? []
    default: return []
    }
  }

  private mutating func takeOther(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .failed(.refused(let refusal), .stockWork(.adjust(let request, let second)))
    where refusal.rule == .approvalNeeded || refusal.rule == .stepUpFailed || refusal.rule == .secondPersonNeeded:
      waiting = request
      let name = refusal.rule == .stepUpFailed ? second?.name ?? "" : ""
      return [
        .notice(Notice(.warning, Wording.text(refusal))), .fill(StockForms.vouch(name), tag: "vouch"),
      ]
    case .failed(let error, let call) where call.isMutation: return [.notice(.error(error)), .bell]
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
    return [.call(.stockWork(.moves(of: id, reasons, fetch.request)), tag: "moves \(fetch.number)")]
  }

  private func page(_ request: PageRequest<Int64>, tag: String) -> [Effect] {
    card.map { [.call(.stockWork(.moves(of: $0.variant.id, reasons, request)), tag: tag)] } ?? []
  }

  private mutating func filled(_ fields: [String: String], _ tag: String) -> [Effect] {
    guard let card else { return [] }
    let sku = card.variant.sku
    switch tag {
    case "adjust":
      guard let request = StockForms.request(fields, sku: sku) else {
        return [
          .notice(Notice(.refused, "Say how many: +3 more, -2 fewer, =5 in all")), .bell,
          .fill(StockForms.adjust(card, typed: fields), tag: "adjust"),
        ]
      }
      return [.call(.stockWork(.adjust(request, stepUp: nil)), tag: "adjust")]
    case "vouch":
      guard var request = waiting else { return [] }
      let name = fields["name"] ?? ""
      request.mayWait = name.isEmpty
      let stepUp = name.isEmpty ? nil : StepUp(name: name, pin: fields["pin"] ?? "")
      return [.call(.stockWork(.adjust(request, stepUp: stepUp)), tag: "adjust")]
    case "reorder": return StockForms.set(fields, sku: sku)
    case "link":
      guard let code = fields["code"], !code.isEmpty, let units = Int(fields["units"] ?? "") else {
        let again = StockForms.link(code: fields["code"] ?? "", units: fields["units"] ?? "1")
        return [
          .notice(Notice(.refused, "A code and the units of one scan are needed")), .bell, .fill(again, tag: "link"),
        ]
      }
      return [.call(.stockWork(.linkBarcode(code, sku: sku, units: units)), tag: "link")]
    default: return []
    }
  }
}
