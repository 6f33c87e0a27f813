public import Commerce

extension ShopDesk {
  /// An order of a town, for its owner, its guest, the town's staff or the driver who has it. For everybody else it is
  /// not there: throws `input.not_found`, or `access.forbidden` for staff of other towns only.
  public func order(
    _ uuid: UniqueID, at town: ID<Site>, by visitor: Visitor
  ) async throws(CommerceError) -> ShownOrderDetail {
    try await house.store.read { [key, now = house.clock.now] transaction throws(CommerceError) in
      let seen = try transaction.visible(uuid, at: town, to: visitor, now: now, key)
      return try transaction.detail(seen.order, withPhone: seen.withPhone)
    }
  }

  /// A page of the orders of a town, newest first: a customer's own, all of them for staff. Throws `access.forbidden`.
  public func orders(
    at town: ID<Site>, _ filter: ShopOrderFilter, _ page: NumberedPage, by caller: Caller
  ) async throws(CommerceError) -> Numbered<ShownOrder> {
    try await house.store.read { transaction throws(CommerceError) in
      _ = try transaction.town(town)
      let policy = try transaction.policy(of: caller)
      var query = ShopOrderQuery(site: town, filter: filter)
      if !policy.allows(.findOrders, at: town) {
        guard caller.impersonator == nil,
          try transaction.grants(of: caller.person).contains(where: { $0.role == .customer })
        else { throw .forbidden(.findOrders) }
        query.owner = caller.person
      }
      let withPhone = query.owner != nil || policy.allows(.seePhones, at: town)
      return try transaction.shown(query, page, withPhone: withPhone)
    }
  }

  /// A page of what the floor of a town has to do, oldest first. Throws `access.forbidden`.
  public func floorOrders(
    at town: ID<Site>, stages: [FloorStage], _ page: NumberedPage, by caller: Caller
  ) async throws(CommerceError) -> Numbered<ShownOrder> {
    try await house.store.read { transaction throws(CommerceError) in
      _ = try transaction.town(town)
      _ = try transaction.scope(for: .viewQueue, of: caller)
      var query = ShopOrderQuery(site: town, filter: ShopOrderFilter(stages: stages))
      query.isOldestFirst = true
      let withPhone = try transaction.policy(of: caller).allows(.seePhones, at: town)
      return try transaction.shown(query, page, withPhone: withPhone)
    }
  }
}

/// An order that somebody may see.
struct VisibleOrder: Sendable {
  var order: Order
  /// How the visitor comes to it.
  var relation: Relation
  /// True for whoever may call the customer.
  var withPhone: Bool

  /// Why somebody may see an order.
  enum Relation: Hashable, Sendable { case owner, staff, driver }
}

extension ReadTransaction {
  /// An order of a town as a visitor may see it.
  func visible(
    _ uuid: UniqueID, at town: ID<Site>, to visitor: Visitor, now: Instant, _ key: HouseKey
  ) throws(CommerceError) -> VisibleOrder {
    let found = try order(uuid: uuid, at: town)
    switch visitor {
    case .guest(let token):
      guard let found, GuestToken.opens(found, try owner(of: found.id).guestNonce, token, now: now, key) else {
        throw .notFound(.order, "")
      }
      return VisibleOrder(order: found, relation: .owner, withPhone: true)
    case .person(let caller):
      let policy = try policy(of: caller)
      if policy.allows(.findOrders, at: town) {
        guard let found else { throw .notFound(.order, "") }
        return VisibleOrder(order: found, relation: .staff, withPhone: policy.allows(.seePhones, at: town))
      }
      // Who works elsewhere is told so; whether the order is there is not.
      if policy.allowsSomewhere(.findOrders) { throw .forbidden(.findOrders) }
      if let found, caller.impersonator == nil, try owner(of: found.id).person == caller.person {
        return VisibleOrder(order: found, relation: .owner, withPhone: true)
      }
      if let found, policy.allows(.drive, at: town),
        try dispatches(of: found.id).contains(where: { $0.driver == caller.person && $0.failure != .unassigned })
      {
        return VisibleOrder(order: found, relation: .driver, withPhone: true)
      }
      throw .notFound(.order, "")
    }
  }

  fileprivate func shown(
    _ query: ShopOrderQuery, _ page: NumberedPage, withPhone: Bool
  ) throws(CommerceError) -> Numbered<ShownOrder> {
    let found = try orders(query, page)
    var rows: [ShownOrder] = []
    for id in found.rows {
      rows.append(try shown(try existingOrder(id, in: try WholeHouse.scope()), withPhone: withPhone))
    }
    return Numbered(rows: rows, total: found.total)
  }
}
