public import Commerce

/// What boards and reports read across the nouns; index ranges only, so that a million past orders cost nothing.
public protocol ReportReads {
  /// What is left to do at a site, kind by kind; kinds with nothing left are left out.
  func shiftClose(at site: ID<Site>, now: Instant, in scope: Scope) throws(CommerceError) -> [ShiftCloseRow]
  /// Moves of orders from status to status within a span, oldest first.
  func statusMoves(
    at site: ID<Site>, _ span: TimeSpan, in scope: Scope, _ take: (StatusMove) -> Void
  ) throws(CommerceError)
  /// What pickers did on lists claimed within a span.
  func pickerFigures(at site: ID<Site>, _ span: TimeSpan, in scope: Scope) throws(CommerceError) -> [PickerFigures]
  /// What drivers did in attempts that ended within a span.
  func driverFigures(at site: ID<Site>, _ span: TimeSpan, in scope: Scope) throws(CommerceError) -> [DriverFigures]
  /// Failed attempts that ended within a span, by reason, zone and driver.
  func failureFigures(at site: ID<Site>, _ span: TimeSpan, in scope: Scope) throws(CommerceError) -> [FailureFigures]
  /// Refunds made within a span, by reason and status.
  func refundFigures(at site: ID<Site>, _ span: TimeSpan, in scope: Scope) throws(CommerceError) -> [RefundFigures]
  /// Every item on hand, with when it last came and last went.
  func stockAges(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [StockAge]
}

/// A span of time: from a moment on, until right before another.
public struct TimeSpan: Hashable, Sendable {
  /// The first moment.
  public var from: Instant
  /// The moment right after the last.
  public var until: Instant

  /// The span between two moments.
  public init(from: Instant, until: Instant) {
    self.from = from
    self.until = until
  }
}

/// One move of one order.
public struct StatusMove: Hashable, Sendable {
  /// Which order.
  public var order: ID<Order>
  /// When.
  public var at: Instant
  /// The status before; nil when it was placed.
  public var old: OrderStatus?
  /// The status after.
  public var new: OrderStatus

  /// A move at that moment.
  public init(order: ID<Order>, at: Instant, old: OrderStatus?, new: OrderStatus) {
    self.order = order
    self.at = at
    self.old = old
    self.new = new
  }
}

/// What one picker did.
public struct PickerFigures: Hashable, Sendable {
  /// Who.
  public var name: String
  /// Lines finished.
  public var lines: Int
  /// Units taken.
  public var units: Int
  /// Scans made, those too many included.
  public var scans: Int
  /// Scans of something else than what was asked for.
  public var misScans: Int
  /// Lines of which something was missing.
  public var shorts: Int
  /// Minutes with a list in hand.
  public var minutes: Int

  /// Figures of a picker.
  public init(name: String, lines: Int, units: Int, scans: Int, misScans: Int, shorts: Int, minutes: Int) {
    self.name = name
    self.lines = lines
    self.units = units
    self.scans = scans
    self.misScans = misScans
    self.shorts = shorts
    self.minutes = minutes
  }
}

/// What one driver did.
public struct DriverFigures: Hashable, Sendable {
  /// Who, by identity.
  public var driver: ID<Person>
  /// Who.
  public var name: String
  /// Attempts that ended.
  public var attempts: Int
  /// Attempts that ended with the goods handed over.
  public var delivered: Int
  /// Of those, at the first attempt.
  public var deliveredFirst: Int
  /// Orders tried, each counted once.
  public var orders: Int
  /// Cash taken at the door, in minor units.
  public var cashMinor: Int64
  /// Minutes from leaving until the last stop of each run.
  public var minutes: Int

