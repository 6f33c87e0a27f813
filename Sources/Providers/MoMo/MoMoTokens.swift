import Commerce
import Contract
import FoundationEssentials
import Operations

/// The access token of an account: fetched once for all who wait for it, renewed before it ends.
actor MoMoTokens {
  private struct Held {
    var text: String
    var renewAt: Instant
  }

  private let account: MoMoAccount
  private let place: String
  private let transport: any Transport
  private let clock: any Clock
  private var held: Held?
  private var fetching: Task<Result<Held, CommerceError>, Never>?

  init(_ account: MoMoAccount, place: String, transport: any Transport, clock: any Clock) {
    self.account = account
    self.place = place
    self.transport = transport
    self.clock = clock
  }

  /// A token that is good for a while; never `refused`, which the provider takes no longer.
  func token(insteadOf refused: String? = nil) async throws(CommerceError) -> String {
    if let held, held.text != refused, clock.now < held.renewAt { return held.text }
    let fetching =
      fetching
      ?? Task { [account, place, transport, clock] in
        await Self.fetch(account, place, transport, clock)
      }
    self.fetching = fetching
    let result = await fetching.value
    if self.fetching == fetching { self.fetching = nil }
    switch result {
    case .success(let fresh):
      held = fresh
      return fresh.text
    case .failure(let error): throw error
    }
  }

  private static func fetch(
    _ account: MoMoAccount, _ place: String, _ transport: any Transport, _ clock: any Clock
  ) async -> Result<Held, CommerceError> {
    let pair = Data((account.user + ":" + account.key).utf8).base64EncodedString()
    let request = Request(
      method: "POST", path: account.path + "/collection/token/",
      headers: ["authorization": "Basic " + pair, "ocp-apim-subscription-key": account.subscriptionKey])
    do throws(CommerceError) {
      let response = try await MoMoAnswer.carry(request, transport, place)
      switch response.status {
      case 200: break
      case 400, 401, 403:
        throw .trouble(
          StoreTrouble(.denied, place: place, detail: "the provider does not take the API user and its keys"))
      default: throw MoMoAnswer.trouble(response, place)
      }
      let json = try MoMoAnswer.read(response, place)
      guard let token = json["access_token"]?.momoText, !token.isEmpty,
        token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
      else { throw .trouble(StoreTrouble(.unintelligible, place: place, detail: "no access token")) }
      let seconds = min(max(json["expires_in"]?.momoText.flatMap { Int64($0) } ?? 3600, 0), 86_400)
      // A tenth of its life early, a minute at most: a request under way must not find it ended.
      let renewAt = clock.now.adding(seconds: seconds - min(60, seconds / 10))
      return .success(Held(text: token, renewAt: renewAt))
    } catch {
      return .failure(error)
    }
  }
}
