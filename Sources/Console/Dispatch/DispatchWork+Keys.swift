import Commerce
import Operations
import Terminal

/// The keys that answer a question.
extension DispatchWork {
  /// Takes a key while a question stands.
  mutating func take(_ key: Key, _ context: Context) -> [Effect] {
    guard let prompt, !prompt.isSending else { return [] }
    if prompt.isReading, mustWait(key, prompt.step) {
      self.prompt?.ahead.append(key)
      return []
    }
    switch prompt.step {
    case .driver: return typeDriver(key, context)
    case .plan: return key == .enter ? commit(context) : scroll(key)
    case .swapReason: return digit(key).flatMap(SwapReason.init(digit:)).map { chooseSwap($0) } ?? leaveRun(key)
    case .failure: return digit(key).flatMap(FailureReason.init(digit:)).map { chooseFailure($0) } ?? unknown(key)
    case .reopen: return digit(key).flatMap(ReopenReason.init(digit:)).map { chooseReopen($0) } ?? unknown(key)
    case .incident: return chooseIncident(key)
    case .confirm:
      if key == .enter { return confirm() }
      guard prompt.asksProof else { return unknown(key, "Enter does it; Esc leaves everything as it is") }
      _ = self.prompt?.entry.handle(key)
      return []
    case .amount: return typeAmount(key, context)
    case .items: return chooseItem(key)
    case .difference:
      return digit(key).flatMap(DifferenceReason.init(digit:)).map { chooseDifference($0) } ?? unknown(key)
    case .day: return typeDay(key, context)
    case .slot: return chooseSlot(key, context)
    }
  }

