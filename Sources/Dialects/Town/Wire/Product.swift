public import Commerce
import Contract
public import Operations

/// A product as a town sells it.
public struct WireProduct: Codable, Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// Its name.
  public var name: String
  /// What is said about it; empty when nothing is.
  public var description: String
  /// The shelf it is browsed under.
  public var category: String
  /// The lowest price of a variant, in minor units.
  public var priceMinor: Int64
  /// The town's currency.
  public var currency: String
  /// `in_stock` or `out_of_stock`.
  public var stockStatus: String
  /// Units of all variants that can be ordered now.
  public var available: Int
  /// What can be ordered of it.
  public var variants: [Variant]

  /// One variant.
  public struct Variant: Codable, Sendable, Hashable {
    /// Its identifier.
    public var id: String
    /// Its stock-keeping unit.
    public var sku: String
    /// Its name.
    public var name: String
    /// The word for one of it.
    public var unit: String
    /// Its price in minor units.
    public var priceMinor: Int64
    /// `in_stock` or `out_of_stock`.
    public var stockStatus: String
    /// Units that can be ordered now.
    public var available: Int

    enum CodingKeys: String, CodingKey {
      case id, sku, name, unit, available
      case priceMinor = "price_minor"
      case stockStatus = "stock_status"
    }
  }

  enum CodingKeys: String, CodingKey {
    case id, name, description, category, currency, available, variants
    case priceMinor = "price_minor"
    case stockStatus = "stock_status"
  }

  /// A listed product, with its identifiers and the town's currency.
  public init(_ listed: ListedProduct, currency: Currency, _ ids: PublicIDs) {
    id = ids.text(listed.product.id)
    name = listed.product.name
    description = ""
    category = listed.product.category
    priceMinor = listed.variants.map(\.variant.priceMinor).min() ?? 0
    self.currency = currency.code
    stockStatus = Self.stockStatus(listed.available)
    available = listed.available
    variants = listed.variants.map { listed in
      Variant(
        id: ids.text(listed.variant.id), sku: listed.variant.sku, name: listed.variant.name,
        unit: listed.variant.unit, priceMinor: listed.variant.priceMinor,
        stockStatus: Self.stockStatus(listed.available), available: listed.available)
    }
  }

  private static func stockStatus(_ available: Int) -> String { available > 0 ? "in_stock" : "out_of_stock" }

  private static let stockStatuses = Schema.words(["in_stock", "out_of_stock"])

  static let shape = Schema.named(
    "Product",
    .object([
      .required("id", .id), .required("name", .text(0...300)), .required("description", .text(0...1000)),
      .required("category", .text(0...300)), .required("price_minor", .minor), .required("currency", .currency),
      .required("stock_status", stockStatuses), .required("available", .integer(0...Int64.max)),
      .required(
        "variants",
        .list(
          .object([
            .required("id", .id), .required("sku", .text(1...200)), .required("name", .text(0...300)),
            .required("unit", .text(0...100)), .required("price_minor", .minor),
            .required("stock_status", stockStatuses), .required("available", .integer(0...Int64.max)),
          ]), 0...100_000)),
    ]))
}
