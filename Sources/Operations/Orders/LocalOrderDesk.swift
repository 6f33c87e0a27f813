import Commerce

/// The order desk on a local store. Permissions and scope are checked inside each transaction.
struct LocalOrderDesk: OrderDesk {
  let house: House

  func find(
    _ query: OrderQuery, _ page: PageRequest<ID<Order>>, by caller: Caller
  ) async throws(CommerceError) -> Page<OrderRow> {
    try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      let scope = try policy.reach(for: .findOrders, at: query.site)
      var found = try transaction.findOrders(query, page, in: scope)
      if policy.allowsEverywhere(.seePhones) { return found }
      for index in found.rows.indices where !policy.allows(.seePhones, at: found.rows[index].site) {
        found.rows[index].phone = Customer(name: "", phone: found.rows[index].phone).maskedPhone
      }
      return found
    }
  }

  func detail(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> OrderDetail {
    try await detail(by: caller, onOwnRun: order) { transaction, scope throws(CommerceError) in
      try transaction.existingOrder(order, in: scope)
    }
  }

  func detail(number: String, by caller: Caller) async throws(CommerceError) -> OrderDetail {
    try await detail(by: caller) { transaction, scope throws(CommerceError) in
      guard let order = try transaction.order(number: ResolveCode.cleaned(number), in: scope) else {
        throw .notFound(.order, number)
      }
      return order
    }
  }

  func place(_ draft: OrderDraft, _ intent: Intent) async throws(CommerceError) -> PlacedOrder {
    let uuid = house.ids.next()
    return try await house.carryOut("order.place", intent, needing: .placeOrders, draft.content) {
      transaction, command, scope throws(CommerceError) in
      try PlaceOrder.run(draft, uuid: uuid, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func hold(_ order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("order.hold", intent, needing: .holdOrders, about(order, reason)) {
      transaction, command, scope throws(CommerceError) in
      try HoldOrder.run(order, reason: reason, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func releaseHold(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("order.release_hold", intent, needing: .holdOrders, about(order)) {
      transaction, command, scope throws(CommerceError) in
      try ReleaseHold.run(order, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func addNote(_ text: String, to order: ID<Order>, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("order.note", intent, needing: .addNotes, about(text, order)) {
      transaction, command, scope throws(CommerceError) in
      try AddNote.run(text, to: order, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func setPriority(_ priority: Int, of order: ID<Order>, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("order.priority", intent, needing: .setPriority, about(priority, order)) {
      transaction, command, scope throws(CommerceError) in
      try SetPriority.run(priority, of: order, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func cancel(
    _ order: ID<Order>, reason: String, basis: String?, _ intent: Intent
  ) async throws(CommerceError) {
    _ = try await house.carryOut("order.cancel", intent, needing: .cancelOrders, about(order, reason, basis)) {
      transaction, command, scope throws(CommerceError) in
      try CancelOrder.run(
        order, reason: reason, basis: basis, in: transaction, command: command, scope: scope)
      return Done()
    }
  }

  /// `own` is an order that its driver may look at too while it is on their run.
  private func detail(
    by caller: Caller, onOwnRun own: ID<Order>? = nil,
    _ find: @escaping @Sendable (any ReadTransaction, Scope) throws(CommerceError) -> Order
  ) async throws(CommerceError) -> OrderDetail {
    let now = house.clock.now
    return try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      let isFinder = policy.allowsSomewhere(.findOrders)
      let drives = try own.map { order throws(CommerceError) in
        guard !isFinder else { return false }
        return try transaction.dispatches(of: order).contains { $0.driver == caller.person && $0.status.isActive }
      }
      let scope = try policy.reach(for: drives == true ? .drive : .findOrders, at: nil)
      let order = try find(transaction, scope)
      return try LoadOrder.run(order, policy: policy, now: now, in: transaction, scope: scope)
    }
  }
}
