import Commerce

// Plans, stop order and loading.
extension LocalDispatchDesk {
  func carryOut(
    _ plan: DispatchPlan, basis: String, _ intent: Intent
  ) async throws(CommerceError) -> PlanResult {
    let ids = house.ids
    return try await work("dispatch.plan", intent, needing: .dispatch, about(plan, basis)) {
      work, _ throws(CommerceError) in
      try CarryOutPlan.run(plan, basis: basis, ids: ids, work)
    }
  }

  func moveStop(_ dispatch: ID<Dispatch>, by places: Int, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    try await arranged("run.move_stop", intent, dispatch, about(dispatch, places)) { work throws(CommerceError) in
      try ArrangeStops.move(dispatch, by: places, work)
    }
  }

  func lockStop(_ dispatch: ID<Dispatch>, _ locked: Bool, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    try await arranged("run.lock_stop", intent, dispatch, about(dispatch, locked)) { work throws(CommerceError) in
      try ArrangeStops.lock(dispatch, locked, work)
    }
  }

  func suggestOrder(of run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    try await arranged("run.suggest", intent, nil, about(run)) { work throws(CommerceError) in
      try ArrangeStops.suggest(run, work)
      return run
    }
  }

  func load(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult {
    try await onRun("run.load", intent, run, about(run, code)) { work throws(CommerceError) in
      try LoadVehicle.run(code, on: run, work)
    }
  }

  func endLoading(
    of run: ID<Run>, gaps: [ID<Parcel>: LoadGap], _ intent: Intent
  ) async throws(CommerceError) -> RunDetail {
    _ = try await onRun("run.end_loading", intent, run, about(run, gaps)) { work throws(CommerceError) in
      try LoadVehicle.end(run, gaps: gaps, work)
      return run
    }
    return try await self.run(run, by: intent.caller)
  }

  func handOver(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult {
    try await onRun("run.hand_over", intent, run, about(run, code)) { work throws(CommerceError) in
      try LoadVehicle.handOver(code, on: run, work)
    }
  }

  /// A change of stop order, by a dispatcher or the stop's own driver.
  private func arranged(
    _ kind: String, _ intent: Intent, _ dispatch: ID<Dispatch>?, _ content: CommandContent,
    _ body: @escaping @Sendable (RoadWork) throws(CommerceError) -> ID<Run>
  ) async throws(CommerceError) -> RunDetail {
    let run = try await work(kind, intent, needing: .enterSite, content) { work, policy throws(CommerceError) in
      if let dispatch {
        _ = try Self.actor(of: dispatch, intent.caller, policy, work)
      } else if !policy.allows(.dispatch, at: work.site.id) {
        throw .forbidden(.dispatch)
      }
      return try body(work)
    }
    return try await self.run(run, by: intent.caller)
  }

  /// A change on a run, by a dispatcher or the run's own driver: what is in a vehicle is theirs to answer for. Whoever
  /// stages brings boxes to the lane, and takes them back at the depot.
  private func onRun<Result: Outcome>(
    _ kind: String, _ intent: Intent, _ run: ID<Run>, _ content: CommandContent,
    _ body: @escaping @Sendable (RoadWork) throws(CommerceError) -> Result
  ) async throws(CommerceError) -> Result {
    try await work(kind, intent, needing: .enterSite, content) { work, policy throws(CommerceError) in
      let site = work.site.id
      if !policy.allows(.dispatch, at: site) {
        guard policy.allows(.drive, at: site) else { throw .forbidden(.dispatch) }
        let found = try work.view.run(run)
        guard found.driver == intent.caller.person else {
          throw .refused(Refusal(.notYourDispatch, [.run: .text(found.code)], remedy: .chooseOther))
        }
      }
      return try body(work)
    }
  }
}

// What happened at the door, and afterwards.
extension LocalDispatchDesk {
  func deliver(
    _ dispatch: ID<Dispatch>, proof: ProofInput, collected: Collected?, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> DeliveryResult {
    let approver = try await vouched(stepUp, needing: .writeOff, intent)
    return try await work("dispatch.deliver", intent, needing: .enterSite, about(dispatch, proof, collected)) {
      work, policy throws(CommerceError) in
      try DeliverStop.run(
        dispatch, proof: proof, collected: collected, approver: approver,
        as: try Self.actor(of: dispatch, intent.caller, policy, work), work)
    }
  }

  func fail(
    _ dispatch: ID<Dispatch>, reason: FailureReason, note: String, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult {
    try await work("dispatch.fail", intent, needing: .enterSite, about(dispatch, reason, note)) {
      work, policy throws(CommerceError) in
      try FailStop.run(
        dispatch, reason: reason, note: note, as: try Self.actor(of: dispatch, intent.caller, policy, work), work)
    }
  }

  func decideIncident(
    _ dispatch: ID<Dispatch>, failed: Bool, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult {
    try await work("dispatch.decide", intent, needing: .dispatch, about(dispatch, failed)) {
      work, _ throws(CommerceError) in
      try FailStop.decide(dispatch, failed: failed, work)
    }
  }

  func reschedule(
    _ order: ID<Order>, days: Int, slot: DaySlot, _ intent: Intent
  ) async throws(CommerceError) -> Reschedule {
    try await work("dispatch.reschedule", intent, needing: .dispatch, about(order, days, slot)) {
      work, _ throws(CommerceError) in
      try RescheduleOrder.run(order, days: days, slot: slot, work)
    }
  }

  func reopen(
    _ dispatch: ID<Dispatch>, reason: ReopenReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) {
    let approver = try await vouched(stepUp, needing: .reopenOutcomes, intent)
    _ = try await work("dispatch.reopen", intent, needing: .reopenOutcomes, about(dispatch, reason)) {
      work, _ throws(CommerceError) in
      try ReopenStop.run(dispatch, reason: reason, approver: approver, work)
      return Done()
    }
  }

  func scanBack(_ parcel: String, _ intent: Intent) async throws(CommerceError) -> ReturnResult {
    try await work("dispatch.scan_back", intent, needing: .enterSite, about(parcel)) {
      work, policy throws(CommerceError) in
      guard policy.allows(.dispatch, at: work.site.id) || policy.allows(.stage, at: work.site.id) else {
        throw .forbidden(.dispatch)
      }
      return try ScanBack.run(parcel, work)
    }
  }

  /// Who the caller is to a stop: staff, or its own driver. Throws `rule.dispatch.not_yours` for another driver.
  static func actor(
    of dispatch: ID<Dispatch>, _ caller: Caller, _ policy: AccessPolicy, _ work: RoadWork
  ) throws(CommerceError) -> MoveActor {
    if policy.allows(.dispatch, at: work.site.id) { return .staff }
    guard policy.allows(.drive, at: work.site.id) else { throw .forbidden(.dispatch) }
    let (found, card) = try work.view.stop(dispatch)
    guard found.driver == caller.person else {
      throw DispatchActions.refuse(.notYourDispatch, card, .chooseOther)
    }
    return .driver
  }

  /// The second person, who is somebody else than the caller; nil when nobody vouches.
  func vouched(
    _ stepUp: StepUp?, needing permission: Permission, _ intent: Intent
  ) async throws(CommerceError) -> ID<Person>? {
    guard let stepUp else { return nil }
    let person = try await house.verifyStepUp(stepUp, needing: permission, beside: intent.caller)
    guard person != intent.caller.person else {
      throw .refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))
    }
    return person
  }
}
