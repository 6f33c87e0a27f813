public import Commerce

/// Stock: levels, bins and the ledger.
public protocol StockReads {
  /// A site's level of a variant; all zero when it never had any.
  func level(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> StockLevel
  /// The bins of a site that hold a variant, in walk order, quarantine left out.
  func bins(holding variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> [BinStock]
  /// What one bin holds of one variant.
  func binStock(_ bin: ID<Bin>, _ variant: ID<Variant>) throws(CommerceError) -> BinStock?
  /// A page of the ledger of a variant at a site, newest first.
  func moves(
    of variant: ID<Variant>, at site: ID<Site>, _ page: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedMove>
  /// Units of an order in a place by the ledger, by variant: what is in the tote, on the bench, in the lane.
  func units(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [(StockLocation, ID<Variant>, Int)]
}

/// Changes of stock. Counts never go below zero: the store refuses with `rule.stock.insufficient` and nothing changes.
public protocol StockWrites {
  /// Appends a ledger entry and keeps levels (`move.levelDelta`) and bins beside it.
  func post(_ move: StockMove, by command: Command) throws(CommerceError)
  /// Adds to a level's `reserved`, only if at least that many are available when positive.
  func reserve(_ quantity: Int, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError)
  /// Adds to a level's `awaitingPutBack` (takes away when negative).
  func addAwaitingPutBack(_ quantity: Int, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError)
  /// Adds to a bin's allocated units (takes away when negative), never above what it holds.
  func allocate(_ quantity: Int, of variant: ID<Variant>, in bin: ID<Bin>) throws(CommerceError)
}

/// A ledger entry as it stands: numbered, dated and signed.
public struct RecordedMove: Hashable, Sendable, Codable {
  /// Its place in the ledger.
  public var sequence: Int64
  /// When.
  public var at: Instant
  /// By whom.
  public var actorName: String
  /// What moved.
  public var move: StockMove
  /// The codes of the places, for people.
  public var fromCode: String
  /// The code of the place it went to.
  public var toCode: String
  /// The order's number, if it was for one.
  public var orderNumber: String?

  /// An entry at that place of the ledger.
  public init(
    sequence: Int64, at: Instant, actorName: String, move: StockMove, fromCode: String, toCode: String,
    orderNumber: String?
  ) {
    self.sequence = sequence
    self.at = at
    self.actorName = actorName
    self.move = move
    self.fromCode = fromCode
    self.toCode = toCode
    self.orderNumber = orderNumber
  }
}
