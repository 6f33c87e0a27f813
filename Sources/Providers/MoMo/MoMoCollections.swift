public import Commerce
public import Contract
import FoundationEssentials
public import Operations

/// Mobile money by the Collections API that MTN MoMo publishes: a token, a request to pay under a name of ours, and its
/// status. The same name is the same request there, so that one whose answer was lost is made again.
public struct MoMoCollections: PaymentGateway {
  /// `momo`.
  public var name: String { "momo" }
  private let account: MoMoAccount
  private let place: String
  private let transport: any Transport
  private let tokens: MoMoTokens

  /// A way to `account` over `transport`; `place` is its address, for messages.
  public init(_ account: MoMoAccount, place: String, transport: any Transport, clock: any Clock) {
    self.account = account
    self.place = place
    self.transport = transport
    tokens = MoMoTokens(account, place: place, transport: transport, clock: clock)
  }

  /// The request's UUID.
  public func name(_ fresh: UniqueID) async throws(CommerceError) -> String? { fresh.description }

  /// Rings the phone, once however often it is asked. Throws `rule.payment.provider_refused` with the provider's words,
  /// or trouble, after which it is asked again.
  public func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    guard let reference = UniqueID(key)?.description else {
      throw .trouble(StoreTrouble(.failed, place: place, detail: "a request without name"))
    }
    guard let payer = account.msisdn(phone) else {
      throw .refused(
        Refusal(.providerRefused, [.reason: .text("no wallet has that number")], remedy: .backToCash))
    }
    var request = try prepared("POST", "")
    request.headers["x-reference-id"] = reference
    request.headers["content-type"] = "application/json"
    if let callback = account.callback { request.headers["x-callback-url"] = callback + "/" + reference }
    let body = Asked(
      amount: amount.plain, currency: amount.currency.code, externalId: reference,
      payer: Asked.Party(partyIdType: "MSISDN", partyId: payer), payerMessage: "Townhouse", payeeNote: "Townhouse")
    do { request.body = Array(try JSONEncoder().encode(body)) } catch {
      throw .trouble(StoreTrouble(.failed, place: place, detail: "\(error)"))
    }
    try MoMoAnswer.checkAsked(try await send(request), place)
    return reference
  }

  /// What the provider says of a request. Throws `input.not_found` for a name that it does not know.
  public func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    guard let known = UniqueID(reference)?.description else { throw .notFound(.payment, reference) }
    let response = try await send(try prepared("GET", "/" + known))
    guard response.status != 404 else { throw .notFound(.payment, reference) }
    return try MoMoAnswer.status(in: response, place)
  }

  /// Collections only collect: whoever gives money back does it in the provider's own portal.
  public func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    throw .refused(
      Refusal(
        .providerRefused, [.reason: .text("this account collects only: pay it out in the provider's portal")],
        remedy: .retryRefund))
  }

  /// What a request to pay says.
  private struct Asked: Encodable {
    struct Party: Encodable {
      var partyIdType: String
      var partyId: String
    }

    var amount: String
    var currency: String
    var externalId: String
    var payer: Party
    var payerMessage: String
    var payeeNote: String
  }

  private func prepared(_ method: String, _ rest: String) throws(CommerceError) -> Request {
    Request(
      method: method, path: account.path + "/collection/v1_0/requesttopay" + rest,
      headers: [
        "x-target-environment": account.environment, "ocp-apim-subscription-key": account.subscriptionKey,
      ])
  }

  /// Carries a request under the token; one that the provider takes no longer is renewed once.
  private func send(_ request: Request) async throws(CommerceError) -> Response {
    let token = try await tokens.token()
    let response = try await carry(request, token)
    guard response.status == 401 else { return response }
    return try await carry(request, try await tokens.token(insteadOf: token))
  }

  private func carry(_ request: Request, _ token: String) async throws(CommerceError) -> Response {
    var request = request
    request.headers["authorization"] = "Bearer " + token
    return try await MoMoAnswer.carry(request, transport, place)
  }
}
