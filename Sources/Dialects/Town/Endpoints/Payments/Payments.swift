public import Commerce
public import Contract
public import Operations

/// T9 `POST /towns/{town_id}/payments/momo/initiate`: asks a phone for the money of an order.
public enum InitiateMoMo: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownField

  /// Which order, and whom to ask.
  public struct Body: Codable, Sendable, Hashable {
    /// The order.
    public var orderID: String
    /// The phone.
    public var phone: String

    /// The money of `orderID`, of `phone`.
    public init(orderID: String, phone: String) {
      self.orderID = orderID
      self.phone = phone
    }

    enum CodingKeys: String, CodingKey {
      case phone
      case orderID = "order_id"
    }
  }

  /// The payment.
  public struct Reply: Codable, Sendable, Hashable {
    /// The payment.
    public var payment: WirePayment

    /// A payment.
    public init(payment: WirePayment) { self.payment = payment }
  }

  /// Where it is served.
  public static let route = Route(
    .post, "/towns/{town_id}/payments/momo/initiate", success: 201, access: .bearer(guest: true))

  /// What the document says of it.
  public static let description = OperationDescription(
    "initiateMoMo",
    "Asks a phone for the money of an order; its customer or guest does. 200 with the same payment while one is under way",
    tag: "Payments", parameters: [.town],
    body: .object([.required("order_id", .id), .required("phone", .text(7...16, .phone))]),
    reply: .object([.required("payment", WirePayment.shape)]), failures: [400, 401, 403, 404, 409, 503],
    otherSuccesses: [200])
}

/// T10 `POST /payments/momo/webhook`: what the provider says of a payment, signed over the raw bytes.
public enum MoMoWebhook: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = Nothing

  /// What the provider says.
  public struct Body: Codable, Sendable, Hashable {
    /// The provider's reference of the payment.
    public var providerReference: String
    /// Where it stands.
    public var status: Status
    /// How much, in minor units.
    public var amountMinor: Int64
    /// Of which currency.
    public var currency: String
    /// The provider's own name of the event; the same again changes nothing.
    public var eventID: String

    /// The provider's words.
    public enum Status: String, Codable, Sendable, Hashable, CaseIterable {
      case successful = "SUCCESSFUL"
      case failed = "FAILED"
      case cancelled = "CANCELLED"
      case pending = "PENDING"

      /// The core's status.
      public var status: PaymentStatus {
        switch self {
        case .successful: .paid
        case .failed: .failed
        case .cancelled: .cancelled
        case .pending: .pending
        }
      }
    }

    enum CodingKeys: String, CodingKey {
      case status, currency
      case providerReference = "provider_reference"
      case amountMinor = "amount_minor"
      case eventID = "event_id"
    }

    /// The notice in the core's words, with the bytes it came in. Throws `Fault.fields` for no currency.
    public func notice(raw: String) throws(Fault) -> IncomingNotice {
      guard let currency = Currency(code: currency) else {
        throw .fields([FieldFault("currency", "is not a currency")])
      }
      return IncomingNotice(
        provider: "momo", event: eventID, raw: raw, signature: .valid, reference: providerReference,
        status: status.status, amount: Money(minor: amountMinor, currency))
    }
  }

  /// That it came.
  public struct Reply: Codable, Sendable, Hashable {
    /// True.
    public var received = true

    /// It came.
    public init() {}
  }

  /// Where it is served.
  public static let route = Route(
    .post, "/payments/momo/webhook", access: .signature, bodyLimit: 1 << 18, isIdempotent: false, quota: .provider)

  /// What the document says of it.
  public static let description = OperationDescription(
    "momoWebhook",
    "What the provider says of a payment. X-Signature is sha256= and the hexadecimal HMAC-SHA256 of X-Timestamp, a dot and the raw body",
    tag: "Payments",
    parameters: [
      .init("X-Signature", in: .header, .text(1...200), about: "sha256= and the HMAC in hexadecimal"),
      .init("X-Timestamp", in: .header, .text(1...20), about: "Seconds since 1970, at most five minutes off"),
    ],
    body: .object([
      .required("provider_reference", .text(1...300)),
      .required("status", .words(Body.Status.allCases.map(\.rawValue))),
      .required("amount_minor", .minor), .required("currency", .currency), .required("event_id", .text(1...300)),
    ]), reply: .object([.required("received", .boolean)]), failures: [400, 401, 404, 503])
}

/// T11 `POST /towns/{town_id}/payments/cod/confirm`: cash was collected at the door, as its driver or staff say; or the
/// customer of an unpaid order pays at the door instead.
public enum ConfirmCOD: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownField

  /// Which order.
  public struct Body: Codable, Sendable, Hashable {
    /// The order.
    public var orderID: String
    /// How much was collected, in minor units: what the order costs.
    public var amountMinor: Int64?

    /// The cash of `orderID`.
    public init(orderID: String, amountMinor: Int64? = nil) {
      self.orderID = orderID
      self.amountMinor = amountMinor
    }

    enum CodingKeys: String, CodingKey {
      case orderID = "order_id"
      case amountMinor = "amount_minor"
    }
  }

  /// The payment and its order.
  public struct Reply: Codable, Sendable, Hashable {
    /// The cash payment.
    @Nullable public var payment: WirePayment?
    /// The order.
    public var order: WireOrder

    /// What hangs on an order, as the core shows it.
    public init(_ detail: ShownOrderDetail, _ ids: PublicIDs) {
      let cash = detail.payments.last { $0.method == .cod && $0.status != .cancelled } ?? detail.payments.last
      payment = cash.map { WirePayment($0, of: detail.shown.order, ids) }
      order = WireOrder(detail.shown, ids)
    }
  }

  /// Where it is served.
  public static let route = Route(
    .post, "/towns/{town_id}/payments/cod/confirm", access: .bearer(guest: true))

  /// What the document says of it.
  public static let description = OperationDescription(
    "confirmCOD",
    "Its driver or staff: the cash of an order was collected. Its customer or guest: an unpaid order is paid at the door instead",
    tag: "Payments", parameters: [.town],
    body: .object([.required("order_id", .id), .optional("amount_minor", .minor)]),
    reply: .object([.required("payment", .optional(WirePayment.shape)), .required("order", WireOrder.shape)]),
    failures: [400, 401, 403, 404, 409])
}
