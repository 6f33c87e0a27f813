public import Commerce
public import Operations

/// The calls of `StockDesk`.
public enum StockCalls {
  /// Items by barcode, SKU or words of the name.
  public static let find = DeskCall<Find, [StockHit]>(.query, "stock", "find")
  /// An item's stock in the caller's town, and beside it in the other granted ones.
  public static let card = DeskCall<Card, StockCard>(.query, "stock", "card")
  /// A page of an item's ledger in the caller's town, newest first.
  public static let moves = DeskCall<Moves, Page<RecordedMove>>(.query, "stock", "moves")

  /// What `find` takes.
  public struct Find: Codable, Hashable, Sendable {
    /// The text.
    public var text: String
    /// How many at most.
    public var limit: Int

    /// These arguments.
    public init(text: String, limit: Int) {
      self.text = text
      self.limit = limit
    }
  }

  /// What `card` takes.
  public struct Card: Codable, Hashable, Sendable {
    /// The item.
    public var variant: ID<Variant>

    /// These arguments.
    public init(variant: ID<Variant>) {
      self.variant = variant
    }
  }

  /// What `moves` takes.
  public struct Moves: Codable, Hashable, Sendable {
    /// The item.
    public var variant: ID<Variant>
    /// The slice.
    public var page: PageRequest<Int64>

    /// These arguments.
    public init(variant: ID<Variant>, page: PageRequest<Int64>) {
      self.variant = variant
      self.page = page
    }
  }
}
