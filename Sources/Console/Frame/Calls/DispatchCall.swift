import Commerce
import Operations

/// A call of the dispatch desk.
enum DispatchCall: Hashable, Sendable {
  case board
  case preview(DispatchPlan)
  case carryOut(DispatchPlan, basis: String)
  case run(ID<Run>)
  case runByCode(String)
  case runs(PageRequest<ID<Run>>)
  case myRun
  case moveStop(ID<Dispatch>, by: Int)
  case lockStop(ID<Dispatch>, Bool)
  case suggestOrder(ID<Run>)
  case load(parcel: String, on: ID<Run>)
  case endLoading(ID<Run>, gaps: [ID<Parcel>: LoadGap])
  case handOver(parcel: String, on: ID<Run>)
  case deliver(ID<Dispatch>, proof: ProofInput, collected: Collected?, stepUp: StepUp?)
  case fail(ID<Dispatch>, reason: FailureReason, note: String)
  case decideIncident(ID<Dispatch>, failed: Bool)
  case slots(days: Int)
  case reschedule(ID<Order>, days: Int, slot: DaySlot)
  case reopen(ID<Dispatch>, reason: ReopenReason, stepUp: StepUp?)
  case returns
  case scanBack(String)
  case saveDriver(Driver)
  case printRun(RunPaper, of: ID<Run>, to: PrintDestination)

  var isMutation: Bool {
    switch self {
    case .board, .preview, .run, .runs, .myRun, .slots, .returns: false
    // A look-up by a scan is waited for like a change, so that the scans typed behind it keep their order.
    case .runByCode: true
    default: true
    }
  }
}

extension EffectRunner {
  func perform(
    _ call: DispatchCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.dispatch
    switch call {
    case .board: return .dispatch(.board(try await desk.board(by: caller)))
    case .preview(let plan): return .dispatch(.preview(try await desk.preview(plan, by: caller)))
    case .carryOut(let plan, let basis):
      return .dispatch(.planned(try await desk.carryOut(plan, basis: basis, intent)))
    case .run(let id): return .dispatch(.run(try await desk.run(id, by: caller)))
    case .runByCode(let code): return .dispatch(.run(try await desk.run(code: code, by: caller)))
    case .runs(let page): return .dispatch(.runs(try await desk.runs(page, by: caller)))
    case .myRun: return .dispatch(.myRun(try await desk.myRun(by: caller)))
    case .moveStop(let id, let places): return .dispatch(.run(try await desk.moveStop(id, by: places, intent)))
    case .lockStop(let id, let locked): return .dispatch(.run(try await desk.lockStop(id, locked, intent)))
    case .suggestOrder(let run): return .dispatch(.run(try await desk.suggestOrder(of: run, intent)))
    case .load(let parcel, let run): return .dispatch(.loaded(try await desk.load(parcel: parcel, on: run, intent)))
    case .endLoading(let run, let gaps):
      return .dispatch(.run(try await desk.endLoading(of: run, gaps: gaps, intent)))
    case .handOver(let parcel, let run):
      return .dispatch(.loaded(try await desk.handOver(parcel: parcel, on: run, intent)))
    case .returns: return .dispatch(.returns(try await desk.returns(by: caller)))
    case .scanBack(let parcel): return .dispatch(.returned(try await desk.scanBack(parcel, intent)))
    case .slots(let days): return .dispatch(.slots(try await desk.slots(days: days, by: caller)))
    case .saveDriver(let driver):
      try await desk.save(driver, intent)
      return .done
    case .printRun(let paper, let run, let destination):
      return .text(try await desk.printRun(paper, of: run, to: destination, intent))
    default: return try await outcome(of: call, intent)
    }
  }

  /// What happened at the door.
  private func outcome(of call: DispatchCall, _ intent: Intent) async throws(CommerceError) -> Answer {
    let desk = desks.dispatch
    switch call {
    case .deliver(let id, let proof, let collected, let stepUp):
      return .dispatch(
        .delivered(try await desk.deliver(id, proof: proof, collected: collected, stepUp: stepUp, intent)))
    case .fail(let id, let reason, let note):
      return .dispatch(.failed(try await desk.fail(id, reason: reason, note: note, intent)))
    case .decideIncident(let id, let failed):
      return .dispatch(.failed(try await desk.decideIncident(id, failed: failed, intent)))
    case .reschedule(let order, let days, let slot):
      return .dispatch(.rescheduled(try await desk.reschedule(order, days: days, slot: slot, intent)))
    case .reopen(let id, let reason, let stepUp):
      try await desk.reopen(id, reason: reason, stepUp: stepUp, intent)
      return .done
    default: return .done
    }
  }
}

/// What the dispatch desk answered.
enum DispatchAnswer: Hashable, Sendable {
  case board(DispatchBoard)
  case preview(PlanPreview)
  case planned(PlanResult)
  case run(RunDetail)
  case runs(Page<RunRow>)
  case myRun(RunDetail?)
  case loaded(LoadResult)
  case delivered(DeliveryResult)
  case failed(FailureResult)
  case rescheduled(Reschedule)
  case slots([SlotState])
  case returns([ReturnRow])
  case returned(ReturnResult)
}
