import Commerce
import Operations
import Terminal

/// What desks answered to the work.
extension DispatchWork {
  /// True for answers that belong here.
  static func owns(_ tag: String) -> Bool { tag.hasPrefix("work.") }

  /// Takes an answer of the work's own calls.
  mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .dispatch(let answer): return take(answer, tag, context)
    case .cash(.payments(let page)):
      payments = Dictionary(page.rows.map { ($0.payment.order, $0.payment) }) { first, _ in first }
      guard let card = polling else { return [] }
      polling = nil
      guard let payment = payments[card.order] else { return askMoMo([card]) }
      return [.call(.cash(.poll(payment.id)), tag: "work.poll")]
    case .cash(.payment(let row)): return took(row, tag, context)
    case .order(let detail):
      prompt?.lines = detail.lines
      prompt?.isReading = false
      return replay(context)
    case .done where tag == "work.reopen":
      let numbers = prompt?.cards.map(\.number) ?? []
      let place = batch?.done.count ?? 0
      return ended(numbers.indices.contains(place) ? numbers[place] : "", "Taken back", .reopened)
    case .failed(let error, let call): return failed(error, call, tag, context)
    default: return []
    }
  }

  /// The second person's badge and PIN.
  mutating func vouched(_ fields: [String: String]) -> [Effect] {
    guard let call = vouching else { return [] }
    vouching = nil
    voucher = fields["name"] ?? ""
    let second = StepUp(name: voucher, pin: fields["pin"] ?? "")
    return send(call.vouched(by: second), tag: call.workTag)
  }

  private mutating func take(_ answer: DispatchAnswer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .board(let board):
      drivers = board.drivers
      return []
    case .preview(let preview):
      guard prompt?.isReading == true else { return [] }
      prompt?.take(preview)
      return replay(context)
    case .planned(let result): return planned(result)
    case .slots(let slots):
      prompt?.slots = slots
      prompt?.isReading = false
      return replay(context)
    case .delivered(let result):
      let cards = prompt?.cards ?? []
      finish(.delivered(cards))
      let difference = result.difference.map { ", \(Wording.difference($0))" } ?? ""
      let money = result.due.minor == 0 ? "prepaid" : "\(result.collected.text) collected"
      return [.notice(Notice(.done, "Delivered \(result.number), \(money)\(difference)", hint: "undo u"))]
    case .failed(let result):
      let words =
        result.goesOn
        ? "goes on"
        : result.isIncident ? "reported; the dispatcher decides" : "attempt \(result.attempt) of \(result.limit)"
      return ended(result.number, words, .failed)
    case .rescheduled(let slot):
      let number = prompt?.card?.number ?? ""
      prompt = nil
      last = nil
      let from = context.local(slot.from)
      return [
        .notice(Notice(.done, "\(number) goes out again \(from.dayAndClock) to \(context.local(slot.until).clock)"))
      ]
    default: return []
    }
  }

  private mutating func finish(_ done: Done?) {
    prompt = nil
    batch = nil
    last = done
    isFresh = true
  }

  private mutating func planned(_ result: PlanResult) -> [Effect] {
    guard let prompt else { return [] }
    let done = Set(result.done)
    let cards = prompt.cards.filter { done.contains($0.number) }
    let verb: String
    switch prompt.purpose {
    case .assign:
      verb = "Assigned to \(prompt.driver?.driver.name ?? "the driver")"
      finish(.assigned(cards, run: result.run))
    case .deliverAll:
      verb = "Delivered"
      finish(.delivered(cards))
    case .unassign: verb = "Taken off the run"
    case .sendOut: verb = "Sent out"
    case .backToDepot: verb = "Back to the depot"
    default: verb = "Given to \(prompt.driver?.driver.name ?? "the driver")"
    }
    if self.prompt != nil { finish(nil) }
    let what = result.done.count == 1 ? result.done[0] : counted(result.done.count, "order")
    let refused = result.refused.isEmpty ? "" : ", \(result.refused.count) refused: \(Self.list(result.refused))"
    let hint = last == nil ? "" : "undo u"
    return [.notice(Notice(result.refused.isEmpty ? .done : .warning, "\(verb): \(what)\(refused)", hint: hint))]
  }

  /// The first refused numbers.
  private static func list(_ refused: [String: String]) -> String {
    let numbers = refused.keys.sorted()
    return numbers.prefix(3).map { OrderNumber.short($0, ellipsis: "…") }.joined(separator: " ")
      + (numbers.count > 3 ? " and \(numbers.count - 3) more" : "")
  }

  private enum Ending { case failed, reopened }

  /// One of several calls is answered; the last one says it all.
  private mutating func ended(_ number: String, _ words: String, _ ending: Ending) -> [Effect] {
    guard var running = batch else { return [] }
    running.left -= 1
    running.done.append(number)
    running.words = words
    batch = running
    return running.left <= 0 ? closeBatch(ending) : []
  }

  private mutating func closeBatch(_ ending: Ending) -> [Effect] {
    guard let running = batch else { return [] }
    let words = running.words
    let cards = prompt?.cards ?? []
    let isFailure = ending == .failed && words.hasPrefix("attempt")
    finish(isFailure ? .failed(cards) : nil)
    let what = running.done.count == 1 ? running.done[0] : counted(running.done.count, "order")
    let refused = running.refused.isEmpty ? "" : ", \(running.refused.count) refused: \(running.refused[0])"
    let verb = ending == .reopened ? "\(words): \(what)" : isFailure ? "Failed \(what), \(words)" : "\(what) \(words)"
    let hint = isFailure ? "r another day  u undo" : ""
    return [.notice(Notice(running.refused.isEmpty ? .done : .warning, verb + refused, hint: hint))]
  }

  private mutating func took(_ row: PaymentRow, _ tag: String, _ context: Context) -> [Effect] {
    payments[row.payment.order] = row.payment.status.isLive ? row.payment : nil
    prompt = nil
    isFresh = true
    if tag == "work.backToCash" { return [.notice(Notice(.done, "\(row.number): cash again"))] }
    let waited = Wording.age(since: row.payment.createdAt, now: context.now)
    return switch row.payment.status {
    case .paid: [.notice(Notice(.done, "\(row.number): \(row.payment.amount.text) paid by MoMo; d hands it over"))]
    case .initiated, .pending:
      [
        .notice(
          Notice(
            .info,
            tag == "work.askMoMo"
              ? "\(row.number): \(row.payment.amount.text) asked by MoMo; p looks again, B takes cash"
              : "\(row.number): MoMo not confirmed yet, asked \(waited == "now" ? "just now" : waited + " ago"); p looks again, B takes cash"
          ))
      ]
    case .failed, .cancelled:
      [.notice(Notice(.warning, "\(row.number): MoMo \(Wording.payment(row.payment.status)); B takes cash")), .bell]
    }
  }

  // MARK: Refusals

  private mutating func failed(
    _ error: CommerceError, _ call: DeskCall, _ tag: String, _ context: Context
  ) -> [Effect] {
    let said: [Effect] = [.notice(.error(error, now: context.now)), .bell]
    let rule: Rule? = if case .refused(let refusal) = error { refusal.rule } else { nil }
    prompt?.isSending = false
    prompt?.isReading = false
    prompt?.ahead = []
    if let rule, case .dispatch(let call) = call, call.isMendedBySecondPerson(rule) {
      vouching = call
      return [
        .notice(.error(error, now: context.now)),
        .fill(.stepUp("This needs a second person", name: rule == .stepUpFailed ? voucher : ""), tag: "work.vouch"),
      ]
    }
    switch tag {
    case "work.payments":
      polling = nil
      return []
    case "work.plan" where rule == .planChanged:
      // Marked as compared, so that what changed is shown even where the basis alone does.
      return said + readPreview()
    case "work.plan", "work.preview": return said
    case "work.slots":
      prompt?.step = .day
      prompt?.entry.set("")
      return said
    case "work.reschedule" where rule == .slotFull || rule == .slotPast:
      prompt?.slot = nil
      return said + readSlots()
    case "work.fail", "work.reopen": return refusedInBatch(error, tag, context)
    case "work.deliver" where rule == .proofNeeded || rule == .proofWrong:
      prompt?.entry.set("")
      return said
    case "work.deliver" where prompt?.purpose == .collect:
      prompt?.step = .amount
      prompt?.difference = nil
      return said
    default:
      prompt = nil
      return said
    }
  }

  private mutating func refusedInBatch(_ error: CommerceError, _ tag: String, _ context: Context) -> [Effect] {
    guard var running = batch else { return [.notice(.error(error, now: context.now)), .bell] }
    running.left -= 1
    running.refused.append(Wording.text(error, now: context.now))
    batch = running
    guard running.left <= 0 else { return [] }
    guard running.done.isEmpty else { return closeBatch(tag == "work.fail" ? .failed : .reopened) }
    prompt = nil
    batch = nil
    return [.notice(.error(error, now: context.now)), .bell]
  }
}

extension DispatchCall {
  /// The same change with a second person's word for it.
  func vouched(by second: StepUp) -> DispatchCall {
    switch self {
    case .deliver(let id, let proof, let collected, _):
      .deliver(id, proof: proof, collected: collected, stepUp: second)
    case .reopen(let id, let reason, _): .reopen(id, reason: reason, stepUp: second)
    default: self
    }
  }

  /// True where somebody else's word makes it possible.
  func isMendedBySecondPerson(_ rule: Rule) -> Bool {
    switch self {
    case .reopen(_, _, nil) where rule == .reopenWindow: true
    case .deliver, .reopen: [.stepUpNeeded, .secondPersonNeeded, .approvalNeeded].contains(rule)
    default: false
    }
  }

  /// The tag its answer comes back with.
  fileprivate var workTag: String {
    switch self {
    case .carryOut: "work.plan"
    case .deliver: "work.deliver"
    default: "work.reopen"
    }
  }
}
