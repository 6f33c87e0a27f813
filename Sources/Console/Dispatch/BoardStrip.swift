import Commerce
import Operations
import Terminal

/// The line at hand in more words, below the board.
struct BoardStrip {
  let screen: BoardScreen
  let context: Context

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard let shown = screen.shown else { return }
    let lines: [StyledLine] =
      switch shown {
      case .card(let id, _): screen.groups.cards[id].map { Self.lines(of: $0, context) } ?? []
      case .head(let id): screen.groups.group(id).map { words(of: $0) } ?? []
      }
    for (index, line) in lines.prefix(rect.rows).enumerated() {
      line.draw(on: &canvas, in: rect.line(index).splitLeft(1).rest)
    }
  }

  /// Who, where, by when, with whom.
  static func lines(of card: BoardCard, _ context: Context) -> [StyledLine] {
    let today = context.local(context.now)
    let left = card.promiseAt.minutes(since: context.now)
    let who = [card.phone, card.place, card.zoneLabel].filter { !$0.isEmpty }.joined(separator: ", ")
    var second = StyledLine("promise \(context.local(card.promiseAt).clockOrDay(today: today)) (", .muted)
      .adding(left < 0 ? "\(Span.short(-left)) late" : Span.short(left), left < 0 ? .late : .text).adding(")  ", .muted)
    second = second.adding(
      card.due.minor == 0 ? "prepaid" : "\(Wording.method(card.paymentMethod)) \(card.due.text)",
      card.due.minor == 0 ? .muted : .text)
    second = second.adding("  " + counted(card.parcels, "box", "boxes"), .muted)
    if !card.driverName.isEmpty {
      let stop = card.dispatch.map { " stop \($0.position)" } ?? ""
      second = second.adding("  \(card.driverName) \(card.runCode)\(stop)", .muted)
    }
    if let incident = card.dispatch?.incident, card.isActive {
      let note = incident.note.isEmpty ? "" : " (\(incident.note))"
      second = second.adding("  \(incident.by): \(Wording.failure(incident.reason))\(note)", .warning)
    } else if card.lane == .failed, let failure = card.dispatch?.failure {
      let note = card.dispatch?.failureNote ?? ""
      second = second.adding("  \(Wording.failure(failure))\(note.isEmpty ? "" : ": \(note)")", .warning)
    }
    return [StyledLine(card.number, .heading).adding("  \(card.customer)").adding("  \(who)", .muted), second]
  }

  private func words(of group: BoardGroup) -> [StyledLine] {
    let cards = screen.groups.cards(of: group.id)
    let late = cards.count { $0.promiseAt < context.now }
    var first = StyledLine(group.title, .heading)
      .adding("  " + counted(cards.count, "order"))
    if late > 0 { first = first.adding("  \(late) late", .late) }
    let currency = context.site?.currency ?? .cedi
    if group.codMinor > 0 { first = first.adding("  COD \(Money(minor: group.codMinor, currency).text)") }
    guard let row = group.driver else { return [first] }
    var second = StyledLine("shift \(row.driver.shiftText)", .muted)
    if !row.hidesCash {
      let cash = Money(minor: row.load.cashMinor, currency).text
      let most = row.driver.cashLimitMinor
      second = second.adding("  cash \(cash)\(most > 0 ? " of \(Money(minor: most, currency).digits)" : "")", .muted)
    }
    second =
      second.adding("  today \(row.load.deliveredToday) delivered, \(row.load.failedToday) failed", .muted)
    if !row.driver.vehicle.isEmpty { second = second.adding("  \(row.driver.vehicle)", .muted) }
    if let refusal = row.refusal { second = second.adding("  \(Wording.text(refusal, now: context.now))", .warning) }
    return [first, second]
  }
}
