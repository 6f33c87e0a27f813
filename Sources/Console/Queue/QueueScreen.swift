import Commerce
import Operations
import Terminal

/// The warehouse queue: what waits and what is worked on, the most urgent first, of which only a window is held.
struct QueueScreen: Screen {
  private(set) var filter: QueueFilter
  private(set) var list = KeyedList<QueueRow>()
  /// What is typed after `/`; nil while letters act.
  private(set) var prompt: LineEditor?
  private(set) var zones: [Zone] = []
  private(set) var floor: FloorCounts?
  /// The selected order beside a wide list; it follows once keys pause.
  private(set) var pane: OrderDetail?
  private var export: ExportRun<QueueRow>?

  init(_ filter: QueueFilter) {
    self.filter = filter
    // What a picker comes for; everything open is one key away.
    if filter == QueueFilter() { self.filter.stages = QueuePreset.toPick.stages }
  }

  var request: ScreenRequest { .queue(filter) }
  var title: String { "Warehouse queue" }
  var inputMode: InputMode { prompt == nil ? .board : .text }

  var bannerFacts: String {
    guard let floor else { return "" }
    let late = FloorStage.open.reduce(0) { $0 + (floor.stages[$1]?.late ?? 0) }
    let facts = ["\(floor.stages[.waiting]?.orders ?? 0) waiting", late > 0 ? "\(late) late" : ""]
    return facts.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    if prompt != nil {
      return [Binding("queue.keep_filter", "keep the filter", [.enter], section: .view, importance: 5)]
        + ListKeys.moves(letters: false)
    }
    let marks = list.table.marks.count
    let work = [
      Binding("queue.next", "next work", [.function(2)], importance: 9, refusal: context.missing(.pick)),
      Binding("queue.open", "open", [.enter], importance: 8),
      Binding(
        "queue.pick", isPacking ? "pack" : marks > 1 ? "pick \(marks) together" : "pick", [.character("p")],
        importance: 7, refusal: context.missing(isPacking ? .pack : .pick)),
      Binding("queue.take_over", "take over", [.character("o")], refusal: context.missing(.pick)),
    ]
    let rows = [
      Binding("queue.filter", "filter", [.character("/")], section: .list, importance: 6),
      Binding("list.mark", "mark", [.character(" ")], section: .list, importance: 4),
      Binding("list.mark_range", "mark a range", [.character("v")], section: .list),
      Binding("list.unmark", "unmark all", [.character("M")], section: .list), ListKeys.export,
    ]
    let narrowing = [
      Binding(
        "queue.late", filter.late ? "late or not" : "late only", [.character("l")], section: .view, importance: 3),
      Binding("queue.zone", "zone by zone", [.character("z")], section: .view, importance: 2),
      Binding("queue.held", filter.held == true ? "on hold or not" : "on hold", [.character("h")], section: .view),
      Binding("queue.mine", filter.mine ? "anybody's" : "mine", [.character("i")], section: .view, importance: 1),
    ]
    return work + rows + narrowing + QueuePreset.allCases.map(\.binding) + ListKeys.moves()
  }

