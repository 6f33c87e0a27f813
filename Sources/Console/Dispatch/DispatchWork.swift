import Commerce
import Operations
import Terminal

/// What dispatchers and drivers do to orders: the questions, the calls, and what was done last. The board, the run
/// screen and the driver's own screen share it.
struct DispatchWork: Hashable, Sendable {
  /// What was done last and may be taken back or gone on with.
  enum Done: Hashable, Sendable {
    /// Given to a driver; the run is what `s` sends out.
    case assigned([BoardCard], run: ID<Run>?)
    case failed([BoardCard])
    case delivered([BoardCard])
  }

  /// Several calls that count as one.
  struct Batch: Hashable, Sendable {
    var left: Int
    var done: [String] = []
    var refused: [String] = []
    /// What became of the last one.
    var words = ""
  }

  var prompt: DispatchPrompt?
  var last: Done?
  /// True until the cursor moves: what was just done is still what is meant.
  var isFresh = false
  /// Those that work may be given to, by code.
  var drivers: [DriverRow] = []
  /// Live mobile money payments by order.
  var payments: [ID<Order>: Payment] = [:]
  var batch: Batch?
  /// The change that waits for a second person.
  var vouching: DispatchCall?
  /// Who vouched last, so that a wrong PIN is typed again alone.
  var voucher = ""
  /// The order whose payment is asked about once it is known.
  var polling: BoardCard?

  /// How typed characters are taken.
  var inputMode: InputMode { prompt == nil ? .board : .text }

  /// The cursor moved: what was done last is no longer what is meant.
  mutating func settle() { isFresh = false }

  /// Esc leaves the question; nil when none stands.
  mutating func back() -> [Effect]? {
    guard var open = prompt else { return nil }
    // One step back where an earlier answer may be mended.
    switch (open.purpose, open.step) {
    case (.reschedule, .slot):
      open.step = .day
      open.slots = nil
      open.slot = nil
      open.days = nil
      open.isReading = false
      open.entry.set("")
      prompt = open
    default: prompt = nil
    }
    return [.quiet]
  }

  /// Compares what is asked about with how it stands now: a question about an amount or a state that is no longer so
  /// goes away, so that Enter never confirms what nobody sees. Plans are compared by the core.
  mutating func compare(with cards: [BoardCard]) -> [Effect] {
    guard let prompt, !prompt.isSending, prompt.plan == nil, prompt.step != .driver, prompt.step != .swapReason
    else { return [] }
    for old in prompt.cards {
      guard let new = cards.first(where: { $0.order == old.order }) else {
        // What has ended is on no board; taking it back is about just that.
        if prompt.purpose == .reopen { continue }
        self.prompt = nil
        return [.notice(Notice(.warning, "\(old.number) has ended meanwhile: nothing was done")), .bell]
      }
      let isSame =
        prompt.purpose == .reschedule
        ? new.lane == .failed
        : new.due == old.due && new.lane == old.lane && new.dispatch?.status == old.dispatch?.status
          && new.paymentStatus == old.paymentStatus
      guard prompt.purpose == .reopen || isSame else {
        self.prompt = nil
        return [.notice(Notice(.warning, "\(old.number) has changed meanwhile: look again")), .bell]
      }
    }
    return []
  }

  // MARK: Starting

  /// Asks for what a plan needs; a plan that needs nothing more shows its preview at once.
  mutating func plan(_ purpose: DispatchPrompt.Purpose, _ cards: [BoardCard]) -> [Effect] {
    guard !cards.isEmpty else { return [] }
    switch purpose {
    case .assign: return ask(DispatchPrompt(purpose, .driver, cards))
    case .swapRun, .swap: return ask(DispatchPrompt(purpose, .swapReason, cards))
    default:
      _ = ask(DispatchPrompt(purpose, .plan, cards))
      return [.quiet] + readPreview()
    }
  }

  /// Delivered: one order by a question, several by a preview.
  mutating func deliver(_ cards: [BoardCard]) -> [Effect] {
    cards.count > 1 ? plan(.deliverAll, cards) : about(cards, .deliver, .confirm)
  }

  /// Another amount than what is due.
  mutating func collect(_ cards: [BoardCard]) -> [Effect] { about(cards, .collect, .amount) }

