import Commerce
import Operations
import Terminal

extension RefundFormScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let inner = area.splitLeft(1).rest.splitLeft(min(100, area.columns - 1)).left
    guard let draft, problem == nil else {
      let said = problem.map { Wording.text($0, now: context.now) } ?? "reading what can be refunded of \(number)"
      let role: Role = problem == nil ? .muted : .refused
      for (index, line) in TextWidth.wrapped(said, max(1, inner.columns - 2)).prefix(inner.rows).enumerated() {
        canvas.write(line, row: inner.row + index, column: inner.column + 2, role: role)
      }
      return
    }
    let (head, rest) = inner.splitTop(context.isCompact ? 1 : 2)
    drawHead(draft, on: &canvas, in: head, context)
    let (foot, middle) = rest.splitBottom(context.isCompact ? 1 : 4)
    drawFoot(draft, on: &canvas, in: foot, context)
    drawRows(draft, on: &canvas, in: middle)
  }

  private func drawHead(_ draft: RefundDraft, on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    var column = rect.column
    let name = context.isCompact ? OrderNumber.short(number, ellipsis: canvas.glyphs.ellipsis) : number
    column += canvas.write(name, row: rect.row, column: column, role: .heading, width: rect.columns)
    let customer = detail?.order.customer.name ?? ""
    let facts =
      "  \(customer)  paid by \(Wording.tender(draft.basis.tender)), \(draft.basis.remaining.text) can go back"
    canvas.write(facts, row: rect.row, column: column, width: rect.endColumn - column)
    guard rect.rows > 1, hasChanged else { return }
    canvas.write(
      "\(canvas.glyphs.alert) Something came between: these are the figures now, what you typed is kept.",
      row: rect.row + 1, column: rect.column, role: .warning, width: rect.columns)
  }

  // MARK: The fields

  /// Cells of the columns behind the name: units left, money left, the two entries.
  private struct Columns {
    let name: Int
    let left: Int
    let remaining: Int

    init(_ width: Int) {
      left = 4
      remaining = width >= 60 ? 12 : 0
      name = max(8, width - 2 - left - remaining - Columns.units - Columns.money - 3)
    }

    static let units = 5
    static let money = 11
    var leftStart: Int { 2 + name + 1 }
    var remainingStart: Int { leftStart + left }
    var unitsStart: Int { remainingStart + remaining + 1 }
    var moneyStart: Int { unitsStart + Columns.units + 1 }
  }

  private func drawRows(_ draft: RefundDraft, on canvas: inout Canvas, in rect: Rect) {
    let columns = Columns(min(rect.columns, 90))
    let (head, body) = rect.splitTop(rect.rows > 5 ? 1 : 0)
    if !head.isEmpty {
      func write(_ text: String, _ column: Int, _ width: Int, _ align: Alignment = .right) {
        canvas.write(text, row: head.row, column: head.column + column, role: .heading, width: width, align: align)
      }
      canvas.write("ITEM", row: head.row, column: head.column + 2, role: .heading, width: columns.name)
      write("LEFT", columns.leftStart, columns.left)
      if columns.remaining > 0 { write("MONEY LEFT", columns.remainingStart, columns.remaining) }
      write("UNITS", columns.unitsStart, Columns.units, .left)
      write("MONEY", columns.moneyStart, Columns.money, .left)
    }
    let rows = draft.rows
    let focused = draft.focusedRow
    // The rest stays in sight around the row in focus.
    let margin = min(2, max(0, (body.rows - 1) / 2))
    let first = max(0, min(focused + margin + 1 - body.rows, rows.count - body.rows))
    for (line, index) in (first..<rows.count).prefix(body.rows).enumerated() {
      let place = body.line(line)
      if index == focused {
        canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      }
      draw(rows[index], of: draft, columns, isFocused: index == focused, on: &canvas, in: place)
    }
    if first > 0 || first + body.rows < rows.count, !head.isEmpty {
      let hidden = rows.count - body.rows
      canvas.write(
        "\(hidden) more", row: head.row, column: head.column + 8, role: .muted, width: max(0, columns.name - 8))
    }
  }

  private func draw(
    _ fields: [RefundDraft.Field], of draft: RefundDraft, _ columns: Columns, isFocused: Bool, on canvas: inout Canvas,
    in place: Rect
  ) {
    guard let field = fields.first else { return }
    let role: Role = isFocused ? .heading : .text
    func label(_ text: String, _ width: Int? = nil) {
      canvas.write(text, row: place.row, column: place.column + 2, role: role, width: width ?? columns.name)
    }
    func entry(_ field: RefundDraft.Field, _ start: Int, _ width: Int, placeholder: String) {
      var editor = draft.editor(field)
      editor.placeholder = placeholder
      let rect = Rect(row: place.row, column: place.column + start, rows: 1, columns: width)
      editor.draw(on: &canvas, in: rect, isFocused: draft.focus == field)
    }
    switch field {
    case .units(let id), .money(let id):
      guard let line = draft.basis.lines.first(where: { $0.line.id == id }) else { return }
      label(line.line.name)
      canvas.write(
        "\(line.quantity)", row: place.row, column: place.column + columns.leftStart, role: .muted, width: columns.left,
        align: .right)
      money(line.remainingMinor, draft, columns, on: &canvas, in: place)
      entry(.units(id), columns.unitsStart, Columns.units, placeholder: "0")
      let worth = draft.units(line).map { draft.worth($0, of: line) } ?? 0
      entry(
        .money(id), columns.moneyStart, Columns.money,
        placeholder: worth > 0 ? Money(minor: worth, draft.currency).plain : "")
    case .shipping:
      label("delivery fee")
      money(draft.basis.shippingMinor, draft, columns, on: &canvas, in: place)
      entry(.shipping, columns.moneyStart, Columns.money, placeholder: "")
    case .free:
      label("anything else")
      entry(.free, columns.moneyStart, Columns.money, placeholder: "")
    case .reason:
      label("reason", 8)
      entry(.reason, 11, max(8, min(place.columns, columns.moneyStart + Columns.money) - 11), placeholder: "why?")
    case .tender: choice("goes back by", Wording.tender(draft.tender), draft.focus == field, role, &canvas, place)
    case .paysMoney: choice("money goes back", yes(draft.paysMoney), draft.focus == field, role, &canvas, place)
    case .goodsBack: choice("goods come back", yes(draft.goodsBack), draft.focus == field, role, &canvas, place)
    case .restock:
      choice("into stock again", yes(draft.restocks), draft.focus == field, role, &canvas, place)
      guard !draft.goodsBack else { return }
      canvas.write(
        "once goods come back", row: place.row, column: place.column + 32, role: .muted,
        width: max(0, place.columns - 32)
      )
    }
  }

  private func yes(_ flag: Bool) -> String { flag ? "yes" : "no" }

  private func money(
    _ minor: Int64, _ draft: RefundDraft, _ columns: Columns, on canvas: inout Canvas, in place: Rect
  ) {
    canvas.write(
      Money(minor: minor, draft.currency).digits, row: place.row, column: place.column + columns.remainingStart,
      role: .muted, width: columns.remaining, align: .right)
  }

  private func choice(
    _ label: String, _ value: String, _ isFocused: Bool, _ role: Role, _ canvas: inout Canvas, _ place: Rect
  ) {
    canvas.write(label, row: place.row, column: place.column + 2, role: role, width: 17)
    let column = place.column + 20
    canvas.write(
      isFocused ? "< \(value) >" : "  \(value)", row: place.row, column: column, role: isFocused ? .input : .text,
      width: max(0, place.endColumn - column))
    if isFocused { canvas.cursor = Canvas.Position(row: place.row, column: column + 2) }
  }

  // MARK: What it comes to

  private func drawFoot(_ draft: RefundDraft, on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    guard !rect.isEmpty else { return }
    let line = rect.line(context.isCompact ? 0 : 1)
    let after = Money(minor: draft.basis.remaining.minor - draft.total.minor, draft.currency)
    var column = line.column
    column += canvas.write("TOTAL ", row: line.row, column: column, role: .muted)
    column += canvas.write(
      draft.total.text, row: line.row, column: column, role: after.minor < 0 ? .refused : .big, width: line.columns)
    canvas.write(
      "  of \(draft.basis.remaining.digits), \(after.digits) stays", row: line.row, column: column, role: .muted,
      width: line.endColumn - column)
    guard !context.isCompact else { return }
    let wrong = draft.isTouched ? draft.problem?.words : nil
    let said = wrong ?? draft.effects.joined(separator: "; ")
    let text = wrong == nil ? said : "\(canvas.glyphs.dot) \(said)"
    for (index, part) in TextWidth.wrapped(text, max(1, rect.columns - 1)).prefix(2).enumerated() {
      canvas.write(part, row: line.row + 1 + index, column: rect.column, role: wrong == nil ? .text : .warning)
    }
  }
}
