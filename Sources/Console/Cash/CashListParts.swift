import Commerce
import Operations
import Terminal

/// Where the parts of a list of the cash desk stand.
struct CashListLayout: Hashable, Sendable {
  /// The line that says what is shown.
  let filter: Rect
  /// The list with its head.
  let table: Rect
  /// What is said of the row at hand: below the list, or beside a wide one; empty where there is no room.
  let detail: Rect
  let isWide: Bool

  /// `below` rows are given to the detail of a list that is not wide.
  init(_ area: Rect, _ context: Context, below: Int) {
    let (top, rest) = area.splitTop(1)
    filter = top
    isWide = context.isWide
    if isWide {
      let (side, list) = rest.splitRight(max(60, rest.columns * 2 / 5), gap: 3)
      (table, detail) = (list, side)
    } else {
      let (bottom, list) = rest.splitBottom(context.isCompact ? 0 : min(below, max(0, rest.rows - 6)))
      (table, detail) = (list, bottom)
    }
  }

  /// The line between a wide list and its detail.
  func drawRule(on canvas: inout Canvas) {
    guard isWide else { return }
    for row in detail.row..<detail.endRow {
      canvas.write(String(canvas.glyphs.vertical), row: row, column: detail.column - 2, role: .rule)
    }
  }
}

/// The line above a list: what is shown, what is typed after `/`, how many there are.
struct CashFilterLine {
  var words: [String]
  var text = ""
  var prompt: LineEditor?
  var count: String
  var isNew = false

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let width = TextWidth.width(count)
    let (side, rest) = rect.splitRight(min(width + 1, rect.columns / 2), gap: 2)
    canvas.write(count, row: side.row, column: side.column, role: isNew ? .accent : .muted, width: width)
    let line = rest.splitLeft(1).rest
    let said = words.filter { !$0.isEmpty }.joined(separator: " \(canvas.glyphs.dot) ")
    if let prompt {
      let taken = canvas.write("/ ", row: line.row, column: line.column, role: .key, width: line.columns)
      let (entry, beside) = line.splitLeft(taken).rest.splitLeft(min(40, line.columns / 2), gap: 2)
      prompt.draw(on: &canvas, in: entry)
      canvas.write(said, row: line.row, column: beside.column, role: .muted, width: beside.columns)
      return
    }
    let taken = canvas.write(said, row: line.row, column: line.column, role: .heading, width: line.columns)
    guard !text.isEmpty else { return }
    canvas.write(
      "  / \(text)", row: line.row, column: line.column + taken, role: .accent, width: line.columns - taken)
  }
}

/// The order of the row at hand beside a wide list; it follows once keys pause.
struct CashOrderPane: Hashable, Sendable {
  private(set) var detail: OrderDetail?

  /// Waits for a pause when another order is at hand.
  func awaiting(_ order: ID<Order>?, _ context: Context) -> [Effect] {
    context.isWide && order != detail?.order.id ? [.awaitPause] : []
  }

  /// Asks for the order at hand.
  func follow(_ order: ID<Order>?, _ context: Context, anew: Bool = false) -> [Effect] {
    guard context.isWide, let order, anew || order != detail?.order.id else { return [] }
    return [.call(.orders(.detail(order)), tag: "pane")]
  }

  mutating func show(_ found: OrderDetail) { detail = found }

  func draw(on canvas: inout Canvas, in layout: CashListLayout, _ context: Context) {
    guard layout.isWide else { return }
    layout.drawRule(on: &canvas)
    guard let detail else { return }
    OrderPane(detail: detail, now: context.now, glyphs: canvas.glyphs).draw(on: &canvas, in: layout.detail)
  }
}

extension Context {
  /// A moment as it is told: the clock today, the day and clock otherwise.
  func told(_ instant: Instant) -> String {
    let (then, today) = (local(instant), local(now))
    return then.date == today.date ? then.clock : then.dayAndClock
  }

  /// How long ago, in the few characters of a column.
  func age(_ instant: Instant) -> String { Span.short(max(0, now.minutes(since: instant))) }
}
