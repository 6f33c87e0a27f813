import Commerce
import Operations
import Terminal

extension Program {
  /// Carries out what a screen wants.
  mutating func carryOut(_ effects: [Effect], of screen: Int) {
    for effect in effects { carryOut(effect, of: screen) }
  }

  private mutating func carryOut(_ effect: Effect, of screen: Int) {
    switch effect {
    case .call(let call, let tag): request(call, tag: tag, screen: screen)
    case .open(let request): open(request)
    case .replace(let request):
      stack.removeAll { $0.id == screen }
      open(request)
    case .openAddress(let text): openAddress(text)
    case .close: close(screen)
    case .notice(let notice): say(notice)
    case .quiet: notice = nil
    case .bell: outputs.append(.bell)
    case .confirm(let dialog, let tag): overlay = .dialog(dialog, screen: screen, tag: tag)
    case .fill(let sheet, let tag): overlay = .sheet(sheet, screen: screen, tag: tag)
    case .choose(let items, let title, let tag):
      overlay = .choice(Palette(items), title: title, screen: screen, tag: tag)
    case .awaitPause: pauseDue = now.adding(milliseconds: Self.pause)
    case .signedIn(let session): signedIn(session)
    case .renewed(let session): renew(session)
    case .switchSite(let site): switchSite(site)
    case .switchPlace(let place): askToLeave(for: place)
    case .signOut: signOut()
    case .lock: lock()
    case .copy(let text): copy(text)
    case .export(let table): request(.host(.export(table)), tag: "app.wrote", screen: nil)
    case .print(let job):
      request(.host(.print(job, to: settings.printDestination)), tag: "app.printed", screen: nil)
    case .change(let changed): change(changed)
    case .openSample: outputs.append(.end(.openSample))
    case .quit: askToQuit(always: false)
    }
  }

  /// Sends a call on its way; an earlier read of the same screen with the same tag is forgotten.
  mutating func request(_ call: DeskCall, tag: String, screen: Int?) {
    if !call.isMutation {
      pending = pending.filter { $0.value.screen != screen || $0.value.tag != tag || $0.value.call.isMutation }
    }
    // Before its first town the house itself is meant.
    let caller = session.map { $0.caller(at: site?.id ?? ID(0)) }
    let request = Request(
      number: mint(), screen: screen, tag: tag, call: call, caller: caller, since: now, isOpening: isOpening)
    pending[request.number] = request
    outputs.append(.perform(request))
  }

  /// Takes mail from other threads.
  mutating func deliver(_ mail: Mail, now: Instant) -> [Output] {
    self.now = now
    switch mail {
    case .committed: noteCommit()
    case .link(let state): note(state)
    case .answer(let number, let answer): deliver(answer, to: number)
    }
    return takeOutputs()
  }

  private mutating func noteCommit() {
    for index in stack.indices.dropLast() { stack[index].isStale = true }
    if refreshDue == nil { refreshDue = max(now, lastRefresh.adding(milliseconds: Self.refreshGap)) }
  }

  /// The link has changed: what was accepted here is answered, or refused, or the server is back.
  private mutating func note(_ state: LinkState) {
    let before = link ?? LinkState()
    link = state
    let isAnswered = before.waiting > 0 && state.waiting == 0
    if isAnswered || state.refused != before.refused || (before.isOffline && !state.isOffline) { noteCommit() }
    guard state.refused > before.refused, session != nil else { return }
    let count = ListCount.counted(state.refused, "command")
    say(Notice(.refused, "\(count) refused by the server after you went on.  g O shows what, and why"))
    outputs.append(.bell)
  }

  private mutating func deliver(_ answer: Answer, to number: Int) {
    // Superseded reads and answers to closed screens are not pending any more.
    guard let request = pending.removeValue(forKey: number) else { return }
    if case .failed(.trouble(let trouble), _) = answer, request.call.isAwaited, isOpen(request.screen) {
      stalled = request
      let ahead = typedAhead.isEmpty ? "" : ", \(typedAhead.count) keys wait"
      say(Notice(.warning, "Not saved: \(Wording.text(.trouble(trouble))). Ctrl-R tries again, Esc gives up\(ahead)"))
      outputs.append(.bell)
      return
    }
    guard let screen = request.screen else { return deliverToFrame(answer, of: request) }
    tell(.answer(answer, tag: request.tag), screen: screen)
    if request.call.isMutation, sent?.screen == screen {
      if case .failed(.invalid, _) = answer { reopenSheet() }
      sent = nil
    }
    releaseTypedAhead()
  }

  private func isOpen(_ screen: Int?) -> Bool { stack.contains { $0.id == screen } }

  /// Tries the change that did not reach the store again, under the same command id.
  mutating func retry() {
    guard let request = stalled else { return }
    stalled = nil
    notice = nil
    pending[request.number] = request
    outputs.append(.perform(request))
  }

  /// Gives the change up that did not reach the store; its screen learns that it failed.
  mutating func giveUp() {
    guard let request = stalled else { return }
    stalled = nil
    say(Notice(.warning, "Given up: the last change was not saved"))
    guard let screen = request.screen else { return }
    let trouble = StoreTrouble(.failed, place: place)
    tell(.answer(.failed(.trouble(trouble), request.call), tag: request.tag), screen: screen)
    releaseTypedAhead()
  }

  /// Takes what was typed ahead, until the next answer is awaited. What it opens takes the rest of it.
  mutating func releaseTypedAhead() {
    guard overlay == nil else { return }
    while let top, !typedAhead.isEmpty, !isWaiting(top) { take(typedAhead.removeFirst()) }
  }

  /// Says something at the one place for it.
  mutating func say(_ notice: Notice) {
    self.notice = notice
    let stays = notice.kind == .refused || notice.kind == .warning || top?.screen.inputMode.isForScans == true
    noticeExpires = stays ? nil : now.adding(seconds: 10)
  }

  mutating func copy(_ text: String) {
    outputs.append(.copy(text))
    say(Notice(.done, "Copied: \(text)"))
  }

  mutating func change(_ changed: ConsoleSettings) {
    if changed.theme != settings.theme { outputs.append(.applyTheme(changed.theme)) }
    settings = changed
    request(.host(.save(changed)), tag: "app.saved", screen: nil)
  }

  /// The time has come for something: a minute, a refresh, a pause, a message's end.
  mutating func tick(now: Instant) -> [Output] {
    let minute = now.milliseconds / 60_000 != self.now.milliseconds / 60_000
    self.now = now
    if let due = noticeExpires, due <= now {
      notice = nil
      noticeExpires = nil
    }
    if let due = pauseDue, due <= now {
      pauseDue = nil
      tell(.paused)
    }
    if let due = refreshDue, due <= now {
      refreshDue = nil
      lastRefresh = now
      if session != nil { tell(.committed) }
    }
    if minute { tell(.tick) }
    return takeOutputs()
  }

  /// Milliseconds until something is due; the next full minute at the latest.
  func timeout(now: Instant) -> Int {
    let minute = (now.milliseconds / 60_000 + 1) * 60_000
    let waiting = pending.values.map { $0.since.milliseconds + Self.patience }.filter { $0 > now.milliseconds }.min()
    let due = [noticeExpires, pauseDue, refreshDue].compactMap { $0?.milliseconds } + [waiting].compactMap { $0 }
    return Int(max(0, (due + [minute]).min().map { $0 - now.milliseconds } ?? 0))
  }

  /// Milliseconds after which waiting is said aloud.
  static let patience: Int64 = 300
  /// Milliseconds between two refreshes of one screen.
  static let refreshGap: Int64 = 250
}
