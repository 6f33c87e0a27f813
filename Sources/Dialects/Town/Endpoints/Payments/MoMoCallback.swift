public import Contract

/// The payment a provider's callback is about.
public struct CallbackField: Codable, Sendable, Hashable {
  /// The name of the request, as the provider was given it.
  public var reference: String

  /// The callback of a request.
  public init(reference: String) { self.reference = reference }
}

/// `POST /payments/momo/callback/{reference}`: a provider whose callbacks carry no signature says that there is news of
/// a payment. Nothing in it is believed: the provider is asked. Every reference is answered alike.
public enum MoMoCallback: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = CallbackField
  /// Whatever is in the body is not read.
  public typealias Body = Nothing
  /// That it came.
  public typealias Reply = MoMoWebhook.Reply

  /// Where it is served.
  public static let route = Route(
    .post, "/payments/momo/callback/{reference}", access: .anyone, bodyLimit: 1 << 16, isIdempotent: false,
    quota: .provider)

  /// What the document says of it.
  public static let description = describe("momoCallback")

  static func describe(_ id: String) -> OperationDescription {
    OperationDescription(
      id,
      "A provider whose callbacks carry no signature hints that there is news of a payment: the provider is asked for it. The body is not read",
      tag: "Payments",
      parameters: [.init("reference", in: .path, .text(1...300), about: "The name of the request to pay")],
      reply: .object([.required("received", .boolean)]), failures: [400])
  }
}

/// `PUT /payments/momo/callback/{reference}`: the same, as some providers put it.
public enum MoMoCallbackPut: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = CallbackField
  /// Whatever is in the body is not read.
  public typealias Body = Nothing
  /// That it came.
  public typealias Reply = MoMoWebhook.Reply

  /// Where it is served.
  public static let route = Route(
    .put, "/payments/momo/callback/{reference}", access: .anyone, bodyLimit: 1 << 16, isIdempotent: false,
    quota: .provider)

  /// What the document says of it.
  public static let description = MoMoCallback.describe("putMoMoCallback")
}
