import Commerce
import Operations
import Terminal

/// A run: its stops in driving order, moved, locked, printed, and worked off.
struct RunScreen: Screen {
  private(set) var code: String
  private(set) var detail: RunDetail?
  private(set) var problem: CommerceError?
  private(set) var table = WindowedTable<ID<Dispatch>>()
  var work = DispatchWork()

  init(_ code: String) { self.code = code }

  var request: ScreenRequest { .dispatch(.run(code)) }
  var title: String { "Run \(code)" }
  var inputMode: InputMode { work.inputMode }

  var bannerFacts: String {
    guard let detail else { return "" }
    let open = detail.stops.count { $0.card.isActive }
    return "\(open) of \(detail.stops.count) to go"
  }

  /// The stop at hand.
  var stop: RunStop? {
    guard let id = table.selection else { return nil }
    return detail?.stops.first { $0.card.dispatch?.id == id }
  }

  private var cards: [BoardCard] { detail?.stops.map(\.card) ?? [] }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    if work.prompt != nil { return work.bindings }
    let missing = context.missing(.dispatch)
    let wanted = Set(DispatchAction.allCases).subtracting([.assign])
    let isPlanned = detail?.run.state == .planned
    let actions = DispatchKeys.actions(wanted, importance: importance) { action in
      guard let stop else { return missing }
      if action == .sendOut, isPlanned { return missing }
      return DispatchKeys.refusal(action, stop.actions)
    }
    return actions + [
      Binding("run.later", "stop later", [.character("J")], importance: isPlanned ? 14 : 0, refusal: missing),
      Binding("run.earlier", "stop earlier", [.character("K")], importance: isPlanned ? 14 : 0, refusal: missing),
      Binding("run.lock", "lock or free", [.character("l")], importance: isPlanned ? 9 : 0, refusal: missing),
      Binding("run.suggest", "suggest order", [.character("N")], importance: isPlanned ? 10 : 0, refusal: missing),
      Binding("run.swap", "swap the whole run", [.character("X")], refusal: missing),
      Binding("run.load", "load", [.character("L")], importance: isPlanned ? 16 : 0, refusal: missing),
      Binding(
        "run.manifest", "print manifest", [.character("P")], importance: 7, refusal: context.missing(.printSheets)),
      Binding("run.load_sheet", "print load sheet", [.character("O")], refusal: context.missing(.printSheets)),
      Binding("run.open", "open the order", [.enter], importance: 6),
      Binding("list.export", "export", [.character("E")], section: .list),
    ] + ListKeys.moves()
  }

  private func importance(_ action: DispatchAction) -> Int {
    switch (action, stop?.card.lane) {
    case (.sendOut, .assigned): 20
    case (.deliver, .out): 20
    case (.fail, .out): 19
    case (.collectOther, .out): 12
    case (.reschedule, .failed): 19
    case (.decideIncident, _): stop?.card.dispatch?.incident == nil ? 0 : 21
    default: 0
    }
  }

  mutating func back(_ context: Context) -> [Effect]? { work.back() }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { [.call(.dispatch(.runByCode(code)), tag: "run")] }

  private func read() -> [Effect] {
    detail.map { [.call(.dispatch(.run($0.run.id)), tag: "run")] } ?? []
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): return work.take(key, context)
    case .paste(let text): return work.paste(text, context)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .filled(let fields, "work.vouch"): return work.vouched(fields)
    case .chosen(let format, "export"): return export(format)
    case .committed: return detail == nil ? opened(context) : read()
    case .mouse(let mouse):
      guard work.prompt == nil else { return [] }
      let (clicked, _) = table.handle(mouse, in: layout(context.area).list)
      return clicked != nil && mouse.action == .doubleClick ? act("run.open", context) : []
    default: return []
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    if DispatchWork.owns(tag) {
      let effects = work.take(answer, tag, context)
      if case .failed = answer { return effects }
      return ["work.preview", "work.slots", "work.board"].contains(tag) ? effects : effects + read()
    }
    switch answer {
    case .dispatch(.run(let found)):
      let isFirst = detail == nil
      detail = found
      code = found.run.code
      problem = nil
      table.replace(window: found.stops.compactMap { $0.card.dispatch?.id }, hasBefore: false, hasAfter: false)
      if isFirst, let next = found.next?.card.dispatch?.id { table.select(next) }
      let changed = work.compare(with: found.stops.map(\.card))
      if !changed.isEmpty { return changed }
      if tag == "suggest" { return [.notice(Notice(.done, "Nearest first from the depot; locked stops stand"))] }
      return []
    case .text(let place): return [.notice(Notice(.done, "Printed: \(place)"))]
    case .failed(let error, _):
      if detail == nil { problem = error }
      return [tag == "print" ? .notice(.outside(error)) : .notice(.error(error, now: context.now))]
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if name == "dispatch.confirm" { return work.take(.enter, context) }
    if let key = ListKeys.key(of: name) {
      work.settle()
      _ = table.move(key, visibleRows: WindowedTable<ID<Dispatch>>.visibleRows(in: layout(context.area).list))
      return []
    }
    guard let detail, let stop else { return [] }
    if let action = DispatchKeys.action(named: name) { return start(action, stop, context) }
    guard let dispatch = stop.card.dispatch else { return [] }
    switch name {
    case "dispatch.undo": return work.undo([stop.card])
    case "run.later": return [.call(.dispatch(.moveStop(dispatch.id, by: 1)), tag: "move")]
    case "run.earlier": return [.call(.dispatch(.moveStop(dispatch.id, by: -1)), tag: "move")]
    case "run.lock": return [.call(.dispatch(.lockStop(dispatch.id, !dispatch.isLocked)), tag: "lock")]
    case "run.suggest": return [.call(.dispatch(.suggestOrder(detail.run.id)), tag: "suggest")]
    case "run.load": return [.open(.dispatch(.load(code)))]
    case "run.manifest": return print(.manifest, detail, context)
    case "run.load_sheet": return print(.loadSheet, detail, context)
    case "run.swap":
      return readDrivers() + work.plan(.swapRun(detail.run.id, code: code), cards.filter(\.isActive))
    case "run.open": return [.open(.order(.id(stop.card.order), neighbours: cards.map(\.order)))]
    case "list.export": return [.choose(ExportTable.formats, title: "Export this run as", tag: "export")]
    default: return []
    }
  }

  private func print(_ paper: RunPaper, _ detail: RunDetail, _ context: Context) -> [Effect] {
    [.call(.dispatch(.printRun(paper, of: detail.run.id, to: context.settings.printDestination)), tag: "print")]
  }

  private func readDrivers() -> [Effect] { [.call(.dispatch(.board), tag: "work.board")] }

  private mutating func start(_ action: DispatchAction, _ stop: RunStop, _ context: Context) -> [Effect] {
    let card = stop.card
    switch action {
    case .sendOut: return work.plan(.sendOut, cards.filter { $0.lane == .assigned })
    case .deliver: return work.deliver([card])
    case .fail: return work.fail([card])
    case .decideIncident: return work.decideIncident([card])
    case .reschedule: return work.reschedule([card])
    case .swap: return readDrivers() + work.plan(.swap, [card])
    case .unassign: return work.plan(.unassign, [card])
    case .backToDepot: return work.plan(.backToDepot, [card])
    case .collectOther: return work.collect([card])
    case .pollMoMo: return work.pollMoMo([card], context)
    case .switchToMoMo: return work.askMoMo([card])
    case .backToCash: return work.backToCash([card])
    case .reopen: return work.reopen([card])
    case .edit: return [.open(.order(.id(card.order), neighbours: cards.map(\.order)))]
    case .assign: return []
    }
  }

  // MARK: Drawing

  private func layout(_ area: Rect) -> (head: Rect, list: Rect, prompt: Rect?) {
    var (head, rest) = area.splitTop(area.rows < 12 ? 1 : 2)
    guard work.prompt != nil else { return (head, rest, nil) }
    if area.rows < 14 {
      head = Rect(row: area.row, column: area.column, rows: 0, columns: area.columns)
      return (head, head, area)
    }
    let (below, above) = rest.splitBottom(DispatchPromptView.rows(work.prompt, half: rest.rows / 2))
    rest = above
    return (head, rest, below)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let detail, let site = context.site else {
      let words = problem.map { Wording.text($0) } ?? "reading \(code)"
      canvas.write(words, row: area.row + 1, column: area.column + 3, role: .muted, width: area.columns - 4)
      return
    }
    let parts = layout(area)
    for (index, line) in head(detail, site.currency).prefix(parts.head.rows).enumerated() {
      line.draw(on: &canvas, in: parts.head.line(index).splitLeft(1).rest)
    }
    let look = StopColumns(
      now: context.now, offsetMinutes: site.utcOffsetMinutes, width: parts.list.columns, glyphs: canvas.glyphs)
    let columns = look.columns
    let stops = Dictionary(detail.stops.compactMap { stop in stop.card.dispatch.map { ($0.id, stop) } }) { $1 }
    table.draw(
      on: &canvas, in: parts.list, columns: columns.map(\.column), gap: 1, isFocused: work.prompt == nil,
      empty: ["This run has no stops; a on the board gives it some."]
    ) { id in
      stops[id].map { stop in TableRow(columns.map { $0.cell(stop) }, state: look.state(stop)) } ?? TableRow([])
    }
    if let prompt = parts.prompt {
      DispatchPromptView(work: work, context: context, glyphs: canvas.glyphs).draw(on: &canvas, in: prompt)
    }
  }

  private func head(_ detail: RunDetail, _ currency: Currency) -> [StyledLine] {
    let driver = detail.driver.driver
    let load = detail.driver.load
    let collect = Money(minor: detail.toCollectMinor, currency)
    var first = StyledLine("\(driver.code) \(driver.name)", .heading).adding("  \(Wording.run(detail.run.state))")
    if collect.minor > 0 { first = first.adding("  to collect ", .muted).adding(collect.text) }
    let done = detail.stops.count { $0.card.dispatch?.status == .delivered }
    let failed = detail.stops.count { $0.card.dispatch?.status == .failed }
    let second = StyledLine(
      "\(counted(detail.stops.count, "stop")), \(done) delivered, \(failed) failed", .muted
    )
    .adding(detail.driver.hidesCash ? "" : "  cash \(Money(minor: load.cashMinor, currency).text)", .muted)
    .adding(driver.vehicle.isEmpty ? "" : "  \(driver.vehicle)", .muted)
    return [first, second]
  }

  private func export(_ format: String) -> [Effect] {
    guard let format = ExportTable.Format(rawValue: format), let detail else { return [] }
    let look = StopColumns(now: detail.run.createdAt, offsetMinutes: 0, width: nil, glyphs: .unicode)
    return [
      .export(
        ExportTable(
          name: "run-\(code.lowercased())", format: format, columns: look.columns.map(\.exportTitle),
          rows: detail.stops.map { stop in look.columns.map { $0.exported?(stop) ?? $0.cell(stop).text } }))
    ]
  }
}
