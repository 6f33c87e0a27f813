import Contract
public import Operations

/// A page of a list as the contract answers it (contracts.md §1.1): page numbers, and the total of all pages.
public struct WirePage<Row: Codable & Sendable>: Codable, Sendable {
  /// The rows of the page.
  public var items: [Row]
  /// Where the page stands.
  public var pagination: WirePagination

  /// `items`, of `total` on all pages.
  public init(_ items: [Row], _ page: NumberedPage, total: Int) {
    self.items = items
    pagination = WirePagination(
      page: page.number, limit: page.limit, total: total, totalPages: (total + page.limit - 1) / page.limit)
  }

  /// The shape of a page of `row`.
  static func shape(_ row: Schema) -> Schema {
    .object([
      .required("items", .list(row, 0...NumberedPage.largestLimit)),
      .required(
        "pagination",
        .named(
          "Pagination",
          .object([
            .required("page", .integer(1...Int64.max)),
            .required("limit", .integer(1...Int64(NumberedPage.largestLimit))),
            .required("total", .integer(0...Int64.max)), .required("total_pages", .integer(0...Int64.max)),
          ]))),
    ])
  }
}

/// Where a page stands.
public struct WirePagination: Codable, Sendable, Hashable {
  /// The page, from 1.
  public var page: Int
  /// Rows a page.
  public var limit: Int
  /// Rows on all pages.
  public var total: Int
  /// Pages; 0 when there is nothing.
  public var totalPages: Int

  enum CodingKeys: String, CodingKey {
    case page, limit, total
    case totalPages = "total_pages"
  }
}

extension NumberedPage {
  /// The most rows a page of this contract has; who asks for more gets so many.
  public static let largestLimit = 100

  /// The page that was asked for, the first of 20 rows unless said.
  public init(page: Int?, limit: Int?) { self.init(page ?? 1, limit: min(limit ?? 20, Self.largestLimit)) }

  /// The parameters of a list that goes by pages.
  static let parameters: [OperationDescription.Parameter] = [
    .init("page", in: .query, .integer(1...Int64(Int32.max)), about: "The page, from 1"),
    .init("limit", in: .query, .integer(1...Int64(Int32.max)), about: "Rows a page; 20 unless said, at most 100"),
  ]
}

extension Schema {
  /// An identifier as this contract shows it.
  static let id = Schema.text(36...36, .uuid)
  /// A moment.
  static let time = Schema.text(20...40, .dateTime)
  /// An amount in minor units.
  static let minor = Schema.integer(0...Int64.max)
  /// A currency.
  static let currency = Schema.text(3...3)
}

extension OperationDescription.Parameter {
  /// The town in the path.
  static let town = OperationDescription.Parameter("town_id", in: .path, .id, about: "The town")
}
