public import Commerce

// What staff and drivers report a whole step at a time.
extension ShopDesk {
  /// Claims an order for the caller and starts to pick it.
  public func pick(_ uuid: UniqueID, _ intent: Intent) async throws(CommerceError) -> ShownOrder {
    try await step("shop.pick", uuid, intent, needing: .pick) {
      order, transaction, command, scope throws(CommerceError) in
      try StartPicking.run(order, in: transaction, by: command, scope: scope)
    }
  }

  /// Picks what is left of an order and packs it.
  public func pack(_ uuid: UniqueID, _ intent: Intent) async throws(CommerceError) -> ShownOrder {
    try await step("shop.pack", uuid, intent, needing: .pack) {
      order, transaction, command, scope throws(CommerceError) in
      _ = try transaction.scope(for: .pick, of: intent.caller)
      try PackWhole.run(order, in: transaction, by: command, scope: scope)
    }
  }

  /// Brings an order's boxes to their lane.
  public func ready(_ uuid: UniqueID, _ intent: Intent) async throws(CommerceError) -> ShownOrder {
    try await step("shop.ready", uuid, intent, needing: .stage) {
      order, transaction, command, scope throws(CommerceError) in
      try StageWhole.run(order, in: transaction, by: command, scope: scope)
    }
  }

  /// Gives a ready order to a driver. Throws `input.invalid` for somebody who does not drive for the town.
  public func assign(
    _ uuid: UniqueID, to driver: ID<Person>, _ intent: Intent
  ) async throws(CommerceError) -> (dispatch: Dispatch, order: Order) {
    let ids = house.ids
    let id = try await house.carryOut("shop.assign", intent, needing: .dispatch, about(uuid, driver)) {
      transaction, command, scope throws(CommerceError) in
      let order = try transaction.order(uuid, of: intent.caller)
      let work = try RoadWork(at: intent.caller.site, in: transaction, by: command, scope: scope)
      return try AssignOne.run(order.id, to: driver, ids: ids, work)
    }
    let (dispatch, shown) = try await stop(id, by: intent.caller)
    return (dispatch, shown.order)
  }

  /// Reports how far a stop has come: its own driver, or staff. For another driver it is not there.
  public func report(
    _ status: DispatchStatus, of dispatch: ID<Dispatch>, reason: String, proof: ProofInput, _ intent: Intent
  ) async throws(CommerceError) -> (dispatch: Dispatch, order: ShownOrder) {
    _ = try await house.carryOut("shop.report", intent, needing: .enterSite, about(dispatch, status, reason, proof)) {
      transaction, command, scope throws(CommerceError) in
      let actor = try transaction.actor(of: dispatch, intent.caller, scope)
      let work = try RoadWork(at: intent.caller.site, in: transaction, by: command, scope: scope)
      try ReportStop.run(ReportStop.Report(status: status, reason: reason, proof: proof), of: dispatch, as: actor, work)
      return Done()
    }
    return try await stop(dispatch, by: intent.caller)
  }

  /// A driver's own stops at a town: those that go on in the order of the run, or the last hundred that ended so.
  public func jobs(status: DispatchStatus?, by caller: Caller) async throws(CommerceError) -> [DriverJob] {
    try await house.store.read { transaction throws(CommerceError) in
      let scope = try transaction.scope(for: .drive, of: caller)
      // Everybody who may do everything may drive; a job is only somebody's who does.
      guard try transaction.driver(caller.person, at: caller.site) != nil else { throw .forbidden(.drive) }
      var jobs: [DriverJob] = []
      for dispatch in try transaction.dispatches(
        by: caller.person, at: caller.site, status.map { [$0] } ?? [.assigned, .outForDelivery], limit: 100)
      {
        guard let card = try transaction.boardCard(of: dispatch.order, at: caller.site, in: scope) else { continue }
        let order = try transaction.existingOrder(dispatch.order, in: scope)
        let due = dispatch.status.isActive ? card.due : Money(minor: 0, order.totals.currency)
        jobs.append(
          DriverJob(dispatch: dispatch, order: try transaction.shown(order, withPhone: true), toCollect: due))
      }
      return jobs
    }
  }

