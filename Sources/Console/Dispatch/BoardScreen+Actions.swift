import Commerce
import Operations
import Terminal

/// The keys of the board.
extension BoardScreen {
  func bindings(_ context: Context) -> [Binding] {
    if filterPrompt != nil {
      return [Binding("board.keep_filter", "keep the filter", [.enter], section: .view, importance: 5)]
        + ListKeys.moves(letters: false)
    }
    if work.prompt != nil { return work.bindings }
    return actions(context) + lines + views + ListKeys.moves()
  }

  private func actions(_ context: Context) -> [Binding] {
    let refusals = refusals(context)
    return DispatchKeys.actions(importance: importance) { refusals[$0] } + [
      Binding(
        "dispatch.cash_up", "cash-up", [.character("$")], importance: driver == nil ? 0 : 4,
        refusal: context.missing(.viewCash)),
      Binding("dispatch.load", "load", [.character("w")], refusal: context.missing(.dispatch)),
      Binding("board.open", "open", [.enter], importance: 9),
    ]
  }

  private var lines: [Binding] {
    [
      Binding("list.mark", "mark", [.character(" ")], section: .list, importance: 3),
      Binding("board.mark_group", "mark group", [.character("m")], section: .list, importance: 6),
      Binding("list.unmark", "unmark all", [.character("M")], section: .list, importance: marks.isEmpty ? 0 : 5),
      Binding("board.fold", "fold", [.left], section: .list),
      Binding("board.unfold", "unfold", [.right], section: .list),
      Binding("board.pane", "other side", [.tab, .backTab], section: .list, importance: lists.count > 1 ? 2 : 0),
      Binding("list.export", "export", [.character("E")], section: .list),
    ]
  }

  private var views: [Binding] {
    [
      Binding("board.filter", "filter", [.character("/")], section: .view, importance: 7),
      Binding("board.regroup", isByZone ? "by driver" : "by zone", [.character("G")], section: .view, importance: 1),
      Binding("board.late", filter.late ? "late or not" : "late only", [.character("!")], section: .view),
      // No digits: after an action that was refused they are still meant as its answer.
      Binding("board.lane", "lane by lane", [.character("z")], section: .view),
      Binding("board.all", "everything", [.character("A")], section: .view),
    ]
  }

  /// How much each action matters for what is at hand: the footer shows what comes next.
  private func importance(_ action: DispatchAction) -> Int {
    let lane = atHand.first?.lane
    switch (action, lane) {
    case (.assign, .ready): return 20
    case (.assign, .failed): return 8
    case (.sendOut, .assigned): return 20
    case (.deliver, .out): return 20
    case (.fail, .out): return 19
    case (.reschedule, .failed): return 19
    case (.backToDepot, .failed): return 12
    case (.collectOther, .out): return 12
    case (.swap, .assigned), (.swap, .out): return 11
    case (.decideIncident, _): return atHand.contains { $0.dispatch?.incident != nil } ? 21 : 0
    case (.sendOut, _):
      guard work.isFresh, case .assigned = work.last else { return 0 }
      return 18
    default: return 0
    }
  }

  /// Why actions cannot be done to what is at hand: to none of a group, or to the card. Of marked cards the preview
  /// tells one by one.
  private func refusals(_ context: Context) -> [DispatchAction: CommerceError] {
    guard let session = context.session, let site = context.site else { return [:] }
    let cards = marks.isEmpty ? atHand : Array(atHand.prefix(1))
    var refusals: [DispatchAction: CommerceError] = [:]
    // A group's first cards stand for it: more would cost every key.
    for (index, card) in cards.prefix(8).enumerated() {
      let states = DispatchActions.states(of: card, grants: session.policy, site: site, now: context.now)
      for action in DispatchAction.allCases where index == 0 || refusals[action] != nil {
        refusals[action] = DispatchKeys.refusal(action, states)
      }
    }
    refusals[.edit] = context.missing(.findOrders)
    if !marks.isEmpty || (cards.isEmpty && line != nil) {
      refusals = refusals.filter { if case .forbidden = $0.value { true } else { false } }
    }
    guard work.isFresh, context.missing(.dispatch) == nil else { return refusals }
    // What was just done goes on by the same keys.
    if case .assigned = work.last { refusals[.sendOut] = nil }
    if case .failed = work.last { refusals[.reschedule] = nil }
    return refusals
  }

  mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) { return move(key, context) }
    if name == "dispatch.confirm" { return update(.key(.enter), context) }
    if let action = DispatchKeys.action(named: name) { return start(action, context) }
    switch name {
    case "board.open": return open(context)
    case "dispatch.undo": return work.undo(atHand.filter { $0.lane == .failed })
    case "dispatch.cash_up":
      guard let driver else { return [.notice(Notice(.info, "Cash-up is taken on a driver's line."))] }
      return [.openAddress("cash-up driver=\(driver.driver.code)")]
    case "dispatch.load": return [.open(.dispatch(.load(driver.map(\.runCode).flatMap { $0.isEmpty ? nil : $0 })))]
    case "list.mark":
      if case .card(let id, _) = line { mark([id]) } else if let line { mark(groups.group(line.group)?.cards ?? []) }
      return move(.down, context)
    case "board.mark_group": if let line { mark(groups.group(line.group)?.cards ?? []) }
    case "list.unmark": unmark()
    case "board.fold": fold(true, context)
    case "board.unfold": fold(false, context)
    case "board.pane":
      turnPane()
      return pauseForStrip()
    case "board.filter": startFilter()
    case "board.keep_filter": keepFilter()
    case "board.regroup": regroup(context)
    case "board.late": turnLate(context)
    case "board.lane": turnLane(context)
    case "board.all": showAll(context)
    case "list.export": return [.choose(ExportTable.formats, title: "Export this board as", tag: "export")]
    default: break
    }
    return []
  }

  private mutating func start(_ action: DispatchAction, _ context: Context) -> [Effect] {
    let cards = atHand
    // A head means those of its cards that the action is for; marks are taken at their word.
    func only(_ lanes: BoardCard.Lane...) -> [BoardCard] {
      guard marks.isEmpty, case .head = line else { return cards }
      return cards.filter { lanes.contains($0.lane) }
    }
    switch action {
    case .assign: return work.plan(.assign, only(.ready, .failed))
    case .unassign: return work.plan(.unassign, only(.assigned))
    case .sendOut: return sendOut(only(.assigned))
    case .deliver: return work.deliver(only(.out, .assigned))
    case .fail: return work.fail(only(.out, .assigned))
    case .decideIncident: return work.decideIncident(cards.filter { $0.dispatch?.incident != nil })
    case .reschedule: return work.reschedule(only(.failed))
    case .swap: return swap(only(.out, .assigned))
    case .backToDepot: return work.plan(.backToDepot, only(.failed))
    case .collectOther: return work.collect(cards)
    case .pollMoMo: return work.pollMoMo(cards, context)
    case .switchToMoMo: return work.askMoMo(cards)
    case .backToCash: return work.backToCash(cards)
    case .reopen: return work.reopen(only(.failed))
    case .edit:
      guard let card = cards.first else { return [] }
      return [.open(.order(.id(card.order), neighbours: neighbours))]
    }
  }

  /// On what waits, `s` means the run that was given out just now.
  private mutating func sendOut(_ cards: [BoardCard]) -> [Effect] {
    let isWaiting = marks.isEmpty && !cards.contains { $0.lane == .assigned }
    if isWaiting, work.isFresh, case .assigned(let given, _) = work.last { return work.plan(.sendOut, given) }
    return cards.isEmpty ? nothing("Nothing here is assigned; a gives it to a driver") : work.plan(.sendOut, cards)
  }

  /// On a driver's head the whole run goes over, elsewhere the jobs at hand.
  private mutating func swap(_ cards: [BoardCard]) -> [Effect] {
    guard !cards.isEmpty else { return nothing("Nothing here is with a driver") }
    if marks.isEmpty, case .head(.driver) = line, let driver, let run = driver.load.run {
      return work.plan(.swapRun(run, code: driver.runCode), cards)
    }
    return work.plan(.swap, cards)
  }

  private func nothing(_ text: String) -> [Effect] { [.notice(Notice(.info, text))] }

  mutating func open(_ context: Context) -> [Effect] {
    if case .head(.driver) = line, driver?.runCode.isEmpty != false {
      fold(nil, context)
      return []
    }
    if case .head(let group) = line, case .driver = group { return open() }
    if case .head = line {
      fold(nil, context)
      return []
    }
    return open()
  }

  /// Opens the order or the run at hand.
  func open() -> [Effect] {
    switch line {
    case .card(let id, _): return [.open(.order(.id(id), neighbours: neighbours))]
    case .head:
      guard let code = driver?.runCode, !code.isEmpty else { return [] }
      return [.open(.dispatch(.run(code)))]
    case nil: return []
    }
  }

  /// The orders of the list at hand, in its order.
  private var neighbours: [ID<Order>] {
    lists[focus].window.compactMap { if case .card(let id, _) = $0 { id } else { nil } }
  }
}
