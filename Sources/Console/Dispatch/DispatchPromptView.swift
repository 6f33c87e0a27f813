import Commerce
import Operations
import Terminal

/// The question as it is drawn: what about, what to type, the choices, and what will happen.
struct DispatchPromptView {
  let work: DispatchWork
  let context: Context
  let glyphs: Glyphs

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let prompt = work.prompt, area.rows > 1 else { return }
    canvas.fill(area)
    let words = PromptWords(prompt: prompt, context: context)
    var head = area.line(0)
    if area.rows >= 9, area.row > 2 {
      canvas.rule(row: area.row)
      head = head.splitLeft(1).rest
    }
    canvas.write(" \(words.title) ", row: head.row, column: head.column, role: .heading, width: head.columns)
    var rest = drawQuestion(prompt, words, on: &canvas, in: area.splitTop(1).rest)
    if rest.rows > 8 { rest = rest.splitTop(1).rest }
    let choices = choices(prompt)
    let side = rest.columns < 100 ? 34 : rest.columns / 2 - 1
    let effects = previewLines(prompt, width: rest.columns >= 78 ? rest.columns - side - 2 : rest.columns - 2)
    if choices.isEmpty || effects.isEmpty || rest.columns < 78 {
      // A chosen driver needs no list any more where there is no room for both.
      if effects.isEmpty { return draw(choices, on: &canvas, in: rest.splitLeft(1).rest) }
      prompt.scroll.draw(effects, on: &canvas, in: rest.splitLeft(1).rest)
      return
    }
    let (left, right) = rest.splitLeft(side, gap: 1)
    draw(choices, on: &canvas, in: left.splitLeft(1).rest)
    prompt.scroll.draw(effects, on: &canvas, in: right)
  }

  /// The rows a question needs: a digit that may be pressed is never out of sight.
  static func rows(_ prompt: DispatchPrompt?, half: Int) -> Int {
    switch prompt?.step {
    case .driver, .plan, .swapReason, .items: max(10, half)
    case .failure: 12
    default: 9
    }
  }

  /// Choices below each other, in two columns where there are more than rows.
  private func draw(_ choices: [StyledLine], on canvas: inout Canvas, in rect: Rect) {
    guard choices.count > rect.rows, work.prompt?.step != .driver else {
      var pane = ScrollPane()
      // The chosen driver stays in sight.
      let chosen = work.drivers.firstIndex { $0.driver.person == work.prompt?.driver?.driver.person } ?? 0
      for _ in 0..<max(0, chosen - rect.rows + 2) { _ = pane.move(.down, lines: choices.count, visible: rect.rows) }
      return pane.draw(choices, on: &canvas, in: rect)
    }
    let (left, right) = rect.splitLeft(rect.columns / 2)
    let rows = (choices.count + 1) / 2
    ScrollPane().draw(Array(choices.prefix(rows)), on: &canvas, in: left)
    ScrollPane().draw(Array(choices.dropFirst(rows)), on: &canvas, in: right)
  }

  /// The question and its field on one line; where that is too long the question stands above, never cut.
  private func drawQuestion(
    _ prompt: DispatchPrompt, _ words: PromptWords, on canvas: inout Canvas, in area: Rect
  ) -> Rect {
    let width =
      !prompt.hasField ? 0 : prompt.step == .driver || prompt.step == .day ? 4 : prompt.step == .amount ? 12 : 20
    var line = area.line(0)
    var rest = area.splitTop(1).rest
    let asked = words.question
    var column = line.column + 1
    if TextWidth.width(asked) + width + 4 > line.columns || prompt.asksProof {
      let lines = TextWidth.wrapped(asked, max(1, line.columns - 2)).prefix(max(1, area.rows - 2))
      for (index, text) in lines.enumerated() {
        canvas.write(text, row: area.row + index, column: column, role: .key)
      }
      rest = area.splitTop(lines.count).rest
      line = rest.line(0)
      rest = rest.splitTop(1).rest
      let label = prompt.hasField ? words.label + " " : ""
      column += canvas.write(label, row: line.row, column: column, role: .muted, width: line.columns - width - 3)
    } else {
      column += canvas.write(asked, row: line.row, column: column, role: .key) + 1
    }
    if prompt.hasField {
      prompt.entry.draw(
        on: &canvas, in: Rect(row: line.row, column: column, rows: 1, columns: min(width, line.endColumn - column - 1)))
      column += width + 1
    } else {
      canvas.cursor = Canvas.Position(row: line.row, column: min(column, line.endColumn - 1))
    }
    canvas.write(words.hint, row: line.row, column: column, role: .muted, width: max(0, line.endColumn - column))
    return rest
  }

  // MARK: Choices

  private func choices(_ prompt: DispatchPrompt) -> [StyledLine] {
    func option(_ digit: Int, _ text: String, _ note: String? = nil) -> StyledLine {
      let line = StyledLine("\(digit) ", .key).adding(text, note == nil ? .text : .muted)
      return note.map { line.adding("  \($0)", .muted) } ?? line
    }
    switch prompt.step {
    case .driver:
      let rows = work.drivers.filter { matches($0, prompt) }
      if rows.isEmpty { return [StyledLine("no driver's code begins like that", .warning)] }
      return rows.map { driver($0, prompt) }
    case .swapReason:
      return SwapReason.allCases.map { option($0.digit, Wording.swap($0)) } + [option(0, "nobody: off the run")]
    case .failure:
      return FailureReason.allCases.compactMap { reason in
        reason.digit.map { option($0, Wording.failure(reason)) }
      }
    case .reopen: return ReopenReason.allCases.map { option($0.digit, Wording.reopen($0)) }
    case .incident:
      return [
        StyledLine("f ", .key).adding("it failed: an attempt is counted"),
        StyledLine("d ", .key).adding("the driver goes on"),
      ]
    case .difference:
      return DifferenceReason.allCases.map { option($0.digit, Wording.difference($0), prompt.misfit($0)) }
    case .items:
      return (prompt.lines ?? []).prefix(9).enumerated().map { index, line in
        let back = prompt.returned[line.id] ?? 0
        let text = "\(line.name)  \(back) of \(line.quantity) come back"
        return StyledLine("\(index + 1) ", .key).adding(text, back > 0 ? .accent : .text)
      }
    case .amount:
      guard let card = prompt.card, prompt.returned.isEmpty else { return back(prompt) }
      let due = StyledLine("due \(card.due.text)")
      return [due, StyledLine("i ", .key).adding("part of the order comes back")]
    case .confirm: return back(prompt) + difference(prompt)
    case .slot: return slots(prompt)
    case .plan, .day: return []
    }
  }

  private func matches(_ row: DriverRow, _ prompt: DispatchPrompt) -> Bool {
    prompt.driver != nil || row.driver.code.uppercased().hasPrefix(prompt.entry.text)
  }

  private func driver(_ row: DriverRow, _ prompt: DispatchPrompt) -> StyledLine {
    let isChosen = prompt.driver?.driver.person == row.driver.person
    let role: Role = isChosen ? .accent : row.refusal == nil ? .text : .muted
    let name = TextWidth.fit(row.driver.name, 18)
    let load = TextWidth.fit("\(row.load.assigned + row.load.out)/\(row.driver.capacity)", 6, align: .right)
    let cash = row.load.cashMinor > 0 ? "  cash \(row.load.cashMinor / 100)" : ""
    // Beside a preview only the chosen driver's "no" matters, and it stands there.
    let why = prompt.preview == nil ? row.refusal.map { "  " + Self.why($0, row.driver.name, context.now) } ?? "" : ""
    return StyledLine("\(isChosen ? String(glyphs.selected) : " ")", .accent)
      .adding("\(row.driver.code) ", .key).adding(name + load, role).adding(
        why.isEmpty ? (prompt.preview == nil ? cash : "") : why, .muted)
  }

  /// Why a driver takes nothing, beside the name that stands there already.
  static func why(_ error: CommerceError, _ name: String, _ now: Instant) -> String {
    guard case .refused(let refusal) = error else { return Wording.text(error, now: now) }
    let said = Wording.text(Refusal(refusal.rule, refusal.facts, remedy: .none), now: now)
    return said.hasPrefix(name + " ") ? String(said.dropFirst(name.count + 1)) : said
  }

  private func slots(_ prompt: DispatchPrompt) -> [StyledLine] {
    guard let slots = prompt.slots else { return [StyledLine("looking for free slots", .muted)] }
    if slots.isEmpty { return [StyledLine("No slots on that day; Esc takes another", .warning)] }
    return slots.enumerated().map { index, state in
      let isChosen = state.slot == prompt.slot
      let free = max(0, state.capacity - state.taken)
      let note = state.refusal.map { Wording.text($0, now: context.now) } ?? "\(free) free of \(state.capacity)"
      return StyledLine(isChosen ? String(glyphs.selected) : " ", .accent).adding("\(index + 1) ", .key)
        .adding(state.slot.text, isChosen ? .accent : state.refusal == nil ? .text : .muted).adding("  \(note)", .muted)
    }
  }

  private func back(_ prompt: DispatchPrompt) -> [StyledLine] {
    (prompt.lines ?? []).compactMap { line in
      prompt.returned[line.id].map { StyledLine("back: \($0) of \(line.quantity) \(line.name)", .warning) }
    }
  }

  private func difference(_ prompt: DispatchPrompt) -> [StyledLine] {
    guard prompt.purpose == .collect, let amount = prompt.amountMinor, let card = prompt.card else { return [] }
    let open = amount - card.due.minor
    guard open != 0 else { return [StyledLine("exactly what is due")] }
    let reason = prompt.returned.isEmpty ? prompt.difference : .returnedItem
    return [
      StyledLine("due \(card.due.text), \(prompt.money(abs(open)).digits) \(open < 0 ? "short" : "over"): ")
        .adding(reason.map(Wording.difference) ?? "", .warning)
    ]
  }

  // MARK: What will happen

  /// The preview line by line: the sum, what is refused and why, then what will be done.
  private func previewLines(_ prompt: DispatchPrompt, width: Int) -> [StyledLine] {
    guard let preview = prompt.preview else {
      return prompt.isReading && (prompt.step == .plan || prompt.step == .driver)
        ? [StyledLine("looking what that does", .muted)] : []
    }
    if let refusal = preview.refusal {
      return StyledLine.wrapped("\(glyphs.refused) \(Wording.text(refusal, now: context.now))", width, .refused)
    }
    let ok = preview.allowed.count
    var sum = StyledLine("\(glyphs.done) \(ok) ok", ok > 0 ? .done : .muted)
    let refused = preview.rows.count - ok
    if refused > 0 { sum = sum.adding("   \(glyphs.refused) \(refused) refused", .refused) }
    if preview.dueMinor > 0 { sum = sum.adding("   COD \(prompt.money(preview.dueMinor).text)") }
    let rows = preview.rows.filter { $0.refusal != nil } + preview.rows.filter { $0.refusal == nil }
    return [sum] + rows.flatMap { row($0, prompt, width: width) }
  }

  private func row(_ row: PlanPreview.Row, _ prompt: DispatchPrompt, width: Int) -> [StyledLine] {
    let number = OrderNumber.short(row.number, ellipsis: glyphs.ellipsis)
    let shape = row.refusal == nil ? glyphs.done : glyphs.refused
    var line = StyledLine("\(shape) ", row.refusal == nil ? .done : .refused).adding("\(number) ")
    if prompt.changed.contains(row.order) { line = line.adding("changed ", .warning) }
    guard let refusal = row.refusal else {
      let amount = row.due.minor == 0 ? "prepaid" : row.due.digits
      return [
        line.adding(TextWidth.fit(row.customer, width < 44 ? 10 : 16) + " ")
          .adding(TextWidth.fit(amount, 9, align: .right)).adding("  \(row.effect)", .muted)
      ]
    }
    // The number stands there already; the cause is never cut.
    var cause = Wording.text(refusal, now: context.now)
    if cause.hasPrefix(row.number + " ") { cause = String(cause.dropFirst(row.number.count + 1)) }
    let taken = line.parts.reduce(0) { $0 + TextWidth.width($1.text) }
    let first = TextWidth.wrapped(cause, max(12, width - taken)).first ?? ""
    let rest = cause.dropFirst(first.count).drop { $0 == " " }
    return [line.adding(first, .refused)]
      + (rest.isEmpty ? [] : StyledLine.wrapped(String(rest), width, .refused, indent: 8))
  }
}
