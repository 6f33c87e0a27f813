/// The dispatch machine: ASSIGNED → OUT_FOR_DELIVERY → DELIVERED or FAILED; ASSIGNED → FAILED by staff or when the order
/// is cancelled (contracts.md I36).
public enum DispatchStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case assigned
  case outForDelivery = "out_for_delivery"
  case delivered, failed

  /// The statuses this one may become.
  public var next: Set<DispatchStatus> {
    switch self {
    case .assigned: [.outForDelivery, .failed]
    case .outForDelivery: [.delivered, .failed]
    case .delivered, .failed: []
    }
  }

  /// True while the attempt still goes on.
  public var isActive: Bool { self == .assigned || self == .outForDelivery }
}

/// One attempt to deliver one order: who takes it, on which run, at which stop, and how it ended.
public struct Dispatch: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Dispatch>
  /// The random identifier the APIs show.
  public var uuid: UniqueID
  /// The order it delivers.
  public var order: ID<Order>
  /// The site it starts from.
  public var site: ID<Site>
  /// Who takes it.
  public var driver: ID<Person>
  /// The run it is a stop of.
  public var run: ID<Run>
  /// Its place on the run, from 1.
  public var position: Int
  /// True when a suggested stop order may not move it.
  public var isLocked: Bool
  /// 1 for the first time the order goes out; attempts that never went out do not count (I56).
  public var attempt: Int
  /// How far it has come.
  public var status: DispatchStatus
  /// What the driver reported before anybody decided; nil when nothing is open.
  public var incident: Incident?
  /// Why it failed.
  public var failure: FailureReason?
  /// What was said beside the reason.
  public var failureNote: String
  /// Who took it in, once delivered.
  public var proof: Proof?
  /// True while its parcels have still to be scanned over to another driver.
  public var awaitsHandOver: Bool
  /// When it was assigned.
  public var assignedAt: Instant
  /// When it left the depot.
  public var outAt: Instant?
  /// When it was delivered or failed.
  public var closedAt: Instant?
  /// Grows by one with each change; a stale edit is refused by it.
  public var version: Int

  /// An attempt with these properties.
  @inlinable
  public init(
    id: ID<Dispatch>, uuid: UniqueID, order: ID<Order>, site: ID<Site>, driver: ID<Person>, run: ID<Run>,
    position: Int, isLocked: Bool = false, attempt: Int, status: DispatchStatus = .assigned,
    incident: Incident? = nil, failure: FailureReason? = nil, failureNote: String = "", proof: Proof? = nil,
    awaitsHandOver: Bool = false, assignedAt: Instant, outAt: Instant? = nil, closedAt: Instant? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.uuid = uuid
    self.order = order
    self.site = site
    self.driver = driver
    self.run = run
    self.position = position
    self.isLocked = isLocked
    self.attempt = attempt
    self.status = status
    self.incident = incident
    self.failure = failure
    self.failureNote = failureNote
    self.proof = proof
    self.awaitsHandOver = awaitsHandOver
    self.assignedAt = assignedAt
    self.outAt = outAt
    self.closedAt = closedAt
    self.version = version
  }
}

/// What went wrong on the way, as the driver reports it, before a dispatcher decides.
public struct Incident: Hashable, Sendable, Codable {
  /// What happened.
  public var reason: FailureReason
  /// In the driver's words; may be empty.
  public var note: String
  /// Who reported it.
  public var by: String
  /// When.
  public var at: Instant

  /// An incident for `reason`.
  public init(reason: FailureReason, note: String, by: String, at: Instant) {
    self.reason = reason
    self.note = note
    self.by = by
    self.at = at
  }
}

/// Proof of delivery.
public struct Proof: Hashable, Sendable, Codable {
  /// Who took it in; empty when nobody said.
  public var recipient: String
  /// True when the customer's code was given and was right.
  public var isCodeChecked: Bool
  /// Where the photo or signature is kept; empty when there is none.
  public var reference: String
  /// When it was taken in.
  public var at: Instant