  /// Figures of a driver.
  public init(
    driver: ID<Person>, name: String, attempts: Int, delivered: Int, deliveredFirst: Int, orders: Int,
    cashMinor: Int64, minutes: Int
  ) {
    self.driver = driver
    self.name = name
    self.attempts = attempts
    self.delivered = delivered
    self.deliveredFirst = deliveredFirst
    self.orders = orders
    self.cashMinor = cashMinor
    self.minutes = minutes
  }
}

/// Failed attempts for one reason in one zone by one driver.
public struct FailureFigures: Hashable, Sendable {
  /// Why.
  public var reason: FailureReason
  /// Where: `3 Osu`; empty for no zone.
  public var zone: String
  /// By whom.
  public var driver: String
  /// How many.
  public var count: Int

  /// `count` failures.
  public init(reason: FailureReason, zone: String, driver: String, count: Int) {
    self.reason = reason
    self.zone = zone
    self.driver = driver
    self.count = count
  }
}

/// Refunds for one reason in one state.
public struct RefundFigures: Hashable, Sendable {
  /// Why.
  public var reason: String
  /// Where they stand.
  public var status: RefundStatus
  /// How many.
  public var count: Int
  /// How much, in minor units.
  public var minor: Int64

  /// `count` refunds.
  public init(reason: String, status: RefundStatus, count: Int, minor: Int64) {
    self.reason = reason
    self.status = status
    self.count = count
    self.minor = minor
  }
}

/// An item on hand and when it moved.
public struct StockAge: Hashable, Sendable {
  /// Its SKU.
  public var sku: String
  /// Its name.
  public var name: String
  /// Units on hand.
  public var onHand: Int
  /// What they sell for, in minor units.
  public var valueMinor: Int64
  /// When the last ones left; nil when none ever did.
  public var lastOut: Instant?
  /// When the last ones came.
  public var lastIn: Instant?

  /// An item with these figures.
  public init(sku: String, name: String, onHand: Int, valueMinor: Int64, lastOut: Instant?, lastIn: Instant?) {
    self.sku = sku
    self.name = name
    self.onHand = onHand
    self.valueMinor = valueMinor
    self.lastOut = lastOut
    self.lastIn = lastIn
  }
}

/// One kind of thing that is left to do.
public struct ShiftCloseRow: Hashable, Sendable, Codable {
  /// What it is.
  public var kind: ShiftCloseKind
  /// How many there are.
  public var count: Int
  /// What is at stake, in minor units of the site's currency; nil where it is not about money.
  public var minor: Int64?
  /// Since when the oldest has waited.
  public var oldest: Instant?
  /// Who answers for them, the one with the most first; empty when nobody does.
  public var owners: [String]
  /// The first of them, the oldest first.
  public var items: [ShiftCloseItem]

  /// `count` things of that kind.
  public init(
    kind: ShiftCloseKind, count: Int, minor: Int64? = nil, oldest: Instant? = nil, owners: [String] = [],
    items: [ShiftCloseItem] = []
  ) {
    self.kind = kind
    self.count = count
    self.minor = minor
    self.oldest = oldest
    self.owners = owners
    self.items = items
  }
}

/// One thing that is left to do.
public struct ShiftCloseItem: Hashable, Sendable, Codable {
  /// Its number within its kind.
  public var id: Int64
  /// The order it is about, if any.
  public var order: ID<Order>?
  /// The payment it is about, if any.
  public var payment: ID<Payment>?
  /// What people call it: an order number, a name, a code.
  public var label: String
  /// Whom or what it is about.
  public var detail: String
  /// Who answers for it; empty when nobody does.
  public var owner: String
  /// What is at stake, in minor units; nil where it is not about money.
  public var minor: Int64?
  /// Since when.
  public var since: Instant?

  /// A thing with these properties.
  public init(
    id: Int64, order: ID<Order>?, payment: ID<Payment>? = nil, label: String, detail: String, owner: String = "",
    minor: Int64? = nil, since: Instant?
  ) {
    self.id = id
    self.order = order
    self.payment = payment
    self.label = label
    self.detail = detail
    self.owner = owner
    self.minor = minor
    self.since = since
  }
}
