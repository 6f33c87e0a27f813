import Commerce
public import Contract
public import Operations

/// T8 `GET /towns/{town_id}/orders`: a customer's own orders, or all of a town for its staff.
public enum ListOrders: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What is sent; nothing.
  public typealias Body = Nothing
  /// What is answered.
  public typealias Reply = WirePage<WireOrder>

  /// Where, and which.
  public struct Fields: Codable, Sendable, Hashable {
    /// The town.
    public var townID: String
    /// The page, from 1.
    public var page: Int?
    /// Rows a page.
    public var limit: Int?
    /// Only where they stand so.
    public var status: TownOrderStatus?
    /// Only placed then or later.
    public var from: String?
    /// Only placed before then.
    public var to: String?

    enum CodingKeys: String, CodingKey {
      case page, limit, status, from, to
      case townID = "town_id"
    }

    /// What the list is narrowed by. Throws `Fault.fields` for a time that is none.
    public func filter() throws(Fault) -> ShopOrderFilter {
      var faults: [FieldFault] = []
      func moment(_ text: String?, _ name: String) -> Instant? {
        guard let text else { return nil }
        if let instant = Instant(iso8601: text) { return instant }
        faults.append(FieldFault(name, "must be a time such as 2026-01-31T10:00:00Z"))
        return nil
      }
      let filter = ShopOrderFilter(
        stages: status?.stages ?? [], from: moment(from, "from"), until: moment(to, "to"))
      guard faults.isEmpty else { throw .fields(faults) }
      return filter
    }
  }

  /// Where it is served.
  public static let route = Route(.get, "/towns/{town_id}/orders")

  /// What the document says of it.
  public static let description = OperationDescription(
    "listOrders", "A customer's own orders of a town, or all of them for its staff; newest first", tag: "Orders",
    parameters: [.town] + NumberedPage.parameters + [
      .init("status", in: .query, TownOrderStatus.shape, about: "Only where they stand so"),
      .init("from", in: .query, .time, about: "Only placed then or later"),
      .init("to", in: .query, .time, about: "Only placed before then"),
    ], reply: WirePage<WireOrder>.shape(WireOrder.shape), failures: [400, 401, 403, 404])
}
