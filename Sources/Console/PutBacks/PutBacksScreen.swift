import Commerce
import Operations
import Terminal

/// Brings picked units of cancelled orders back: the item, the bin, and the next.
struct PutBacksScreen: Screen {
  enum Step: Hashable, Sendable {
    case item
    /// The bin these units go into.
    case bin(PutBackRow)
  }

  private(set) var step = Step.item
  private(set) var rows: [PutBackRow] = []
  private(set) var hasMore = false
  private(set) var isLoaded = false
  private(set) var last: LastScan?

  var request: ScreenRequest { .putBacks }
  var title: String { "Put-backs" }
  var inputMode: InputMode { .scan }
  var bannerFacts: String { isLoaded ? "\(rows.count)\(hasMore ? "+" : "") waiting" : "" }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("put_back.pick", "pick", [.function(2)], dot: "n", importance: 20, refusal: context.missing(.pick)),
      Binding("put_back.other", "other item", [.function(3)], dot: "k", importance: inHand == nil ? 0 : 30),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  mutating func back(_ context: Context) -> [Effect]? {
    guard inHand != nil else { return nil }
    step = .item
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("put_back.pick"): return [.replace(.pick(nil))]
    case .action("put_back.other"):
      step = .item
      return [.quiet]
    case .scan(let code), .paste(let code): return scan(code)
    case .answer(let answer, let tag): return take(answer, tag)
    case .committed: return [read]
    default: return []
    }
  }

  /// What waits for its bin.
  var inHand: PutBackRow? {
    if case .bin(let row) = step { return row }
    return nil
  }

  private func scan(_ code: String) -> [Effect] {
    guard let inHand else { return [.call(.warehouse(.putBackItem(code)), tag: "item")] }
    return [.call(.warehouse(.putBack(inHand.putBack.id, into: code)), tag: "bin \(code)")]
  }

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .putBacks(let page):
      rows = page.rows
      hasMore = page.hasAfter
      isLoaded = true
      return []
    case .putBack(let row) where tag == "item":
      step = .bin(row)
      return [.quiet]
    case .putBack(let row):
      let quantity = inHand?.putBack.quantity ?? row.putBack.quantity
      step = .item
      rows.removeAll { $0.putBack.id == row.putBack.id }
      let bin = tag.hasPrefix("bin ") ? String(tag.dropFirst(4)).uppercased() : row.binCode
      last = LastScan(text: "\(row.item) ×\(quantity) back in \(bin)")
      return [.quiet, read]
    case .failed(let error, let call):
      // Somebody was faster: there is nothing to bring any more.
      if case .refused(let refusal) = error, refusal.rule == .notAwaitingPutBack { step = .item }
      return call.isMutation ? [.notice(.error(error)), .bell, read] : [.notice(.error(error))]
    default: return []
    }
  }

  private var read: Effect { .call(.warehouse(.putBacks(PageRequest(.first, limit: 100))), tag: "list") }
}

extension PutBacksScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus.draw(on: &canvas, in: left, context)
    guard !context.isCompact else { return }
    drawList(on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest, context)
  }

  private var focus: ScanFocus {
    guard let row = inHand ?? rows.first else {
      var focus = ScanFocus(verb: "BACK", subject: isLoaded ? "Nothing to put back" : "Reading the list")
      if isLoaded {
        focus.places = [ScanFocus.Place(label: "", text: "what is picked of cancelled orders appears here; F2 picks")]
      }
      return focus
    }
    var focus = ScanFocus(verb: "BACK", subject: row.item)
    focus.quantity = row.putBack.quantity
    let to = ScanFocus.Place(label: "to", text: row.binCode, role: inHand == nil ? .text : .big)
    let lies = ScanFocus.Place(label: "lies in", text: row.lies, role: inHand == nil ? .big : .text)
    focus.places = inHand == nil ? [lies, to] : [to, lies]
    focus.corner = row.number
    focus.ask =
      inHand == nil
      ? ScanFocus.Ask(hint: "any of the list", hintRole: .accent)
      : ScanFocus.Ask(hint: "its bin, or another", hintRole: .accent)
    return focus
  }

  private func drawList(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("UNITS", .fixed(5), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: 16, weight: 2), priority: .max), Column("LIES IN", .fixed(9), priority: 4),
      Column("BIN", .fixed(9), priority: .max), Column("ORDER", .fixed(18), priority: 2),
      Column("AGE", .fixed(6), align: .right, priority: 3),
    ]
    ScanList(columns: columns).draw(
      rows.map { row in
        ScanList.Line(
          cells: [
            TableCell(String(row.putBack.quantity)), TableCell(row.item), TableCell(row.lies), TableCell(row.binCode),
            TableCell(row.number), TableCell(Span.short(context.now.minutes(since: row.putBack.createdAt)), .muted),
          ], isCurrent: row.putBack.id == inHand?.putBack.id)
      }, on: &canvas, in: area)
  }
}