  mutating func back(_ context: Context) -> [Effect]? {
    if prompt != nil || !filter.text.isEmpty {
      prompt = nil
      guard !filter.text.isEmpty else { return [] }
      filter.text = ""
      return restart(context)
    }
    if list.isMarkingRange {
      list.toggleRange()
      return []
    }
    guard !list.table.marks.isEmpty else { return nil }
    list.clearMarks()
    return []
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] {
    [.call(.warehouse(.zones), tag: "zones"), .call(.warehouse(.floor), tag: "floor")] + restart(context)
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): return type(key, context)
    case .paste(let text):
      guard prompt?.insert(text) == true else { return [] }
      return typed(context)
    case .scan(let code):
      return [.call(.orders(.find(OrderQuery(text: code), PageRequest(limit: 2))), tag: "scan \(code)")]
    case .mouse(let mouse): return point(mouse, context)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return refresh(context)
    case .tick: return filter.late ? refresh(context) : [.call(.warehouse(.floor), tag: "floor")]
    case .paused: return follow(context)
    case .chosen(let format, _):
      export = ExportTable.Format(rawValue: format).map { ExportRun($0) }
      return export.map { [page($0.first, "export", context)] } ?? []
    case .filled(let fields, let tag):
      guard let list = Int64(tag) else { return [] }
      let second = StepUp(name: fields["name"] ?? "", pin: fields["pin"] ?? "")
      return [.call(.warehouse(.takeOver(ID(list), stepUp: second)), tag: "take_over")]
    case .resized: return pauseForPane(context)
    case .confirmed, .cancelled: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) { return move(key, context) }
    if let preset = QueuePreset.named(name) {
      filter.stages = preset.stages
      return restart(context)
    }
    switch name {
    case "queue.next": return [.call(.warehouse(.claimNext), tag: "claim")]
    case "queue.open": return open()
    case "queue.pick": return pick(context)
    case "queue.take_over": return takeOver()
    case "queue.filter": prompt = LineEditor(filter.text, placeholder: "number, customer or zone")
    case "queue.keep_filter": prompt = nil
    case "list.mark":
      list.toggleMark()
      return move(.down, context)
    case "list.mark_range": list.toggleRange()
    case "list.unmark": list.clearMarks()
    case "list.export": return [.choose(ExportRun<QueueRow>.formats, title: "Export this list as", tag: "export")]
    case "queue.late": filter.late.toggle()
    case "queue.held": filter.held = filter.held == true ? nil : true
    case "queue.mine":
      filter.mine.toggle()
      filter.holder = nil
      filter.holderID = nil
    case "queue.zone": filter.turnZone(zones)
    default: return []
    }
    let narrows = ["queue.late", "queue.held", "queue.mine", "queue.zone"].contains(name)
    return narrows ? restart(context) : []
  }

  private mutating func type(_ key: Key, _ context: Context) -> [Effect] {
    guard prompt != nil else { return [] }
    guard prompt?.handle(key) == .changed else { return [] }
    return typed(context)
  }

  private mutating func typed(_ context: Context) -> [Effect] {
    filter.text = prompt?.text ?? ""
    return restart(context)
  }

  private mutating func point(_ mouse: Mouse, _ context: Context) -> [Effect] {
    let (clicked, fetch) = list.handle(mouse, in: QueueLayout(context.area, isWide: context.isWide).table)
    if clicked != nil, mouse.action == .doubleClick { return open() }
    return effects(fetch, context) + pauseForPane(context)
  }

  private mutating func move(_ key: Key, _ context: Context) -> [Effect] {
    let rows = WindowedTable<ID<Order>>.visibleRows(in: QueueLayout(context.area, isWide: context.isWide).table)
    return effects(list.move(key, visibleRows: rows), context) + pauseForPane(context)
  }

  // MARK: Work

  private func open() -> [Effect] {
    guard let row = list.selected else { return [] }
    return [.open(.order(.id(row.rowID), neighbours: list.table.window))]
  }

  /// What is picked already is packed next.
  private var isPacking: Bool { list.table.marks.isEmpty && list.selected?.stage == .picked }

  private func pick(_ context: Context) -> [Effect] {
    if isPacking, let row = list.selected { return [.open(.pack(row.number))] }
    let chosen = list.marked
    if chosen.isEmpty, let row = list.selected, let work = row.pickList, row.holderID == context.session?.person.id {
      return [.open(.pick(work))]
    }
    let orders = chosen.isEmpty ? list.selected.map { [$0.rowID] } ?? [] : chosen.map(\.rowID)
    return orders.isEmpty ? [] : [.call(.warehouse(.claim(orders)), tag: "claim")]
  }

  private func takeOver() -> [Effect] {
    guard let row = list.selected else { return [] }
    guard let work = row.pickList else { return [.notice(Notice(.info, "Nobody has \(row.number) in hand."))] }
    return [.call(.warehouse(.takeOver(work, stepUp: nil)), tag: "take_over")]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .queue(let page): return take(page, tag, context)
    case .floor(let counts): floor = counts
    case .zones(let found):
      zones = found
      if filter.resolve(found) { return restart(context) }
    case .order(let detail): pane = detail
    case .work(let work):
      list.clearMarks()
      return [.open(.pick(work.list.id))]
    case .orders(let page):
      if page.rows.count == 1, let row = page.rows.first { return [.open(.order(.id(row.id), neighbours: []))] }
      return [.open(.orders(OrderFilter(text: String(tag.dropFirst("scan ".count)), allTowns: true)))]
    case .failed(let error, let call): return failed(error, call, tag, context)
    default: break
    }
    return []
  }

  private mutating func take(_ page: Page<QueueRow>, _ tag: String, _ context: Context) -> [Effect] {
    if tag == "export" {
      if let next = export?.take(page) { return [self.page(next, "export", context)] }
      defer { export = nil }
      guard let export, let site = context.site else { return [] }
      let columns = QueueColumns(context, site, severalStages: true, width: nil, glyphs: .unicode).columns
      return [.export(export.table("queue-\(site.code)", columns))]
    }
    guard let number = tag.split(separator: " ").last.flatMap({ Int($0) }) else { return [] }
    return effects(list.take(page, for: number), context) + pauseForPane(context)
  }

  private mutating func failed(
    _ error: CommerceError, _ call: DeskCall, _ tag: String, _ context: Context
  ) -> [Effect] {
    let parts = tag.split(separator: " ")
    if parts.first == "page", let number = parts.last.flatMap({ Int($0) }) {
      return effects(list.fail(number), context) + [.notice(.error(error))]
    }
    if case .refused(let refusal) = error, refusal.rule == .stepUpNeeded, case .warehouse(.takeOver(let work, _)) = call
    {
      let holder = list.window.first { $0.pickList == work }?.holder ?? "somebody"
      return [.fill(.stepUp("Take over from \(holder)"), tag: work.description)]
    }
    if tag == "export" { export = nil }
    return tag == "pane" ? [] : [.notice(.error(error))]
  }

  // MARK: Reading

  private mutating func restart(_ context: Context) -> [Effect] { effects(list.restart(), context) }

  private mutating func refresh(_ context: Context) -> [Effect] {
    var all = effects(list.refresh(), context) + [.call(.warehouse(.floor), tag: "floor")]
    if context.isWide, let pane { all.append(.call(.orders(.detail(pane.order.id)), tag: "pane")) }
    return all
  }

  private func effects(_ fetch: KeyedList<QueueRow>.Fetch?, _ context: Context) -> [Effect] {
    fetch.map { [page($0.request, "page \($0.number)", context)] } ?? []
  }

  private func page(_ request: PageRequest<QueueKey>, _ tag: String, _ context: Context) -> Effect {
    guard let site = context.site else { return .quiet }
    return .call(.warehouse(.queue(filter.query(context, site: site.id), request)), tag: tag)
  }

  private func pauseForPane(_ context: Context) -> [Effect] {
    context.isWide && list.table.selection != pane?.order.id ? [.awaitPause] : []
  }

  private func follow(_ context: Context) -> [Effect] {
    guard context.isWide, let id = list.table.selection, id != pane?.order.id else { return [] }
    return [.call(.orders(.detail(id)), tag: "pane")]
  }
}
