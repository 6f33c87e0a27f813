import Commerce
import Operations
import Terminal

extension Program {
  /// Takes one event.
  mutating func handle(_ event: Event, now: Instant) -> [Output] {
    self.now = now
    take(event)
    return takeOutputs()
  }

  /// True while characters are to be delivered one by one, even a scanner's.
  var wantsText: Bool {
    switch overlay {
    case .none: return top.map { $0.screen.inputMode != .board && $0.screen.inputMode != .digit } ?? true
    default: return true
    }
  }

  mutating func take(_ event: Event) {
    switch event {
    case .resize(let size):
      self.size = size
      tell(.resized)
    case .resumed: outputs.append(.repaint)
    case .hangUp, .terminate: outputs.append(.end(.hungUp))
    case .interrupt: interrupt()
    case .key(.control("z")): outputs.append(.suspend)
    case .key(let key): take(key)
    case .scan(let code): takeScan(code)
    case .paste(let text): takePaste(text)
    case .mouse(let mouse): takeMouse(mouse)
    }
  }

  private mutating func take(_ key: Key) {
    if pauseDue != nil { pauseDue = now.adding(milliseconds: Self.pause) }
    if key == .control("l") { return outputs.append(.repaint) }
    if overlay != nil { return takeInOverlay(key) }
    guard let top else { return }
    if stalled != nil, key == .control("r") { return retry() }
    if stalled != nil, key == .escape { return giveUp() }
    // Being somebody else ends at once, whatever is awaited.
    if ownSession != nil, bindings().contains(where: { $0.name == "app.endActing" && $0.keys.contains(key) }) {
      return endActing()
    }
    if isWaiting(top), key != .function(1) { return typedAhead.append(.key(key)) }
    switch top.screen.inputMode {
    case .scan: takeOnScanScreen(key)
    case .board: takeOnBoard(key)
    case .text, .digit: takeAsText(key)
    }
  }

  /// True while a change is under way or has not reached the store, or a scan screen has not read what it works on:
  /// what is typed then waits its turn.
  func isWaiting(_ open: OpenScreen) -> Bool {
    if stalled != nil { return true }
    let isForScans = open.screen.inputMode.isForScans
    return pending.values.contains { $0.screen == open.id && ($0.call.isAwaited || ($0.isOpening && isForScans)) }
  }

  private mutating func takeOnScanScreen(_ key: Key) {
    let last = stack.count - 1
    switch key {
    case .enter:
      let line = stack[last].scanLine.take()
      if line.isEmpty { return tell(.key(.enter)) }
      return submit(line)
    case .character:
      _ = stack[last].scanLine.handle(key)
      return
    case .escape where !stack[last].scanLine.isEmpty: return stack[last].scanLine.set("")
    default: break
    }
    if let binding = bindings().first(where: { $0.keys.contains(key) }) {
      // What is typed answers the question that stands there, not the next one.
      if !["app", "list"].contains(binding.name.split(separator: ".").first) { stack[last].scanLine.set("") }
      return perform(binding)
    }
    if !stack[last].scanLine.isEmpty || key == .control("]"), stack[last].scanLine.handle(key) != .ignored { return }
    if key == .escape { return back() }
    tell(.key(key))
  }

  /// A finished line on a scan screen: `.x` is an action, everything else a code.
  private mutating func submit(_ line: String) {
    if line.first == ".", line.count == 2, let letter = line.last {
      let lower = letter.lowercased().first ?? letter
      if let binding = bindings().first(where: { $0.dot == lower }) { return perform(binding) }
      return say(Notice(.refused, "There is no .\(letter) here; .h Enter shows what there is"))
    }
    tell(.scan(line))
  }

  private mutating func takeOnBoard(_ key: Key) {
    if awaitsGoTo {
      awaitsGoTo = false
      guard case .character(let letter) = key else { return }
      if let binding = bindings().first(where: { $0.goTo == letter }) { return perform(binding) }
      return say(Notice(.refused, "g \(letter) goes nowhere; ? shows what there is"))
    }
    if act(on: key) { return }
    if key == .character("g") {
      awaitsGoTo = true
      return
    }
    if key == .escape { return back() }
    tell(.key(key))
    sayUnbound(key)
  }

