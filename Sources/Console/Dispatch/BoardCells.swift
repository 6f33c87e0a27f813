import Commerce
import Operations
import Terminal

/// How the lines of the board look: heads and cards share their columns, so that sums stand above amounts.
struct BoardCells {
  let now: Instant
  let offsetMinutes: Int
  let maxAttempts: Int
  let midnight: Instant
  /// Since when mobile money is awaited, by order.
  let asked: [ID<Order>: Payment]
  let glyphs: Glyphs
  let width: Int

  private var isNarrow: Bool { width < 50 }
  /// Cells before the number: cursor, state, mark, and the stop where there is room.
  private var indent: Int { isNarrow ? 4 : 7 }
  private var amountWidth: Int { isNarrow ? 8 : 9 }
  private var noteWidth: Int { isNarrow ? 5 : width < 70 ? 17 : max(20, width / 3) }
  private static let leftWidth = 6

  /// Where amount, minutes and note stand, counted from the left edge of the line.
  private var columns: (amount: Int, left: Int, note: Int) {
    let note = width - noteWidth
    let left = note - Self.leftWidth
    return (left - amountWidth - 1, left, note)
  }

  func draw(_ card: BoardCard, on canvas: inout Canvas, in line: Rect) {
    let state = state(card)
    if let state {
      canvas.write(String(state.shape(glyphs)), row: line.row, column: line.column + 1, role: state.role)
    }
    if !isNarrow, let stop = card.dispatch?.position, card.isActive {
      canvas.write("\(stop)", row: line.row, column: line.column + 3, role: .muted, width: 3, align: .right)
    }
    // Only stops need room for their number.
    var column = line.column + (card.isActive || isNarrow ? indent : indent - 2)
    let number = OrderNumber.short(card.number, ellipsis: glyphs.ellipsis)
    column += canvas.write(isNarrow ? String(number.dropFirst()) : number, row: line.row, column: column) + 1
    let places = columns
    canvas.write(card.customer, row: line.row, column: column, width: line.column + places.amount - 1 - column)
    canvas.write(
      isNarrow && card.due.minor == 0 ? "paid" : card.amount, row: line.row, column: line.column + places.amount,
      role: card.due.minor == 0 ? .muted : .text, width: amountWidth, align: .right)
    let left = card.promiseAt.minutes(since: now)
    canvas.write(
      Span.short(left), row: line.row, column: line.column + places.left, role: left < 0 ? .late : .text,
      width: Self.leftWidth, align: .right)
    let note = note(card)
    canvas.write(
      note.text, row: line.row, column: line.column + places.note + 1, role: note.role, width: noteWidth - 1)
  }

  func draw(_ group: BoardGroup, isFolded: Bool, on canvas: inout Canvas, in line: Rect) {
    let places = columns
    let fold = group.cards.isEmpty ? glyphs.dot : isFolded ? glyphs.closed : glyphs.open
    canvas.write(String(fold), row: line.row, column: line.column + 3, role: .muted)
    let late = group.nearest.map { $0 < now } ?? false
    if late, group.id != .failed {
      canvas.write(String(glyphs.alert), row: line.row, column: line.column + 1, role: .late)
    }
    var column = line.column + 5
    let end = line.column + places.amount - 1
    if let driver = group.driver {
      column += canvas.write(driver.driver.code, row: line.row, column: column, role: .key) + 1
    }
    let count = count(group)
    let room = end - column - TextWidth.width(count) - 1
    column += canvas.write(group.title, row: line.row, column: column, role: .heading, width: max(0, room)) + 1
    canvas.write(count, row: line.row, column: column, width: max(0, end - column))
    if group.codMinor > 0 {
      let sum = Money(minor: group.codMinor, .cedi).digits
      canvas.write(
        sum, row: line.row, column: line.column + places.amount, role: .heading, width: amountWidth, align: .right)
    }
    if let nearest = group.nearest, group.id != .failed {
      let left = nearest.minutes(since: now)
      canvas.write(
        Span.short(left), row: line.row, column: line.column + places.left, role: left < 0 ? .late : .heading,
        width: Self.leftWidth, align: .right)
    }
    let note = note(group)
    canvas.write(
      note.text, row: line.row, column: line.column + places.note + 1, role: note.role, width: noteWidth - 1)
  }