  /// Cash at the door was taken (its driver, or staff). Again it changes nothing.
  public func confirmCash(
    _ uuid: UniqueID, amountMinor: Int64?, _ intent: Intent
  ) async throws(CommerceError) -> ShownOrderDetail {
    let id = try await house.carryOut("shop.cash", intent, needing: .enterSite, about(uuid, amountMinor)) {
      transaction, command, scope throws(CommerceError) in
      let order = try transaction.order(uuid, of: intent.caller)
      let policy = try transaction.policy(of: intent.caller)
      if !policy.allows(.dispatch, at: order.site), !policy.allows(.takeCash, at: order.site) {
        guard policy.allows(.drive, at: order.site) else { throw .forbidden(.takeCash) }
        guard try transaction.dispatches(of: order.id).last?.driver == intent.caller.person else {
          throw .notFound(.order, "")
        }
      }
      try ConfirmCash.run(order.id, amountMinor: amountMinor, in: transaction, by: command, scope: scope)
      return order.id
    }
    return try await house.store.read { transaction throws(CommerceError) in
      try transaction.detail(try transaction.existingOrder(id, in: try WholeHouse.scope()), withPhone: true)
    }
  }

  // MARK: Parts

  private func step(
    _ kind: String, _ uuid: UniqueID, _ intent: Intent, needing permission: Permission,
    _ body: @escaping @Sendable (ID<Order>, any WriteTransaction, Command, Scope) throws(CommerceError) -> Void
  ) async throws(CommerceError) -> ShownOrder {
    let id = try await house.carryOut(kind, intent, needing: permission, about(uuid)) {
      transaction, command, scope throws(CommerceError) in
      let order = try transaction.order(uuid, of: intent.caller)
      try body(order.id, transaction, command, scope)
      return order.id
    }
    return try await house.look(intent.caller, needing: permission) { transaction, scope throws(CommerceError) in
      let withPhone = try transaction.policy(of: intent.caller).allows(.seePhones, at: intent.caller.site)
      return try transaction.shown(try transaction.existingOrder(id, in: scope), withPhone: withPhone)
    }
  }

  private func stop(
    _ id: ID<Dispatch>, by caller: Caller
  ) async throws(CommerceError) -> (dispatch: Dispatch, order: ShownOrder) {
    try await house.look(caller, needing: .enterSite) { transaction, scope throws(CommerceError) in
      guard let dispatch = try transaction.dispatch(id, in: scope) else { throw .notFound(.dispatch, "") }
      return (
        dispatch, try transaction.shown(try transaction.existingOrder(dispatch.order, in: scope), withPhone: true)
      )
    }
  }
}

/// One stop of a driver.
public struct DriverJob: Hashable, Sendable {
  /// The attempt.
  public var dispatch: Dispatch
  /// The order.
  public var order: ShownOrder
  /// What is to be collected at the door; zero when it is paid.
  public var toCollect: Money
}

extension ReadTransaction {
  /// The order of the caller's town with that identifier. Throws `input.not_found`.
  fileprivate func order(_ uuid: UniqueID, of caller: Caller) throws(CommerceError) -> Order {
    guard let order = try order(uuid: uuid, at: caller.site) else { throw .notFound(.order, "") }
    return order
  }

  /// What the caller is to a stop: staff, or its own driver. Throws `input.not_found` for every other stop.
  fileprivate func actor(
    of id: ID<Dispatch>, _ caller: Caller, _ scope: Scope
  ) throws(CommerceError) -> MoveActor {
    let policy = try policy(of: caller)
    let isStaff = policy.allows(.dispatch, at: caller.site)
    guard isStaff || policy.allows(.drive, at: caller.site) else { throw .forbidden(.dispatch) }
    guard let dispatch = try dispatch(id, in: scope), isStaff || dispatch.driver == caller.person else {
      throw .notFound(.dispatch, "")
    }
    return isStaff ? .staff : .driver
  }
}
