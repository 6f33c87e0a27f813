public import Commerce
import Contract

/// One attempt to pay an order.
public struct WirePayment: Codable, Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// The order.
  public var orderID: String
  /// How.
  public var method: TownPaymentMethod
  /// Where it stands.
  public var status: TownPaymentStatus
  /// What is asked for, in minor units.
  public var amountMinor: Int64
  /// The currency.
  public var currency: String
  /// The provider's reference; null while there is none.
  @Nullable public var providerReference: String?

  enum CodingKeys: String, CodingKey {
    case id, method, status, currency
    case orderID = "order_id"
    case amountMinor = "amount_minor"
    case providerReference = "provider_reference"
  }

  /// A payment of that order.
  public init(_ payment: Payment, of order: Order, _ ids: PublicIDs) {
    id = ids.text(payment.id)
    orderID = order.uuid.description
    method = TownPaymentMethod(payment.method)
    status = TownPaymentStatus(payment.status)
    amountMinor = payment.amount.minor
    currency = payment.amount.currency.code
    providerReference = payment.reference
  }

  static let shape = Schema.named(
    "Payment",
    .object([
      .required("id", .id), .required("order_id", .id), .required("method", TownPaymentMethod.shape),
      .required("status", TownPaymentStatus.shape), .required("amount_minor", .minor),
      .required("currency", .currency), .required("provider_reference", .optional(.text(0...300))),
    ]))
}
