/// Where units can be, inside a site or beyond it.
public enum StockLocation: Hashable, Sendable, Codable {
  case bin(ID<Bin>)
  case tote(ID<Tote>)
  /// The pack station: units in boxes that are not staged yet.
  case bench
  case lane(ID<Lane>)
  case quarantine
  /// On the road with a driver: no longer on hand, not yet the customer's.
  case vehicle(ID<Person>)
  /// On their way from another site; the receiving site's ledger has them.
  case transit
  /// Another site: what was sent to it, or came from it.
  case site(ID<Site>)
  /// Where deliveries come from.
  case supplier
  /// Where sold units go.
  case customer
  /// What counting found too much or too little.
  case variance

  /// True for places inside the site, whose units are on hand.
  public var isInside: Bool {
    switch self {
    case .bin, .tote, .bench, .lane, .quarantine: true
    case .vehicle, .transit, .site, .supplier, .customer, .variance: false
    }
  }
}

/// Why units moved.
public enum StockReason: String, Hashable, Sendable, Codable, CaseIterable {
  case opening, receipt, pick, unpick, short, found, damage, restore, pack, unpack, stage, unstage, dispatch, putBack =
    "put_back"
  case count, adjust, transfer, transferBin = "transfer_bin", returned = "return"
  case delivered, handOver = "hand_over"
  case expired, theft, sample, correction
}

/// One entry of the stock ledger: units of a variant that went from one place to another. Never changed, never
/// deleted; a mistake is taken back by a compensating entry.
public struct StockMove: Hashable, Sendable, Codable {
  /// The site whose ledger it stands in.
  public var site: ID<Site>
  /// What moved.
  public var variant: ID<Variant>
  /// How many units, positive.
  public var quantity: Int
  /// Where from.
  public var from: StockLocation
  /// Where to.
  public var to: StockLocation
  /// Why.
  public var reason: StockReason
  /// The order it was for, if any.
  public var order: ID<Order>?

  /// A move of `quantity` units.
  public init(
    site: ID<Site>, variant: ID<Variant>, quantity: Int, from: StockLocation, to: StockLocation, reason: StockReason,
    order: ID<Order>? = nil
  ) {
    self.site = site
    self.variant = variant
    self.quantity = quantity
    self.from = from
    self.to = to
    self.reason = reason
    self.order = order
  }

  /// What the move does to the site's level; reservations are kept apart by whoever promises or releases.
  public var levelDelta: StockLevel {
    var delta = StockLevel()
    delta.onHand = (to.isInside ? quantity : 0) - (from.isInside ? quantity : 0)
    delta.damaged = (to == .quarantine ? quantity : 0) - (from == .quarantine ? quantity : 0)
    delta.inTransit = (to == .transit ? quantity : 0) - (from == .transit ? quantity : 0)
    return delta
  }

  /// The entry that takes this one back.
  public func reversed(_ reason: StockReason) -> StockMove {
    StockMove(site: site, variant: variant, quantity: quantity, from: to, to: from, reason: reason, order: order)
  }
}