  /// Takes pasted or quickly typed text as keys.
  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    text.filter { !$0.isNewline }.flatMap { take(.character($0), context) }
  }

  /// Takes the keys that came before what they answer was known. Enter never carries out unseen refusals.
  mutating func replay(_ context: Context) -> [Effect] {
    let keys = prompt?.ahead ?? []
    prompt?.ahead = []
    var effects: [Effect] = []
    for key in keys {
      if key == .enter, let preview = prompt?.preview, preview.allowed.count < preview.rows.count { continue }
      effects += take(key, context)
    }
    return effects
  }

  private func mustWait(_ key: Key, _ step: DispatchPrompt.Step) -> Bool {
    switch step {
    case .driver, .plan: key == .enter
    case .items, .slot: key != .backspace
    default: false
    }
  }

  private func digit(_ key: Key) -> Int? { TypedNumber.digit(key) }

  /// Says what is awaited when a character is none of the answers.
  private func unknown(_ key: Key, _ awaited: String = "One of the digits shown; Esc leaves") -> [Effect] {
    guard case .character = key else { return [] }
    return refuse(awaited)
  }

  func refuse(_ text: String) -> [Effect] { [.notice(Notice(.refused, text)), .bell] }

  private mutating func scroll(_ key: Key) -> [Effect] {
    let lines = ((prompt?.preview?.rows.count ?? 0) + 1) * 2
    _ = prompt?.scroll.move(key, lines: lines, visible: 3)
    return []
  }

  // MARK: Drivers

  private mutating func typeDriver(_ key: Key, _ context: Context) -> [Effect] {
    switch key {
    case .enter:
      if prompt?.driver != nil { return commit(context) }
      return refuse("The driver's two characters first")
    case .up, .down: return step(by: key == .down ? 1 : -1)
    case .pageUp, .pageDown: return scroll(key)
    case .character(let character) where character != " ":
      // A complete code is replaced by the next one.
      if prompt?.driver != nil { prompt?.entry.set("") }
      prompt?.entry.insert(character.uppercased())
    case .backspace: _ = prompt?.entry.handle(.backspace)
    default: return []
    }
    prompt?.driver = nil
    prompt?.preview = nil
    prompt?.isReading = false
    prompt?.ahead = []
    let typed = prompt?.entry.text ?? ""
    if let row = drivers.first(where: { $0.driver.code.uppercased() == typed }) { return choose(row) }
    guard typed.count >= 2 else { return [.quiet] }
    prompt?.entry.set("")
    return refuse("No driver here has the code \(typed)")
  }

  private mutating func step(by count: Int) -> [Effect] {
    guard !drivers.isEmpty else { return [] }
    let here = drivers.firstIndex { $0.driver.person == prompt?.driver?.driver.person }
    let next = here.map { ($0 + count + drivers.count) % drivers.count } ?? (count > 0 ? 0 : drivers.count - 1)
    prompt?.preview = nil
    prompt?.entry.set(drivers[next].driver.code)
    return choose(drivers[next])
  }

  private mutating func choose(_ row: DriverRow) -> [Effect] {
    prompt?.driver = row
    return [.quiet] + readPreview()
  }

  private mutating func chooseSwap(_ reason: SwapReason) -> [Effect] {
    prompt?.swapReason = reason
    prompt?.step = .driver
    return [.quiet]
  }

  /// `0` takes the work off the run without giving it to anybody.
  private mutating func leaveRun(_ key: Key) -> [Effect] {
    guard key == .character("0"), let cards = prompt?.cards else { return unknown(key) }
    return plan(.unassign, cards)
  }

  // MARK: Carrying out

  private mutating func commit(_ context: Context) -> [Effect] {
    guard let prompt, let preview = prompt.preview, let plan = prompt.plan else { return [] }
    if let refusal = preview.refusal { return [.notice(.error(refusal, now: context.now)), .bell] }
    guard !preview.allowed.isEmpty else {
      let cause = preview.rows.first?.refusal
      return [cause.map { .notice(.error($0, now: context.now)) } ?? .quiet, .bell]
    }
    return send(.carryOut(plan, basis: preview.basis), tag: "work.plan")
  }

  mutating func send(_ call: DispatchCall, tag: String) -> [Effect] {
    prompt?.isSending = true
    return [.quiet, .call(.dispatch(call), tag: tag)]
  }

  private mutating func sendAll(_ calls: [DispatchCall], tag: String) -> [Effect] {
    batch = Batch(left: calls.count)
    prompt?.isSending = true
    return [.quiet] + calls.map { .call(.dispatch($0), tag: tag) }
  }

  private mutating func confirm() -> [Effect] {
    guard let prompt, let card = prompt.card else { return [] }
    switch prompt.purpose {
    case .deliver, .collect:
      guard let dispatch = card.dispatch else { return [] }
      if prompt.asksProof, prompt.entry.text.trimmed.isEmpty {
        return refuse("\(card.number) is handed over with proof: \(Wording.askedProof(card.proof))")
      }
      return send(
        .deliver(dispatch.id, proof: prompt.proofInput, collected: prompt.collected, stepUp: nil), tag: "work.deliver")
    case .askMoMo:
      self.prompt?.isSending = true
      return [.quiet, .call(.cash(.switchToMoMo(card.order, phone: nil)), tag: "work.askMoMo")]
    case .backToCash:
      self.prompt?.isSending = true
      return [.quiet, .call(.cash(.backToCash(card.order)), tag: "work.backToCash")]
    default: return []
    }
  }

  private mutating func chooseFailure(_ reason: FailureReason) -> [Effect] {
    let calls = (prompt?.cards ?? []).compactMap(\.dispatch).map { DispatchCall.fail($0.id, reason: reason, note: "") }
    return sendAll(calls, tag: "work.fail")
  }

  private mutating func chooseReopen(_ reason: ReopenReason) -> [Effect] {
    let calls = (prompt?.cards ?? []).compactMap(\.dispatch).map {
      DispatchCall.reopen($0.id, reason: reason, stepUp: nil)
    }
    return sendAll(calls, tag: "work.reopen")
  }

  private mutating func chooseIncident(_ key: Key) -> [Effect] {
    guard let dispatch = prompt?.card?.dispatch, [.character("f"), .character("d")].contains(key) else {
      return unknown(key, "f or d; Esc leaves it open")
    }
    batch = Batch(left: 1)
    return send(.decideIncident(dispatch.id, failed: key == .character("f")), tag: "work.fail")
  }

  // MARK: Amounts

  private mutating func typeAmount(_ key: Key, _ context: Context) -> [Effect] {
    guard let prompt, let card = prompt.card else { return [] }
    switch key {
    case .character("i") where prompt.entry.isEmpty:
      self.prompt?.step = .items
      guard prompt.lines == nil else { return [.quiet] }
      self.prompt?.isReading = true
      return [.quiet, .call(.orders(.detail(card.order)), tag: "work.lines")]
    case .enter:
      let typed = prompt.entry.text.trimmed
      guard
        let amount = typed.isEmpty && !prompt.returned.isEmpty
          ? prompt.money(prompt.expectedMinor) : Money(decimal: typed, card.due.currency)
      else { return refuse("An amount is needed, such as \(prompt.money(prompt.expectedMinor).plain)") }
      self.prompt?.amountMinor = amount.minor
      self.prompt?.entry.set("")
      let needsReason = prompt.returned.isEmpty && amount.minor != card.due.minor
      self.prompt?.step = needsReason ? .difference : .confirm
      return [.quiet]
    case .character(let character):
      if character.isASCII, character.isNumber || character == "." { self.prompt?.entry.insert(String(character)) }
    default: _ = self.prompt?.entry.handle(key)
    }
    return []
  }

  private mutating func chooseItem(_ key: Key) -> [Effect] {
    guard let lines = prompt?.lines else { return [] }
    if key == .enter {
      prompt?.step = .amount
      return [.quiet]
    }
    guard let digit = digit(key), lines.indices.contains(digit - 1) else {
      return unknown(key, "One of the digits shown; Enter goes on")
    }
    let line = lines[digit - 1]
    let count = ((prompt?.returned[line.id] ?? 0) + 1) % (line.quantity + 1)
    prompt?.returned[line.id] = count == 0 ? nil : count
    return []
  }

  private mutating func chooseDifference(_ reason: DifferenceReason) -> [Effect] {
    guard let prompt else { return [] }
    if let misfit = prompt.misfit(reason) { return refuse("\(reason.digit) does not fit: \(misfit)") }
    self.prompt?.difference = reason
    self.prompt?.step = .confirm
    return [.quiet]
  }

  // MARK: Another day

  private mutating func typeDay(_ key: Key, _ context: Context) -> [Effect] {
    guard case .character(let character) = key else {
      _ = prompt?.entry.handle(key)
      return []
    }
    let typed = (prompt?.entry.text ?? "") + String(character)
    guard DayEntry.mayBecomeDay(typed) else { return refuse("A day is +1 or mon; + and a digit count from today") }
    prompt?.entry.set(typed)
    guard let days = DayEntry.days(typed, today: context.local(context.now)) else { return [.quiet] }
    prompt?.days = days
    prompt?.step = .slot
    return [.quiet] + readSlots()
  }

  mutating func readSlots() -> [Effect] {
    guard let days = prompt?.days else { return [] }
    prompt?.isReading = true
    return [.call(.dispatch(.slots(days: days)), tag: "work.slots")]
  }

  private mutating func chooseSlot(_ key: Key, _ context: Context) -> [Effect] {
    guard let prompt, let card = prompt.card, let days = prompt.days else { return [] }
    if key == .backspace { return back() ?? [] }
    if key == .enter {
      guard let slot = prompt.slot else { return refuse("A slot's digit first") }
      return send(.reschedule(card.order, days: days, slot: slot), tag: "work.reschedule")
    }
    guard let digit = digit(key), let slots = prompt.slots, slots.indices.contains(digit - 1) else {
      return unknown(key)
    }
    if let refusal = slots[digit - 1].refusal { return [.notice(.error(refusal, now: context.now)), .bell] }
    self.prompt?.slot = slots[digit - 1].slot
    return [.quiet]
  }
}
