public import Commerce

/// A provider of money that is not cash. Called outside any transaction; the same key again is the same request.
public protocol PaymentGateway: Sendable {
  /// The provider's name, such as `momo`.
  var name: String { get }
  /// Throws `rule.payment.no_provider` when nothing is set up, before anything is changed.
  func checkReady() async throws(CommerceError)
  /// The name a new request is to have with the provider, made of `fresh`, where names are ours to give: it is kept
  /// before the provider is asked, so that no answer can be lost. nil when the provider names its requests itself.
  func name(_ fresh: UniqueID) async throws(CommerceError) -> String?
  /// Asks a customer's phone for an amount. `key`, the request's name where it has one, identifies the request for ever. Answers the provider's reference.
  func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String
  /// What the provider says of a payment now.
  func status(of reference: String) async throws(CommerceError) -> GatewayAnswer
  /// Gives money back. Answers the provider's reference, or throws with the provider's words.
  func refund(_ amount: Money, of reference: String?, phone: String, key: String) async throws(CommerceError) -> String
}

extension PaymentGateway {
  /// Ready, unless a provider knows better.
  public func checkReady() async throws(CommerceError) {}

  /// The provider names its requests.
  public func name(_ fresh: UniqueID) async throws(CommerceError) -> String? { nil }
}

/// What a provider says of a payment.
public struct GatewayAnswer: Hashable, Sendable {
  /// Where it stands.
  public var status: PaymentStatus
  /// How much was paid.
  public var amount: Money
  /// Why it was not paid, in the provider's words; empty otherwise.
  public var reason: String

  /// A payment of `amount` in `status`.
  public init(status: PaymentStatus, amount: Money, reason: String = "") {
    self.status = status
    self.amount = amount
    self.reason = reason
  }
}

/// No provider is set up: every call is refused with `rule.payment.no_provider`.
public struct NoPaymentGateway: PaymentGateway {
  /// None.
  public var name: String { "none" }

  /// A gateway that refuses.
  public init() {}

  /// Refuses.
  public func checkReady() async throws(CommerceError) {
    throw .refused(Refusal(.noProvider, remedy: .backToCash))
  }

  /// Refuses.
  public func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    throw .refused(Refusal(.noProvider, remedy: .backToCash))
  }

  /// Refuses.
  public func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    throw .refused(Refusal(.noProvider, remedy: .none))
  }

  /// Refuses.
  public func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    throw .refused(Refusal(.noProvider, remedy: .none))
  }
}
