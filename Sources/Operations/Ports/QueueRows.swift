public import Commerce

/// Which part of the warehouse queue to show.
public struct QueueQuery: Hashable, Sendable, Codable {
  /// The site whose floor it is.
  public var site: ID<Site>
  /// Only orders in these stages, in this order of work; all open ones by default.
  public var stages: Set<FloorStage>
  /// Only this zone.
  public var zone: ID<Zone>?
  /// Only work held by this person.
  public var holder: ID<Person>?
  /// Only promises before this moment.
  public var promisedBefore: Instant?
  /// Only orders on hold (true) or not on hold (false).
  public var onHold: Bool?
  /// Only rows whose number, customer or zone contains this, case folded.
  public var text: String

  /// The open orders of a site, unless narrowed.
  public init(
    site: ID<Site>, stages: Set<FloorStage> = Set(FloorStage.open), zone: ID<Zone>? = nil, holder: ID<Person>? = nil,
    promisedBefore: Instant? = nil, onHold: Bool? = nil, text: String = ""
  ) {
    self.site = site
    self.stages = stages
    self.zone = zone
    self.holder = holder
    self.promisedBefore = promisedBefore
    self.onHold = onHold
    self.text = text
  }
}

/// The place of an order in the queue: highest priority first, then earliest promise, then oldest.
public struct QueueKey: Hashable, Sendable, Codable {
  /// 0 is normal.
  public var priority: Int
  /// When it was promised.
  public var promiseAt: Instant
  /// Which order.
  public var order: ID<Order>

  /// That place.
  public init(priority: Int, promiseAt: Instant, order: ID<Order>) {
    self.priority = priority
    self.promiseAt = promiseAt
    self.order = order
  }
}

/// One line of the warehouse queue.
public struct QueueRow: Hashable, Sendable, Codable {
  /// Where it stands in the queue.
  public var key: QueueKey
  /// Order number.
  public var number: String
  /// Where it stands on the floor.
  public var stage: FloorStage
  /// When it was placed.
  public var placedAt: Instant
  /// Number of lines.
  public var lines: Int
  /// Number of units.
  public var units: Int
  /// `3 Osu`; empty when the address lies in no zone.
  public var zone: String
  /// The customer's name.
  public var customer: String
  /// Who works on it; empty when nobody does.
  public var holder: String
  /// Who works on it.
  public var holderID: ID<Person>?
  /// Until when the claim stands.
  public var leaseUntil: Instant?
  /// Why it is on hold; nil when it is not.
  public var holdReason: String?
  /// The list that works on it.
  public var pickList: ID<PickList>?

  /// A line with these columns.
  public init(
    key: QueueKey, number: String, stage: FloorStage, placedAt: Instant, lines: Int, units: Int, zone: String,
    customer: String, holder: String, holderID: ID<Person>?, leaseUntil: Instant?, holdReason: String?,
    pickList: ID<PickList>?
  ) {
    self.key = key
    self.number = number
    self.stage = stage
    self.placedAt = placedAt
    self.lines = lines
    self.units = units
    self.zone = zone
    self.customer = customer
    self.holder = holder
    self.holderID = holderID
    self.leaseUntil = leaseUntil
    self.holdReason = holdReason
    self.pickList = pickList
  }
}
