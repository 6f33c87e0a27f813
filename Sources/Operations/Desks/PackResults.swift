public import Commerce

/// A packing job as the pack screen shows it.
public struct PackWork: Hashable, Sendable, Codable {
  /// The order.
  public var order: PickOrderSummary
  /// Its lines.
  public var lines: [OrderLine]
  /// The totes its units lie in.
  public var totes: [String]
  /// Its boxes so far.
  public var parcels: [Parcel]
  /// Barcodes by item, for those without a scanner.
  public var barcodes: [ID<Variant>: [String]]
  /// The lane its parcels go to.
  public var lane: String
  /// True where the town lets the packer accept a whole tote.
  public var mayAcceptAll: Bool

  /// A job on the pack screen.
  public init(
    order: PickOrderSummary, lines: [OrderLine], totes: [String], parcels: [Parcel],
    barcodes: [ID<Variant>: [String]], lane: String, mayAcceptAll: Bool
  ) {
    self.order = order
    self.lines = lines
    self.totes = totes
    self.parcels = parcels
    self.barcodes = barcodes
    self.lane = lane
    self.mayAcceptAll = mayAcceptAll
  }

  /// Units still to be counted into boxes.
  public var unitsLeft: Int { lines.reduce(0) { $0 + $1.quantity - $1.packed } }

  private enum CodingKeys: String, CodingKey { case order, lines, totes, parcels, barcodes, lane, mayAcceptAll }

  /// Encodes it, the barcodes in the order of their items.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(order, forKey: .order)
    try container.encode(lines, forKey: .lines)
    try container.encode(totes, forKey: .totes)
    try container.encode(parcels, forKey: .parcels)
    try container.encode(InOrder(barcodes, by: \.serial), forKey: .barcodes)
    try container.encode(lane, forKey: .lane)
    try container.encode(mayAcceptAll, forKey: .mayAcceptAll)
  }
}

/// What came of an action at the pack station, and the job after it.
public struct PackResult: Hashable, Sendable, Codable {
  /// What came of it.
  public var verdict: PackVerdict
  /// The job now.
  public var work: PackWork

  /// `verdict`, and the job after it.
  public init(verdict: PackVerdict, work: PackWork) {
    self.verdict = verdict
    self.work = work
  }
}

/// What came of an action at the pack station.
public enum PackVerdict: Hashable, Sendable, Codable {
  /// Units counted; `left` are still to come.
  case counted(item: String, quantity: Int, left: Int)
  /// The last unit is in: these labels are to be printed and scanned.
  case labelsDue([String])
  /// The right label is on the right box; `packed` once it was the last.
  case labelScanned(parcel: String, packed: Bool)
  /// A new box is open.
  case nextBox(Int)
  /// The weight was noted, in grams.
  case weighed(parcel: String, grams: Int)
  /// The order went back to picking.
  case backToPicking(item: String, quantity: Int, short: Int)
  /// The scan was wrong; logged, nothing moved.
  case refused(Refusal)
}

/// The two papers of a parcel.
public enum PaperKind: String, Hashable, Sendable, Codable, CaseIterable { case label, packingSlip = "packing_slip" }

/// What stands on a parcel's label and slip.
public struct ParcelPapers: Hashable, Sendable, Codable {
  /// The parcel.
  public var parcel: Parcel
  /// The order.
  public var order: Order
  /// The site.
  public var site: Site
  /// The zone, `3 Osu`.
  public var zone: String
  /// The lane it waits in.
  public var lane: String
  /// How many boxes the order has.
  public var boxes: Int
  /// What is in the box: name, SKU, units.
  public var contents: [PaperLine]

  /// One line of a packing slip.
  public struct PaperLine: Hashable, Sendable, Codable {
    /// The item's name.
    public var name: String
    /// Its SKU.
    public var sku: String
    /// Units in this box.
    public var quantity: Int

    /// A line with these columns.
    public init(name: String, sku: String, quantity: Int) {
      self.name = name
      self.sku = sku
      self.quantity = quantity
    }
  }

  /// The papers of `parcel`.
  public init(
    parcel: Parcel, order: Order, site: Site, zone: String, lane: String, boxes: Int, contents: [PaperLine]
  ) {
    self.parcel = parcel
    self.order = order
    self.site = site
    self.zone = zone
    self.lane = lane
    self.boxes = boxes
    self.contents = contents
  }

  /// What is to be collected at the door; nil when it is paid.
  public var toCollect: Money? {
    order.paymentMethod == .cod && order.paymentStatus != .paid ? order.totals.total : nil
  }
}
