import Commerce
import Operations
import Terminal

extension AdjustmentRow: KeyedRow {
  var rowID: ID<StockAdjustment> { adjustment.id }
  var pageKey: ID<StockAdjustment> { adjustment.id }
}

/// Differences between bins and the book that wait for a second person.
struct ApprovalsScreen: Screen {
  private(set) var list = KeyedList<AdjustmentRow>()
  /// The row a question is about; the cursor may move meanwhile.
  private var asked: AdjustmentRow?

  var request: ScreenRequest { .stockWork(.approvals) }
  var title: String { "Stock approvals" }
  var bannerFacts: String {
    list.isLoaded ? "\(list.table.window.count)\(list.table.hasAfter ? "+" : "") waiting" : ""
  }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = list.selected == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    let isOwn = list.selected?.adjustment.madeBy == context.session?.person.id
    let own: CommerceError? = isOwn ? .refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor)) : nil
    let refusal = context.missing(.approve) ?? nothing
    return [
      Binding("approvals.approve", "approve", [.enter, .character("a")], importance: 9, refusal: refusal ?? own),
      Binding("approvals.reject", "reject", [.character("r")], importance: 8, refusal: refusal),
      Binding("approvals.count", "count it again", [.character("c")], importance: 7, refusal: nothing),
      Binding("approvals.item", "the item's card", [.character("o")], importance: 6, refusal: nothing),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { ask(list.restart()) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .answer(let answer, let tag): return take(answer, tag)
    case .committed: return ask(list.refresh())
    case .mouse(let mouse): return ask(list.handle(mouse, in: context.area).fetch)
    case .confirmed: return asked.map { [.call(.stockWork(.approve($0.adjustment.id)), tag: "approve")] } ?? []
    case .filled(let fields, _):
      return asked.map {
        [.call(.stockWork(.reject($0.adjustment.id, reason: fields["text"] ?? "")), tag: "reject")]
      } ?? []
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      return ask(list.move(key, visibleRows: WindowedTable<ID<StockAdjustment>>.visibleRows(in: context.area)))
    }
    guard let row = list.selected else { return [] }
    asked = row
    switch name {
    case "approvals.approve": return [.confirm(dialog(row, context), tag: "approve")]
    case "approvals.reject":
      return [
        .fill(.text("Reject \(Wording.signed(row.adjustment.delta)) \(row.item)", label: "reason"), tag: "reject")
      ]
    case "approvals.count":
      return [.call(.stockWork(.requestCount(row.binCode)), tag: "count")]
    case "approvals.item": return [.open(.stockCard(.code(row.sku)))]
    default: return []
    }
  }

  private func dialog(_ row: AdjustmentRow, _ context: Context) -> Dialog {
    let adjustment = row.adjustment
    var body = ["\(row.makerName): \(why(row))"]
    if let counted = adjustment.counted, let book = adjustment.book {
      body.append("Counted \(counted) where the book said \(book) at that moment; what moved since stays.")
    }
    return Dialog(
      question:
        "Post \(Wording.signed(adjustment.delta)) × \(row.item) in \(row.binCode) of \(context.site?.name ?? "")?",
      body: body, confirmLabel: "post it", cancelLabel: "leave it")
  }

  private func why(_ row: AdjustmentRow) -> String {
    let word = row.adjustment.origin == .count ? "count" : row.adjustment.reason.word
    return row.adjustment.note.isEmpty ? word : "\(word): \(row.adjustment.note)"
  }

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .stockWork(.approvals(let page)): return ask(Int(tag).flatMap { list.take(page, for: $0) })
    case .stockWork(.adjusted(let result)):
      return [.notice(Notice(.done, Wording.text(result)))] + ask(list.refresh())
    case .stockWork(.number(let count)):
      let said = count == 0 ? "is to be counted already" : "is to be counted again"
      return [.notice(Notice(.done, "\(asked?.binCode ?? "") \(said)"))]
    case .stockWork(.done):
      return [.notice(Notice(.done, "Rejected: \(asked?.item ?? "")"))] + ask(list.refresh())
    case .failed(let error, let call):
      if !call.isMutation { return [.notice(.error(error))] + ask(Int(tag).flatMap { list.fail($0) }) }
      return [.notice(.error(error)), .bell] + ask(list.refresh())
    default: return []
    }
  }

  private func ask(_ fetch: KeyedList<AdjustmentRow>.Fetch?) -> [Effect] {
    fetch.map { [.call(.stockWork(.approvals($0.request)), tag: String($0.number))] } ?? []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("ITEM", .flexible(minimum: 14, weight: 2), priority: .max), Column("BIN", .fixed(10), priority: .max),
      Column("DIFF", .fixed(6), align: .right, priority: .max),
      Column("COUNTED", .fixed(7), align: .right, priority: 5), Column("BOOK", .fixed(6), align: .right, priority: 5),
      Column("WHY", .flexible(minimum: 10, weight: 1), priority: 4), Column("BY", .flexible(minimum: 8, weight: 1)),
      Column("AGE", .fixed(6), align: .right, priority: 3),
    ]
    list.table.draw(
      on: &canvas, in: area, columns: columns,
      empty: list.isLoaded
        ? ["Nothing waits for approval.", "Large differences of counts and adjustments appear here."] : []
    ) { id in
      guard let row = list.rows[id] else { return TableRow([]) }
      let adjustment = row.adjustment
      return TableRow(
        [
          TableCell(row.item), TableCell(row.binCode),
          TableCell(Wording.signed(adjustment.delta), adjustment.delta < 0 ? .warning : .done),
          TableCell(adjustment.counted.map(String.init) ?? ""), TableCell(adjustment.book.map(String.init) ?? ""),
          TableCell(why(row)), TableCell(row.makerName, .muted),
          TableCell(Span.short(context.now.minutes(since: adjustment.madeAt))),
        ])
    }
  }
}
