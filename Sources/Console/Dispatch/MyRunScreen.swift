import Commerce
import Operations
import Terminal

/// A driver's own run: the next stop large, what to collect, and how it ended.
struct MyRunScreen: Screen {
  private(set) var run: RunDetail?
  private(set) var isLoaded = false
  private(set) var table = WindowedTable<ID<Dispatch>>()
  var work = DispatchWork()
  /// What the driver said to hold, until it is kept.
  private var declared: Money?

  var request: ScreenRequest { .dispatch(.myRun) }
  var title: String { run.map { "My run \($0.run.code)" } ?? "My run" }
  var inputMode: InputMode { work.inputMode }

  var bannerFacts: String {
    guard let run else { return "" }
    let open = run.stops.count { $0.card.isActive }
    return open == 0 ? "all done" : "\(open) to go"
  }

  /// The stop at hand: the next one, or the one the cursor was moved to.
  var stop: RunStop? {
    guard let id = table.selection else { return run?.next }
    return run?.stops.first { $0.card.dispatch?.id == id }
  }

  private static let actions: Set<DispatchAction> = [
    .deliver, .fail, .collectOther, .pollMoMo, .switchToMoMo, .backToCash,
  ]

  func bindings(_ context: Context) -> [Binding] {
    if work.prompt != nil { return work.bindings }
    let actions = DispatchKeys.actions(Self.actions, importance: importance) { action in
      guard let stop else { return context.missing(.drive) }
      return DispatchKeys.refusal(action, stop.actions)
    }
    return actions + [
      Binding("my_run.next", "next stop", [.character("n")], importance: 10),
      Binding("my_run.declare", "declare cash", [.character("$")], importance: 6, refusal: context.missing(.drive)),
    ] + ListKeys.moves()
  }

  private func importance(_ action: DispatchAction) -> Int {
    guard stop?.card.lane == .out else { return 0 }
    return switch action {
    case .deliver: 30
    case .fail: 29
    case .collectOther: 20
    case .pollMoMo: 19
    default: 0
    }
  }

