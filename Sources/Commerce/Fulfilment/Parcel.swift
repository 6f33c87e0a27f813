/// A box of an order, from the pack station to the door.
public struct Parcel: Hashable, Sendable {
  /// Its identity.
  public var id: ID<Parcel>
  /// The order whose units it holds.
  public var order: ID<Order>
  /// The site it is packed at.
  public var site: ID<Site>
  /// The code on its label, `P-` and digits, unique.
  public var code: String
  /// Its number within the order, from 1.
  public var box: Int
  /// What is in it.
  public var contents: [ParcelContent]
  /// Its weight in grams; 0 until weighed.
  public var weightGrams: Int
  /// How far it has come.
  public var state: State
  /// The lane it stands in, once staged.
  public var lane: ID<Lane>?

  /// How far a parcel has come.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Being filled.
    case open
    /// Full; its label is printed and has still to be scanned on the box.
    case labelled
    /// Label scanned: the right label is on the right box.
    case closed
    /// Standing in its lane.
    case staged
  }

  /// A parcel with these properties.
  public init(
    id: ID<Parcel>, order: ID<Order>, site: ID<Site>, code: String, box: Int, contents: [ParcelContent],
    weightGrams: Int = 0, state: State = .open, lane: ID<Lane>? = nil
  ) {
    self.id = id
    self.order = order
    self.site = site
    self.code = code
    self.box = box
    self.contents = contents
    self.weightGrams = weightGrams
    self.state = state
    self.lane = lane
  }

  /// Units in the box.
  public var units: Int { contents.reduce(0) { $0 + $1.quantity } }
}

/// Units of one order line in a box.
public struct ParcelContent: Hashable, Sendable {
  /// The line.
  public var line: ID<OrderLine>
  /// How many of its units.
  public var quantity: Int

  /// `quantity` units of `line`.
  public init(line: ID<OrderLine>, quantity: Int) {
    self.line = line
    self.quantity = quantity
  }
}

/// Units of an order line that could not be found anywhere, waiting for a decision.
public struct Shortage: Hashable, Sendable {
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
public struct PutBack: Hashable, Sendable {
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
