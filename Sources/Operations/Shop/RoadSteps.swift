import Commerce

// The road's work an order at a time, as clients without a board report it.

/// Gives one ready order to a driver of its town.
enum AssignOne {
  /// Drivers on the road may be given more: it waits for them as their next stops. Throws `input.invalid` for somebody
  /// who does not drive for the town, `rule.dispatch.…` or `rule.driver.…`.
  static func run(
    _ id: ID<Order>, to person: ID<Person>, ids: any IDSource, _ work: RoadWork
  ) throws(CommerceError) -> ID<Dispatch> {
    let order = try work.transaction.existingOrder(id, in: work.scope)
    guard let driver = try work.transaction.driver(person, at: work.site.id) else {
      throw .invalid([FieldIssue("driver_id", "does not drive for this town")])
    }
    if try work.transaction.activeDispatch(of: id) == nil {
      try order.checkStands(.readyForDispatch, for: .outForDelivery)
    }
    let card = try work.view.card(id)
    try DispatchActions.check(.assign, card, site: work.site, now: work.command.at)
    if try work.transaction.isExcluded(person, from: id) {
      throw DispatchActions.refuse(.driverExcluded, card, .chooseDriver, [.person: .text(driver.name)])
    }
    try DriverPolicy.check(
      driver, try work.view.load(of: person), adding: 1, minuteOfDay: work.view.minuteOfDay,
      currency: work.site.currency, whileOut: true)
    _ = try AssignOrders.run([id], to: person, ids: ids, work)
    guard let dispatch = try work.transaction.activeDispatch(of: id) else { throw .notFound(.dispatch, "") }
    return dispatch.id
  }
}

/// Sends one stop on the road.
enum SendOne {
  /// With its driver's run that is out already, when there is one; else its run leaves with this stop, and the other
  /// stops of it wait for the next. Throws `rule.dispatch.…` or `rule.order.on_hold`.
  static func run(_ dispatch: Dispatch, _ work: RoadWork) throws(CommerceError) {
    let card = try work.view.card(dispatch.order)
    try DispatchActions.check(.sendOut, card, site: work.site, now: work.command.at)
    let order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    try order.checkWorkable()
    let parcels = try work.transaction.parcels(of: order.id)
    guard order.status == .readyForDispatch, !parcels.isEmpty,
      parcels.allSatisfy({ $0.state == .staged || $0.state == .loaded })
    else { throw DispatchActions.refuse(.notReady, card, .none, [.status: .text(order.status.rawValue)]) }
    guard let out = try work.transaction.openRun(of: dispatch.driver, at: work.site.id, .out) else {
      _ = try SendOut.run([order.id], leaving: [], work)
      return
    }
    var joining = dispatch
    let label = try work.transaction.run(dispatch.run, in: work.scope)?.code ?? ""
    joining.run = out.id
    joining.position = try work.nextPosition(on: out.id)
    try work.save(&joining, was: dispatch)
    try work.note(dispatch.id, "run", old: label, new: out.code)
    try SendOut.leave(joining, work)
  }
}

/// Reports how far a stop has come.
enum ReportStop {
  /// What is reported.
  struct Report: Hashable, Sendable {
    var status: DispatchStatus
    var reason = ""
    var proof = ProofInput()
  }

  /// Reporting again what stands there changes nothing. What a customer pays at the door and nobody has confirmed is
  /// taken as collected, exactly, when the order is delivered. Throws `rule.order.move_not_allowed`, `rule.dispatch.…`,
  /// `rule.proof.…` or `input.invalid`.
  static func run(
    _ report: Report, of id: ID<Dispatch>, as actor: MoveActor, _ work: RoadWork
  ) throws(CommerceError) {
    guard let dispatch = try work.transaction.dispatch(id, in: work.scope) else { throw .notFound(.dispatch, "") }
    guard dispatch.status != report.status else { return }
    guard dispatch.status.next.contains(report.status), dispatch.status != .assigned || report.status != .failed else {
      throw .refused(
        Refusal(
          .moveNotAllowed,
          [.status: .text(dispatch.status.rawValue), .target: .text(report.status.rawValue)], remedy: .chooseOther))
    }
    switch report.status {
    case .assigned: return
    case .outForDelivery: try SendOne.run(dispatch, work)
    case .delivered:
      _ = try DeliverStop.run(id, proof: report.proof, collected: nil, approver: nil, as: actor, work)
    case .failed:
      let (reason, note) = try read(report.reason)
      _ = try FailStop.run(id, reason: reason, note: note, as: actor, work)
    }
  }

  /// One of the house's own reasons by its word; anything else that is said is kept in its own words.
  private static func read(_ text: String) throws(CommerceError) -> (FailureReason, String) {
    let words = trimmed(text)
    guard !words.isEmpty else { throw .invalid([FieldIssue("reason", "is missing")]) }
    let word = words.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
    if let reason = FailureReason(rawValue: word), reason.isForPeople { return (reason, "") }
    return (.other, words)
  }
}

/// Notes that the cash of an order was collected at the door.
enum ConfirmCash {
  /// Once; again it changes nothing. Throws `rule.cash.nothing_due` for an order that is not paid in cash,
  /// `rule.cash.amount_differs` for another amount than what it costs, or `rule.order.move_not_allowed` before it is on
  /// its way.
  static func run(
    _ id: ID<Order>, amountMinor: Int64?, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    var order = try transaction.existingOrder(id, in: scope)
    guard order.paymentMethod == .cod else {
      throw .refused(
        Refusal(
          .nothingDue, [.order: .text(order.number), .payment: .text(order.paymentStatus.rawValue)], remedy: .none))
    }
    let total = order.totals.total
    if let amountMinor, amountMinor != total.minor {
      throw .refused(
        Refusal(
          .amountDiffers, [.due: .money(total), .amount: .money(Money(minor: amountMinor, total.currency))],
          remedy: .none))
    }
    guard order.paymentStatus != .paid else { return }
    guard order.status == .outForDelivery || order.status == .delivered,
      let dispatch = try transaction.dispatches(of: id).last(where: { $0.outAt != nil })
    else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.order: .text(order.number), .status: .text(order.status.rawValue)], remedy: .chooseOther))
    }
    _ = try CollectAtDoor.run(
      &order, dispatch: dispatch, collected: nil, approver: nil, in: transaction, by: command, scope: scope)
  }
}
