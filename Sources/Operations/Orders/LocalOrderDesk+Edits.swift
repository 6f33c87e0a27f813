import Commerce

/// Previews, edits, and one action on several orders.
extension LocalOrderDesk {
  func preview(_ draft: OrderDraft, by caller: Caller) async throws(CommerceError) -> OrderPreview {
    let now = house.clock.now
    return try await house.look(caller, needing: .placeOrders) { transaction, scope throws(CommerceError) in
      guard let site = try transaction.site(caller.site) else { throw .notFound(.site, caller.site.description) }
      return try PreviewOrder.run(draft, at: site, now: now, in: transaction, scope: scope)
    }
  }

  func preview(_ edit: OrderEdit, of order: ID<Order>, by caller: Caller) async throws(CommerceError) -> EditPreview {
    try await house.look(caller, needing: .editOrders) { transaction, scope throws(CommerceError) in
      let found = try transaction.existingOrder(order, in: scope)
      return try EditPlan(edit, of: found, in: transaction, scope: scope).preview
    }
  }

  func edit(_ edit: OrderEdit, of order: ID<Order>, version: Int, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("order.edit", intent, needing: .editOrders, about(edit, order, version)) {
      transaction, command, scope throws(CommerceError) in
      try EditOrder.run(edit, of: order, version: version, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func plan(
    _ action: BulkOrderAction, on orders: [ID<Order>], by caller: Caller
  ) async throws(CommerceError) -> BulkOrderPlan {
    try await house.look(caller, needing: action.permission) { transaction, scope throws(CommerceError) in
      try BulkOrders.plan(
        action, on: orders, in: transaction, policy: try transaction.policy(of: caller), scope: scope)
    }
  }

  func carryOut(
    _ action: BulkOrderAction, on orders: [ID<Order>], basis: String, _ intent: Intent
  ) async throws(CommerceError) -> BulkOrderResult {
    try await house.carryOut("order.bulk", intent, needing: action.permission, about(action, orders, basis)) {
      transaction, command, scope throws(CommerceError) in
      try BulkOrders.run(
        action, on: orders, basis: basis, in: transaction, by: command,
        policy: try transaction.policy(of: intent.caller), scope: scope)
    }
  }
}

extension BulkOrderResult: Outcome {}
