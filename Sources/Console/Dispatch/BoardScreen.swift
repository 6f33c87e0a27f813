import Commerce
import Operations
import Terminal

/// The dispatch board: what came to nothing, what waits by zone, what drivers have; and everything done to it.
struct BoardScreen: Screen {
  private(set) var filter: BoardFilter
  private(set) var board: DispatchBoard?
  private(set) var groups = BoardGroups()
  /// One list, or side by side what waits and what drivers have.
  private(set) var lists = [WindowedTable<BoardLine>()]
  private(set) var focus = 0
  private(set) var folded: Set<BoardGroupID> = []
  private(set) var marks: Set<ID<Order>> = []
  private(set) var isByZone = false
  /// What is typed after `/`; nil while letters act.
  private(set) var filterPrompt: LineEditor?
  var work = DispatchWork()
  /// The line the strip below tells about; it follows once keys pause.
  private(set) var shown: BoardLine?

  init(_ filter: BoardFilter) { self.filter = filter }

  var request: ScreenRequest { .dispatch(.board(filter)) }
  var title: String { "Dispatch" }
  var inputMode: InputMode { filterPrompt == nil ? work.inputMode : .text }

  var bannerFacts: String {
    guard let board else { return "" }
    func count(_ lane: BoardCard.Lane) -> Int { board.cards.count { $0.lane == lane } }
    let facts = [(count(.ready), "ready"), (count(.out), "out"), (count(.failed), "failed")]
    return facts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: "  ")
  }

  /// The line at hand.
  var line: BoardLine? { lists.indices.contains(focus) ? lists[focus].selection : nil }

  /// The cards an action is about: the marked ones, the card at hand, or those of the head at hand.
  var atHand: [BoardCard] {
    if !marks.isEmpty { return marked }
    switch line {
    case .card(let id, _): return groups.cards[id].map { [$0] } ?? []
    case .head(let group): return groups.cards(of: group)
    case nil: return []
    }
  }

  /// The marked cards in the board's order.
  private var marked: [BoardCard] { (board?.cards ?? []).filter { marks.contains($0.order) } }

  /// The driver at hand: of the head, or of the card.
  var driver: DriverRow? {
    guard let line else { return nil }
    if let driver = groups.group(line.group)?.driver { return driver }
    guard case .card(let id, _) = line, let person = groups.cards[id]?.dispatch?.driver else { return nil }
    return board?.drivers.first { $0.driver.person == person }
  }

  mutating func opened(_ context: Context) -> [Effect] { read(context) }

  private func read(_ context: Context) -> [Effect] { [.call(.dispatch(.board), tag: "board")] }

  mutating func back(_ context: Context) -> [Effect]? {
    if let effects = work.back() { return effects }
    if filterPrompt != nil || filter.isNarrowed {
      if filterPrompt != nil { filter.text = "" } else { filter = BoardFilter() }
      filterPrompt = nil
      rebuild(context)
      return []
    }
    guard !marks.isEmpty else { return nil }
    marks = []
    return []
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): return filterPrompt == nil ? working { $0.take(key, context) } : type(key, context)
    case .paste(let text):
      guard filterPrompt != nil else { return working { $0.paste(text, context) } }
      guard filterPrompt?.insert(text) == true else { return [] }
      return typed(context)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .filled(let fields, "work.vouch"): return work.vouched(fields)
    case .chosen(let format, "export"): return export(format, context)
    case .committed, .tick: return read(context)
    case .paused:
      shown = line
      return []
    case .mouse(let mouse): return point(mouse, context)
    case .resized:
      rebuild(context)
      return []
    default: return []
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    if DispatchWork.owns(tag) {
      let effects = working { $0.take(answer, tag, context) }
      // What was done shows at once, not with the next refresh.
      if case .failed = answer { return effects }
      return tag == "work.preview" || tag == "work.slots" ? effects : effects + read(context)
    }
    switch answer {
    case .dispatch(.board(let board)):
      self.board = board
      work.drivers = board.drivers
      marks.formIntersection(board.cards.map(\.order))
      rebuild(context)
      let waits = board.cards.contains { $0.awaitsMoMo && work.payments[$0.order] == nil }
      return work.compare(with: board.cards) + pauseForStrip() + (waits ? work.readPayments(context) : [])
    case .failed(let error, _): return [.notice(.error(error, now: context.now))]
    default: return []
    }
  }

  /// Lets the work go on; marks have served once it is done.
  private mutating func working(_ step: (inout DispatchWork) -> [Effect]) -> [Effect] {
    let wasAsking = work.prompt != nil
    let effects = step(&work)
    if wasAsking, work.prompt == nil, work.isFresh { marks = [] }
    return effects
  }

  // MARK: Lines

  /// Makes the lines anew; the cursor stays on its line, or on the next one that is left.
  mutating func rebuild(_ context: Context) {
    guard let board else { return }
    groups = BoardGroups(board, filter, byZone: isByZone, now: context.now)
    let parts = [groups.waiting, groups.road].map { part in
      part.flatMap { $0.lines(isFolded: isFolded($0.id)) }
    }
    let wanted = BoardLayout.isDouble(context.area) ? parts : [parts.flatMap { $0 }]
    if wanted.count != lists.count {
      let old = line
      lists = wanted.map { WindowedTable(window: $0) }
      focus = 0
      if let old { select(old) }
    } else {
      for index in lists.indices where lists[index].window != wanted[index] {
        lists[index].replace(window: wanted[index], hasBefore: false, hasAfter: false)
      }
    }
    if lists[focus].window.isEmpty, let other = lists.firstIndex(where: { !$0.window.isEmpty }) { focus = other }
  }

  /// True while only the head of a group shows; what a text finds is never folded away.
  func isFolded(_ group: BoardGroupID) -> Bool { folded.contains(group) && filter.text.isEmpty }

  @discardableResult
  private mutating func select(_ line: BoardLine) -> Bool {
    guard let index = lists.firstIndex(where: { $0.window.contains(line) }) else { return false }
    focus = index
    return lists[index].select(line)
  }

  mutating func move(_ key: Key, _ context: Context) -> [Effect] {
    work.settle()
    _ = lists[focus].move(key, visibleRows: BoardLayout(context.area).rows)
    return pauseForStrip()
  }

  mutating func mark(_ orders: [ID<Order>]) {
    if marks.isSuperset(of: orders) { marks.subtract(orders) } else { marks.formUnion(orders) }
  }

  mutating func unmark() { marks = [] }

  mutating func fold(_ isFolded: Bool?, _ context: Context) {
    guard let group = line?.group else { return }
    let folds = isFolded ?? !folded.contains(group)
    if folds { folded.insert(group) } else { folded.remove(group) }
    rebuild(context)
    if folds { select(.head(group)) }
  }

  mutating func turnPane() {
    work.settle()
    let next = (focus + 1) % lists.count
    if !lists[next].window.isEmpty { focus = next }
  }

  mutating func regroup(_ context: Context) {
    let order: ID<Order>? = if case .card(let id, _) = line { id } else { nil }
    isByZone.toggle()
    rebuild(context)
    guard let order else { return }
    let all = lists.flatMap(\.window)
    if let same = all.first(where: { if case .card(order, _) = $0 { true } else { false } }) { select(same) }
  }

  func pauseForStrip() -> [Effect] { line == shown ? [] : [.awaitPause] }

  // MARK: Filter

  mutating func startFilter() { filterPrompt = LineEditor(filter.text, placeholder: "last four, customer, place") }

  mutating func keepFilter() { filterPrompt = nil }

  mutating func turnLate(_ context: Context) {
    filter.late.toggle()
    rebuild(context)
  }

  /// Lane by lane, then all of them.
  mutating func turnLane(_ context: Context) {
    filter.lane = filter.lane.map { BoardCard.Lane(rawValue: $0.rawValue + 1) } ?? .failed
    rebuild(context)
  }

  mutating func showAll(_ context: Context) {
    filter = BoardFilter()
    rebuild(context)
  }

  private mutating func type(_ key: Key, _ context: Context) -> [Effect] {
    guard filterPrompt?.handle(key) == .changed else { return [] }
    return typed(context)
  }

  private mutating func typed(_ context: Context) -> [Effect] {
    filter.text = filterPrompt?.text ?? ""
    rebuild(context)
    // The cursor stands on what was found, so that the next key acts on it.
    let found = lists.flatMap(\.window).first { if case .card = $0 { true } else { false } }
    if let found, !filter.text.isEmpty { select(found) }
    return pauseForStrip()
  }

  private mutating func point(_ mouse: Mouse, _ context: Context) -> [Effect] {
    guard work.prompt == nil else { return [] }
    for (index, rect) in BoardLayout(context.area).panes.enumerated() where lists.indices.contains(index) {
      // The table counts a head above its rows.
      let framed = Rect(row: rect.row - 1, column: rect.column, rows: rect.rows + 1, columns: rect.columns)
      guard framed.contains(row: mouse.row, column: mouse.column) else { continue }
      let (clicked, _) = lists[index].handle(mouse, in: framed)
      if clicked != nil {
        work.settle()
        focus = index
        if mouse.action == .doubleClick { return open() }
      }
    }
    return pauseForStrip()
  }
}
