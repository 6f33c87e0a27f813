public import Commerce
public import Contract
public import Operations

/// T7 `GET /towns/{town_id}/orders/{order_id}`: an order, for those it is the business of.
public enum ShowOrder: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownOrderFields
  /// What is sent; nothing.
  public typealias Body = Nothing

  /// The order with what hangs on it.
  public struct Reply: Codable, Sendable, Hashable {
    /// The order.
    public var order: WireOrder
    /// Its payments, oldest first.
    public var payments: [WirePayment]
    /// The attempt to deliver it; null before the first.
    @Nullable public var dispatch: WireDispatch?

    /// An order as the core shows it.
    public init(_ detail: ShownOrderDetail, _ ids: PublicIDs) {
      order = WireOrder(detail.shown, ids)
      payments = detail.payments.map { WirePayment($0, of: detail.shown.order, ids) }
      dispatch = detail.dispatch.map { WireDispatch($0, of: detail.shown.order, ids) }
    }
  }

  /// Where it is served.
  public static let route = Route(.get, "/towns/{town_id}/orders/{order_id}", access: .bearer(guest: true))

  /// What the document says of it.
  public static let description = OperationDescription(
    "showOrder", "An order, for its customer or guest, the town's staff, and the driver who has it", tag: "Orders",
    parameters: [.town, .order],
    reply: .object([
      .required("order", WireOrder.shape), .required("payments", .list(WirePayment.shape, 0...1000)),
      .required("dispatch", .optional(WireDispatch.shape)),
    ]), failures: [401, 403, 404])
}
