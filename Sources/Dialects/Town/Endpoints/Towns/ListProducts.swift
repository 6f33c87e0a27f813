public import Contract
public import Operations

/// T5 `GET /towns/{town_id}/products`: what a town sells.
public enum ListProducts: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What is sent; nothing.
  public typealias Body = Nothing
  /// What is answered.
  public typealias Reply = WirePage<WireProduct>

  /// Where, and which.
  public struct Fields: Codable, Sendable, Hashable {
    /// The town.
    public var townID: String
    /// The page, from 1.
    public var page: Int?
    /// Rows a page.
    public var limit: Int?
    /// Words that name or SKU contain.
    public var search: String?
    /// The shelf.
    public var category: String?
    /// Only what is there, or only what is not.
    public var inStock: Bool?

    enum CodingKeys: String, CodingKey {
      case page, limit, search, category
      case townID = "town_id"
      case inStock = "in_stock"
    }

    /// The products of a town, unless narrowed.
    public init(
      townID: String, page: Int? = nil, limit: Int? = nil, search: String? = nil, category: String? = nil,
      inStock: Bool? = nil
    ) {
      self.townID = townID
      self.page = page
      self.limit = limit
      self.search = search
      self.category = category
      self.inStock = inStock
    }

    /// Which products are asked for.
    public var query: ProductQuery { ProductQuery(search: search ?? "", category: category, isInStock: inStock) }
  }

  /// Where it is served.
  public static let route = Route(.get, "/towns/{town_id}/products", access: .anyone)

  /// What the document says of it.
  public static let description = OperationDescription(
    "listProducts", "What a town sells, by name, with what can be ordered of it now", tag: "Towns",
    parameters: [.town] + NumberedPage.parameters + [
      .init("search", in: .query, .text(0...100), about: "Words that name or SKU contain"),
      .init("category", in: .query, .text(0...100), about: "Only of this shelf"),
      .init("in_stock", in: .query, .boolean, about: "Only what is there now, or only what is not"),
    ], reply: WirePage<WireProduct>.shape(WireProduct.shape), failures: [400, 404])
}
