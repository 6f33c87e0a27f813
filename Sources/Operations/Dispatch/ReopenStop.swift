import Commerce

/// Takes a hasty outcome back: the driver is on the road with the order again.
enum ReopenStop {
  /// Throws `rule.dispatch.reopen_window` when it is late and nobody vouches, `rule.return.not_due` when a parcel is
  /// scanned back already, `rule.driver.out` when the driver has left on another run, `rule.cash.handed_over`,
  /// `rule.refund.processed` when goods or money were given back since.
  static func run(
    _ id: ID<Dispatch>, reason: ReopenReason, approver: ID<Person>?, _ work: RoadWork
  ) throws(CommerceError) {
    var (dispatch, card) = try work.view.stop(id)
    do throws(CommerceError) {
      try DispatchActions.check(.reopen, card, site: work.site, now: work.command.at)
    } catch {
      guard error.code == "rule." + Rule.reopenWindow.rawValue, approver != nil else { throw error }
    }
    let parcels = try work.transaction.parcels(of: dispatch.order)
    if let back = parcels.first(where: { $0.state == .staged || $0.state == .returned }) {
      throw DispatchActions.refuse(.notDueBack, card, .none, [.parcel: .text(back.code)])
    }
    try Vouching.check(approver, against: [work.command.actor, work.command.impersonator, dispatch.driver])
    try checkGoods(of: dispatch.order, card, work)
    try reopenRun(of: dispatch, card, work)
    var order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    try ReverseCollection.run(
      of: dispatch, order: &order, in: work.transaction, by: work.command, scope: work.scope)
    try MoveOrder.run(
      &order, to: .outForDelivery, correcting: true, reason: reason.rawValue, in: work.transaction,
      command: work.command)
    if try work.transaction.reschedule(of: order.id) != nil {
      try work.transaction.setReschedule(nil, of: order.id)
    }
    for (place, variant, quantity) in try work.transaction.unitsOnRoad(of: order.id, at: order.site) {
      guard place == .customer else { continue }
      try work.post(quantity, of: variant, from: .customer, to: .vehicle(dispatch.driver), .delivered, for: order.id)
    }
    try refillBoxes(of: order, work)
    let old = dispatch
    dispatch.status = .outForDelivery
    dispatch.failure = nil
    dispatch.failureNote = ""
    dispatch.proof = nil
    dispatch.closedAt = nil
    try work.save(&dispatch, was: old, reason: reason.rawValue)
  }

  /// What came back over the counter is not on the road again.
  private static func checkGoods(
    of order: ID<Order>, _ card: BoardCard, _ work: RoadWork
  ) throws(CommerceError) {
    let packed = try work.transaction.lines(of: order).reduce(0) { $0 + $1.packed }
    let outside = try work.transaction.unitsOnRoad(of: order, at: work.site.id).reduce(0) { $0 + $1.2 }
    guard outside < packed else { return }
    throw DispatchActions.refuse(.refundProcessed, card, .none, [.quantity: .count(packed - outside)])
  }

  private static func reopenRun(
    of dispatch: Dispatch, _ card: BoardCard, _ work: RoadWork
  ) throws(CommerceError) {
    var run = try work.view.run(dispatch.run)
    guard run.state == .closed else { return }
    if let other = try work.transaction.openRun(of: run.driver, at: work.site.id, .out) {
      throw DispatchActions.refuse(
        .driverOut, card, .none,
        [
          .person: .text(card.driverName), .run: .text(other.code),
          .quantity: .count(try work.transaction.dispatches(of: other.id).filter(\.status.isActive).count),
        ])
    }
    run.state = .out
    run.closedAt = nil
    try work.transaction.update(run)
    try work.note(run, "state", old: Run.State.closed.rawValue, new: Run.State.out.rawValue)
  }

  /// Boxes that were to come back with some units hold all of theirs again.
  private static func refillBoxes(of order: Order, _ work: RoadWork) throws(CommerceError) {
    var missing: [ID<OrderLine>: Int] = [:]
    for line in try work.transaction.lines(of: order.id) { missing[line.id] = line.packed }
    for content in try work.transaction.parcels(of: order.id).flatMap(\.contents) {
      missing[content.line, default: 0] -= content.quantity
    }
    let wanted = missing.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    var isFirst = true
    try work.setParcels(of: order.id) { parcel in
      if parcel.state == .dueBack, isFirst {
        isFirst = false
        for (line, quantity) in wanted {
          if let index = parcel.contents.firstIndex(where: { $0.line == line }) {
            parcel.contents[index].quantity += quantity
          } else {
            parcel.contents.append(ParcelContent(line: line, quantity: quantity))
          }
        }
      }
      parcel.state = .out
    }
  }
}
