import Commerce
import Operations
import Terminal

extension NewOrderScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    if let placed { return draw(placed, on: &canvas, in: area, context) }
    OrderFieldsView(
      fields: fields, currency: context.site?.currency ?? .cedi, known: known(context), total: total(context),
      isFocused: true
    ).draw(on: &canvas, in: area)
  }

  /// What the phone tells: who calls, what they ordered last, what they owe.
  private func known(_ context: Context) -> [StyledLine] {
    guard let card else {
      return [StyledLine("The phone tells who calls; a new customer is entered below it.", .muted)]
    }
    guard let last = card.orders.max(by: { $0.id < $1.id }), let place = card.places.first else {
      return [StyledLine("A new customer.", .muted)]
    }
    var line = StyledLine("\(place.name), \(place.address.line)", .accent)
    if fields.customer["name"].isEmpty { line = line.adding("  Enter takes it", .key) }
    let age = Wording.age(since: last.placedAt, now: context.now)
    var second = StyledLine(
      "\(card.hasMore ? "50+ orders" : counted(card.orders.count, "order")), last \(age) ago \(last.number) "
        + "\(Wording.status(last.status)) \(last.total.digits)", .muted)
    if card.open > 0 { second = second.adding("  \(card.open) open", .warning) }
    if card.balance.minor > 0 { second = second.adding("  owes \(card.balance.text)", .late) }
    if card.balance.minor < 0 {
      second = second.adding("  credit \(Money(minor: -card.balance.minor, card.balance.currency).text)", .done)
    }
    if let note = card.notes.first { second = second.adding("  note: \(note.text)", .warning) }
    return [line, second]
  }

  /// The sum as the core says it; until it has, that of the lines.
  private func total(_ context: Context) -> StyledLine {
    let currency = context.site?.currency ?? .cedi
    guard !fields.items.lines.isEmpty else { return StyledLine("nothing on it yet", .muted) }
    let typed = fields.terms["fee"]
    let fee = typed.isEmpty ? preview?.totals.deliveryMinor ?? 0 : Money(decimal: typed, currency)?.minor ?? 0
    var line = StyledLine(
      "total \(Money(minor: fields.items.subtotalMinor + fee, currency).text)", .heading
    ).adding("  \(ListCount.counted(fields.items.units, "unit"))", .muted)
    if typed.isEmpty, fee > 0 { line = line.adding("  with \(Money(minor: fee, currency).digits) delivery", .muted) }
    let short = fields.items.lines.reduce(0) { $0 + $1.short }
    if short > 0 { line = line.adding("  \(short) short", .warning) }
    if let preview {
      let today = context.local(context.now)
      line = line.adding("  promised \(context.local(preview.promiseAt).clockOrDay(today: today))", .muted)
      if !preview.zone.isEmpty { line = line.adding("  zone \(preview.zone)", .muted) }
    }
    return line
  }

  private func draw(_ placed: PlacedOrder, on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let inner = area.inset(rows: area.rows > 12 ? 2 : 0, columns: 2)
    let spaced = placed.number.map(String.init).joined(separator: " ")
    let number = TextWidth.width(spaced) <= inner.columns ? spaced : placed.number
    canvas.write(number, row: inner.row + 1, column: inner.column, role: .big, width: inner.columns)
    let waits = placed.status == .pendingPayment ? "waits for its payment" : "waits to be picked"
    let lines = [
      StyledLine("\(placed.total.text), \(waits)"), StyledLine("for \(fields.person.name), \(fields.address.line)"),
      .blank, StyledLine("Enter ", .key).adding("begins another").adding("   o ", .key).adding("opens it", .text),
    ]
    for (row, line) in lines.enumerated() { line.draw(on: &canvas, in: inner.line(3 + row)) }
  }
}
