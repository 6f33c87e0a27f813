import Commerce
import Operations
import Terminal

/// The last thing that was accepted, at the foot of every scan screen.
struct LastScan: Hashable, Sendable {
  var text: String
  /// The key that takes it back; empty where nothing does.
  var hint = ""
  /// What was taken back, or left short, is no tick.
  var isDone = true

  /// Draws it over the last row of a rectangle and answers what is left above.
  static func draw(_ last: LastScan?, on canvas: inout Canvas, in area: Rect) -> Rect {
    guard area.rows > 0 else { return area }
    let (line, rest) = area.splitBottom(1)
    guard let last else { return rest }
    let isNarrow = area.columns < 60
    var column = line.column + 1
    if !isNarrow { column += canvas.write("last", row: line.row, column: column, role: .muted) + 2 }
    let shape = last.isDone ? canvas.glyphs.done : canvas.glyphs.dot
    column += canvas.write(String(shape), row: line.row, column: column, role: last.isDone ? .done : .muted) + 1
    let side = last.hint.isEmpty ? 0 : TextWidth.width(last.hint) + 2
    canvas.write(last.text, row: line.row, column: column, width: line.endColumn - column - side)
    canvas.write(last.hint, row: line.row, column: line.endColumn - side + 1, role: .key, width: max(0, side - 1))
    return rest
  }
}

/// Something to look at that is no message: it stays until it is no longer so.
struct ScanAlert: Hashable, Sendable {
  var text: String
  var role: Role

  /// Draws it from the first row of a rectangle on: over one row where a list follows, over all it needs elsewhere.
  func draw(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard !area.isEmpty else { return }
    let shape = role == .refused ? canvas.glyphs.refused : canvas.glyphs.alert
    guard context.isCompact else {
      canvas.write("\(shape) \(text)", row: area.row, column: area.column + 1, role: role, width: area.columns - 2)
      return
    }
    for (index, line) in TextWidth.wrapped("\(shape) \(text)", area.columns - 1).prefix(area.rows).enumerated() {
      canvas.write(line, row: area.row + index, column: area.column + 1, role: role)
    }
  }
}

/// The words of what is counted.
enum UnitWords {
  /// `3 bags`: the catalogue keeps the word for one.
  static func of(_ unit: String, _ count: Int) -> String {
    guard count != 1, let last = unit.last, last.isLetter, last != "s" else { return unit }
    return unit + (last == "x" || unit.hasSuffix("ch") || unit.hasSuffix("sh") ? "es" : "s")
  }
}

/// Numbers that are typed into the scan line. A scanned code is longer and never a number here.
enum TypedNumber {
  /// The number of one to five digits; nil for anything else.
  static func parse(_ text: String) -> Int? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// The digit that was pressed, 1 to 9.
  static func digit(_ key: Key) -> Int? {
    guard case .character(let character) = key, character.isASCII, let digit = character.wholeNumberValue, digit > 0
    else { return nil }
    return digit
  }
}

/// What a picker or packer should know of an order, in one or two lines.
enum OrderFacts {
  /// `promise 15:30 (58 min)`, or how late it is.
  static func promise(_ order: PickOrderSummary, _ context: Context) -> ScanFocus.Place {
    let clock = context.local(order.promiseAt).clockOrDay(today: context.local(context.now))
    let minutes = order.promiseAt.minutes(since: context.now)
    if minutes < 0 {
      return ScanFocus.Place(label: "promise", text: "\(clock) (\(Span.short(-minutes)) late)", role: .late)
    }
    return ScanFocus.Place(label: "promise", text: "\(clock) (\(Span.short(minutes)))")
  }

  /// How it is paid: the amount to collect, or that nothing is.
  static func payment(_ order: PickOrderSummary) -> ScanFocus.Place {
    order.paymentMethod == .cod
      ? ScanFocus.Place(label: "COD", text: order.total.text) : ScanFocus.Place(label: "", text: "prepaid")
  }

  /// All of it, the most important first.
  static func all(_ order: PickOrderSummary, _ context: Context) -> [ScanFocus.Place] {
    var facts = [promise(order, context)]
    if order.priority > 0 {
      facts.append(ScanFocus.Place(label: "priority", text: String(order.priority), role: .accent))
    }
    facts.append(payment(order))
    if !order.zone.isEmpty { facts.append(ScanFocus.Place(label: "zone", text: order.zone)) }
    facts.append(ScanFocus.Place(label: "", text: order.customer))
    return facts
  }

  /// Draws the facts side by side, wrapping, and the note below; answers what is left.
  static func draw(_ order: PickOrderSummary, on canvas: inout Canvas, in area: Rect, _ context: Context) -> Rect {
    var rest = area
    var column = rest.column + 1
    for fact in all(order, context) {
      let label = fact.label.isEmpty ? 0 : TextWidth.width(fact.label) + 1
      let needed = label + TextWidth.width(fact.text)
      if column + needed > rest.endColumn, column > rest.column + 1 {
        rest = rest.splitTop(1).rest
        column = rest.column + 1
      }
      guard !rest.isEmpty else { return rest }
      if label > 0 { canvas.write(fact.label, row: rest.row, column: column, role: .muted) }
      canvas.write(
        fact.text, row: rest.row, column: column + label, role: fact.role,
        width: max(0, rest.endColumn - column - label))
      column += needed + 3
    }
    rest = rest.splitTop(1).rest
    guard !order.note.isEmpty, !rest.isEmpty else { return rest }
    canvas.write("note", row: rest.row, column: rest.column + 1, role: .muted)
    for line in TextWidth.wrapped(order.note, max(1, rest.columns - 8)).prefix(rest.rows) {
      canvas.write(line, row: rest.row, column: rest.column + 7, role: .warning)
      rest = rest.splitTop(1).rest
    }
    return rest
  }
}

/// Takes the digit that answers a question, and keeps a short code that is scanned meanwhile from answering it.
struct DigitGate: Hashable, Sendable {
  /// What a key is to the question.
  enum Taken: Hashable, Sendable {
    case digit(Int)
    /// The start of something else; the rest of it is passed over up to Enter.
    case other
    case nothing
  }

  private var isShut = false

  mutating func take(_ key: Key) -> Taken {
    if key == .enter {
      isShut = false
      return .nothing
    }
    guard case .character = key, !isShut else { return .nothing }
    if let digit = TypedNumber.digit(key) { return .digit(digit) }
    isShut = true
    return .other
  }
}