  mutating func back(_ context: Context) -> [Effect]? { work.back() }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  private var read: Effect { .call(.dispatch(.myRun), tag: "run") }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): return work.take(key, context)
    case .paste(let text): return work.paste(text, context)
    case .filled(let fields, "work.vouch"): return work.vouched(fields)
    case .filled(let fields, "declare"): return declare(fields["text"] ?? "", context)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return [read]
    default: return []
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    if DispatchWork.owns(tag) {
      let effects = work.take(answer, tag, context)
      if case .failed = answer { return effects }
      // The next stop comes up by itself.
      if work.prompt == nil, work.isFresh { table = WindowedTable() }
      return effects + [read]
    }
    switch answer {
    case .dispatch(.myRun(let found)):
      let isFirst = table.window.isEmpty
      run = found
      isLoaded = true
      table.replace(
        window: found?.stops.compactMap { $0.card.dispatch?.id } ?? [], hasBefore: false, hasAfter: false)
      if isFirst, let next = found?.next?.card.dispatch?.id { table.select(next) }
      return work.compare(with: found?.stops.map(\.card) ?? [])
    case .done where tag == "declare":
      return [.notice(Notice(.done, "Declared \(declared?.text ?? ""); the cashier counts it"))]
    case .failed(let error, _): return [.notice(.error(error, now: context.now))]
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if name == "dispatch.confirm" { return work.take(.enter, context) }
    if let key = ListKeys.key(of: name) {
      work.settle()
      _ = table.move(key, visibleRows: layout(context.area).list.rows)
      return []
    }
    if name == "my_run.declare" {
      return [askCash("")]
    }
    if name == "my_run.next" {
      if let next = run?.next?.card.dispatch?.id { table.select(next) }
      return []
    }
    guard let card = stop?.card else { return [] }
    if name == "dispatch.undo" { return work.undo([card]) }
    switch DispatchKeys.action(named: name) {
    case .deliver: return work.deliver([card])
    case .fail: return work.fail([card])
    case .collectOther: return work.collect([card])
    case .pollMoMo: return work.pollMoMo([card], context)
    case .switchToMoMo: return work.askMoMo([card])
    case .backToCash: return work.backToCash([card])
    default: return []
    }
  }

  private func askCash(_ typed: String) -> Effect {
    .fill(.text("Cash in hand, to hand over", label: "amount", value: typed), tag: "declare")
  }

  /// What was typed stays there to be mended.
  private mutating func declare(_ text: String, _ context: Context) -> [Effect] {
    guard let amount = Money(decimal: text.trimmed, context.site?.currency ?? .cedi) else {
      return [.notice(Notice(.refused, "An amount is needed, such as 184.50")), .bell, askCash(text)]
    }
    declared = amount
    return [.call(.cash(.declare(amount.minor)), tag: "declare")]
  }

  // MARK: Drawing

  private func layout(_ area: Rect) -> (stop: Rect, list: Rect, prompt: Rect?) {
    if work.prompt != nil, area.rows < 14 { return (area.splitTop(0).top, area.splitTop(0).top, area) }
    let (stop, rest) = area.splitTop(area.rows < 14 ? 6 : 9)
    guard work.prompt != nil else { return (stop, rest, nil) }
    return (stop, rest.splitTop(0).top, rest)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let run, let stop else {
      let words =
        !isLoaded
        ? ["reading your run"]
        : run == nil
          ? ["You have no run just now.", "It appears here once the dispatcher gives you one."] : ["Your run is empty."]
      for (index, line) in words.enumerated() {
        canvas.write(line, row: area.row + 1 + index, column: area.column + 2, role: .muted, width: area.columns - 3)
      }
      return
    }
    let parts = layout(area)
    draw(stop, of: run, on: &canvas, in: parts.stop, context)
    drawList(run, on: &canvas, in: parts.list, context)
    if let prompt = parts.prompt {
      DispatchPromptView(work: work, context: context, glyphs: canvas.glyphs).draw(on: &canvas, in: prompt)
    }
  }

  private func draw(_ stop: RunStop, of run: RunDetail, on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    guard !rect.isEmpty else { return }
    let card = stop.card
    let left = card.promiseAt.minutes(since: context.now)
    let clock = context.local(card.promiseAt).clockOrDay(today: context.local(context.now))
    let isNarrow = rect.columns < 60
    let money = card.due.minor > 0 ? "collect \(card.due.text)" : isNarrow ? "prepaid" : "prepaid, nothing to collect"
    let position = "\(card.dispatch?.position ?? 0)"
    // The phone is whole at any width, and so is how late it is.
    let place = isNarrow ? "STOP \(position)/\(run.stops.count) " : "STOP \(position) of \(run.stops.count)  "
    let room = rect.columns - 1 - TextWidth.width(place) - TextWidth.width(card.phone) - 2
    let name = TextWidth.fit(card.customer, min(max(4, room), TextWidth.width(card.customer)))
    var lines = [
      StyledLine(place, .heading).adding(name, .big).adding("  \(card.phone)"),
      StyledLine(money, card.due.minor == 0 ? .text : .big)
        .adding(isNarrow ? "  \(clock) " : "  by \(clock) ", .muted)
        .adding(left < 0 ? "(\(Span.short(-left)) late)" : "(\(Span.short(left)))", left < 0 ? .late : .muted),
      StyledLine(card.place, .big),
    ]
    if !stop.landmark.isEmpty { lines.append(StyledLine("near ", .muted).adding(stop.landmark)) }
    if !stop.note.isEmpty { lines.append(StyledLine("note ", .muted).adding(stop.note, .warning)) }
    let codes = stop.parcels.map(\.code).joined(separator: " ")
    var last = StyledLine(counted(card.parcels, "box", "boxes") + " ", .muted).adding(codes)
    if card.proof != .none { last = last.adding("  ask: \(Wording.askedProof(card.proof))", .warning) }
    if card.awaitsMoMo { last = last.adding("  MoMo waiting", .accent) }
    if card.dispatch?.incident != nil, card.isActive { last = last.adding("  reported: wait for word", .warning) }
    if !card.isActive, let status = card.dispatch?.status {
      last = last.adding("  \(Wording.dispatch(status))", .muted)
    }
    if rect.rows <= 6, lines.count > 5 { lines.removeSubrange(5...) }
    lines.append(last)
    for (index, line) in lines.prefix(rect.rows).enumerated() {
      line.draw(on: &canvas, in: rect.line(index).splitLeft(1).rest)
    }
  }

  private func drawList(_ run: RunDetail, on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    let stops = Dictionary(run.stops.compactMap { stop in stop.card.dispatch.map { ($0.id, stop) } }) { $1 }
    let look = StopColumns(
      now: context.now, offsetMinutes: context.site?.utcOffsetMinutes ?? 0, width: rect.columns, glyphs: canvas.glyphs)
    for index in 0..<rect.rows {
      guard let id = table.id(atLine: index, visibleRows: rect.rows), let stop = stops[id] else { break }
      let line = rect.line(index)
      let isAtHand = id == table.selection
      if isAtHand { canvas.write(String(canvas.glyphs.selected), row: line.row, column: line.column, role: .accent) }
      if let state = look.state(stop) {
        canvas.write(String(state.shape(canvas.glyphs)), row: line.row, column: line.column + 1, role: state.role)
      }
      canvas.write(
        "\(stop.card.dispatch?.position ?? 0)", row: line.row, column: line.column + 3, width: 2, align: .right)
      let name = max(10, (line.columns - 18) / 2)
      canvas.write(stop.card.customer, row: line.row, column: line.column + 6, width: name)
      canvas.write(
        stop.card.amount, row: line.row, column: line.column + 7 + name,
        role: stop.card.due.minor == 0 ? .muted : .text,
        width: 9, align: .right)
      let place = line.column + 18 + name
      canvas.write(stop.card.place, row: line.row, column: place, role: .muted, width: max(0, line.endColumn - place))
      if isAtHand {
        canvas.paint(line, role: .selection)
        if work.prompt == nil { canvas.cursor = Canvas.Position(row: line.row, column: line.column) }
      }
    }
  }
}
