import Commerce
import Operations
import Terminal

/// The orders of the town as they stood at a moment: counts by status, and the orders of the status at hand. Nothing
/// can be changed here.
struct PastScreen: Screen {
  /// The moment as it was written; the moment itself once it is read.
  private(set) var when: String
  private(set) var moment: Instant?
  private(set) var board: PastBoard?
  private(set) var orders: PastOrders?
  private(set) var statuses = WindowedTable<OrderStatus>()
  private(set) var rows = WindowedTable<ID<Order>>()
  private(set) var isInOrders = false
  private static let limit = 500

  init(_ when: String) { self.when = when }

  let title = "Back in time"
  var request: ScreenRequest { .overview(.past(when)) }
  var bannerFacts: String { board.map { counted($0.movesSince, "move") + " since" } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    let unread: CommerceError? = board == nil ? .refused(Refusal(.nothingOpen, remedy: .chooseOther)) : nil
    return [
      Binding(
        "past.open", isInOrders ? "the order then" : "its orders", [.enter], importance: 20, refusal: unread),
      Binding("past.focus", isInOrders ? "to the counts" : "to the orders", [.tab], section: .list, refusal: unread),
      Binding("past.when", "another moment", [.character("t")], importance: 18),
      Binding("past.hourBack", "an hour back", [.character("[")], importance: 12, refusal: unread),
      Binding("past.hourOn", "an hour on", [.character("]")], importance: 12, refusal: unread),
      Binding("past.dayBack", "a day back", [.character("{")], importance: 6, refusal: unread),
      Binding("past.dayOn", "a day on", [.character("}")], importance: 6, refusal: unread),
      Binding("list.export", "export", [.character("e")], section: .list, refusal: context.missing(.exportData)),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] {
    guard !when.isEmpty else { return [ask()] }
    return go(to: when, context)
  }

  private func ask(_ typed: String? = nil) -> Effect {
    .fill(
      FormSheet(
        "Back to when?",
        Form([
          .text("when", label: "moment", value: typed ?? when, placeholder: "18:00, yesterday 18:00, -2h, 2026-11-20")
        ]),
        hint: "On the town's clock"), tag: "when")
  }

  private mutating func go(to text: String, _ context: Context) -> [Effect] {
    let offset = context.site?.utcOffsetMinutes ?? 0
    guard let moment = PastTime.moment(text, now: context.now, offsetMinutes: offset) else {
      let words = "\"\(text)\" is no moment in the past; try: 18:00, yesterday 18:00, -2h"
      return [.notice(Notice(.refused, words)), .bell, ask(text)]
    }
    return go(to: moment, context)
  }

  private mutating func go(to moment: Instant, _ context: Context) -> [Effect] {
    guard moment <= context.now else { return [.notice(Notice(.refused, "That is still to come"))] }
    when = PastTime.text(moment, offsetMinutes: context.site?.utcOffsetMinutes ?? 0)
    self.moment = moment
    return [.quiet, .call(.overview(.past(moment)), tag: "past")]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.past(let board)), _):
      self.board = board
      let shown = Self.order.filter { board.counts[$0] != nil }
      statuses.replace(window: shown, hasBefore: false, hasAfter: false)
      if shown.isEmpty { orders = nil }
      return read()
    case .answer(.overview(.pastOrders(let orders)), _):
      self.orders = orders
      rows.replace(window: orders.rows.map(\.id), hasBefore: false, hasAfter: false)
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .filled(let values, "when"): return go(to: values["when"] ?? "", context)
    case .cancelled("when"): return board == nil ? [.close] : []
    case .chosen(let format, "format"): return [.export(export(ExportTable.Format(rawValue: format) ?? .csv, context))]
    case .paused: return read()
    case .action(let name): return act(name, context)
    case .mouse(let mouse):
      let parts = parts(context.area, context)
      if statuses.handle(mouse, in: parts.counts).clicked != nil {
        isInOrders = false
        return read()
      }
      if rows.handle(mouse, in: parts.orders).clicked != nil { isInOrders = true }
    default: break
    }
    return []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard isInOrders else { return nil }
    isInOrders = false
    return []
  }

  private static let order: [OrderStatus] = [
    .pendingPayment, .pendingFulfilment, .picking, .packed, .readyForDispatch, .outForDelivery, .failed, .delivered,
    .cancelled,
  ]

  private func read() -> [Effect] {
    guard let moment, let status = statuses.selection else { return [] }
    guard orders?.status != status || orders?.at != moment else { return [] }
    return [.call(.overview(.pastOrders(status, moment, limit: Self.limit)), tag: "orders")]
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    let parts = parts(context.area, context)
    if let key = ListKeys.key(of: name) {
      if isInOrders {
        _ = rows.move(key, visibleRows: WindowedTable<ID<Order>>.visibleRows(in: parts.orders))
        return []
      }
      _ = statuses.move(key, visibleRows: WindowedTable<OrderStatus>.visibleRows(in: parts.counts))
      return [.awaitPause]
    }
    let steps = ["past.hourBack": -60, "past.hourOn": 60, "past.dayBack": -1440, "past.dayOn": 1440]
    if let minutes = steps[name], let moment { return go(to: moment.adding(minutes: minutes), context) }
    switch name {
    case "past.when": return [ask()]
    case "past.focus": isInOrders.toggle()
    case "past.open":
      guard isInOrders else {
        isInOrders = true
        return read()
      }
      guard let row = orders?.rows.first(where: { $0.id == rows.selection }) else { return [] }
      return [.open(.overview(.pastOrder(row.number, when)))]
    case "list.export": return [.choose(ExportRun<RecordedChange>.formats, title: "Export as", tag: "format")]
    default: break
    }
    return []
  }

  private func export(_ format: ExportTable.Format, _ context: Context) -> ExportTable {
    ExportTable(
      name: "orders-\(when)", format: format,
      columns: ["number", "customer", "status then", "status now", "placed", "promised"],
      rows: (orders?.rows ?? []).map { row in
        [
          row.number, row.customer, orders?.status.rawValue ?? "", row.statusNow.rawValue, row.placedAt.description,
          row.promiseAt.description,
        ]
      })
  }

  // MARK: Drawing

  private func parts(_ area: Rect, _ context: Context) -> (banner: Rect, counts: Rect, orders: Rect) {
    let (banner, rest) = area.splitTop(1)
    if area.columns < 60 { return (banner, rest, rest) }
    let (left, right) = rest.splitLeft(26, gap: 2)
    return (banner, left, right)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let parts = parts(area, context)
    PastBanner.draw(moment, on: &canvas, in: parts.banner, context)
    guard let board else { return }
    if !parts.counts.isEmpty, area.columns >= 60 || !isInOrders {
      let columns = [
        Column("STOOD", .flexible(minimum: 10, weight: 1), priority: .max),
        Column("ORDERS", .fixed(8), align: .right, priority: .max),
      ]
      statuses.draw(
        on: &canvas, in: parts.counts, columns: columns, isFocused: !isInOrders, empty: ["No order was there yet."]
      ) { status in
        TableRow([TableCell(Wording.status(status)), TableCell(ListCount.grouped(board.counts[status] ?? 0))])
      }
    }
    guard area.columns >= 60 || isInOrders else { return }
    drawOrders(on: &canvas, in: parts.orders, context)
  }

  private func drawOrders(on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    let columns = [
      Column("ORDER", .fixed(18), priority: .max), Column("NOW", .fixed(10), priority: 8),
      Column("CUSTOMER", .flexible(minimum: 10, weight: 1), priority: 6), Column("PLACED", .fixed(12), priority: 5),
      Column("PROMISED", .fixed(12), priority: 3),
    ]
    let known = Dictionary((orders?.rows ?? []).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    rows.draw(on: &canvas, in: rect, columns: columns, isFocused: isInOrders) { id in
      guard let row = known[id] else { return TableRow([]) }
      let isSame = row.statusNow == orders?.status
      return TableRow([
        TableCell(row.number), TableCell(Wording.status(row.statusNow), isSame ? .muted : .accent),
        TableCell(row.customer), TableCell(context.local(row.placedAt).dayAndClock, .muted),
        TableCell(context.local(row.promiseAt).dayAndClock, .muted),
      ])
    }
  }
}

/// The line that says which moment is looked at: nobody may take it for now.
enum PastBanner {
  static func draw(_ moment: Instant?, on canvas: inout Canvas, in line: Rect, _ context: Context) {
    canvas.fill(line, role: .refused)
    guard let moment else { return }
    let local = context.local(moment)
    canvas.write(
      " AS OF \(local.date) \(local.clock)   \(Wording.age(since: moment, now: context.now)) ago, read only",
      row: line.row, column: line.column, role: .refused, width: line.columns)
  }
}
