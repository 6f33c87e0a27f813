public import Commerce

/// Getting parcels to doors: drivers, the board, runs, loading, outcomes, returns.
public protocol DispatchDesk: Sendable {
  /// The whole board of the caller's town: what waits, is assigned, is out, has failed, and the drivers.
  func board(by caller: Caller) async throws(CommerceError) -> DispatchBoard
  /// The card of an order by its number, on the board or not, with its last attempt. Throws `input.not_found` for an
  /// order elsewhere.
  func card(number: String, by caller: Caller) async throws(CommerceError) -> BoardCard
  /// Every effect of a plan, row by row, without changing anything.
  func preview(_ plan: DispatchPlan, by caller: Caller) async throws(CommerceError) -> PlanPreview
  /// Carries out a plan exactly as previewed: the allowed rows all at once. Throws `rule.plan.changed` with nothing done
  /// when any row would now do something else than the preview said; `basis` is the preview's. A plan pays nothing out,
  /// so nobody has to vouch for it: the refunds it opens are vouched for when they are paid out.
  func carryOut(_ plan: DispatchPlan, basis: String, _ intent: Intent) async throws(CommerceError) -> PlanResult

  /// A run with its stops and parcels.
  func run(_ run: ID<Run>, by caller: Caller) async throws(CommerceError) -> RunDetail
  /// A run by its code, a driver's badge or a driver's two-character code.
  func run(code: String, by caller: Caller) async throws(CommerceError) -> RunDetail
  /// A page of the town's runs, newest first.
  func runs(_ page: PageRequest<ID<Run>>, by caller: Caller) async throws(CommerceError) -> Page<RunRow>
  /// The caller's own open run; nil between runs. Needs no more than to be a driver.
  func myRun(by caller: Caller) async throws(CommerceError) -> RunDetail?
  /// Moves a stop by so many places (negative is earlier). Locked stops count as places.
  func moveStop(_ dispatch: ID<Dispatch>, by places: Int, _ intent: Intent) async throws(CommerceError) -> RunDetail
  /// Locks a stop where it stands, or lets it go.
  func lockStop(_ dispatch: ID<Dispatch>, _ locked: Bool, _ intent: Intent) async throws(CommerceError) -> RunDetail
  /// Orders the stops of a run that is not out by nearest neighbour; locked stops stay.
  func suggestOrder(of run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> RunDetail

  /// Scans a parcel into the vehicle of a run. Throws `rule.dispatch.wrong_run` for a parcel of another, naming it.
  func load(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult
  /// Ends loading: every parcel not loaded has to be explained; explained orders go back to ready, with an alarm.
  func endLoading(
    of run: ID<Run>, gaps: [ID<Parcel>: LoadGap], _ intent: Intent
  ) async throws(CommerceError) -> RunDetail
  /// Scans a parcel over to the run's new driver after a swap.
  func handOver(parcel code: String, on run: ID<Run>, _ intent: Intent) async throws(CommerceError) -> LoadResult

  /// Ends an attempt well. `collected` nil means the exact amount due in cash, or nothing when it is paid. Throws
  /// `rule.proof.needed`, or `rule.cash.…` where amount and reason do not fit.
  func deliver(
    _ dispatch: ID<Dispatch>, proof: ProofInput, collected: Collected?, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> DeliveryResult
  /// Ends an attempt badly; where the town wants an incident first and the caller is the driver, it is that.
  func fail(
    _ dispatch: ID<Dispatch>, reason: FailureReason, note: String, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult
  /// Decides an incident: it failed, or the driver goes on.
  func decideIncident(
    _ dispatch: ID<Dispatch>, failed: Bool, _ intent: Intent
  ) async throws(CommerceError) -> FailureResult
  /// The slots of a day, `days` from today by the town's clock, with what is free in each.
  func slots(days: Int, by caller: Caller) async throws(CommerceError) -> [SlotState]
  /// Gives a failed order another attempt in a slot. Throws `rule.slot.full`, `rule.slot.past` or
  /// `rule.dispatch.attempts_used`.
  func reschedule(
    _ order: ID<Order>, days: Int, slot: DaySlot, _ intent: Intent
  ) async throws(CommerceError) -> Reschedule
  /// Takes an outcome back within the town's window; later a second person has to vouch.
  func reopen(
    _ dispatch: ID<Dispatch>, reason: ReopenReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError)

  /// Parcels expected back.
  func returns(by caller: Caller) async throws(CommerceError) -> [ReturnRow]
  /// Scans a parcel in at the depot: for another attempt it goes to its lane, of a cancelled order it is put back.
  func scanBack(_ parcel: String, _ intent: Intent) async throws(CommerceError) -> ReturnResult

  /// Saves a driver's particulars.
  func save(_ driver: Driver, _ intent: Intent) async throws(CommerceError)
  /// Prints a run's manifest or load sheet; answers where it went.
  func printRun(
    _ paper: RunPaper, of run: ID<Run>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String
}

/// What a dispatcher does to several orders at once.
public enum DispatchPlan: Hashable, Sendable, Codable {
  /// Gives ready orders to a driver, appended to the open run in this order.
  case assign([ID<Order>], to: ID<Person>)
  /// Takes orders off their runs before they left.
  case unassign([ID<Order>])
  /// Sends orders out: with their whole run, or these stops of it alone.
  case sendOut([ID<Order>])
  /// Ends attempts well: prepaid, or exactly what is due in cash.
  case deliver([ID<Order>])
  /// Moves what is open on a driver's run to another driver, stop order kept.
  case swap(run: ID<Run>, to: ID<Person>, SwapReason)
  /// Moves single jobs to another driver; a refusal is counted and keeps the first one from getting it again.
  case swapOrders([ID<Order>], to: ID<Person>, SwapReason)
  /// Sends failed orders back into stock: cancelled, refunded where paid, parcels expected at the depot.
  case backToDepot([ID<Order>])
}

/// A plan's effect, row by row.
public struct PlanPreview: Hashable, Sendable, Codable {
  /// One order of the plan.
  public struct Row: Hashable, Sendable, Codable {
    /// The order.
    public var order: ID<Order>
    /// Its number.
    public var number: String
    /// Who ordered.
    public var customer: String
    /// What is to be collected.
    public var due: Money
    /// Where it stands.
    public var status: OrderStatus
    /// Where it will stand.
    public var becomes: OrderStatus
    /// What else happens, in a few words of the core's vocabulary, such as `stop 3 of R-118` or `refund GHS 62.00`.
    public var effect: String
    /// Why it cannot be done; nil when it can.
    public var refusal: CommerceError?

    /// A row with these columns.
    public init(
      order: ID<Order>, number: String, customer: String, due: Money, status: OrderStatus, becomes: OrderStatus,
      effect: String = "", refusal: CommerceError? = nil
    ) {
      self.order = order
      self.number = number
      self.customer = customer
      self.due = due
      self.status = status
      self.becomes = becomes
      self.effect = effect
      self.refusal = refusal
    }
  }

  /// The rows, in the plan's order.
  public var rows: [Row]
  /// Why nothing of it can be done, such as an unavailable driver; nil when rows decide.
  public var refusal: CommerceError?
  /// What the preview rests on; `carryOut` refuses when it no longer holds.
  public var basis: String

  /// A preview of these rows.
  public init(rows: [Row], refusal: CommerceError? = nil, basis: String) {
    self.rows = rows
    self.refusal = refusal
    self.basis = basis
  }

  /// Rows that will be done.
  public var allowed: [Row] { refusal == nil ? rows.filter { $0.refusal == nil } : [] }
  /// The sum to be collected over the rows that will be done, in minor units.
  public var dueMinor: Int64 { allowed.reduce(0) { $0 + $1.due.minor } }
}

/// What became of a plan.
public struct PlanResult: Hashable, Sendable, Codable {
  /// Numbers of the orders it was done to.
  public var done: [String]
  /// Numbers of those it was not done to, and the rule that said no, as previewed.
  public var refused: [String: String]
  /// The run it made or changed; nil for none.
  public var run: ID<Run>?

  /// A result.
  public init(done: [String], refused: [String: String] = [:], run: ID<Run>? = nil) {
    self.done = done
    self.refused = refused
    self.run = run
  }
}

/// The dispatch board of a town.
public struct DispatchBoard: Hashable, Sendable, Codable {
  /// Its cards; failed first, then by zone and promise.
  public var cards: [BoardCard]
  /// Its drivers, by code.
  public var drivers: [DriverRow]
  /// Stops delivered since local midnight.
  public var deliveredToday: Int
  /// Stops failed since local midnight.
  public var failedToday: Int
  /// Parcels expected back.
  public var dueBack: Int
  /// The beginning of the local day: failures from before it are yesterday's.
  public var midnight: Instant

  /// A board of these cards.
  public init(
    cards: [BoardCard], drivers: [DriverRow], deliveredToday: Int = 0, failedToday: Int = 0, dueBack: Int = 0,
    midnight: Instant
  ) {
    self.cards = cards
    self.drivers = drivers
    self.deliveredToday = deliveredToday
    self.failedToday = failedToday
    self.dueBack = dueBack
    self.midnight = midnight
  }
}

/// A driver, what they have on hand, and why nothing more may be given to them.
public struct DriverRow: Hashable, Sendable, Codable {
  /// Who.
  public var driver: Driver
  /// What they have on hand.
  public var load: DriverLoad
  /// The open run's code; empty between runs.
  public var runCode: String
  /// Why one more order may not be given; nil when it may.
  public var refusal: CommerceError?
  /// True when the cash of the load is kept from the caller; it then says nothing, not zero.
  public var hidesCash = false

  /// A driver with that load.
  public init(driver: Driver, load: DriverLoad, runCode: String = "", refusal: CommerceError? = nil) {
    self.driver = driver
    self.load = load
    self.runCode = runCode
    self.refusal = refusal
  }
}

/// One line of the run list.
public struct RunRow: Hashable, Sendable, Codable {
  /// The run.
  public var run: Run
  /// The driver's name.
  public var driverName: String
  /// Its stops.
  public var stops: Int
  /// Of them delivered.
  public var delivered: Int
  /// Of them failed.
  public var failed: Int

  /// A run with these figures.
  public init(run: Run, driverName: String, stops: Int, delivered: Int, failed: Int) {
    self.run = run
    self.driverName = driverName
    self.stops = stops
    self.delivered = delivered
    self.failed = failed
  }
}

/// A run with its stops and parcels.
public struct RunDetail: Hashable, Sendable, Codable {
  /// The run.
  public var run: Run
  /// Who drives it.
  public var driver: DriverRow
  /// Its stops, by position.
  public var stops: [RunStop]

  /// A run with these stops.
  public init(run: Run, driver: DriverRow, stops: [RunStop]) {
    self.run = run
    self.driver = driver
    self.stops = stops
  }

  /// The first stop that has not ended.
  public var next: RunStop? { stops.first { $0.card.dispatch?.status.isActive == true } }
  /// What is still to be collected, in minor units.
  public var toCollectMinor: Int64 {
    stops.filter { $0.card.dispatch?.status.isActive == true }.reduce(0) { $0 + $1.card.due.minor }
  }
}

/// One stop of a run.
public struct RunStop: Hashable, Sendable, Codable {
  /// The order and its attempt.
  public var card: BoardCard
  /// Its boxes.
  public var parcels: [Parcel]
  /// Near what it is, as the customer said.
  public var landmark: String
  /// What the customer wants done.
  public var note: String
  /// What the caller may do to it now, and why not.
  public var actions: [ActionState<DispatchAction>]

  /// A stop.
  public init(
    card: BoardCard, parcels: [Parcel], landmark: String, note: String, actions: [ActionState<DispatchAction>]
  ) {
    self.card = card
    self.parcels = parcels
    self.landmark = landmark
    self.note = note
    self.actions = actions
  }
}

/// What a dispatcher or driver can do to an order on the board.
public enum DispatchAction: String, Hashable, Sendable, Codable, CaseIterable {
  case assign, unassign, sendOut = "send_out", deliver, fail, decideIncident = "decide_incident", reschedule, swap
  case backToDepot = "back_to_depot", collectOther = "collect_other", switchToMoMo = "switch_to_momo"
  case pollMoMo = "poll_momo", backToCash = "back_to_cash", edit, reopen
}
