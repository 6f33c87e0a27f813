/// What a site has of one variant. Kept beside the ledger in the same transaction, and always derivable from it.
public struct StockLevel: Hashable, Sendable {
  /// Units inside the site: bins, totes, benches, lanes, quarantine.
  public var onHand: Int
  /// Units promised to open orders.
  public var reserved: Int
  /// Units in quarantine.
  public var damaged: Int
  /// Units of cancelled orders that are still to be scanned back into a bin.
  public var awaitingPutBack: Int
  /// Units on their way from another site; not on hand.
  public var inTransit: Int

  /// A level with these counts, all zero by default.
  public init(onHand: Int = 0, reserved: Int = 0, damaged: Int = 0, awaitingPutBack: Int = 0, inTransit: Int = 0) {
    self.onHand = onHand
    self.reserved = reserved
    self.damaged = damaged
    self.awaitingPutBack = awaitingPutBack
    self.inTransit = inTransit
  }

  /// What can still be sold: on hand − reserved − damaged − awaiting put-back (design.md §4).
  public var available: Int { onHand - reserved - damaged - awaitingPutBack }

  /// I1: nothing negative, and nothing promised that is not there.
  public var isSound: Bool { reserved >= 0 && damaged >= 0 && awaitingPutBack >= 0 && inTransit >= 0 && available >= 0 }
}

/// What one bin holds of one variant.
public struct BinStock: Hashable, Sendable {
  /// The bin.
  public var bin: Bin
  /// What it holds.
  public var variant: ID<Variant>
  /// Units in it.
  public var onHand: Int
  /// Units in it that pick lists are on their way to take.
  public var allocated: Int

  /// That many units in that bin.
  public init(bin: Bin, variant: ID<Variant>, onHand: Int, allocated: Int) {
    self.bin = bin
    self.variant = variant
    self.onHand = onHand
    self.allocated = allocated
  }

  /// Units nobody is on the way to take.
  public var free: Int { onHand - allocated }
}

/// Where units can be, inside a site or beyond it.
public enum StockLocation: Hashable, Sendable {
  case bin(ID<Bin>)
  case tote(ID<Tote>)
  /// The pack station: units in boxes that are not staged yet.
  case bench
  case lane(ID<Lane>)
  case quarantine
  /// On their way from another site.
  case transit
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
    case .transit, .supplier, .customer, .variance: false
    }
  }
}

/// Why units moved.
public enum StockReason: String, Hashable, Sendable, Codable, CaseIterable {
  case opening, receipt, pick, unpick, short, found, damage, restore, pack, unpack, stage, unstage, dispatch, putBack =
    "put_back"
  case count, adjust, transfer, transferBin = "transfer_bin", returned = "return"
}

/// One entry of the stock ledger: units of a variant that went from one place to another. Never changed, never
/// deleted; a mistake is taken back by a compensating entry.
public struct StockMove: Hashable, Sendable {
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
