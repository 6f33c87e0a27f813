/// A job on the floor: the lines of one order, or of several picked together, in walk order.
public struct PickList: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<PickList>
  /// The site it is walked in.
  public var site: ID<Site>
  /// Who works on it.
  public var holder: ID<Person>
  /// The holder's name.
  public var holderName: String
  /// When it was claimed.
  public var claimedAt: Instant
  /// Until when the claim stands without another scan.
  public var leaseUntil: Instant
  /// When it was finished or given back; nil while it is worked on.
  public var closedAt: Instant?
  /// The orders on it, in the order their totes stand on the cart.
  public var orders: [PickListOrder]
  /// What to take from where.
  public var tasks: [PickTask]
  /// The bin scanned last, until the walk goes on.
  public var confirmedBin: ID<Bin>?
  /// In a cluster: the item in hand that still has to go into totes.
  public var inHand: InHand?
  /// The bin that should be empty now and has not been confirmed yet.
  public var zeroCheck: ZeroCheck?

  /// A list with these properties.
  public init(
    id: ID<PickList>, site: ID<Site>, holder: ID<Person>, holderName: String, claimedAt: Instant, leaseUntil: Instant,
    closedAt: Instant? = nil, orders: [PickListOrder], tasks: [PickTask], confirmedBin: ID<Bin>? = nil,
    inHand: InHand? = nil, zeroCheck: ZeroCheck? = nil
  ) {
    self.id = id
    self.site = site
    self.holder = holder
    self.holderName = holderName
    self.claimedAt = claimedAt
    self.leaseUntil = leaseUntil
    self.closedAt = closedAt
    self.orders = orders
    self.tasks = tasks
    self.confirmedBin = confirmedBin
    self.inHand = inHand
    self.zeroCheck = zeroCheck
  }

  /// True when several orders are picked together.
  public var isCluster: Bool { orders.count > 1 }

  /// The open tasks, next first: skipped ones last in the order they were skipped, else by walk.
  public var openTasks: [PickTask] { tasks.filter(\.isOpen).sorted(by: PickTask.walksBefore) }

  /// What to take next; nil when everything is picked or short.
  public var current: PickTask? { openTasks.first }
}

/// One order on a pick list.
public struct PickListOrder: Hashable, Sendable, Codable {
  /// The order.
  public var order: ID<Order>
  /// Its number, for the cart.
  public var number: String
  /// The totes bound to it, the one being filled last; empty before the first put.
  public var totes: [Tote]
  /// True after F9 until the next tote is scanned.
  public var needsAnotherTote: Bool

  /// An order with these totes.
  public init(order: ID<Order>, number: String, totes: [Tote] = [], needsAnotherTote: Bool = false) {
    self.order = order
    self.number = number
    self.totes = totes
    self.needsAnotherTote = needsAnotherTote
  }

  /// The tote that units go into now; nil before one is bound or while another is asked for.
  public var openTote: Tote? { needsAnotherTote ? nil : totes.last }
}

/// One thing to do on the walk: take units of a variant from a bin for an order line.
public struct PickTask: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<PickTask>
  /// The order it is for.
  public var order: ID<Order>
  /// The line it is for.
  public var orderLine: ID<OrderLine>
  /// What to take.
  public var variant: Variant
  /// Where from.
  public var bin: Bin
  /// Units to take.
  public var quantity: Int
  /// Units taken.
  public var picked: Int
  /// Units that were not there, or not fit to send.
  public var shorted: Int
  /// Scans of the item so far; up to `quantity` they are silent.
  public var scans: Int
  /// Over-scans so far; the second suggests counting the bin.
  public var overScans: Int
  /// 0, or the how-manieth skip put it at the end of the walk.
  public var skipped: Int
  /// When it was last touched; orders the finished ones.
  public var touchedAt: Instant?

  /// A task with these properties.
  public init(
    id: ID<PickTask>, order: ID<Order>, orderLine: ID<OrderLine>, variant: Variant, bin: Bin, quantity: Int,
    picked: Int = 0, shorted: Int = 0, scans: Int = 0, overScans: Int = 0, skipped: Int = 0, touchedAt: Instant? = nil
  ) {
    self.id = id
    self.order = order
    self.orderLine = orderLine
    self.variant = variant
    self.bin = bin
    self.quantity = quantity
    self.picked = picked
    self.shorted = shorted
    self.scans = scans
    self.overScans = overScans
    self.skipped = skipped
    self.touchedAt = touchedAt
  }

  /// Units still to take.
  public var remaining: Int { quantity - picked - shorted }

  /// True while there is something to take.
  public var isOpen: Bool { remaining > 0 }

  static func walksBefore(_ left: PickTask, _ right: PickTask) -> Bool {
    (left.skipped, left.bin.walkOrder, left.id) < (right.skipped, right.bin.walkOrder, right.id)
  }
}

/// In a cluster: units taken from a bin and not yet put into the totes.
public struct InHand: Hashable, Sendable, Codable {
  /// What was scanned.
  public var variant: ID<Variant>
  /// Where it came from.
  public var bin: ID<Bin>

  /// Units of `variant` from `bin`.
  public init(variant: ID<Variant>, bin: ID<Bin>) {
    self.variant = variant
    self.bin = bin
  }
}

/// A bin that the book says is empty of a variant now.
public struct ZeroCheck: Hashable, Sendable, Codable {
  /// The bin.
  public var bin: ID<Bin>
  /// Its code.
  public var binCode: String
  /// What should be gone.
  public var variant: ID<Variant>

  /// "Is `binCode` empty?"
  public init(bin: ID<Bin>, binCode: String, variant: ID<Variant>) {
    self.bin = bin
    self.binCode = binCode
    self.variant = variant
  }
}
