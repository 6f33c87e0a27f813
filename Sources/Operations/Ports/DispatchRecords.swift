public import Commerce

/// Drivers, runs, dispatches and parcels on the road.
public protocol DispatchReads {
  /// The drivers of a site, by code.
  func drivers(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Driver]
  /// A person's particulars as a driver of a site; nil when they do not drive for it.
  func driver(_ person: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Driver?
  /// What a driver has on hand; `midnight` is the beginning of the local day.
  func load(of driver: ID<Person>, at site: ID<Site>, since midnight: Instant) throws(CommerceError) -> DriverLoad
  /// What each driver of a site has on hand or has done since `midnight`; those with nothing are left out.
  func loads(at site: ID<Site>, since midnight: Instant) throws(CommerceError) -> [ID<Person>: DriverLoad]
  /// A dispatch, if it lies within reach.
  func dispatch(_ id: ID<Dispatch>, in scope: Scope) throws(CommerceError) -> Dispatch?
  /// The dispatches of an order, oldest first.
  func dispatches(of order: ID<Order>) throws(CommerceError) -> [Dispatch]
  /// The dispatch of an order that still goes on; nil when none does.
  func activeDispatch(of order: ID<Order>) throws(CommerceError) -> Dispatch?
  /// A run, if it lies within reach.
  func run(_ id: ID<Run>, in scope: Scope) throws(CommerceError) -> Run?
  /// A run by its code, upper case, if within reach.
  func run(code: String, in scope: Scope) throws(CommerceError) -> Run?
  /// The run of a driver at a site that is not closed, the one on the road before the one being planned; nil between
  /// runs.
  func openRun(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Run?
  /// The run of a driver at a site in that state, which is planned or out; nil when there is none.
  func openRun(of driver: ID<Person>, at site: ID<Site>, _ state: Run.State) throws(CommerceError) -> Run?
  /// The dispatches of a run, by position, those taken off it left out.
  func dispatches(of run: ID<Run>) throws(CommerceError) -> [Dispatch]
  /// A page of the runs of a site, newest first.
  func runs(
    at site: ID<Site>, _ page: PageRequest<ID<Run>>, in scope: Scope
  ) throws(CommerceError) -> Page<Run>
  /// Every card of a site's board: orders ready, assigned, out, failed; index ranges of what is open, never of what is
  /// stored. `drivers` are the site's, for their codes.
  func boardCards(
    at site: ID<Site>, naming drivers: [Driver], in scope: Scope
  ) throws(CommerceError) -> [BoardCard]
  /// The card of one order of a site, whatever its status, if it lies within reach.
  func boardCard(of order: ID<Order>, at site: ID<Site>, in scope: Scope) throws(CommerceError) -> BoardCard?
  /// How many parcels of a site are expected back.
  func countDueBack(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> Int
  /// Parcels of a site that are expected back, oldest attempt first, with the order they are of.
  func parcelsDueBack(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [ReturnRow]
  /// True when a driver has refused that order.
  func isExcluded(_ driver: ID<Person>, from order: ID<Order>) throws(CommerceError) -> Bool
  /// What a reschedule decided: the slot and since when; nil when none did.
  func reschedule(of order: ID<Order>) throws(CommerceError) -> Reschedule?
  /// Open orders of a site promised within a slot.
  func promised(at site: ID<Site>, from: Instant, until: Instant) throws(CommerceError) -> Int
  /// Units of an order in vehicles and with the customer by the ledger, by variant.
  func unitsOnRoad(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [(StockLocation, ID<Variant>, Int)]
}

/// Changes of drivers, runs and dispatches.
public protocol DispatchWrites {
  /// Adds a driver's particulars, or replaces them; a code taken at the site throws `edit.conflict`.
  func save(_ driver: Driver) throws(CommerceError)
  /// Opens a run and gives it its code (`R-` and digits); answers it as stored.
  func insert(_ run: Run) throws(CommerceError) -> Run
  /// Replaces a run's driver, state and times.
  func update(_ run: Run) throws(CommerceError)
  /// Adds a dispatch; a second active one of an order throws `rule.dispatch.already_assigned`.
  func insert(_ dispatch: Dispatch) throws(CommerceError) -> ID<Dispatch>
  /// Replaces a dispatch's row and raises its version; throws `edit.stale` when its version is no longer the stored one.
  func update(_ dispatch: Dispatch) throws(CommerceError)
  /// Notes that a driver refused an order.
  func exclude(_ driver: ID<Person>, from order: ID<Order>) throws(CommerceError)
  /// Keeps what a reschedule decided until the order goes out again; nil forgets it.
  func setReschedule(_ reschedule: Reschedule?, of order: ID<Order>) throws(CommerceError)
}

/// One line of the dispatch board: an order that waits to go out, is out, or came to nothing.
public struct BoardCard: Hashable, Sendable, Codable {
  /// Where a card stands.
  public enum Lane: Int, Hashable, Sendable, Codable, CaseIterable { case failed, ready, assigned, out }

  /// The order.
  public var order: ID<Order>
  /// Its number.
  public var number: String
  /// The order's version, by which a plan knows whether it changed meanwhile.
  public var version: Int
  /// Where it stands.
  public var lane: Lane
  /// The order's own status.
  public var status: OrderStatus
  /// Who ordered.
  public var customer: String
  /// Phone, masked unless the caller may see it.
  public var phone: String
  /// Where it goes: street and area.
  public var place: String
  /// Its zone.
  public var zone: ID<Zone>?
  /// `3 Osu`; empty for addresses in none.
  public var zoneLabel: String
  /// How it is paid: mobile money as soon as it is asked for at the door, though the order stays one of cash until it
  /// comes.
  public var paymentMethod: PaymentMethod
  /// Where the payment stands.
  public var paymentStatus: PaymentStatus
  /// What is to be collected at the door; zero when paid.
  public var due: Money
  /// When it was promised; the end of its slot.
  public var promiseAt: Instant
  /// Since when it stands where it stands.
  public var since: Instant
  /// Its boxes.
  public var parcels: Int
  /// The attempt it is at: the active one, or the last that failed.
  @Apart public var dispatch: Dispatch?
  /// The driver's name and code; empty while nobody has it.
  public var driverName: String
  /// The two-character code.
  public var driverCode: String
  /// The run's code; empty while it is on none.
  public var runCode: String
  /// Attempts that failed so far.
  public var failedAttempts: Int
  /// What a reschedule decided, for failed orders.
  public var reschedule: Reschedule?
  /// Parcels still expected back at the depot.
  public var dueBack: Int
  /// True when somebody holds the order.
  public var onHold: Bool
  /// What the door asks for.
  public var proof: ProofRequirement

  // Cards are large and a board is full of them: made in place, where they are read, they are not copied.
  /// A card with these columns.
  @inlinable
  public init(
    order: ID<Order>, number: String, version: Int, lane: Lane, status: OrderStatus = .readyForDispatch,
    customer: String, phone: String, place: String, zone: ID<Zone>?, zoneLabel: String,
    paymentMethod: PaymentMethod, paymentStatus: PaymentStatus, due: Money, promiseAt: Instant, since: Instant,
    parcels: Int, dispatch: Dispatch? = nil, driverName: String = "",
    driverCode: String = "", runCode: String = "", failedAttempts: Int = 0, reschedule: Reschedule? = nil,
    dueBack: Int = 0, onHold: Bool = false, proof: ProofRequirement = .none
  ) {
    self.order = order
    self.number = number
    self.version = version
    self.lane = lane
    self.status = status
    self.customer = customer
    self.phone = phone
    self.place = place
    self.zone = zone
    self.zoneLabel = zoneLabel
    self.paymentMethod = paymentMethod
    self.paymentStatus = paymentStatus
    self.due = due
    self.promiseAt = promiseAt
    self.since = since
    self.parcels = parcels
    self.dispatch = dispatch
    self.driverName = driverName
    self.driverCode = driverCode
    self.runCode = runCode
    self.failedAttempts = failedAttempts
    self.reschedule = reschedule
    self.dueBack = dueBack
    self.onHold = onHold
    self.proof = proof
  }
}

/// When a failed order is to go out again.
public struct Reschedule: Hashable, Sendable, Codable {
  /// The beginning of the slot.
  public var from: Instant
  /// Its end, the new promise.
  public var until: Instant
  /// When it was decided.
  public var at: Instant

  /// A slot decided at `at`.
  public init(from: Instant, until: Instant, at: Instant) {
    self.from = from
    self.until = until
    self.at = at
  }
}

/// One parcel expected back at the depot.
public struct ReturnRow: Hashable, Sendable, Codable {
  /// The parcel.
  public var parcel: ID<Parcel>
  /// Its code.
  public var code: String
  /// The order.
  public var order: ID<Order>
  /// Its number.
  public var number: String
  /// Where the order stands: failed, or cancelled.
  public var status: OrderStatus
  /// Who has it.
  public var driverName: String
  /// Since when it is expected.
  public var since: Instant
  /// Where it goes once it is here: the lane for another attempt, empty for put-back.
  public var laneCode: String

  /// A parcel with these columns.
  public init(
    parcel: ID<Parcel>, code: String, order: ID<Order>, number: String, status: OrderStatus, driverName: String,
    since: Instant, laneCode: String
  ) {
    self.parcel = parcel
    self.code = code
    self.order = order
    self.number = number
    self.status = status
    self.driverName = driverName
    self.since = since
    self.laneCode = laneCode
  }
}
