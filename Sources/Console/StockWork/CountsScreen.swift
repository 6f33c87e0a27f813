import Commerce
import Operations
import Terminal

extension CountTaskRow: KeyedRow {
  var rowID: ID<CountTask> { task.id }
  var pageKey: ID<CountTask> { task.id }
}

/// What is to be counted, the oldest first.
struct CountsScreen: Screen {
  private(set) var list = KeyedList<CountTaskRow>()
  private var asked: CountTaskRow?

  var request: ScreenRequest { .stockWork(.counts) }
  var title: String { "Counts" }
  var bannerFacts: String {
    list.isLoaded ? "\(list.table.window.count)\(list.table.hasAfter ? "+" : "") to count" : ""
  }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = list.selected == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    return [
      Binding(
        "counts.count", "count it", [.enter], importance: 9, refusal: context.missing(.countStock) ?? nothing),
      Binding(
        "counts.ask", "ask for a count", [.character("n")], importance: 8, refusal: context.missing(.countStock)),
      Binding(
        "counts.approvals", "differences to approve", [.character("a")], importance: 7,
        refusal: context.missing(.approve)),
      Binding(
        "counts.cancel", "call off", [.character("d")], importance: 4, refusal: context.missing(.adjustStock) ?? nothing
      ),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { ask(list.restart()) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .scan(let code): return [.open(.stockWork(.count(code.uppercased())))]
    case .answer(let answer, let tag): return take(answer, tag)
    case .committed: return ask(list.refresh())
    case .mouse(let mouse): return ask(list.handle(mouse, in: context.area).fetch)
    case .filled(let fields, "ask"):
      let text = fields["text"] ?? ""
      return text.isEmpty ? [] : [.call(.stockWork(.requestCount(text)), tag: "ask \(text)")]
    case .filled(let fields, "cancel"):
      guard let asked else { return [] }
      return [.call(.stockWork(.cancelCount(asked.task.id, reason: fields["text"] ?? "")), tag: "cancel")]
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      return ask(list.move(key, visibleRows: WindowedTable<ID<CountTask>>.visibleRows(in: context.area)))
    }
    asked = list.selected
    switch name {
    case "counts.count": return list.selected.map { [.open(.stockWork(.count("#\($0.task.id)")))] } ?? []
    case "counts.ask": return [.fill(.text("Count what?", label: "bin, SKU or barcode"), tag: "ask")]
    case "counts.approvals": return [.open(.stockWork(.approvals))]
    case "counts.cancel":
      return [.fill(.text("Call off \(asked?.binCode ?? "")", label: "reason"), tag: "cancel")]
    default: return []
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .stockWork(.countTasks(let page)): return ask(Int(tag).flatMap { list.take(page, for: $0) })
    case .stockWork(.number(let count)):
      let code = tag.dropFirst(4)
      let said =
        count == 0
        ? "\(code) is to be counted already, or lies in no bin"
        : "\(counted(count, "bin")) to count for \(code)"
      return [.notice(Notice(count == 0 ? .info : .done, said))] + ask(list.refresh())
    case .stockWork(.done):
      return [.notice(Notice(.done, "\(asked?.binCode ?? "It") is called off"))] + ask(list.refresh())
    case .failed(let error, let call):
      if !call.isMutation { return [.notice(.error(error))] + ask(Int(tag).flatMap { list.fail($0) }) }
      return [.notice(.error(error)), .bell] + ask(list.refresh())
    default: return []
    }
  }

  private func ask(_ fetch: KeyedList<CountTaskRow>.Fetch?) -> [Effect] {
    fetch.map { [.call(.stockWork(.countTasks($0.request)), tag: String($0.number))] } ?? []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("BIN", .fixed(10), priority: .max), Column("ITEM", .flexible(minimum: 14, weight: 2), priority: .max),
      Column("WHY", .fixed(12), priority: 4), Column("AGE", .fixed(6), align: .right, priority: 5),
      Column("COUNTED", .fixed(7), align: .right, priority: 2), Column("WHO", .flexible(minimum: 10, weight: 1)),
    ]
    list.table.draw(
      on: &canvas, in: area, columns: columns,
      empty: list.isLoaded
        ? [
          "Nothing is to be counted.",
          "Short picks queue their bins here; n asks for a count, a bin's label begins one.",
        ]
        : []
    ) { id in
      guard let row = list.rows[id] else { return TableRow([]) }
      return TableRow(
        [
          TableCell(row.binCode), TableCell(row.item.isEmpty ? "everything in it" : row.item),
          TableCell(Wording.source(row.task.source)),
          TableCell(Span.short(context.now.minutes(since: row.task.createdAt))),
          TableCell(row.counted == 0 ? "" : "\(row.counted)"), TableCell(row.holderName, .muted),
        ], state: row.holderName.isEmpty ? nil : .active)
    }
  }
}