  /// `9`, or of a driver `6/8`.
  private func count(_ group: BoardGroup) -> String {
    guard let row = group.driver else { return "\(group.cards.count)" }
    return "\(row.load.assigned + row.load.out)/\(row.driver.capacity)"
  }

  private func note(_ group: BoardGroup) -> TableCell {
    if let row = group.driver {
      var parts: [String] = []
      if !row.runCode.isEmpty { parts.append(row.runCode + (row.load.runState == .out ? " out" : "")) }
      if isNarrow { return TableCell(parts.first ?? "", .muted) }
      if nearLimit(row) {
        return TableCell((parts + [""]).joined(separator: " ") + "cash \(row.load.cashMinor / 100)", .warning)
      }
      if parts.isEmpty, let refusal = row.refusal { return TableCell(short(refusal), .muted) }
      if row.load.deliveredToday > 0 { parts.append("\(glyphs.done)\(row.load.deliveredToday)") }
      if row.load.failedToday > 0 { parts.append("\(glyphs.refused)\(row.load.failedToday)") }
      if row.load.cashMinor > 0 { parts.append("cash \(row.load.cashMinor / 100)") }
      return TableCell(parts.joined(separator: " "), .muted)
    }
    if group.id == .failed, group.carriedOver > 0 {
      return TableCell(isNarrow ? "\(group.carriedOver)" : "\(group.carriedOver) from before", .warning)
    }
    guard !isNarrow, let oldest = group.oldest else { return TableCell("") }
    return TableCell("oldest \(Span.short(max(0, now.minutes(since: oldest))))", .muted)
  }

  private func nearLimit(_ row: DriverRow) -> Bool {
    row.driver.cashLimitMinor > 0 && row.load.cashMinor * 5 >= row.driver.cashLimitMinor * 4
  }

  /// Why a driver takes nothing, in a word or two.
  func short(_ refusal: CommerceError) -> String {
    guard case .refused(let refusal) = refusal else { return Wording.text(refusal) }
    return switch refusal.rule {
    case .driverUnavailable: "not available"
    case .driverOffShift: "off shift"
    case .driverOut: "out"
    case .driverCapacity: "full"
    case .driverCashLimit: "cash limit"
    default: Wording.text(refusal)
    }
  }

  /// The shape at the left edge says what the group or the minutes say in words.
  private func state(_ card: BoardCard) -> TableRow.State? {
    if card.dispatch?.incident != nil, card.isActive { return .warning }
    switch card.lane {
    case .failed: return .refused
    case .ready, .assigned: return card.promiseAt < now ? .late : card.onHold ? .warning : nil
    case .out: return card.promiseAt < now ? .late : .active
    }
  }

  /// What is special about a card, the most pressing first.
  func note(_ card: BoardCard) -> TableCell {
    if let incident = card.dispatch?.incident, card.isActive {
      return TableCell(isNarrow ? "INC" : "INCIDENT \(Wording.failure(incident.reason))", .warning)
    }
    if card.onHold { return TableCell("HOLD", .warning) }
    if card.awaitsMoMo {
      let since = asked[card.order].map { " \(Span.short(max(0, now.minutes(since: $0.createdAt))))" } ?? ""
      return TableCell(isNarrow ? "MoMo" : "MoMo waiting\(since)", .accent)
    }
    if card.dispatch?.awaitsHandOver == true { return TableCell(isNarrow ? "over" : "to be handed over", .warning) }
    let attempts = card.failedAttempts > 0 ? "\(card.failedAttempts)/\(maxAttempts)" : ""
    guard card.lane == .failed else { return TableCell(attempts, .muted) }
    if isNarrow { return TableCell(attempts, .warning) }
    if let slot = card.reschedule {
      return TableCell("\(attempts) again \(local(slot.from).clockOrDay(today: local(now)))", .muted)
    }
    let reason = card.dispatch?.failure.map(Wording.failure) ?? ""
    let isUsed = card.failedAttempts >= maxAttempts
    let day = card.since < midnight ? " \(local(card.since).dayAndMonth)" : ""
    return TableCell("\(attempts) \(reason)\(day)", isUsed ? .warning : .text)
  }

  private func local(_ instant: Instant) -> LocalTime { LocalTime(instant, offsetMinutes: offsetMinutes) }
}
