import Commerce

extension PlanResult: Outcome {}

/// Carries a plan out as it was previewed: the allowed rows all at once.
enum CarryOutPlan {
  /// Throws `rule.plan.changed`, or why nothing of the plan can be done.
  static func run(
    _ plan: DispatchPlan, basis: String, ids: any IDSource, _ work: RoadWork
  ) throws(CommerceError) -> PlanResult {
    let preview = try PreviewPlan.run(plan, work.view)
    guard preview.basis == basis else { throw .refused(Refusal(.planChanged, remedy: .previewAgain)) }
    if let refusal = preview.refusal { throw refusal }
    var result = PlanResult(done: preview.allowed.map(\.number))
    for row in preview.rows {
      if let refusal = row.refusal { result.refused[row.number] = refusal.code }
    }
    guard !preview.allowed.isEmpty else {
      throw preview.rows.first?.refusal ?? .refused(Refusal(.runEmpty, remedy: .chooseOther))
    }
    let orders = preview.allowed.map(\.order)
    switch plan {
    case .assign(_, let driver):
      result.run = try AssignOrders.run(orders, to: driver, ids: ids, work)
    case .unassign:
      for order in orders { try UnassignOrder.run(order, reason: .unassigned, work) }
    case .sendOut:
      result.run = try SendOut.run(
        orders, leaving: preview.rows.filter(Self.comesOff).map(\.order), work)
    case .deliver:
      for order in orders {
        guard let dispatch = try work.view.card(order).dispatch else { continue }
        _ = try DeliverStop.run(
          dispatch.id, proof: ProofInput(), collected: nil, approver: nil, as: .staff, work)
      }
    case .swap(_, let driver, let reason), .swapOrders(_, let driver, let reason):
      var isSingle = false
      if case .swapOrders = plan { isSingle = true }
      result.run = try SwapStops.run(orders, to: driver, reason, excluding: isSingle && reason == .refused, work)
    case .backToDepot:
      for order in orders { try BackToDepot.run(order, work) }
    }
    return result
  }
}

extension CarryOutPlan {
  /// What may not leave comes off its run, unless it only waits for its driver to be back.
  fileprivate static func comesOff(_ row: PlanPreview.Row) -> Bool {
    guard let refusal = row.refusal else { return false }
    return refusal.code != "rule." + Rule.driverOut.rawValue
  }
}

/// Gives ready orders to a driver.
enum AssignOrders {
  /// Appends the orders to the driver's planned run, in this order; answers the run.
  static func run(
    _ orders: [ID<Order>], to driver: ID<Person>, ids: any IDSource, _ work: RoadWork
  ) throws(CommerceError) -> ID<Run> {
    let run = try work.plannedRun(of: driver)
    let name = try work.view.driver(driver).name
    var position = try work.nextPosition(on: run.id)
    for id in orders {
      let order = try work.transaction.existingOrder(id, in: work.scope)
      let earlier = try work.transaction.dispatches(of: id).filter { $0.outAt != nil }.count
      let dispatch = try work.transaction.insert(
        Dispatch(
          id: ID(0), uuid: ids.next(), order: id, site: order.site, driver: driver, run: run.id, position: position,
          attempt: earlier + 1, assignedAt: work.command.at))
      try work.note(dispatch, "status", new: DispatchStatus.assigned.rawValue)
      try work.noteDispatch(of: order, new: name + " " + run.code)
      position += 1
    }
    return run.id
  }
}

/// Takes an order off its run before it left.
enum UnassignOrder {
  /// The order is ready again; the attempt counts for nobody.
  static func run(_ id: ID<Order>, reason: FailureReason, note: String = "", _ work: RoadWork) throws(CommerceError) {
    guard var dispatch = try work.transaction.activeDispatch(of: id), dispatch.status == .assigned else {
      throw DispatchActions.refuse(.notAssigned, try work.view.card(id), .chooseOther)
    }
    let order = try work.transaction.existingOrder(id, in: work.scope)
    let old = dispatch
    dispatch.status = .failed
    dispatch.failure = reason
    dispatch.failureNote = note
    dispatch.closedAt = work.command.at
    dispatch.awaitsHandOver = false
    try work.save(&dispatch, was: old, reason: reason.rawValue)
    try work.setParcels(of: id) { parcel in
      parcel.awaitsHandOver = false
      if parcel.state == .loaded { parcel.state = .staged }
    }
    try work.noteDispatch(of: order, old: try work.label(old), new: "", reason: reason.rawValue)
    try work.closeIfDone(old.run)
  }
}

/// Sends stops on the road.
enum SendOut {
  /// The stops leave with their runs; `refused` ones come off theirs and are ready again, stops nobody named stay for
  /// the driver's next run. Answers the run when there is only one.
  static func run(
    _ orders: [ID<Order>], leaving refused: [ID<Order>], _ work: RoadWork
  ) throws(CommerceError) -> ID<Run>? {
    for id in refused where try work.transaction.activeDispatch(of: id)?.status == .assigned {
      try UnassignOrder.run(id, reason: .unassigned, work)
    }
    var stops: [ID<Run>: [Dispatch]] = [:]
    for id in orders {
      guard let dispatch = try work.transaction.activeDispatch(of: id) else { continue }
      stops[dispatch.run, default: []].append(dispatch)
    }
    for (run, dispatches) in stops.sorted(by: { $0.key < $1.key }) { try send(dispatches, with: run, work) }
    return stops.count == 1 ? stops.keys.first : nil
  }

  private static func send(_ dispatches: [Dispatch], with id: ID<Run>, _ work: RoadWork) throws(CommerceError) {
    var run = try work.view.run(id)
    run.state = .out
    run.outAt = work.command.at
    let named = Set(dispatches.map(\.id))
    let staying = try work.transaction.dispatches(of: id).filter { !named.contains($0.id) }
    try work.transaction.update(run)
    try work.note(run, "state", old: Run.State.planned.rawValue, new: Run.State.out.rawValue)
    if !staying.isEmpty {
      let next = try work.plannedRun(of: run.driver)
      for var dispatch in staying {
        let old = dispatch
        dispatch.run = next.id
        try work.save(&dispatch, was: old)
        try work.note(dispatch.id, "run", old: run.code, new: next.code)
      }
    }
    for dispatch in dispatches { try leave(dispatch, work) }
  }

  /// I7: what leaves is no longer on hand and no longer promised, by the same units.
  static func leave(_ dispatch: Dispatch, _ work: RoadWork) throws(CommerceError) {
    var order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    try MoveOrder.run(&order, to: .outForDelivery, in: work.transaction, command: work.command)
    let old = dispatch
    var dispatch = dispatch
    dispatch.status = .outForDelivery
    dispatch.outAt = work.command.at
    try work.save(&dispatch, was: old)
    for (place, variant, quantity) in try work.transaction.units(of: order.id, at: order.site) {
      try work.transaction.reserve(-quantity, of: variant, at: order.site)
      try work.post(quantity, of: variant, from: place, to: .vehicle(dispatch.driver), .dispatch, for: order.id)
    }
    try work.setParcels(of: order.id) { parcel in
      parcel.state = .out
      parcel.lane = nil
    }
    if try work.transaction.reschedule(of: order.id) != nil {
      try work.transaction.setReschedule(nil, of: order.id)
    }
  }
}
