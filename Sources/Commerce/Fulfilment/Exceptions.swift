/// Units of an order line that could not be found anywhere, waiting for a decision.
public struct Shortage: Hashable, Sendable, Codable {
  /// What became of it.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable { case open, reallocated, dropped }

  /// Its identity.
  public var id: ID<Shortage>
  /// The order it keeps waiting.
  public var order: ID<Order>
  /// The line that is short.
  public var line: ID<OrderLine>
  /// The site it happened at.
  public var site: ID<Site>
  /// How many units are missing.
  public var quantity: Int
  /// Why they are missing.
  public var reason: ShortReason
  /// What became of it.
  public var state: State
  /// When it was found.
  public var createdAt: Instant

  /// A shortage with these properties.
  public init(
    id: ID<Shortage>, order: ID<Order>, line: ID<OrderLine>, site: ID<Site>, quantity: Int, reason: ShortReason,
    state: State = .open, createdAt: Instant
  ) {
    self.id = id
    self.order = order
    self.line = line
    self.site = site
    self.quantity = quantity
    self.reason = reason
    self.state = state
    self.createdAt = createdAt
  }
}

/// Picked units of a cancelled order, or too many in a tote, that have to be scanned back into a bin.
public struct PutBack: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<PutBack>
  /// The site it lies at.
  public var site: ID<Site>
  /// The order it was picked for.
  public var order: ID<Order>
  /// What it is.
  public var variant: ID<Variant>
  /// How many units still lie there.
  public var quantity: Int
  /// Where they lie now.
  public var location: StockLocation
  /// The bin they came from, suggested for the way back.
  public var bin: ID<Bin>
  /// When it became a task.
  public var createdAt: Instant

  /// A put-back with these properties.
  public init(
    id: ID<PutBack>, site: ID<Site>, order: ID<Order>, variant: ID<Variant>, quantity: Int, location: StockLocation,
    bin: ID<Bin>, createdAt: Instant
  ) {
    self.id = id
    self.site = site
    self.order = order
    self.variant = variant
    self.quantity = quantity
    self.location = location
    self.bin = bin
    self.createdAt = createdAt
  }
}