  /// Proof by these particulars.
  public init(recipient: String = "", isCodeChecked: Bool = false, reference: String = "", at: Instant) {
    self.recipient = recipient
    self.isCodeChecked = isCodeChecked
    self.reference = reference
    self.at = at
  }
}

/// What has to be shown at the door before an order counts as delivered.
public enum ProofRequirement: String, Hashable, Sendable, Codable, CaseIterable {
  case none
  /// The name of who took it in.
  case name
  /// The code the customer was given when ordering.
  case code
  /// A reference to a photo or signature.
  case reference
}

/// Why a delivery failed. The digit is the key it is chosen by.
public enum FailureReason: String, Hashable, Sendable, Codable, CaseIterable {
  case noAnswer = "no_answer"
  case wrongAddress = "wrong_address"
  case refused
  case closed
  case cashNotReady = "cash_not_ready"
  case anotherDay = "another_day"
  case damaged
  case vehicleTrouble = "vehicle_trouble"
  case outOfTime = "out_of_time"
  /// The order was cancelled under way; not counted for the driver (I36).
  case orderCancelled = "order_cancelled"
  /// Taken off the run before it left; not an attempt.
  case unassigned
  /// Said in words of its own, by a client that knows no list; the words stand beside it.
  case other

  /// The digit 1 to 9 it is chosen by; nil for the reasons only the core gives.
  public var digit: Int? {
    switch self {
    case .noAnswer: 1
    case .wrongAddress: 2
    case .refused: 3
    case .closed: 4
    case .cashNotReady: 5
    case .anotherDay: 6
    case .damaged: 7
    case .vehicleTrouble: 8
    case .outOfTime: 9
    case .orderCancelled, .unassigned, .other: nil
    }
  }

  /// The reason chosen by that digit.
  public init?(digit: Int) {
    guard let found = Self.allCases.first(where: { $0.digit == digit }) else { return nil }
    self = found
  }

  /// True when somebody may give it.
  public var isForPeople: Bool { digit != nil || self == .other }

  /// True when it counts as an attempt in the driver's figures.
  public var countsForDriver: Bool { self != .orderCancelled && self != .unassigned }
}

/// Why a run or a job goes to another driver. The digit is the key it is chosen by.
public enum SwapReason: String, Hashable, Sendable, Codable, CaseIterable {
  case sick, breakdown, refused, overloaded, other

  /// The digit 1 to 5.
  public var digit: Int {
    switch self {
    case .sick: 1
    case .breakdown: 2
    case .refused: 3
    case .overloaded: 4
    case .other: 5
    }
  }

  /// The reason chosen by that digit.
  public init?(digit: Int) {
    guard let found = Self.allCases.first(where: { $0.digit == digit }) else { return nil }
    self = found
  }
}

/// Why an outcome is taken back. The digit is the key it is chosen by.
public enum ReopenReason: String, Hashable, Sendable, Codable, CaseIterable {
  case mistake
  case customerCame = "customer_came"
  case wrongOrder = "wrong_order"

  /// The digit 1 to 3.
  public var digit: Int {
    switch self {
    case .mistake: 1
    case .customerCame: 2
    case .wrongOrder: 3
    }
  }

  /// The reason chosen by that digit.
  public init?(digit: Int) {
    guard let found = Self.allCases.first(where: { $0.digit == digit }) else { return nil }
    self = found
  }
}

/// Why a parcel of a run was not loaded. The digit is the key it is chosen by.
public enum LoadGap: String, Hashable, Sendable, Codable, CaseIterable {
  case notFound = "not_found"
  case damaged
  case noRoom = "no_room"
  case other

  /// The digit 1 to 4.
  public var digit: Int {
    switch self {
    case .notFound: 1
    case .damaged: 2
    case .noRoom: 3
    case .other: 4
    }
  }

  /// The reason chosen by that digit.
  public init?(digit: Int) {
    guard let found = Self.allCases.first(where: { $0.digit == digit }) else { return nil }
    self = found
  }
}
