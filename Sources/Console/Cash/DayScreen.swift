import Commerce
import Operations
import Terminal

/// The books of one local day: what was asked for, what came in and by what, what is not home; and its close.
struct DayScreen: Screen {
  /// The day shown; nil for today until it is read.
  private(set) var day: String?
  private(set) var sheet: DaySheet?
  /// Why there is nothing to show.
  private(set) var problem: CommerceError?
  private var pane = ScrollPane()
  /// True once the way went to the oldest open day: after that the one shown is closed.
  private var wasOffered = false

  init(_ day: String?) { self.day = day }

  var request: ScreenRequest { .cash(.day(day)) }
  var title: String { "Day sheet" }
  var bannerFacts: String { sheet.map { $0.close == nil ? "open" : "closed" } ?? "" }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    let nothing = sheet == nil ? CommerceError.notFound(.day, day ?? "") : nil
    return [
      Binding(
        "day.close", "close the day", [.character("C")], importance: 9,
        refusal: context.missing(.closeDay) ?? nothing ?? sheet.flatMap { noClose($0, context) }),
      Binding("day.previous", "the day before", [.character("["), .left], section: .view, importance: 7),
      Binding(
        "day.next", "the day after", [.character("]"), .right], section: .view, importance: 6,
        refusal: isToday(context) ? .invalid([FieldIssue("", "Tomorrow has no books yet")]) : nil),
      Binding("day.today", "today", [.character("t")], section: .view, importance: 3),
      Binding("day.till", "till", [.character("m")], section: .view, importance: 4),
      Binding("day.books", "books", [.character("j")], section: .view, importance: 4),
      Binding("day.print", "print", [.character("P")], importance: 5, refusal: nothing),
      ListKeys.export,
      Binding("list.up", "up", [.up, .character("k")], section: .list),
      Binding("list.down", "down", [.down], section: .list),
      Binding("list.page_down", "a page down", [.pageDown, .control("d")], section: .list),
      Binding("list.page_up", "a page up", [.pageUp, .control("u")], section: .list),
      Binding("list.first", "top", [.home], section: .list), Binding("list.last", "end", [.end], section: .list),
    ]
  }

  private func today(_ context: Context) -> String { context.local(context.now).date }
  private func isToday(_ context: Context) -> Bool { (day ?? today(context)) >= today(context) }

  /// The oldest day still open, when it lies before the one shown and was not offered yet.
  private func older(than sheet: DaySheet) -> String? {
    guard !wasOffered, let oldest = sheet.oldestOpen, oldest < sheet.day else { return nil }
    return oldest
  }

  private func noClose(_ sheet: DaySheet, _ context: Context) -> CommerceError? {
    if let close = sheet.close {
      let at = context.told(close.at)
      return .invalid([FieldIssue("", "\(CashDay.words(sheet.day)) was closed by \(sheet.closedBy) at \(at)")])
    }
    return older(than: sheet) == nil ? sheet.refusal : nil
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { read() }

  private func read() -> [Effect] { [.call(.cash(.day(day)), tag: "day")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .answer(.cash(.day(let found)), let tag):
      sheet = found
      problem = nil
      if tag == "close" { return [.notice(Notice(.done, "\(CashDay.words(found.day)) is closed"))] }
    case .answer(.failed(let error, _), let tag):
      if tag == "day", sheet == nil { problem = error }
      return [.notice(.error(error, now: context.now))] + (tag == "close" ? [.bell] + read() : [])
    case .chosen(let format, _):
      guard let sheet, let format = ExportTable.Format(rawValue: format) else { return [] }
      return [.export(DayLines(sheet, context).table(format, town: context.site?.code ?? ""))]
    case .confirmed:
      // Midnight may have passed since: what was shown is what is closed.
      return sheet.map { [.call(.cash(.closeDay($0.day)), tag: "close")] } ?? []
    case .committed: return read()
    case .mouse(let mouse) where mouse.action == .wheelDown: return scroll(.down, context)
    case .mouse(let mouse) where mouse.action == .wheelUp: return scroll(.up, context)
    case .resized: pane.rewind()
    default: break
    }
    return []
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) { return scroll(key, context) }
    switch name {
    case "day.previous": return go(to: CashDay.adding(-1, to: day ?? today(context)))
    case "day.next":
      let next = CashDay.adding(1, to: day ?? today(context))
      return go(to: next == today(context) ? nil : next)
    case "day.today": return go(to: nil)
    case "day.till": return [.open(.cash(.till))]
    case "day.books": return [.open(.cash(.books(BooksFilter())))]
    case "list.export": return [.choose(TillColumns.formats, title: "Export this sheet as", tag: "export")]
    case "day.print":
      guard let sheet else { return [] }
      let text = DayLines(sheet, context).plain(width: 78)
      let title = "Day sheet \(context.site?.name ?? "") \(sheet.day)"
      return [.print(.text(text, title: title))]
    case "day.close":
      guard let sheet else { return [] }
      guard let oldest = older(than: sheet) else { return [.confirm(closing(sheet, context), tag: "close")] }
      wasOffered = true
      let words = "\(CashDay.words(oldest)) was never closed: it comes first, C closes it. t goes back to today."
      return go(to: oldest) + [.notice(Notice(.warning, words))]
    default: return []
    }
  }

  private func closing(_ sheet: DaySheet, _ context: Context) -> Dialog {
    let town = context.site?.name ?? "this town"
    func text(_ minor: Int64?) -> String { minor.map { Money(minor: $0, sheet.currency).text } ?? "to count" }
    var body = [
      "Due \(text(sheet.dueMinor)), cash \(text(sheet.byTender[.cash])), "
        + "MoMo \(text(sheet.byTender[.momo]))"
    ]
    body += sheet.owned.map { "\($0.name) answers for \(text($0.minor))" }
    body.append(
      sheet.day < today(context)
        ? "What moved since is in the books of the days after."
        : "What comes later today is in the books of tomorrow.")
    return Dialog(
      question: "Close the books of \(CashDay.words(sheet.day)) in \(town)?", body: body,
      confirmLabel: "close the day", cancelLabel: "leave it open")
  }

  private mutating func go(to other: String?) -> [Effect] {
    day = other
    sheet = nil
    pane.rewind()
    return [.quiet] + read()
  }

  private mutating func scroll(_ key: Key, _ context: Context) -> [Effect] {
    guard let sheet else { return [] }
    let lines = DayLines(sheet, context).lines(width: width(context.area))
    _ = pane.move(key, lines: lines.count, visible: context.area.rows)
    return []
  }

  // MARK: Drawing

  private func width(_ area: Rect) -> Int { min(area.columns - 2, 110) }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let inner = area.splitLeft(1).rest
    guard let sheet else {
      let said = problem.map { Wording.text($0) } ?? "reading the books of \(CashDay.words(day ?? today(context)))"
      canvas.write(
        said, row: inner.row, column: inner.column + 2, role: problem == nil ? .muted : .refused,
        width: inner.columns - 2)
      return
    }
    pane.draw(DayLines(sheet, context).lines(width: width(area)), on: &canvas, in: inner)
  }
}
