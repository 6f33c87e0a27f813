public import Commerce

/// Orders by status as they stood at a moment.
public struct PastBoard: Hashable, Sendable, Codable {
  /// The moment.
  public var at: Instant
  /// How many stood where; statuses with none are left out. Completed counts as delivered.
  public var counts: [OrderStatus: Int]
  /// Moves from status to status since then.
  public var movesSince: Int

  /// A board at that moment.
  public init(at: Instant, counts: [OrderStatus: Int], movesSince: Int) {
    self.at = at
    self.counts = counts
    self.movesSince = movesSince
  }
}

/// The orders of one status as they stood at a moment, the newest first.
public struct PastOrders: Hashable, Sendable, Codable {
  /// The moment.
  public var at: Instant
  /// Where they stood.
  public var status: OrderStatus
  /// The orders.
  public var rows: [PastOrderRow]
  /// True when there were more.
  public var isCut: Bool

  /// Orders at that moment.
  public init(at: Instant, status: OrderStatus, rows: [PastOrderRow], isCut: Bool) {
    self.at = at
    self.status = status
    self.rows = rows
    self.isCut = isCut
  }
}

/// One order that stood somewhere at a moment.
public struct PastOrderRow: Hashable, Sendable, Codable {
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// Who ordered.
  public var customer: String
  /// When it was placed.
  public var placedAt: Instant
  /// When it was promised.
  public var promiseAt: Instant
  /// Where it stands now.
  public var statusNow: OrderStatus

  /// An order with these columns.
  public init(
    id: ID<Order>, number: String, customer: String, placedAt: Instant, promiseAt: Instant, statusNow: OrderStatus
  ) {
    self.id = id
    self.number = number
    self.customer = customer
    self.placedAt = placedAt
    self.promiseAt = promiseAt
    self.statusNow = statusNow
  }
}

/// One order as it stood at a moment.
public struct PastOrder: Hashable, Sendable, Codable {
  /// The moment.
  public var at: Instant
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// Who ordered, as known now.
  public var customer: String
  /// Where it stood.
  public var status: OrderStatus
  /// Where it stands now.
  public var statusNow: OrderStatus
  /// When it was placed.
  public var placedAt: Instant
  /// Why it was on hold; empty when it was not.
  public var hold: String
  /// What was last noted of its payment; empty when nothing was.
  public var payment: String
  /// In whose hands it was; empty when in nobody's.
  public var holder: String
  /// What had happened by then, oldest first.
  public var timeline: [RecordedChange]
  /// How many changes came after.
  public var changesSince: Int

  /// An order at that moment.
  public init(
    at: Instant, id: ID<Order>, number: String, customer: String, status: OrderStatus, statusNow: OrderStatus,
    placedAt: Instant, hold: String, payment: String, holder: String, timeline: [RecordedChange], changesSince: Int
  ) {
    self.at = at
    self.id = id
    self.number = number
    self.customer = customer
    self.status = status
    self.statusNow = statusNow
    self.placedAt = placedAt
    self.hold = hold
    self.payment = payment
    self.holder = holder
    self.timeline = timeline
    self.changesSince = changesSince
  }
}
