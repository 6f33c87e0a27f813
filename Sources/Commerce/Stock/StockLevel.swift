/// What a site has of one variant. Kept beside the ledger in the same transaction, and always derivable from it.
public struct StockLevel: Hashable, Sendable, Codable {
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
public struct BinStock: Hashable, Sendable, Codable {
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
