internal import Client
internal import Commerce
internal import Contract
internal import Operations
internal import Providers
internal import Synchronization
internal import Terminal

/// How the mobile-money provider is reached, as the configuration says; its keys stand elsewhere.
struct MoMoSetup: Hashable, Sendable {
  /// Where its API begins, such as `https://proxy.momoapi.mtn.com`.
  var url = ""
  /// The system it routes to, such as `mtnghana`.
  var environment = ""
  /// Where it may hint at news: what the internet calls `/api/v1/payments/momo/callback` of this server.
  var callback: String?
  /// The calling code of phones that are written without.
  var callingCode = "233"
  /// The file with the keys, mode 0600.
  var keys = Folders.configuration + "/momo-keys"

  /// As it stands in the configuration.
  var json: JSONText {
    var members: [(String, JSONText)] = [("url", .text(url)), ("environment", .text(environment))]
    if let callback { members.append(("callback", .text(callback))) }
    members += [("country", .text(callingCode)), ("keys", .text(keys))]
    return .object(members)
  }

  /// The account with its keys, and its address. Throws what is missing or wrong.
  func account() throws(Failure) -> (account: MoMoAccount, address: ServerAddress) {
    guard let address = ServerAddress(url), address.isSecure || address.isLoopback else {
      throw .configuration("momo.url: \"\(url)\" is no https:// address")
    }
    if let callback, ServerAddress(callback) == nil {
      throw .configuration("momo.callback: \"\(callback)\" is no address")
    }
    let file = try KeyFile(keys)
    let account = MoMoAccount(
      path: address.path, environment: environment, callback: callback, callingCode: callingCode,
      subscriptionKey: try file.value("TOWNHOUSE_MOMO_SUBSCRIPTION", "subscription"),
      user: try file.value("TOWNHOUSE_MOMO_USER", "user"), key: try file.value("TOWNHOUSE_MOMO_KEY", "key"))
    return (account, address)
  }
}

/// The provider's keys: each from the environment, or from a file that only its owner can read.
private struct KeyFile {
  private let path: String
  private let members: JSON5?

  init(_ path: String) throws(Failure) {
    self.path = path
    let names = ["TOWNHOUSE_MOMO_SUBSCRIPTION", "TOWNHOUSE_MOMO_USER", "TOWNHOUSE_MOMO_KEY"]
    guard names.contains(where: { Folders.environment($0) == nil }), TextFile.changed(path) != nil else {
      members = nil
      return
    }
    do {
      members = try JSON5.parse(try SecretFile.read(path))
    } catch let error as Failure {
      throw error
    } catch {
      // What the parser says could quote a key.
      throw .configuration("\(path): is not an object such as { subscription: \"…\", user: \"…\", key: \"…\" }")
    }
  }

  func value(_ variable: String, _ name: String) throws(Failure) -> String {
    let text = Folders.environment(variable) ?? members?.members?.first { $0.key == name }?.value.text ?? ""
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw .configuration("mobile money: \(variable) is not set, and \(path) has no \"\(name)\"")
    }
    return text
  }
}

/// The provider that the configuration names, made when it is first needed: a console that asks for no money must not
/// wait for it.
final class ConfiguredMoMo: PaymentGateway {
  let name = "momo"
  private let setup: MoMoSetup
  private let made = Mutex<MoMoCollections?>(nil)

  init(_ setup: MoMoSetup) { self.setup = setup }

  func checkReady() async throws(CommerceError) { _ = try gateway() }

  func name(_ fresh: UniqueID) async throws(CommerceError) -> String? { try await gateway().name(fresh) }

  func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    try await gateway().request(amount, phone: phone, key: key)
  }

  func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    try await gateway().status(of: reference)
  }

  func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    try await gateway().refund(amount, of: reference, phone: phone, key: key)
  }

  /// Throws `rule.payment.no_provider` when the setup is not complete, or trouble when there is no libcurl.
  private func gateway() throws(CommerceError) -> MoMoCollections {
    if let known = made.withLock({ $0 }) { return known }
    let fresh = try make()
    return made.withLock { made in
      let first = made ?? fresh
      made = first
      return first
    }
  }

  private static func words(_ failure: Failure) -> String {
    switch failure {
    case .configuration(let words): words
    case .file(let path, let reason): "\(path): \(reason)"
    default: "\(failure)"
    }
  }

  private func make() throws(CommerceError) -> MoMoCollections {
    let account: MoMoAccount
    let address: ServerAddress
    do throws(Failure) {
      (account, address) = try setup.account()
    } catch {
      throw .refused(Refusal(.noProvider, [.reason: .text(Self.words(error))], remedy: .backToCash))
    }
    var options = CurlTransport.Options()
    options.total = 20
    options.answerLimit = 1 << 20
    options.connections = 4
    return MoMoCollections(
      account, place: address.origin, transport: try CurlTransport(address, options), clock: ElapsedClock())
  }
}
