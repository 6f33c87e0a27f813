import Commerce
import Operations
import Terminal

/// What is asked, step by step, before something is done to orders of the board, and what was answered so far.
struct DispatchPrompt: Hashable, Sendable {
  /// What is going to be done.
  enum Purpose: Hashable, Sendable {
    case assign, unassign, sendOut, deliverAll, backToDepot
    /// The run of a driver, or single jobs.
    case swapRun(ID<Run>, code: String), swap
    case deliver, collect, fail, incident, reopen, reschedule
    case askMoMo, backToCash
  }

  /// What the next key answers.
  enum Step: Hashable, Sendable {
    /// Two characters; the preview follows a complete code.
    case driver
    /// Enter carries out the preview.
    case plan
    case swapReason, failure, incident, reopen
    /// Enter does it; a field stands there where the door asks for proof.
    case confirm
    case amount, items, difference
    case day, slot
  }

  let purpose: Purpose
  var step: Step
  /// The orders it is about.
  let cards: [BoardCard]
  /// What is typed at this step.
  var entry = LineEditor(maximumLength: 60)
  /// What is awaited for this step, so that keys typed before it wait.
  var isReading = false
  /// True while the change itself is under way.
  var isSending = false
  /// Keys typed before what they answer was known.
  var ahead: [Key] = []

  var driver: DriverRow?
  var swapReason: SwapReason?
  var preview: PlanPreview?
  /// Orders whose effect is another one than in the preview before.
  var changed: Set<ID<Order>> = []
  /// How far the preview is scrolled.
  var scroll = ScrollPane()

  /// What was collected, in minor units; nil for exactly what is due.
  var amountMinor: Int64?
  var difference: DifferenceReason?
  /// The order's lines, for those that come back; nil until they are known.
  var lines: [OrderLine]?
  var returned: [ID<OrderLine>: Int] = [:]

  /// The day, counted from today.
  var days: Int?
  var slots: [SlotState]?
  var slot: DaySlot?

  init(_ purpose: Purpose, _ step: Step, _ cards: [BoardCard]) {
    self.purpose = purpose
    self.step = step
    self.cards = cards
  }

  /// The first order: the only one of the steps that ask about one.
  var card: BoardCard? { cards.first }

  /// The plan as far as it is answered; nil until it is whole.
  var plan: DispatchPlan? {
    let orders = cards.map(\.order)
    switch purpose {
    case .assign: return driver.map { .assign(orders, to: $0.driver.person) }
    case .unassign: return .unassign(orders)
    case .sendOut: return .sendOut(orders)
    case .deliverAll: return .deliver(orders)
    case .backToDepot: return .backToDepot(orders)
    case .swapRun(let run, _):
      guard let driver, let swapReason else { return nil }
      return .swap(run: run, to: driver.driver.person, swapReason)
    case .swap:
      guard let driver, let swapReason else { return nil }
      return .swapOrders(orders, to: driver.driver.person, swapReason)
    case .deliver, .collect, .fail, .incident, .reopen, .reschedule, .askMoMo, .backToCash: return nil
    }
  }

  /// True while something is typed that a field shows.
  var hasField: Bool {
    switch step {
    case .driver, .amount, .day: true
    case .confirm: asksProof
    default: false
    }
  }

  /// True where the door asks for something.
  var asksProof: Bool {
    switch purpose {
    case .deliver, .collect: card?.proof ?? .none != .none
    default: false
    }
  }

  /// What was shown at the door, as typed.
  var proofInput: ProofInput {
    let text = entry.text.trimmed
    return switch card?.proof ?? .none {
    case .none: ProofInput()
    case .name: ProofInput(recipient: text)
    case .code: ProofInput(code: text)
    case .reference: ProofInput(reference: text)
    }
  }

  /// What is due once the returned items are taken off, in minor units.
  var expectedMinor: Int64 {
    let back = (lines ?? []).reduce(0) { $0 + $1.unitPriceMinor * Int64(returned[$1.id] ?? 0) }
    return max(0, (card?.due.minor ?? 0) - back)
  }

  /// An amount in the order's currency.
  func money(_ minor: Int64) -> Money { Money(minor: minor, card?.due.currency ?? .cedi) }

  /// What was collected beside what was due; nil when it is exactly that.
  var collected: Collected? {
    guard let amountMinor else { return nil }
    if amountMinor == card?.due.minor, returned.isEmpty { return nil }
    return Collected(
      amountMinor: amountMinor, difference: returned.isEmpty ? difference : .returnedItem, returned: returned)
  }

  /// Why a digit cannot explain the difference; nil when it can.
  func misfit(_ reason: DifferenceReason) -> String? {
    let isShort = (amountMinor ?? 0) < (card?.due.minor ?? 0)
    if isShort != reason.explainsShort { return isShort ? "too little was paid" : "too much was paid" }
    // Which items come back is said first.
    return reason == .returnedItem ? "c i says which" : nil
  }

  /// Takes a preview; orders whose effect is another one than before are noted.
  mutating func take(_ new: PlanPreview) {
    if let old = preview, !changed.isEmpty || old.basis != new.basis {
      let before = Dictionary(old.rows.map { ($0.order, $0) }) { first, _ in first }
      changed = Set(new.rows.filter { before[$0.order] != $0 }.map(\.order))
    }
    preview = new
    isReading = false
  }
}

/// A day as a dispatcher types it: `+1`, or `mon`.
enum DayEntry {
  private static let names = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]

  /// Days from today; nil while it is no whole day yet.
  static func days(_ text: String, today: LocalTime) -> Int? {
    let typed = text.lowercased()
    if typed.first == "+", typed.count == 2 { return typed.last?.wholeNumberValue }
    guard let index = names.firstIndex(of: typed) else { return nil }
    let weekday = number(today) % 7
    let ahead = (index - weekday + 7) % 7
    return ahead == 0 ? 7 : ahead
  }

  /// True while more characters may make it a day.
  static func mayBecomeDay(_ text: String) -> Bool {
    let typed = text.lowercased()
    return typed.isEmpty || typed == "+" || names.contains { $0.hasPrefix(typed) }
      || (typed.first == "+" && typed.count == 2 && typed.last?.wholeNumberValue != nil)
  }

  /// `Mon 23 Nov`.
  static func words(_ days: Int, now: Instant, offsetMinutes: Int) -> String {
    let day = LocalTime(now.adding(minutes: days * 1440), offsetMinutes: offsetMinutes)
    let name = names[number(day) % 7]
    return name.prefix(1).uppercased() + name.dropFirst() + " " + day.dayAndMonth
  }

  private static func number(_ day: LocalTime) -> Int {
    LocalTime.dayNumber(year: day.year, month: day.month, day: day.day)
  }
}
