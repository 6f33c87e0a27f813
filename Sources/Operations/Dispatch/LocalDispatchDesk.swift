import Commerce

/// The dispatch desk on a local store.
struct LocalDispatchDesk: DispatchDesk {
  let house: House

  func board(by caller: Caller) async throws(CommerceError) -> DispatchBoard { throw .forbidden(.viewDispatch) }

  func preview(_ plan: DispatchPlan, by caller: Caller) async throws(CommerceError) -> PlanPreview {
    throw .forbidden(.viewDispatch)
  }

  func carryOut(
    _ plan: DispatchPlan, basis: String, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> PlanResult { throw .forbidden(.viewDispatch) }

  func run(_ run: ID<Run>, by caller: Caller) async throws(CommerceError) -> RunDetail {
    throw .forbidden(.viewDispatch)
  }

  func run(code: String, by caller: Caller) async throws(CommerceError) -> RunDetail { throw .forbidden(.viewDispatch) }

  func runs(_ page: PageRequest<ID<Run>>, by caller: Caller) async throws(CommerceError) -> Page<RunRow> {
    throw .forbidden(.viewDispatch)
  }

  func myRun(by caller: Caller) async throws(CommerceError) -> RunDetail? { throw .forbidden(.viewDispatch) }

  func moveStop(_ dispatch: ID<Dispatch>, by places: Int, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    throw .forbidden(.viewDispatch)
  }

  func lockStop(_ dispatch: ID<Dispatch>, _ locked: Bool, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    throw .forbidden(.viewDispatch)
  }

  func suggestOrder(of run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    throw .forbidden(.viewDispatch)
  }

  func load(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult {
    throw .forbidden(.viewDispatch)
  }

  func endLoading(
    of run: ID<Run>, gaps: [ID<Parcel>: LoadGap], _ intent: Intent
  ) async throws(CommerceError) -> RunDetail { throw .forbidden(.viewDispatch) }

  func handOver(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult {
    throw .forbidden(.viewDispatch)
  }

  func deliver(
    _ dispatch: ID<Dispatch>, proof: ProofInput, collected: Collected?, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> DeliveryResult { throw .forbidden(.viewDispatch) }

  func fail(
    _ dispatch: ID<Dispatch>, reason: FailureReason, note: String, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult { throw .forbidden(.viewDispatch) }

  func decideIncident(
    _ dispatch: ID<Dispatch>, failed: Bool, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult { throw .forbidden(.viewDispatch) }

  func slots(days: Int, by caller: Caller) async throws(CommerceError) -> [SlotState] {
    throw .forbidden(.viewDispatch)
  }

  func reschedule(
    _ order: ID<Order>, days: Int, slot: DaySlot, _ intent: Intent
  ) async throws(CommerceError) -> Reschedule { throw .forbidden(.viewDispatch) }

  func reopen(
    _ dispatch: ID<Dispatch>, reason: ReopenReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) { throw .forbidden(.viewDispatch) }

  func returns(by caller: Caller) async throws(CommerceError) -> [ReturnRow] { throw .forbidden(.viewDispatch) }

  func scanBack(_ parcel: String, _ intent: Intent) async throws(CommerceError) -> ReturnResult {
    throw .forbidden(.viewDispatch)
  }

  func save(_ driver: Driver, _ intent: Intent) async throws(CommerceError) { throw .forbidden(.viewDispatch) }

  func printRun(
    _ paper: RunPaper, of run: ID<Run>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String { throw .forbidden(.viewDispatch) }
}
