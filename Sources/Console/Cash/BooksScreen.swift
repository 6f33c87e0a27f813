import Commerce
import Operations
import Terminal

/// The books of custody: every movement of money, from which account to which, newest first.
struct BooksScreen: Screen {
  private(set) var filter: BooksFilter
  private(set) var listing = CashListing<RecordedCashMove>()
  private(set) var names = CashNames()
  private var pane = CashOrderPane()

  init(_ filter: BooksFilter) { self.filter = filter }

  var request: ScreenRequest { .cash(.books(filter)) }
  var title: String { "Books" }

  func bindings(_ context: Context) -> [Binding] {
    let order = listing.selected?.move.order
    let none = order == nil ? CommerceError.invalid([FieldIssue("", "This movement is about no order")]) : nil
    return [
      Binding("books.open", "order", [.enter], importance: 8, refusal: none),
      Binding("books.account", "account", [.character("a")], section: .view, importance: 7),
      Binding("books.from", "where it came from", [.character("f")], section: .view, importance: 3),
      Binding("books.to", "where it went", [.character("t")], section: .view, importance: 2),
      Binding("books.all", "all accounts", [.character("0")], section: .view, importance: 4), ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func back(_ context: Context) -> [Effect]? { nil }

  mutating func opened(_ context: Context) -> [Effect] {
    [.call(.cash(.till), tag: "names")] + (isResolved ? listing.restart(ask) : [])
  }

  /// False while the driver of an address is still looked up.
  private var isResolved: Bool { filter.word.isEmpty || filter.account != nil }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .chosen(let choice, "account"):
      guard let chosen = BooksFilter([choice]) else { return [] }
      return show(chosen)
    case .chosen(let format, _): return listing.exporting(as: format, ask)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return isResolved ? listing.refresh(ask) : []
    case .paused: return pane.follow(listing.selected?.move.order, context)
    case .resized: return pane.awaiting(listing.selected?.move.order, context)
    case .mouse(let mouse):
      let (opened, effects) = listing.point(mouse, in: layout(context).table, ask)
      return effects + (opened.map { open($0) } ?? pane.awaiting(listing.selected?.move.order, context))
    case .confirmed, .cancelled, .filled, .key, .paste, .scan, .tick: return []
    }
  }

  private func layout(_ context: Context) -> CashListLayout { CashListLayout(context.area, context, below: 0) }

  private var ask: CashListing<RecordedCashMove>.Ask {
    let account = names.account(of: filter)
    return { .moves(account, $0) }
  }

  private mutating func show(_ chosen: BooksFilter) -> [Effect] {
    filter = chosen
    filter.account = names.account(of: chosen)
    return listing.restart(ask)
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let effects = listing.act(name, in: layout(context).table, ask) {
      return effects + pane.awaiting(listing.selected?.move.order, context)
    }
    switch name {
    case "books.all": return show(BooksFilter())
    case "books.account": return [.choose(names.choices, title: "The books of", tag: "account")]
    case "books.open": return listing.selected.map { open($0) } ?? []
    case "books.from", "books.to":
      guard let move = listing.selected?.move else { return [] }
      let account = name == "books.from" ? move.from : move.to
      return show(BooksFilter(account, driverCode: names.drivers.first { $0.person == account.person }?.code))
    default: return []
    }
  }

  private func open(_ row: RecordedCashMove) -> [Effect] {
    row.move.order.map { [.open(.order(.id($0), neighbours: []))] } ?? []
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .cash(.moves(let page)):
      let columns = BooksColumns(context: context, account: names.account(of: filter), isWide: true).columns
      return listing.take(page, tag, ask, name: "books-\(context.site?.code ?? "")", columns: columns)
        + pane.awaiting(listing.selected?.move.order, context)
    case .cash(.till(let till)):
      names = CashNames(till, context.session)
      guard !isResolved else { return [] }
      guard let account = names.account(of: filter) else {
        let whose = filter.whose
        return [.notice(Notice(.refused, "No driver \(whose) in \(context.site?.name ?? "this town")"))]
          + show(BooksFilter())
      }
      filter.account = account
      return listing.restart(ask)
    case .order(let detail):
      pane.show(detail)
      return []
    case .failed(let error, _):
      if tag == "pane" || tag == "names" { return isResolved ? [] : [.notice(.error(error))] }
      return listing.fail(error, tag, ask) ?? [.notice(.error(error))]
    default: return []
    }
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let layout = CashListLayout(area, context, below: 0)
    CashFilterLine(words: [words], count: listing.count("movement"), isNew: listing.list.newer > 0)
      .draw(on: &canvas, in: layout.filter)
    let account = names.account(of: filter)
    listing.draw(
      on: &canvas, in: layout.table,
      BooksColumns(context: context, account: account, isWide: layout.table.columns >= 100).columns,
      empty: ["Nothing has moved here yet.", "Collections, cash-ups, deposits and refunds appear here."]
    ) { move in
      move.move.reason == .difference ? .warning : nil
    }
    pane.draw(on: &canvas, in: layout, context)
  }

  private var words: String {
    guard !filter.word.isEmpty else { return "all accounts" }
    let person = names.account(of: filter)?.person
    let name = person.map { names[$0] } ?? ""
    return Wording.account(filter.word, name: name.isEmpty ? filter.whose : name)
  }
}

/// How a movement looks as a row.
struct BooksColumns {
  let context: Context
  /// The account that is looked at: its amounts have signs.
  let account: CashAccount?
  let isWide: Bool

  var columns: [ListColumn<RecordedCashMove>] {
    [
      ListColumn("WHEN", .fixed(12), priority: 80, exported: \.at.description) { TableCell(context.told($0.at)) },
      ListColumn("AMOUNT", .fixed(11), align: .right, priority: .max) { row in
        TableCell(signed(row), row.move.from == account ? .warning : .text)
      },
      ListColumn("FROM", .flexible(minimum: 11, weight: 1), priority: .max) { row in
        TableCell(Wording.account(row.move.from.word, name: row.fromName))
      },
      ListColumn("TO", .flexible(minimum: 11, weight: 1), priority: .max) { row in
        TableCell(Wording.account(row.move.to.word, name: row.toName))
      },
      ListColumn("WHY", .fixed(10), priority: 70) { TableCell(Wording.reason($0.move.reason), .muted) },
      ListColumn("ORDER", .fixed(isWide ? 17 : 5), priority: 60, exported: \.orderNumber) { row in
        TableCell(
          isWide || row.orderNumber.isEmpty ? row.orderNumber : OrderNumber.short(row.orderNumber, ellipsis: "…"))
      },
      ListColumn("BY", .fixed(12), priority: 40) { TableCell($0.actorName, .muted) },
    ]
  }

  /// Minus for what left the account that is looked at.
  private func signed(_ row: RecordedCashMove) -> String {
    row.isHidden ? "to count" : (account != nil && row.move.from == account ? "-" : "") + row.move.amount.digits
  }
}
