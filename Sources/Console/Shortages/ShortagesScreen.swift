import Commerce
import Operations
import Terminal

extension ShortageRow: KeyedRow {
  var rowID: ID<Shortage> { shortage.id }
  var pageKey: ID<Shortage> { shortage.id }
}

/// What could not be found anywhere: somebody decides, row by row.
struct ShortagesScreen: Screen {
  private(set) var list = KeyedList<ShortageRow>()
  /// The row a question is about; the cursor may move meanwhile.
  private var asked: ShortageRow?

  var request: ScreenRequest { .shortages }
  var title: String { "Shortages" }
  var bannerFacts: String {
    list.isLoaded ? "\(list.table.window.count)\(list.table.hasAfter ? "+" : "") open" : ""
  }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = list.selected == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    let refusal = context.missing(.settleShortages) ?? nothing
    return [
      Binding("shortages.retry", "try again", [.enter, .character("r")], importance: 9, refusal: refusal),
      Binding("shortages.drop", "drop", [.character("d")], importance: 8, refusal: refusal),
      Binding("shortages.hold", "hold the order", [.character("h")], importance: 7, refusal: refusal),
      Binding("shortages.order", "order", [.character("o")], importance: 6, refusal: nothing),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { ask(list.restart()) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .answer(let answer, let tag): return take(answer, tag)
    case .committed: return ask(list.refresh())
    case .mouse(let mouse): return ask(list.handle(mouse, in: context.area).fetch)
    case .confirmed: return asked.map { [settle($0, .drop, "short delivery")] } ?? []
    case .filled(let fields, _): return asked.map { [settle($0, .hold, fields["text"] ?? "")] } ?? []
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      return ask(list.move(key, visibleRows: WindowedTable<ID<Shortage>>.visibleRows(in: context.area)))
    }
    guard let row = list.selected else { return [] }
    asked = row
    switch name {
    case "shortages.retry": return [settle(row, .retry, "")]
    case "shortages.drop": return [.confirm(dropDialog(row, context), tag: "drop")]
    case "shortages.hold":
      let reason = "short \(row.shortage.quantity) \(row.item)"
      return [.fill(.text("Hold \(row.number)", label: "reason", value: reason), tag: "hold")]
    case "shortages.order":
      return [.open(.order(.id(row.shortage.order), neighbours: list.window.map(\.shortage.order)))]
    default: return []
    }
  }

  private func dropDialog(_ row: ShortageRow, _ context: Context) -> Dialog {
    Dialog(
      question: "Drop \(row.shortage.quantity) × \(row.item) from \(row.number) in \(context.site?.name ?? "")?",
      body: [
        "\(row.customer) gets the order without them.",
        "The total goes down; what is paid already becomes a refund.",
      ], confirmLabel: "drop them", cancelLabel: "leave it")
  }

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .shortages(let page): return ask(Int(tag).flatMap { list.take(page, for: $0) })
    case .done:
      let said = asked.map { Notice(.done, words($0, tag)) }
      return (said.map { [.notice($0)] } ?? []) + ask(list.refresh())
    case .failed(let error, let call):
      if !call.isMutation { return [.notice(.error(error))] + ask(Int(tag).flatMap { list.fail($0) }) }
      return [.notice(.error(error)), .bell] + ask(list.refresh())
    default: return []
    }
  }

  private func words(_ row: ShortageRow, _ settlement: String) -> String {
    switch ShortageSettlement(rawValue: settlement) {
    case .retry: "\(row.item) for \(row.number): on the walk again"
    case .drop: "\(row.shortage.quantity) × \(row.item) dropped from \(row.number)"
    case .hold: "\(row.number) is on hold"
    case nil: ""
    }
  }

  private func settle(_ row: ShortageRow, _ settlement: ShortageSettlement, _ reason: String) -> Effect {
    .call(.warehouse(.settle(row.shortage.id, settlement, reason: reason)), tag: settlement.rawValue)
  }

  private func ask(_ fetch: KeyedList<ShortageRow>.Fetch?) -> [Effect] {
    fetch.map { [.call(.warehouse(.shortages($0.request)), tag: String($0.number))] } ?? []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let today = context.local(context.now)
    let columns = [
      Column("ITEM", .flexible(minimum: 14, weight: 1), priority: .max),
      Column("SHORT", .fixed(5), align: .right, priority: .max), Column("WHY", .fixed(14), priority: 2),
      Column("FREE NOW", .fixed(8), align: .right, priority: 6),
      Column("PROMISE", .fixed(7), align: .right, priority: 5),
      Column("AGE", .fixed(6), align: .right, priority: 3), Column("ORDER", .fixed(18), priority: 4),
      Column("CUSTOMER", .flexible(minimum: 10, weight: 1), priority: 1),
    ]
    list.table.draw(
      on: &canvas, in: area, columns: columns,
      empty: list.isLoaded
        ? ["Nothing is short.", "Lines that a picker could not find anywhere appear here."] : []
    ) { id in
      guard let row = list.rows[id] else { return TableRow([]) }
      return TableRow(
        [
          TableCell(row.item), TableCell(String(row.shortage.quantity)), TableCell(Wording.short(row.shortage.reason)),
          TableCell(String(row.available), row.available > 0 ? .done : .muted),
          TableCell(context.local(row.promiseAt).clockOrDay(today: today)),
          TableCell(Span.short(context.now.minutes(since: row.shortage.createdAt))), TableCell(row.number),
          TableCell(row.customer),
        ], state: row.promiseAt < context.now ? .late : row.available > 0 ? .active : nil)
    }
  }
}
