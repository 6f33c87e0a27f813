public import Commerce
import Contract

/// One attempt to deliver an order.
public struct WireDispatch: Codable, Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// The order.
  public var orderID: String
  /// Who takes it.
  public var driverID: String
  /// How far it has come.
  public var status: TownDispatchStatus
  /// When it was assigned.
  public var createdAt: Instant

  enum CodingKeys: String, CodingKey {
    case id, status
    case orderID = "order_id"
    case driverID = "driver_id"
    case createdAt = "created_at"
  }

  /// An attempt to deliver that order.
  public init(_ dispatch: Dispatch, of order: Order, _ ids: PublicIDs) {
    id = ids.text(dispatch.id)
    orderID = order.uuid.description
    driverID = ids.text(dispatch.driver)
    status = TownDispatchStatus(dispatch.status)
    createdAt = dispatch.assignedAt.wholeSecond
  }

  static let shape = Schema.named(
    "Dispatch",
    .object([
      .required("id", .id), .required("order_id", .id), .required("driver_id", .id),
      .required("status", TownDispatchStatus.shape), .required("created_at", .time),
    ]))
}
