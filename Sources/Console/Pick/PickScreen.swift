import Commerce
import Operations
import Terminal

/// Picks one order or a cluster: the walk, bin by bin, one scan a line.
struct PickScreen: Screen {
  /// What is in hand.
  enum Phase: Hashable, Sendable {
    case loading
    /// Nothing; F2 takes the next.
    case idle
    case work(PickWork)
  }

  private(set) var request: ScreenRequest
  private(set) var phase = Phase.loading
  private(set) var prompt: PickPrompt? { didSet { gate = DigitGate() } }
  private(set) var last: LastScan?
  /// The code nobody knew, for F7.
  private(set) var unknownCode: String?
  /// Counts the changes sent, so that a read that was overtaken by one is dropped.
  private var changes = 0
  private var gate = DigitGate()

  init(_ list: ID<PickList>?) { request = .pick(list) }

  var work: PickWork? {
    if case .work(let work) = phase { return work }
    return nil
  }

  var title: String {
    guard let list = work?.list else { return "Pick" }
    return list.isCluster ? "Pick  \(counted(list.orders.count, "order"))" : "Pick  \(list.orders.first?.number ?? "")"
  }

  var inputMode: InputMode { prompt?.takesDigit == true ? .digit : .scan }

  /// The task the prompts are about.
  var task: PickTask? { work?.list.currentGroup.first }

