import Commerce
import Operations
import Terminal

/// One action on the marked orders, or on the one at hand: looked over order by order, then done exactly so.
extension OrdersScreen {
  /// What may be done to orders from their list.
  enum Bulk: String, CaseIterable {
    case hold, release, cancel, urgent, note

    var key: Key {
      switch self {
      case .hold: .character("h")
      case .release: .character("H")
      case .cancel: .character("c")
      case .urgent: .character("!")
      case .note: .character("a")
      }
    }

    var permission: Permission {
      switch self {
      case .hold, .release: .holdOrders
      case .cancel: .cancelOrders
      case .urgent: .setPriority
      case .note: .addNotes
      }
    }

    /// The words that are asked for first, if any.
    var asks: String? {
      switch self {
      case .hold, .cancel: "reason"
      case .note: "note"
      case .release, .urgent: nil
      }
    }

    func action(_ text: String) -> BulkOrderAction {
      switch self {
      case .hold: .hold(reason: text)
      case .release: .release
      case .cancel: .cancel(reason: text)
      case .urgent: .priority(1)
      case .note: .note(text)
      }
    }
  }

  func bulkBindings(_ context: Context) -> [Binding] {
    let marks = list.table.marks.count
    let actions = Bulk.allCases.map { bulk in
      Binding(
        "orders.\(bulk.rawValue)", marks > 1 ? "\(bulk.rawValue) \(marks)" : bulk.rawValue, [bulk.key],
        importance: marks > 0 ? 7 : 2, refusal: context.missing(bulk.permission))
    }
    return actions + [
      Binding("list.mark", "mark", [.character(" ")], section: .list, importance: 4),
      Binding("list.mark_range", "mark a range", [.character("v")], section: .list),
      Binding("list.unmark", "unmark all", [.character("M")], section: .list),
    ]
  }

  /// The orders meant: the marked ones of the town in hand, else the one under the cursor.
  private func meant(_ context: Context) -> [OrderRow] {
    let rows = list.table.marks.isEmpty ? [list.selected].compactMap { $0 } : list.marked
    return rows.filter { $0.site == context.site?.id }
  }

  /// Asks for the words an action needs; nil when the name is none of these.
  mutating func startBulk(_ name: String, _ context: Context) -> [Effect]? {
    switch name {
    case "list.mark":
      list.toggleMark()
      let rows = WindowedTable<ID<Order>>.visibleRows(in: OrdersLayout(context.area).table)
      _ = list.move(.down, visibleRows: rows)
      return []
    case "list.mark_range":
      list.toggleRange()
      return []
    case "list.unmark":
      list.clearMarks()
      return []
    default: break
    }
    guard let bulk = Bulk(rawValue: String(name.dropFirst("orders.".count))) else { return nil }
    let rows = meant(context)
    guard !rows.isEmpty else {
      return [.notice(Notice(.refused, "Marks act in \(context.site?.name ?? "this town") alone; T goes to the other"))]
    }
    guard let asks = bulk.asks else { return plan(bulk.action(""), rows) }
    return [.fill(.text("\(Self.verb(bulk)) \(Self.what(rows, context))", label: asks), tag: "bulk " + bulk.rawValue)]
  }

  /// The words came: what would be done is asked for.
  mutating func filledBulk(_ text: String, _ tag: String, _ context: Context) -> [Effect] {
    guard let bulk = Bulk(rawValue: String(tag.dropFirst("bulk ".count))) else { return [] }
    return plan(bulk.action(text), meant(context))
  }

  private mutating func plan(_ action: BulkOrderAction, _ rows: [OrderRow]) -> [Effect] {
    underway = BulkRun(action: action, orders: rows.map(\.id))
    return [.call(.service(.plan(action, on: rows.map(\.id))), tag: "plan")]
  }

  mutating func tookPlan(_ plan: BulkOrderPlan, _ context: Context) -> [Effect] {
    guard let action = underway?.action else { return [] }
    underway?.basis = plan.basis
    guard !plan.done.isEmpty else {
      let why = plan.rows.first?.refusal.map { Wording.text($0, now: context.now) } ?? ""
      return [.notice(Notice(.refused, plan.rows.count == 1 ? why : "None of the \(plan.rows.count): \(why)")), .bell]
    }
    return [.confirm(Self.dialog(plan, action, context), tag: "bulk")]
  }

  func commitBulk() -> [Effect] {
    guard let underway, let basis = underway.basis else { return [] }
    return [.call(.service(.carryOut(underway.action, on: underway.orders, basis: basis)), tag: "bulk")]
  }

  mutating func doneBulk(_ result: BulkOrderResult) -> [Effect] {
    let done = underway.map { Self.done($0.action) } ?? "Done to"
    underway = nil
    list.clearMarks()
    let kept = result.refused.isEmpty ? "" : ", \(result.refused.count) stayed as they were"
    return [.notice(Notice(.done, "\(done) \(ListCount.counted(result.done.count, "order"))\(kept)"))]
  }

  /// Order by order: what happens to it, or why nothing does.
  private static func dialog(_ plan: BulkOrderPlan, _ action: BulkOrderAction, _ context: Context) -> Dialog {
    let left = plan.rows.filter { $0.refusal != nil }
    var body: [String] = []
    if case .cancel = action {
      let refund = plan.done.reduce(Int64(0)) { $0 + $1.refundMinor }
      body.append(counted(plan.done.reduce(0) { $0 + $1.freed }, "unit is", "units are") + " free at once")
      let putBacks = plan.done.reduce(0) { $0 + $1.putBacks }
      if putBacks > 0 { body.append(counted(putBacks, "unit is", "units are") + " to be put back") }
      if refund > 0 { body.append("\(Money(minor: refund, context.site?.currency ?? .cedi).text) becomes refunds") }
    }
    body += left.map { row in
      "\(row.number) stays: \(row.refusal.map { Wording.text($0, now: context.now) } ?? "")"
    }
    body += plan.done.map { "\($0.number) \(Wording.status($0.status)) \($0.customer)" }
    let count = ListCount.counted(plan.done.count, "order")
    let verb = verb(action)
    return Dialog(
      question: "\(verb) \(count) in \(context.site?.name ?? "this town")?", body: body,
      confirmLabel: verb.lowercased() + " them", cancelLabel: "leave them")
  }

  private static func verb(_ bulk: Bulk) -> String { verb(bulk.action("")) }

  private static func verb(_ action: BulkOrderAction) -> String {
    switch action {
    case .hold: "Hold"
    case .release: "Release"
    case .cancel: "Cancel"
    case .priority: "Hurry"
    case .note: "Note on"
    }
  }

  /// What was done, before how many it was done to.
  private static func done(_ action: BulkOrderAction) -> String {
    switch action {
    case .hold: "Held"
    case .release: "Released"
    case .cancel: "Cancelled"
    case .priority: "Put before the others:"
    case .note: "Noted on"
    }
  }

  private static func what(_ rows: [OrderRow], _ context: Context) -> String {
    let town = context.site?.name ?? "this town"
    if let only = rows.first, rows.count == 1 { return "\(only.number) in \(town)" }
    return "\(counted(rows.count, "order")) in \(town)"
  }
}

/// A bulk action between the question and its answer.
struct BulkRun: Hashable, Sendable {
  let action: BulkOrderAction
  let orders: [ID<Order>]
  var basis: String?
}
