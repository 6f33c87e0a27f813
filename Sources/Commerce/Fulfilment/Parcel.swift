/// A box of an order, from the pack station to the door.
public struct Parcel: Hashable, Sendable, Codable {
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
  /// True while it has still to be scanned over to the driver who took over its stop.
  public var awaitsHandOver: Bool

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
    /// Scanned into a vehicle that has not left yet.
    case loaded
    /// On the road.
    case out
    /// With the customer.
    case delivered
    /// On the road after a failed attempt: expected back at the depot.
    case dueBack = "due_back"
    /// Back at the depot; its contents are being put back.
    case returned
  }

  /// A parcel with these properties.
  public init(
    id: ID<Parcel>, order: ID<Order>, site: ID<Site>, code: String, box: Int, contents: [ParcelContent],
    weightGrams: Int = 0, state: State = .open, lane: ID<Lane>? = nil, awaitsHandOver: Bool = false
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
    self.awaitsHandOver = awaitsHandOver
  }

  /// Units in the box.
  public var units: Int { contents.reduce(0) { $0 + $1.quantity } }
}

/// Units of one order line in a box.
public struct ParcelContent: Hashable, Sendable, Codable {
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