  mutating func opened(_ context: Context) -> [Effect] {
    guard case .pick(let list?) = request else { return [read(.workInHand)] }
    return [read(.work(list))]
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard prompt != nil else { return nil }
    prompt = nil
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name)
    case .scan(let code): return prompt == nil ? scan(code) : answer(code)
    case .paste(let text): return prompt == nil ? scan(text) : answer(text)
    case .key(let key) where prompt?.takesDigit == true:
      switch gate.take(key) {
      case .digit(let digit): return choose(digit)
      case .other: return refuse("A DIGIT is needed, no scan.  Esc leaves")
      case .nothing: return []
      }
    case .key(.enter) where prompt != nil: return answer("")
    case .answer(.pick(let result), _): return take(result, mayLink: context.missing(.linkBarcodes) == nil)
    case .answer(let answer, let tag): return take(answer, tag)
    case .committed: return work.map { [read(.work($0.list.id))] } ?? []
    default: return []
    }
  }

  // MARK: Actions

  private mutating func act(_ name: String) -> [Effect] {
    if name == "pick.next" {
      prompt = nil
      return [change(.claimNext)]
    }
    if name == "pick.putBacks" { return [.open(.putBacks)] }
    guard let list = work?.list else { return [] }
    let wasCounting = if case .countLeft = prompt { true } else { false }
    prompt = nil
    switch name {
    case "pick.skip": return [change(.skip(on: list.id))]
    case "pick.short":
      prompt = list.zeroCheck.flatMap { wasCounting ? nil : .countLeft($0) } ?? .shortQuantity
      return [.quiet]
    case "pick.damaged": prompt = .damagedQuantity
    case "pick.elsewhere":
      prompt = .elsewhere(nil, chosen: nil)
      return [.quiet, .call(.warehouse(.elsewhere(on: list.id)), tag: "bins")]
    case "pick.link": prompt = unknownCode.map { .link(code: $0) } ?? .unknownCode
    case "pick.undo": return [change(.undo(on: list.id))]
    case "pick.tote": return [change(.anotherTote(on: list.id))]
    case "pick.takeOver": return [change(.takeOver(list.id, stepUp: nil))]
    case "pick.release": return [change(.release(list.id))]
    default: return []
    }
    return [.quiet]
  }

  private mutating func scan(_ code: String) -> [Effect] {
    switch phase {
    case .work(let work): return [change(.scan(code, on: work.list.id))]
    case .loading: return refuse("Still reading the work in hand: scan again")
    case .idle: return refuse("NO WORK IN HAND.  F2 takes the next")
    }
  }

  /// Takes a typed line for the prompt.
  private mutating func answer(_ text: String) -> [Effect] {
    guard let prompt, let list = work?.list else { return [] }
    let number = text.isEmpty ? 0 : TypedNumber.parse(text)
    switch prompt {
    case .shortQuantity:
      let wanted = task?.remaining ?? 0
      guard let number, number < max(1, wanted) else {
        return refuse("A NUMBER below \(wanted) is needed.  Esc leaves")
      }
      self.prompt = .shortReason(got: number)
      return [.quiet]
    case .countLeft:
      guard let number else { return refuse("A NUMBER is needed: how many are left?  Esc leaves") }
      self.prompt = nil
      return [change(.countLeft(number, on: list.id))]
    case .damagedQuantity:
      let wanted = task?.remaining ?? 0
      guard let number, (1...max(1, wanted)).contains(number) else {
        return refuse("A NUMBER from 1 to \(wanted) is needed.  Esc leaves")
      }
      self.prompt = nil
      return [change(.damaged(number, on: list.id))]
    case .shortReason, .elsewhere: return refuse("A DIGIT is needed, no scan.  Esc leaves")
    case .unknownCode:
      guard !text.isEmpty else { return [] }
      self.prompt = .link(code: text)
      return [.quiet]
    case .link(let code):
      guard !text.isEmpty else { return [] }
      self.prompt = nil
      unknownCode = code
      return [change(.linkBarcode(code, sku: text))]
    case .vouchName:
      guard !text.isEmpty else { return [] }
      self.prompt = .vouchPIN(name: text)
      return [.quiet]
    case .vouchPIN(let name):
      guard !text.isEmpty else { return [] }
      self.prompt = nil
      return [change(.takeOver(list.id, stepUp: StepUp(name: name, pin: text)))]
    }
  }

  /// Takes a digit for the prompt; without one it is none of ours.
  private mutating func choose(_ digit: Int) -> [Effect] {
    guard let list = work?.list else { return [] }
    switch prompt {
    case .shortReason(let got):
      guard let reason = ShortReason(rawValue: digit) else { return [] }
      prompt = nil
      return [change(.short(got: got, reason: reason, on: list.id))]
    case .elsewhere(nil, _):
      prompt = .elsewhere(nil, chosen: digit)
      return []
    case .elsewhere(let bins?, _):
      guard digit <= min(9, bins.count) else { return [] }
      prompt = nil
      return [change(.takeElsewhere(from: bins[digit - 1].bin.id, on: list.id))]
    default: return []
    }
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .workInHand(let found):
      guard tag == readTag else { return [] }
      guard let found else {
        phase = .idle
        return []
      }
      show(found)
      return []
    case .work(let found):
      guard tag == "change" || tag == readTag else { return [] }
      let isNew = found.list.id != work?.list.id
      show(found)
      return tag == "change" ? claimed(found, isNew: isNew) : []
    case .bins(let bins):
      guard case .elsewhere(nil, let chosen) = prompt else { return [] }
      guard !bins.isEmpty else {
        prompt = nil
        return refuse("NO OTHER BIN has any.  F4 short, F3 skip")
      }
      prompt = .elsewhere(bins, chosen: nil)
      return chosen.map { choose($0) } ?? []
    case .variant(let variant):
      let code = unknownCode ?? ""
      unknownCode = nil
      return [.notice(Notice(.done, "\(code) is \(variant.name) from now on: scan it again"))]
    case .done:
      phase = .idle
      last = nil
      return [.notice(Notice(.done, "Given back to the queue")), .close]
    case .failed(let error, let call): return take(error, of: call, tag)
    default: return []
    }
  }

  private mutating func show(_ found: PickWork) {
    if found.list.id != work?.list.id {
      last = PickEcho.resumed(found.list)
      unknownCode = nil
    }
    if found.list.current == nil, prompt != .unknownCode { prompt = nil }
    phase = .work(found)
    request = .pick(found.list.id)
  }

  private func claimed(_ work: PickWork, isNew: Bool) -> [Effect] {
    let left = work.list.openTasks.count
    guard !isNew, left > 0 else { return [.quiet] }
    return [.notice(Notice(.info, "This is the work in hand: \(counted(left, "line")) left"))]
  }

  private mutating func take(_ result: PickResult, mayLink: Bool) -> [Effect] {
    show(result.work)
    let echo = PickEcho(result.verdict)
    if let accepted = echo.last { last = accepted }
    if case .refused(let refusal) = result.verdict, refusal.rule == .unknownCode,
      case .text(let code)? = refusal.facts[.code]
    {
      unknownCode = code
      if !mayLink {
        return [.notice(Notice(.warning, "UNKNOWN CODE: \(code). Go on; a supervisor can link it to an item")), .bell]
      }
    }
    return [echo.notice.map { .notice($0) } ?? .quiet] + (echo.bell ? [.bell] : [])
  }

  private mutating func take(_ error: CommerceError, of call: DeskCall, _ tag: String) -> [Effect] {
    guard call.isMutation || tag == readTag || tag == "bins" else { return [] }
    var effects: [Effect] = [.notice(.error(error)), .bell]
    guard case .refused(let refusal) = error else {
      if case .loading = phase { phase = .idle }
      return effects
    }
    switch refusal.rule {
    case .noWork:
      if work?.list.current == nil { phase = .idle }
      effects = [.notice(.error(error))]
    case .stepUpNeeded:
      prompt = .vouchName
      effects = [.notice(.error(error))]
    case .stepUpFailed: prompt = .vouchName
    default: break
    }
    // Whatever stopped it may have changed what is shown: another holder, a hold, a cancellation.
    if let list = work?.list.id { effects.append(read(.work(list))) }
    return effects
  }

  // MARK: Calls

  private var readTag: String { "read\(changes)" }

  private func read(_ call: WarehouseCall) -> Effect { .call(.warehouse(call), tag: readTag) }

  private mutating func change(_ call: WarehouseCall) -> Effect {
    changes += 1
    return .call(.warehouse(call), tag: "change")
  }

  private func refuse(_ text: String) -> [Effect] { [.notice(Notice(.refused, text)), .bell] }
}
