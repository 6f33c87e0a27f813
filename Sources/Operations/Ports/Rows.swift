public import Commerce

/// Which part of the warehouse queue to show.
public struct QueueQuery: Hashable, Sendable {
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
public struct QueueKey: Hashable, Sendable {
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
public struct QueueRow: Hashable, Sendable {
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

/// Which orders to find.
public struct OrderQuery: Hashable, Sendable {
  /// What was typed or scanned; empty for the newest orders.
  public var text: String
  /// Only of this site; nil for every site within reach.
  public var site: ID<Site>?
  /// Only in these statuses; empty for all.
  public var statuses: Set<OrderStatus>

  /// The newest orders within reach, unless narrowed.
  public init(text: String = "", site: ID<Site>? = nil, statuses: Set<OrderStatus> = []) {
    self.text = text
    self.site = site
    self.statuses = statuses
  }
}

/// One line of an order list.
public struct OrderRow: Hashable, Sendable {
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// The site's code.
  public var siteCode: String
  /// The site.
  public var site: ID<Site>
  /// Where it stands.
  public var status: OrderStatus
  /// Who ordered.
  public var customer: String
  /// Phone, masked unless the caller may see it.
  public var phone: String
  /// What it costs.
  public var total: Money
  /// How it is paid.
  public var paymentMethod: PaymentMethod
  /// Where the payment stands.
  public var paymentStatus: PaymentStatus
  /// When it was placed.
  public var placedAt: Instant
  /// When it was promised.
  public var promiseAt: Instant
  /// True when it is on hold.
  public var onHold: Bool

  /// A line with these columns.
  public init(
    id: ID<Order>, number: String, siteCode: String, site: ID<Site>, status: OrderStatus, customer: String,
    phone: String, total: Money, paymentMethod: PaymentMethod, paymentStatus: PaymentStatus, placedAt: Instant,
    promiseAt: Instant, onHold: Bool
  ) {
    self.id = id
    self.number = number
    self.siteCode = siteCode
    self.site = site
    self.status = status
    self.customer = customer
    self.phone = phone
    self.total = total
    self.paymentMethod = paymentMethod
    self.paymentStatus = paymentStatus
    self.placedAt = placedAt
    self.promiseAt = promiseAt
    self.onHold = onHold
  }
}

/// The state of a site's floor, from maintained counts.
public struct FloorCounts: Hashable, Sendable {
  /// Orders and units in one cell of the board.
  public struct Cell: Hashable, Sendable {
    /// Orders.
    public var orders: Int
    /// Of them, past their promise.
    public var late: Int

    /// That many orders.
    public init(orders: Int = 0, late: Int = 0) {
      self.orders = orders
      self.late = late
    }
  }

  /// Orders by stage.
  public var stages: [FloorStage: Cell]
  /// Orders on hold that wait to be picked.
  public var held: Int
  /// Open orders by zone (nil key's label is empty), each by stage, ordered by zone code.
  public var zones: [ZoneCounts]
  /// Open work and finished picks of the site-local day by person, by name.
  public var pickers: [PickerCounts]
  /// Open shortages.
  public var shortages: Int
  /// Put-backs waiting.
  public var putBacks: Int

  /// One zone's line.
  public struct ZoneCounts: Hashable, Sendable {
    /// The zone; nil for addresses in none.
    public var zone: ID<Zone>?
    /// `3 Osu`.
    public var label: String
    /// Its orders by stage.
    public var stages: [FloorStage: Cell]

    /// A zone's line.
    public init(zone: ID<Zone>?, label: String, stages: [FloorStage: Cell]) {
      self.zone = zone
      self.label = label
      self.stages = stages
    }
  }

  /// One picker's line.
  public struct PickerCounts: Hashable, Sendable {
    /// Who.
    public var person: ID<Person>
    /// Name.
    public var name: String
    /// Orders in hand.
    public var inHand: Int
    /// Lines picked since local midnight.
    public var linesToday: Int
    /// Since when the oldest list in hand is open.
    public var since: Instant?

    /// A picker's line.
    public init(person: ID<Person>, name: String, inHand: Int, linesToday: Int, since: Instant?) {
      self.person = person
      self.name = name
      self.inHand = inHand
      self.linesToday = linesToday
      self.since = since
    }
  }

  /// A floor with these counts.
  public init(
    stages: [FloorStage: Cell] = [:], held: Int = 0, zones: [ZoneCounts] = [], pickers: [PickerCounts] = [],
    shortages: Int = 0, putBacks: Int = 0
  ) {
    self.stages = stages
    self.held = held
    self.zones = zones
    self.pickers = pickers
    self.shortages = shortages
    self.putBacks = putBacks
  }
}

/// One line of the shortage list.
public struct ShortageRow: Hashable, Sendable {
  /// The shortage.
  public var shortage: Shortage
  /// The order's number.
  public var number: String
  /// The item's name.
  public var item: String
  /// The item's SKU.
  public var sku: String
  /// The customer's name.
  public var customer: String
  /// When the order was promised.
  public var promiseAt: Instant
  /// Units available elsewhere in the site by now.
  public var available: Int

  /// A line with these columns.
  public init(
    shortage: Shortage, number: String, item: String, sku: String, customer: String, promiseAt: Instant, available: Int
  ) {
    self.shortage = shortage
    self.number = number
    self.item = item
    self.sku = sku
    self.customer = customer
    self.promiseAt = promiseAt
    self.available = available
  }
}

/// One line of the put-back list.
public struct PutBackRow: Hashable, Sendable {
  /// The put-back.
  public var putBack: PutBack
  /// The order's number.
  public var number: String
  /// The item's name.
  public var item: String
  /// Where it lies now, for people: `T-118`, `bench`, `L-03`.
  public var lies: String
  /// The suggested bin.
  public var binCode: String

  /// A line with these columns.
  public init(putBack: PutBack, number: String, item: String, lies: String, binCode: String) {
    self.putBack = putBack
    self.number = number
    self.item = item
    self.lies = lies
    self.binCode = binCode
  }
}
