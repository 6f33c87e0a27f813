import Commerce

/// One action on several orders: planned by the checks of the single use cases, carried out as planned or not at all.
enum BulkOrders {
  /// So many at once; more are several plans.
  static let limit = 500

  static func plan(
    _ action: BulkOrderAction, on ids: [ID<Order>], in transaction: any ReadTransaction, policy: AccessPolicy,
    scope: Scope
  ) throws(CommerceError) -> BulkOrderPlan {
    guard (1...limit).contains(ids.count) else { throw .invalid([FieldIssue("orders", "must be 1 to \(limit)")]) }
    try check(action)
    var rows: [BulkOrderPlan.Row] = []
    var basis = Basis()
    for id in ids {
      let order = try transaction.existingOrder(id, in: scope)
      var row = BulkOrderPlan.Row(
        order: id, number: order.number, customer: order.customer.name, status: order.status)
      do throws(CommerceError) {
        guard policy.allows(action.permission, at: order.site) else { throw .forbidden(action.permission) }
        try check(action, order)
        if case .cancel = action { try foresee(&row, order, in: transaction) }
      } catch {
        row.refusal = error
      }
      rows.append(row)
      basis.add("\(id) \(order.version) \(row.freed) \(row.putBacks) \(row.refundMinor) \(row.refusal?.code ?? "")")
    }
    return BulkOrderPlan(rows: rows, basis: basis.text)
  }

  /// Throws `rule.plan.changed` when the plan would be another now.
  static func run(
    _ action: BulkOrderAction, on ids: [ID<Order>], basis: String, in transaction: any WriteTransaction,
    by command: Command, policy: AccessPolicy, scope: Scope
  ) throws(CommerceError) -> BulkOrderResult {
    let plan = try plan(action, on: ids, in: transaction, policy: policy, scope: scope)
    guard plan.basis == basis else { throw .refused(Refusal(.planChanged, remedy: .previewAgain)) }
    for row in plan.done {
      switch action {
      case .hold(let reason):
        try HoldOrder.run(row.order, reason: reason, in: transaction, by: command, scope: scope)
      case .release: try ReleaseHold.run(row.order, in: transaction, by: command, scope: scope)
      case .cancel(let reason):
        try CancelOrder.run(row.order, reason: reason, in: transaction, command: command, scope: scope)
      case .priority(let priority):
        try SetPriority.run(priority, of: row.order, in: transaction, by: command, scope: scope)
      case .note(let text): try AddNote.run(text, to: row.order, in: transaction, by: command, scope: scope)
      }
    }
    return BulkOrderResult(
      done: plan.done.map(\.number),
      refused: Dictionary(
        plan.rows.compactMap { row in row.refusal.map { (row.number, $0.code) } }, uniquingKeysWith: { $1 }))
  }

  private static func check(_ action: BulkOrderAction) throws(CommerceError) {
    switch action {
    case .hold(let reason), .cancel(let reason): _ = try Reason.required(reason)
    case .note(let text):
      if trimmed(text).isEmpty { throw .invalid([FieldIssue("note", "is empty")]) }
    case .release, .priority: break
    }
  }

  private static func check(_ action: BulkOrderAction, _ order: Order) throws(CommerceError) {
    switch action {
    case .hold: try HoldOrder.check(order)
    case .release: try ReleaseHold.check(order)
    case .cancel: try CancelOrder.check(order)
    case .priority: try order.checkInHouse()
    case .note: break
    }
  }

  /// What the single cancellation foresees.
  private static func foresee(
    _ row: inout BulkOrderPlan.Row, _ order: Order, in transaction: any ReadTransaction
  ) throws(CommerceError) {
    let effects = try CancelOrder.Effects(order, in: transaction)
    row.freed = effects.freed
    row.putBacks = effects.putBacks
    row.refundMinor = effects.refundMinor
  }
}

extension BulkOrderAction {
  /// What one must be allowed for it.
  var permission: Permission {
    switch self {
    case .hold, .release: .holdOrders
    case .cancel: .cancelOrders
    case .priority: .setPriority
    case .note: .addNotes
    }
  }
}

/// A short text that changes when what a plan rests on does.
struct Basis {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds something the plan rests on.
  mutating func add(_ text: String) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    state = (state ^ 0xFF) &* 0x0000_0100_0000_01B3
  }

  var text: String { String(state, radix: 36) }

  /// The same as a number, from another beginning when `seed` is not 0.
  static func number(of facts: [String], seed: UInt64 = 0) -> UInt64 {
    var basis = Basis()
    basis.state ^= seed
    for fact in facts { basis.add(fact) }
    return basis.state
  }

  /// The digest of these facts, in this order.
  static func of(_ facts: [String]) -> String {
    var basis = Basis()
    for fact in facts { basis.add(fact) }
    return basis.text
  }
}
