import Commerce
import Operations
import Terminal

/// Where the parts of the till stand.
struct TillLayout: Hashable, Sendable {
  /// What became of the last count; empty when there is none.
  let outcome: Rect
  let table: Rect
  /// Tills and owned differences; empty where there is no room.
  let balances: Rect
  let isWide: Bool

  init(_ area: Rect, _ context: Context, hasOutcome: Bool) {
    let (top, rest) = area.splitTop(hasOutcome ? (context.isCompact ? 2 : 3) : 0)
    outcome = top
    isWide = context.isWide
    if isWide {
      let (right, left) = rest.splitRight(60, gap: 3)
      (table, balances) = (left, right)
    } else if context.isCompact {
      (table, balances) = (rest, Rect(row: rest.endRow, column: rest.column, rows: 0, columns: 0))
    } else {
      let (bottom, above) = rest.splitBottom(min(8, rest.rows / 3 + 1))
      (table, balances) = (above, bottom)
    }
  }
}

extension TillScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    if let count { return CashCountView(count: count, line: line(of: count)).draw(on: &canvas, in: area, context) }
    guard let till else {
      canvas.write(
        problem.map { Wording.text($0) } ?? "reading the till of \(context.site?.name ?? "the town")", row: area.row,
        column: area.column + 3, role: problem == nil ? .muted : .refused, width: area.columns - 4)
      return
    }
    let layout = TillLayout(area, context, hasOutcome: outcome != nil)
    drawOutcome(on: &canvas, in: layout.outcome)
    let look = TillColumns(context, till.currency)
    let columns = look.columns
    table.draw(
      on: &canvas, in: layout.table, columns: columns.map(\.column), gap: area.columns >= 100 ? 2 : 1,
      empty: ["No driver works here yet.", "Who has the role of a driver appears here by code."]
    ) { id in
      guard let line = till.drivers.first(where: { $0.driver.person == id }) else { return TableRow([]) }
      return TableRow(columns.map { $0.cell(line) }, state: look.state(line))
    }
    drawBalances(till, on: &canvas, in: layout, context)
  }

  private func line(of count: CashCount) -> Till.DriverLine? {
    till?.drivers.first { $0.driver.person == count.driver?.person }
  }

  private func drawOutcome(on canvas: inout Canvas, in rect: Rect) {
    guard let outcome, !rect.isEmpty else { return }
    let indent = rect.column + 1
    canvas.write(String(canvas.glyphs.done), row: rect.row, column: indent, role: .done)
    canvas.write(outcome.words, row: rect.row, column: indent + 2, role: .big, width: rect.columns - 4)
    guard rect.rows > 1 else { return }
    canvas.write(
      outcome.slipWords, row: rect.row + 1, column: indent + 2, role: outcome.slip == .failed ? .warning : .muted,
      width: rect.columns - 4)
  }

  private func drawBalances(_ till: Till, on canvas: inout Canvas, in layout: TillLayout, _ context: Context) {
    let rect = layout.balances
    guard !rect.isEmpty else { return }
    let owned = balances("DIFFERENCES THEY ANSWER FOR", till.owned, till.currency, .refused, none: "none", context)
    let tills = balances("TILLS", till.cashiers, till.currency, .text, none: "all empty", context)
    if layout.isWide {
      for row in rect.row..<rect.endRow {
        canvas.write(String(canvas.glyphs.vertical), row: row, column: rect.column - 2, role: .rule)
      }
      draw(tills + [.blank] + owned, on: &canvas, in: rect)
    } else {
      let (left, right) = rect.splitTop(1).rest.splitLeft(rect.columns / 2 - 1, gap: 2)
      draw(tills, on: &canvas, in: left.inset(columns: 1).splitLeft(40).left)
      draw(owned, on: &canvas, in: right.splitLeft(46).left)
    }
  }

  private func draw(_ lines: [StyledLine], on canvas: inout Canvas, in rect: Rect) {
    let room = lines.count > rect.rows ? rect.rows - 1 : rect.rows
    for (index, line) in lines.prefix(max(0, room)).enumerated() { line.draw(on: &canvas, in: rect.line(index)) }
    if lines.count > room, rect.rows > 0 {
      let last = rect.line(rect.rows - 1)
      canvas.write("\(lines.count - room) more", row: last.row, column: last.column, role: .muted, width: last.columns)
    }
  }

  private func balances(
    _ head: String, _ balances: [CashBalance], _ currency: Currency, _ role: Role, none: String, _ context: Context
  ) -> [StyledLine] {
    guard !balances.isEmpty else { return [StyledLine(head, .heading), StyledLine(none, .muted)] }
    return [StyledLine(head, .heading)]
      + balances.map { balance in
        let age = balance.since.map { Span.short(max(0, context.now.minutes(since: $0))) } ?? ""
        let amount = TextWidth.fit(Money(minor: balance.minor, currency).digits, 12, align: .right)
        return StyledLine([
          StyledLine.Part(text: TextWidth.fit(balance.name, 18)),
          StyledLine.Part(text: amount, role: role, column: 18),
          StyledLine.Part(text: age, role: .muted, column: 32),
        ])
      }
  }
}
