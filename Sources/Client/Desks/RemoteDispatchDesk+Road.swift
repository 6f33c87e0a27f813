import Commerce
import Contract
import Operations
import TownDialect

extension RemoteDispatchDesk {
  func load(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult {
    try await link.tell(DispatchCalls.load, .init(code: code, run: run), intent)
  }

  func endLoading(
    of run: ID<Run>, gaps: [ID<Parcel>: LoadGap], _ intent: Intent
  ) async throws(CommerceError) -> RunDetail {
    try await link.tell(DispatchCalls.endLoading, .init(run: run, gaps: gaps), intent)
  }

  func handOver(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult {
    try await link.tell(DispatchCalls.handOver, .init(code: code, run: run), intent)
  }

  func deliver(
    _ dispatch: ID<Dispatch>, proof: ProofInput, collected: Collected?, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> DeliveryResult {
    try await link.tell(
      DispatchCalls.deliver, .init(dispatch: dispatch, proof: proof, collected: collected, stepUp: stepUp), intent)
  }

  func fail(
    _ dispatch: ID<Dispatch>, reason: FailureReason, note: String, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult {
    try await link.tell(DispatchCalls.fail, .init(dispatch: dispatch, reason: reason, note: note), intent)
  }

  func decideIncident(
    _ dispatch: ID<Dispatch>, failed: Bool, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult {
    try await link.tell(DispatchCalls.decideIncident, .init(dispatch: dispatch, failed: failed), intent)
  }

  func slots(days: Int, by caller: Caller) async throws(CommerceError) -> [SlotState] {
    try await link.ask(DispatchCalls.slots, .init(days: days), by: caller)
  }

  func reschedule(
    _ order: ID<Order>, days: Int, slot: DaySlot, _ intent: Intent
  ) async throws(CommerceError) -> Reschedule {
    try await link.tell(DispatchCalls.reschedule, .init(order: order, days: days, slot: slot), intent)
  }

  func reopen(
    _ dispatch: ID<Dispatch>, reason: ReopenReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) {
    _ = try await link.tell(DispatchCalls.reopen, .init(dispatch: dispatch, reason: reason, stepUp: stepUp), intent)
  }

  func returns(by caller: Caller) async throws(CommerceError) -> [ReturnRow] {
    try await link.ask(DispatchCalls.returns, Nothing(), by: caller)
  }

  func scanBack(_ parcel: String, _ intent: Intent) async throws(CommerceError) -> ReturnResult {
    try await link.tell(DispatchCalls.scanBack, .init(parcel: parcel), intent)
  }

  func save(_ driver: Driver, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(DispatchCalls.save, .init(driver: driver), intent)
  }

  func printRun(
    _ paper: RunPaper, of run: ID<Run>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let place = try await link.print(to: destination, intent) { () async throws(CommerceError) in
      let site = try await link.ask(HouseCalls.site, Nothing(), by: intent.caller)
      return try await self.run(run, by: intent.caller).paper(paper, site: site)
    }
    return try await link.tell(DispatchCalls.printRun, .init(paper: paper, run: run, destination: place), intent)
  }
}
