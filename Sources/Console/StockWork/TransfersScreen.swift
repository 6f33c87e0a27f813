import Commerce
import Operations
import Terminal

/// What is on its way from or to the town in hand.
struct TransfersScreen: Screen {
  private(set) var list = RowList<TransferRow>(\.transfer.code)

  var request: ScreenRequest { .stockWork(.transfers) }
  var title: String { "Transfers" }
  var bannerFacts: String { list.isLoaded ? "\(list.rows.count) open" : "" }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = list.selected == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    return [
      Binding("transfers.open", "receive or go on", [.enter], importance: 9, refusal: nothing),
      Binding(
        "transfers.new", "send to a town", [.character("n")], importance: 8, refusal: context.missing(.transferStock)),
      Binding(
        "transfers.print", "print its slip", [.character("p")], importance: 6,
        refusal: context.missing(.transferStock) ?? nothing),
      Binding(
        "transfers.move", "from bin to bin", [.character("m")], importance: 5, refusal: context.missing(.transferStock)
      ),
      ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("transfers.open"): return open(context)
    case .action("transfers.new"): return [StockScanParts.call(.destinations, "towns")]
    case .action("transfers.move"): return [.open(.stockWork(.move))]
    case .action("transfers.print"):
      return list.selected.map {
        [StockScanParts.call(.printTransfer($0.transfer.id, to: context.settings.printDestination), "print")]
      } ?? []
    case .action(let name): return list.act(name, context)
    case .scan(let code): return [.open(.stockWork(.receive(code.uppercased())))]
    case .chosen(let town, "town"): return [.open(.stockWork(.send(town)))]
    case .chosen(let format, _): return list.export(format, "transfers", columns(context))
    case .answer(.stockWork(let answer), _): return take(answer)
    case .answer(.failed(let error, .stockWork(.printTransfer)), _): return [.notice(.outside(error)), .bell]
    case .answer(.failed(let error, _), _): return [.notice(.error(error)), .bell]
    case .committed: return [read]
    case .mouse(let mouse): return list.handle(mouse, context)
    default: return []
    }
  }

  private mutating func take(_ answer: StockWorkAnswer) -> [Effect] {
    switch answer {
    case .transfers(let rows): list.replace(rows)
    case .towns(let found):
      return [
        .choose(found.map { PaletteItem(id: $0.code, title: $0.name) }, title: "Send to which town?", tag: "town")
      ]
    case .text(let place): return [.notice(Notice(.done, "Slip: \(place)"))]
    default: break
    }
    return []
  }

  private func open(_ context: Context) -> [Effect] {
    guard let row = list.selected else { return [] }
    if row.transfer.to == context.site?.id { return [.open(.stockWork(.receive(row.transfer.code)))] }
    guard row.transfer.state == .collecting else {
      return [.notice(Notice(.info, "\(row.transfer.code) is on its way: \(row.toName) receives it"))]
    }
    return [.open(.stockWork(.send(row.toCode)))]
  }

  private var read: Effect { StockScanParts.call(.transfers, "list") }

  private func columns(_ context: Context) -> [ListColumn<TransferRow>] {
    [
      ListColumn("CODE", .fixed(9), priority: .max) { TableCell($0.transfer.code) },
      ListColumn("FROM", .flexible(minimum: 10, weight: 1), priority: 8) { TableCell($0.fromName) },
      ListColumn("TO", .flexible(minimum: 10, weight: 1), priority: 9) { TableCell($0.toName) },
      ListColumn("STATE", .fixed(10), priority: 7) { TableCell($0.transfer.state.rawValue) },
      ListColumn("ITEMS", .fixed(5), align: .right, priority: 3) { "\($0.lines)" },
      ListColumn("UNITS", .fixed(6), align: .right, priority: 5) { "\($0.units)" },
      ListColumn("DUE", .fixed(6), align: .right, priority: 6) { "\($0.due)" },
      ListColumn("AGE", .fixed(6), align: .right, priority: 4) { row in
        TableCell(Span.short(context.now.minutes(since: row.transfer.sentAt ?? row.transfer.createdAt)), .muted)
      },
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    list.draw(
      on: &canvas, in: area, columns(context),
      empty: [
        "Nothing is on its way from or to this town.", "n sends units to another town, m moves them between bins.",
      ])
  }
}