  /// A letter that nothing here answers to is not met with silence; a refusal that stands there says more.
  private mutating func sayUnbound(_ key: Key) {
    let name: String
    switch key {
    case .character(" "): name = "Space"
    case .character(let letter): name = String(letter)
    case .function(let number): name = "F\(number)"
    default: return
    }
    let words = "does nothing here; ? shows the keys"
    guard notice?.kind != .refused || notice?.text.hasSuffix(words) == true else { return }
    say(Notice(.refused, "\(name) \(words)"))
  }

  private mutating func takeAsText(_ key: Key) {
    if case .character = key { return tell(.key(key)) }
    if act(on: key) { return }
    if key == .escape { return back() }
    tell(.key(key))
  }

  /// Uses the binding of a key; false when there is none.
  private mutating func act(on key: Key) -> Bool {
    guard let binding = bindings().first(where: { $0.keys.contains(key) }) else { return false }
    perform(binding)
    return true
  }

  /// Carries out a binding, or says why not.
  mutating func perform(_ binding: Binding) {
    if let refusal = binding.refusal {
      say(.error(refusal, now: now))
      outputs.append(.bell)
      return
    }
    if notice?.kind == .refused, top?.screen.inputMode.isForScans != true { notice = nil }
    if binding.name.hasPrefix("app.") || binding.name.hasPrefix("go.") { return performFrame(binding.name) }
    tell(.action(binding.name))
  }

  private mutating func takeScan(_ code: String) {
    guard overlay == nil, let top else {
      _ = pasteIntoOverlay(code)
      return
    }
    if isWaiting(top) { return typedAhead.append(.scan(code)) }
    switch top.screen.inputMode {
    case .scan: submit(code)
    case .text, .digit: tell(.scan(code))
    case .board: openScanned(code)
    }
  }

  private mutating func takePaste(_ text: String) {
    if pasteIntoOverlay(text) { return }
    guard let top else { return }
    if isWaiting(top) { return typedAhead.append(.paste(text)) }
    switch top.screen.inputMode {
    case .scan:
      // A scanner that sends paste brackets ends with a line break; other pasted text waits for Enter.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
      stack[stack.count - 1].scanLine.insert(lines.first ?? "")
      if text.hasSuffix("\n") || lines.count > 1 {
        let line = stack[stack.count - 1].scanLine.take()
        if !line.isEmpty { submit(line) }
        for rest in lines.dropFirst() { take(.scan(rest)) }
      }
    case .text, .digit: tell(.paste(text))
    case .board: openScanned(text.split(separator: "\n").first.map(String.init) ?? "")
    }
  }

  private mutating func takeMouse(_ mouse: Mouse) {
    guard settings.mouse, overlay == nil, let top, !isWaiting(top) else { return }
    let layout = Layout(size)
    if mouse.row == layout.footer.row, mouse.action == .click {
      if let hit = footerItems().first(where: { $0.columns.contains(mouse.column) }) { perform(hit.binding) }
      return
    }
    guard layout.work.contains(row: mouse.row, column: mouse.column) else { return }
    tell(.mouse(mouse))
  }

  /// Ctrl-C: clears what is typed, then leaves prompts, then asks.
  private mutating func interrupt() {
    if session == nil, overlay == nil { return outputs.append(.end(.quit)) }
    if case .lock = overlay { return }
    if let last = stack.indices.last, !stack[last].scanLine.isEmpty { return stack[last].scanLine.set("") }
    if overlay != nil { return takeInOverlay(.escape) }
    askToQuit(always: true)
  }

  /// Sends a message to the visible screen.
  mutating func tell(_ message: Message) {
    guard let top else { return }
    tell(message, screen: top.id)
  }

  /// Sends a message to a screen, if it is still open, and carries out what it wants.
  mutating func tell(_ message: Message, screen id: Int) {
    guard let index = stack.firstIndex(where: { $0.id == id }) else { return }
    let context = context(for: stack[index])
    let effects = stack[index].screen.update(message, context)
    carryOut(effects, of: id)
  }

  /// Milliseconds without a key that count as a pause.
  static let pause: Int64 = 150
}

extension Instant {
  /// The moment that many milliseconds later.
  func adding(milliseconds count: Int64) -> Instant { Instant(milliseconds: milliseconds + count) }
}
