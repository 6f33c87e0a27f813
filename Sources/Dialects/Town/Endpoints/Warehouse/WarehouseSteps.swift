public import Contract
import Operations

/// T12 `GET /towns/{town_id}/warehouse/orders`: what the floor of a town has to do, oldest first. Orders that wait to be
/// paid are no work yet.
public enum ListWarehouseOrders: Endpoint {
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
    /// Only where they stand so; all four steps unless said.
    public var status: TownOrderStatus?
    /// The page, from 1.
    public var page: Int?
    /// Rows a page.
    public var limit: Int?

    enum CodingKeys: String, CodingKey {
      case status, page, limit
      case townID = "town_id"
    }
  }

  /// The steps of the floor.
  public static let statuses: [TownOrderStatus] = [.pendingFulfilment, .picking, .packed, .readyForDispatch]

  /// Where it is served.
  public static let route = Route(.get, "/towns/{town_id}/warehouse/orders")

  /// What the document says of it.
  public static let description = OperationDescription(
    "listWarehouseOrders", "What the floor of a town has to do, oldest first", tag: "Warehouse",
    parameters: [.town] + NumberedPage.parameters + [
      .init(
        "status", in: .query, .words(statuses.map(\.rawValue)), about: "Only where they stand so; all four unless said")
    ], reply: WirePage<WireOrder>.shape(WireOrder.shape), failures: [400, 401, 403, 404])
}

/// T13 `POST …/pick`: claims an order for the caller and starts to pick it.
public enum PickOrder: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownOrderFields
  /// What is sent; nothing.
  public typealias Body = Nothing
  /// What is answered.
  public typealias Reply = WireOrderReply

  /// Where it is served.
  public static let route = Route(.post, "/towns/{town_id}/orders/{order_id}/pick")

  /// What the document says of it.
  public static let description = OperationDescription(
    "pickOrder", "Claims an order for the caller and starts to pick it", tag: "Warehouse",
    parameters: [.town, .order], reply: WireOrderReply.shape, failures: [400, 401, 403, 404, 409])
}

/// T14 `POST …/pack`: picks what is left of an order and packs it.
public enum PackOrder: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownOrderFields
  /// What is sent; nothing.
  public typealias Body = Nothing
  /// What is answered.
  public typealias Reply = WireOrderReply

  /// Where it is served.
  public static let route = Route(.post, "/towns/{town_id}/orders/{order_id}/pack")

  /// What the document says of it.
  public static let description = OperationDescription(
    "packOrder", "Picks what is left of an order from the bins it was allocated in, and packs it", tag: "Warehouse",
    parameters: [.town, .order], reply: WireOrderReply.shape, failures: [400, 401, 403, 404, 409])
}

/// T15 `POST …/ready-for-dispatch`: brings an order's boxes to their lane.
public enum ReadyOrder: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownOrderFields
  /// What is sent; nothing.
  public typealias Body = Nothing
  /// What is answered.
  public typealias Reply = WireOrderReply

  /// Where it is served.
  public static let route = Route(.post, "/towns/{town_id}/orders/{order_id}/ready-for-dispatch")

  /// What the document says of it.
  public static let description = OperationDescription(
    "readyOrder", "Brings a packed order's boxes to their lane", tag: "Warehouse",
    parameters: [.town, .order], reply: WireOrderReply.shape, failures: [400, 401, 403, 404, 409])
}
