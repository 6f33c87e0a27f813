import Commerce

extension DeliveryResult: Outcome {}
extension FailureResult: Outcome {}

/// Ends an attempt well.
enum DeliverStop {
  /// Units and boxes are the customer's, the money is collected, the order is delivered. Throws `rule.dispatch.…`,
  /// `rule.proof.…`, `rule.payment.not_completed` or `rule.cash.…`.
  static func run(
    _ id: ID<Dispatch>, proof: ProofInput, collected: Collected?, approver: ID<Person>?, as actor: MoveActor,
    _ work: RoadWork
  ) throws(CommerceError) -> DeliveryResult {
    var (dispatch, card) = try work.view.stop(id)
    try DispatchActions.check(.deliver, card, site: work.site, now: work.command.at)
    var order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    let kept = try ProofCheck.run(proof, of: order, needing: card.proof, at: work.command.at)
    let money = try CollectAtDoor.run(
      &order, dispatch: dispatch, collected: collected, approver: approver, in: work.transaction, by: work.command,
      scope: work.scope)
    try MoveOrder.run(&order, to: .delivered, by: actor, in: work.transaction, command: work.command)
    let old = dispatch
    dispatch.status = .delivered
    dispatch.proof = kept
    dispatch.closedAt = work.command.at
    dispatch.awaitsHandOver = false
    try work.save(&dispatch, was: old)
    try handOut(order, returned: collected?.returned ?? [:], work)
    try work.closeIfDone(dispatch.run)
    let nothing = Money(minor: 0, order.totals.currency)
    return DeliveryResult(
      number: order.number, due: money?.due ?? nothing, collected: money?.collected ?? nothing,
      difference: money?.difference,
      cashInHand: Money(
        minor: try work.transaction.cashInHand(of: dispatch.driver, at: order.site), order.totals.currency))
  }

  /// Units the customer did not keep stay in the vehicle, in their boxes, which are due back.
  private static func handOut(
    _ order: Order, returned: [ID<OrderLine>: Int], _ work: RoadWork
  ) throws(CommerceError) {
    let lines = try work.transaction.lines(of: order.id)
    for (line, quantity) in returned {
      guard let found = lines.first(where: { $0.id == line }), quantity >= 0, quantity <= found.packed else {
        throw .invalid([FieldIssue("returned", "is not what is in the boxes")])
      }
    }
    var back: [ID<Variant>: Int] = [:]
    for line in lines { back[line.variant, default: 0] += returned[line.id] ?? 0 }
    for (place, variant, quantity) in try work.transaction.unitsOnRoad(of: order.id, at: order.site) {
      guard case .vehicle = place else { continue }
      let staying = min(quantity, back[variant] ?? 0)
      back[variant, default: 0] -= staying
      guard quantity > staying else { continue }
      try work.post(quantity - staying, of: variant, from: place, to: .customer, .delivered, for: order.id)
    }
    var left = returned
    try work.setParcels(of: order.id) { parcel in
      var contents: [ParcelContent] = []
      for content in parcel.contents {
        let staying = min(content.quantity, left[content.line] ?? 0)
        left[content.line, default: 0] -= staying
        if staying > 0 { contents.append(ParcelContent(line: content.line, quantity: staying)) }
      }
      parcel.awaitsHandOver = false
      parcel.state = contents.isEmpty ? .delivered : .dueBack
      if !contents.isEmpty { parcel.contents = contents }
    }
  }
}

/// Ends an attempt badly.
enum FailStop {
  /// A driver's word is an incident where the town wants one first; else the order has failed, its boxes are expected
  /// back and its units stay in the vehicle.
  static func run(
    _ id: ID<Dispatch>, reason: FailureReason, note: String, as actor: MoveActor, _ work: RoadWork
  ) throws(CommerceError) -> FailureResult {
    guard reason.isForPeople else { throw .invalid([FieldIssue("reason", "is not for people to give")]) }
    let note = trimmed(note)
    guard note.count <= 300 else { throw .invalid([FieldIssue("note", "is longer than 300 characters")]) }
    var (dispatch, card) = try work.view.stop(id)
    try DispatchActions.check(.fail, card, site: work.site, now: work.command.at)
    guard actor == .driver, work.site.policy.incidentFirst else {
      return try fail(dispatch, reason, note, as: actor, work)
    }
    let old = dispatch
    dispatch.incident = Incident(
      reason: reason, note: note, by: try work.transaction.nameOfActor(work.command), at: work.command.at)
    try work.save(&dispatch, was: old)
    try work.note(id, "incident", new: reason.rawValue, reason: note)
    let order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    try work.transaction.append(order.change("incident", new: reason.rawValue, reason: note), by: work.command)
    return result(dispatch, card.number, isIncident: true, work)
  }

  /// A dispatcher's word on an incident: it failed after all, or the driver goes on.
  static func decide(
    _ id: ID<Dispatch>, failed: Bool, _ work: RoadWork
  ) throws(CommerceError) -> FailureResult {
    var (dispatch, card) = try work.view.stop(id)
    try DispatchActions.check(.decideIncident, card, site: work.site, now: work.command.at)
    guard let incident = dispatch.incident else { throw DispatchActions.refuse(.noIncident, card, .none) }
    let old = dispatch
    dispatch.incident = nil
    try work.save(&dispatch, was: old)
    try work.note(id, "incident", old: incident.reason.rawValue, new: failed ? "failed" : "goes_on")
    if failed { return try fail(dispatch, incident.reason, incident.note, as: .staff, work) }
    var answer = result(dispatch, card.number, isIncident: false, work)
    answer.goesOn = true
    return answer
  }

  private static func fail(
    _ dispatch: Dispatch, _ reason: FailureReason, _ note: String, as actor: MoveActor, _ work: RoadWork
  ) throws(CommerceError) -> FailureResult {
    var order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    try MoveOrder.run(
      &order, to: .failed, by: actor, reason: note.isEmpty ? reason.rawValue : reason.rawValue + ": " + note,
      in: work.transaction, command: work.command)
    var dispatch = dispatch
    let old = dispatch
    dispatch.status = .failed
    dispatch.failure = reason
    dispatch.failureNote = note
    dispatch.closedAt = work.command.at
    dispatch.awaitsHandOver = false
    try work.save(&dispatch, was: old, reason: reason.rawValue)
    try work.setParcels(of: order.id) { parcel in
      parcel.awaitsHandOver = false
      parcel.state = .dueBack
    }
    try work.closeIfDone(dispatch.run)
    return result(dispatch, order.number, isIncident: false, work)
  }

  private static func result(
    _ dispatch: Dispatch, _ number: String, isIncident: Bool, _ work: RoadWork
  ) -> FailureResult {
    FailureResult(
      number: number, attempt: dispatch.attempt, limit: work.site.policy.maxAttempts, isIncident: isIncident)
  }
}