  /// Did not work out.
  mutating func fail(_ cards: [BoardCard]) -> [Effect] {
    if let card = cards.first, cards.count == 1, card.dispatch?.incident != nil { return decideIncident([card]) }
    let active = cards.filter { $0.dispatch != nil }
    guard !active.isEmpty else { return refuseUnassigned(cards) }
    return ask(DispatchPrompt(.fail, .failure, active))
  }

  /// Decides what a driver reported.
  mutating func decideIncident(_ cards: [BoardCard]) -> [Effect] { about(cards, .incident, .incident) }

  /// Another day and slot.
  mutating func reschedule(_ cards: [BoardCard]) -> [Effect] {
    let failed = cards.filter { $0.lane == .failed }
    if !failed.isEmpty { return ask(DispatchPrompt(.reschedule, .day, Array(failed.prefix(1)))) }
    if isFresh, case .failed(let cards) = last { return ask(DispatchPrompt(.reschedule, .day, Array(cards.prefix(1)))) }
    return cards.isEmpty ? [] : ask(DispatchPrompt(.reschedule, .day, Array(cards.prefix(1))))
  }

  /// Takes back what was done last.
  mutating func undo(_ cards: [BoardCard]) -> [Effect] {
    switch last {
    case .assigned(let cards, _): return plan(.unassign, cards)
    case .failed(let cards), .delivered(let cards): return ask(DispatchPrompt(.reopen, .reopen, cards))
    case nil: return reopen(cards)
    }
  }

  /// Takes the outcome of an order back.
  mutating func reopen(_ cards: [BoardCard]) -> [Effect] {
    let ended = cards.filter { $0.dispatch != nil }
    guard !ended.isEmpty else { return [.notice(Notice(.info, "Nothing was done here that could be taken back."))] }
    return ask(DispatchPrompt(.reopen, .reopen, ended))
  }

  /// Mobile money: asks whether it came while it is awaited, else offers to ask for it.
  mutating func pollMoMo(_ cards: [BoardCard], _ context: Context) -> [Effect] {
    guard let card = cards.first else { return [] }
    guard card.awaitsMoMo || payments[card.order] != nil else { return askMoMo(cards) }
    if let payment = payments[card.order] { return [.quiet, .call(.cash(.poll(payment.id)), tag: "work.poll")] }
    polling = card
    return readPayments(context)
  }

  /// Asks the customer's phone for the amount.
  mutating func askMoMo(_ cards: [BoardCard]) -> [Effect] {
    guard let card = cards.first else { return [] }
    return ask(DispatchPrompt(.askMoMo, .confirm, [card]))
  }

  /// Cash after all.
  mutating func backToCash(_ cards: [BoardCard]) -> [Effect] {
    guard let card = cards.first else { return [] }
    return ask(DispatchPrompt(.backToCash, .confirm, [card]))
  }

  /// Reads which orders wait for mobile money.
  func readPayments(_ context: Context) -> [Effect] {
    guard let site = context.site, context.missing(.viewPayments) == nil else { return [] }
    let query = PaymentQuery(site: site.id, statuses: [.initiated, .pending], method: .momo)
    return [.call(.cash(.payments(query, PageRequest(.first, limit: 200))), tag: "work.payments")]
  }

  private mutating func about(
    _ cards: [BoardCard], _ purpose: DispatchPrompt.Purpose, _ step: DispatchPrompt.Step
  ) -> [Effect] {
    guard let card = cards.first else { return [] }
    guard cards.count == 1 else {
      return [.notice(Notice(.refused, "One order at a time here; M takes the marks off"))]
    }
    guard card.dispatch != nil else { return refuseUnassigned(cards) }
    return ask(DispatchPrompt(purpose, step, [card]))
  }

  private func refuseUnassigned(_ cards: [BoardCard]) -> [Effect] {
    guard let card = cards.first else { return [] }
    let refusal = Refusal(.notAssigned, [.order: .text(card.number)], remedy: .chooseDriver)
    return [.notice(.error(.refused(refusal))), .bell]
  }

  private mutating func ask(_ prompt: DispatchPrompt) -> [Effect] {
    self.prompt = prompt
    return [.quiet]
  }

  mutating func readPreview() -> [Effect] {
    guard let plan = prompt?.plan else { return [] }
    prompt?.isReading = true
    prompt?.scroll.rewind()
    return [.call(.dispatch(.preview(plan)), tag: "work.preview")]
  }
}
