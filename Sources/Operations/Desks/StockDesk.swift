public import Commerce

/// Stock look-up.
public protocol StockDesk: Sendable {
  /// Items by barcode, SKU or words of the name; a barcode or SKU comes alone.
  func find(_ text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [StockHit]
  /// An item's stock in the caller's town, and beside it in the other granted ones.
  func card(_ variant: ID<Variant>, by caller: Caller) async throws(CommerceError) -> StockCard
  /// A page of an item's ledger in the caller's town, newest first.
  func moves(
    of variant: ID<Variant>, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedMove>
}

/// One line of the stock list.
public struct StockHit: Hashable, Sendable, Codable {
  /// The item.
  public var variant: Variant
  /// Its level in the caller's town.
  public var level: StockLevel
  /// The first bin on the walk that holds it; empty when none does.
  public var binCode: String

  /// An item with that level.
  public init(variant: Variant, level: StockLevel, binCode: String) {
    self.variant = variant
    self.level = level
    self.binCode = binCode
  }
}

/// An item's stock.
public struct StockCard: Hashable, Sendable, Codable {
  /// The item.
  public var variant: Variant
  /// Its price in the caller's town.
  public var price: Money
  /// Its codes.
  public var barcodes: [Barcode]
  /// Its level in the caller's town.
  public var level: StockLevel
  /// Its bins there, in walk order.
  public var bins: [BinStock]
  /// Its level in the other granted towns, by name.
  public var others: [SiteLevel]
  /// When it is ordered again there; nil when nobody said.
  public var reorder: ReorderPoint?
  /// Its newest differences from the book there, those that wait among them.
  public var adjustments: [AdjustmentRow]

  /// One other town's level.
  public struct SiteLevel: Hashable, Sendable, Codable {
    /// The town's name.
    public var site: String
    /// Its level.
    public var level: StockLevel

    /// `level` at `site`.
    public init(site: String, level: StockLevel) {
      self.site = site
      self.level = level
    }
  }

  /// An item with this stock.
  public init(
    variant: Variant, price: Money, barcodes: [Barcode], level: StockLevel, bins: [BinStock], others: [SiteLevel],
    reorder: ReorderPoint? = nil, adjustments: [AdjustmentRow] = []
  ) {
    self.variant = variant
    self.price = price
    self.barcodes = barcodes
    self.level = level
    self.bins = bins
    self.others = others
    self.reorder = reorder
    self.adjustments = adjustments
  }
}
