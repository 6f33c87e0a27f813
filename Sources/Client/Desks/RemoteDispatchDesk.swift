import Commerce
import Contract
import Operations
import TownDialect

/// The dispatch desk of a server.
struct RemoteDispatchDesk: DispatchDesk {
  let link: RemoteLink

  func board(by caller: Caller) async throws(CommerceError) -> DispatchBoard {
    try await link.ask(DispatchCalls.board, Nothing(), by: caller)
  }

  func card(number: String, by caller: Caller) async throws(CommerceError) -> BoardCard {
    try await link.ask(DispatchCalls.card, .init(number: number), by: caller)
  }

  func preview(_ plan: DispatchPlan, by caller: Caller) async throws(CommerceError) -> PlanPreview {
    try await link.ask(DispatchCalls.preview, .init(plan: plan), by: caller)
  }

  func carryOut(_ plan: DispatchPlan, basis: String, _ intent: Intent) async throws(CommerceError) -> PlanResult {
    try await link.tell(DispatchCalls.carryOut, .init(plan: plan, basis: basis), intent)
  }

  func run(_ run: ID<Run>, by caller: Caller) async throws(CommerceError) -> RunDetail {
    try await link.ask(DispatchCalls.run, .init(run: run), by: caller)
  }

  func run(code: String, by caller: Caller) async throws(CommerceError) -> RunDetail {
    try await link.ask(DispatchCalls.runByCode, .init(code: code), by: caller)
  }

  func runs(_ page: PageRequest<ID<Run>>, by caller: Caller) async throws(CommerceError) -> Page<RunRow> {
    try await link.ask(DispatchCalls.runs, .init(page: page), by: caller)
  }

  func myRun(by caller: Caller) async throws(CommerceError) -> RunDetail? {
    try await link.ask(DispatchCalls.myRun, Nothing(), by: caller)
  }

  func moveStop(_ dispatch: ID<Dispatch>, by places: Int, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    try await link.tell(DispatchCalls.moveStop, .init(dispatch: dispatch, places: places), intent)
  }

  func lockStop(_ dispatch: ID<Dispatch>, _ locked: Bool, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    try await link.tell(DispatchCalls.lockStop, .init(dispatch: dispatch, locked: locked), intent)
  }

  func suggestOrder(of run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> RunDetail {
    try await link.tell(DispatchCalls.suggestOrder, .init(run: run), intent)
  }
}
