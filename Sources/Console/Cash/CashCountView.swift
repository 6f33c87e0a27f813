import Commerce
import Operations
import Terminal

/// The count as it looks: the amount being typed, or what was expected beside what was counted.
struct CashCountView {
  let count: CashCount
  /// The driver's line of the till, for what may be told before the count.
  let line: Till.DriverLine?

  func draw(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    if case .differs(let result) = count.phase {
      drawDifference(result, on: &canvas, in: area, context)
    } else {
      drawAmount(on: &canvas, in: area, context)
    }
  }

  // MARK: Counting blind

  private func drawAmount(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let indent = context.isCompact ? 1 : 7
    let left = area.splitLeft(indent).rest
    let (head, rest) = left.splitTop(context.isCompact ? 1 : 2)
    canvas.write("Count \(count.name)'s cash", row: head.row, column: head.column, role: .heading, width: head.columns)
    let currency = context.site?.currency.code ?? ""
    let box = Rect(row: rest.row, column: rest.column, rows: 3, columns: min(rest.columns, 32))
    guard box.endRow <= rest.endRow else { return }
    canvas.box(box)
    let inner = box.inset(rows: 1, columns: 2)
    let taken = canvas.write(currency, row: inner.row, column: inner.column, role: .big, width: inner.columns)
    let field = inner.splitLeft(taken, gap: 1).rest
    if count.phase == .asked {
      canvas.write(count.typed.text, row: field.row, column: field.column, role: .big, width: field.columns)
    } else {
      count.typed.draw(on: &canvas, in: field)
    }
    var below = rest.splitTop(3).rest
    let (text, role) = said(canvas.glyphs)
    for part in TextWidth.wrapped(text, max(1, below.columns - 1)).prefix(max(0, below.rows)) {
      canvas.write(part, row: below.row, column: below.column, role: role, width: below.columns)
      below = below.splitTop(1).rest
    }
    drawFacts(on: &canvas, in: context.isCompact ? below : below.splitTop(1).rest, context)
  }

  private func said(_ glyphs: Glyphs) -> (String, Role) {
    if !count.problem.isEmpty { return ("\(glyphs.refused) \(count.problem)", .refused) }
    if count.phase == .asked { return ("comparing", .muted) }
    if count.driver == nil { return ("looking up \(count.code)", .muted) }
    return ("What the books expect is shown after Enter.", .muted)
  }

  /// What may be known before the count; never an amount.
  private func drawFacts(on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    guard let line else { return }
    var facts: [(String, Role)] = []
    if line.out > 0 {
      facts.append(("\(counted(line.out, "stop is", "stops are")) still out", .warning))
    }
    if let open = line.open {
      facts.append(("a count of \(clock(open.countedAt, context)) waits: this one takes its place", .warning))
    }
    facts.append((line.hasDeclared ? "has declared what there is" : "has declared nothing", .text))
    if let since = line.since {
      let age = Span.short(max(0, context.now.minutes(since: since)))
      facts.append(("holds cash since \(clock(since, context)) (\(age))", .text))
    }
    if !line.hasCash { facts.insert(("holds no cash by the books", .warning), at: 0) }
    for (index, fact) in facts.prefix(rect.rows).enumerated() {
      canvas.write(fact.0, row: rect.row + index, column: rect.column, role: fact.1, width: rect.columns)
    }
  }

  private func clock(_ instant: Instant, _ context: Context) -> String {
    context.local(instant).clockOrDay(today: context.local(context.now))
  }

  // MARK: A difference

  private func drawDifference(_ result: CashUpResult, on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let currency = result.counted.currency
    let difference = result.counted.minor - result.expected.minor
    let indent = context.isCompact ? 1 : 7
    let left = area.splitLeft(indent).rest
    let (head, rest) = left.splitTop(context.isCompact ? 1 : 2)
    canvas.write(
      "\(count.name): \(headline(result, context.isCompact))", row: head.row, column: head.column, role: .heading,
      width: head.columns)
    var lines: [(String, String, Role)] = [
      ("expected", result.expected.digits, .text), ("counted", result.counted.digits, .big),
      ("declared", result.declared?.digits ?? "nothing", .text),
    ]
    lines.append(
      (
        difference == 0 ? "difference" : difference < 0 ? "MISSING" : "TOO MUCH",
        Money(minor: abs(difference), currency).digits, difference == 0 ? .big : .refused
      ))
    for (index, entry) in lines.enumerated() where index < rest.rows {
      let row = rest.row + index
      canvas.write(entry.0, row: row, column: rest.column, role: index == 3 ? entry.2 : .muted, width: 12)
      canvas.write(currency.code, row: row, column: rest.column + 13, role: .muted)
      canvas.write(entry.1, row: row, column: rest.column + 17, role: entry.2, width: 14, align: .right)
    }
    drawReasons(on: &canvas, in: rest.splitTop(lines.count + (context.isCompact ? 0 : 1)).rest)
  }

  private func headline(_ result: CashUpResult, _ isCompact: Bool) -> String {
    if result.counted.minor != result.expected.minor {
      return isCompact ? "count differs" : "the count differs, nothing has moved"
    }
    return isCompact ? "declaration differs" : "declared and counted differ, nothing has moved"
  }

  private func drawReasons(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.write("Who answers for it?", row: rect.row, column: rect.column, role: .key, width: rect.columns)
    for (index, reason) in CashUpReason.allCases.enumerated() where index + 1 < rect.rows {
      let row = rect.row + index + 1
      let isChosen = count.reason == reason
      canvas.write(isChosen ? String(canvas.glyphs.selected) : " ", row: row, column: rect.column, role: .accent)
      canvas.write("\(reason.digit)", row: row, column: rect.column + 2, role: .key)
      canvas.write(
        Wording.cashUp(reason), row: row, column: rect.column + 4, role: isChosen ? .accent : .text,
        width: rect.columns - 4)
    }
    canvas.cursor = Canvas.Position(row: rect.row, column: min(rect.endColumn, rect.column + 20))
    let hints = rect.splitTop(CashUpReason.allCases.count + 2).rest
    let hint = count.reason == nil ? "1, 2 or 3, then Enter; n counts again" : "Enter settles it, n counts again"
    canvas.write(
      hint + "; Esc leaves it open", row: hints.row, column: hints.column, role: .muted,
      width: hints.isEmpty ? 0 : hints.columns)
  }
}
