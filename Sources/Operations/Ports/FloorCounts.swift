public import Commerce

/// The state of a site's floor, from maintained counts.
public struct FloorCounts: Hashable, Sendable, Codable {
  /// Orders and units in one cell of the board.
  public struct Cell: Hashable, Sendable, Codable {
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
  public struct ZoneCounts: Hashable, Sendable, Codable {
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
  public struct PickerCounts: Hashable, Sendable, Codable {
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
