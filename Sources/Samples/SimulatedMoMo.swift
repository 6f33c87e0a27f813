public import Commerce
public import Operations

/// A mobile-money provider for sample stores: a request is answered after a minute, by what the phone's last digits say
/// (docs/api.md). What it knows stands in the reference, so that every process says the same. Real stores have no
/// provider by it.
public struct SimulatedMoMo: PaymentGateway {
  /// `momo`.
  public var name: String { "momo" }
  private let store: any Store
  private let clock: any Clock

  /// A provider for what is asked in `store`.
  public init(store: any Store, clock: any Clock) {
    self.store = store
    self.clock = clock
  }

  /// Throws `rule.payment.no_provider` unless it is a sample store.
  public func checkReady() async throws(CommerceError) {
    let isSample = try await store.read { transaction throws(CommerceError) in
      try transaction.setting("sample") == "yes"
    }
    guard isSample else { throw .refused(Refusal(.noProvider, remedy: .backToCash)) }
  }

  /// The reference says when, how much, and what the answer will be.
  public func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    try await checkReady()
    guard phone.utf8.count(where: { $0 >= 48 && $0 <= 57 }) >= 3 else {
      throw .refused(Refusal(.providerRefused, [.reason: .text("no wallet has that number")], remedy: .backToCash))
    }
    if phone.hasSuffix("0006"), clock.now.milliseconds / 1000 % 60 < 30 {
      throw .trouble(StoreTrouble(.unreachable, place: name, detail: "out of order in the first half of every minute"))
    }
    let answer =
      phone.hasSuffix("9")
      ? "N"
      : phone.hasSuffix("8")
        ? "P"
        : phone.hasSuffix("0007")
          ? "L"
          : phone.hasSuffix("0004") ? "D" : "Y"
    return "MM-\(clock.now.milliseconds / 1000)-\(amount.minor)\(answer)-\(key)"
  }

  /// Pending for a minute, or ten; what it never asked for is unknown to it.
  public func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    try await checkReady()
    let parts = reference.split(separator: "-")
    guard parts.count >= 4, let asked = Int64(parts[1]), let minor = Int64(parts[2].dropLast()) else {
      throw .notFound(.payment, reference)
    }
    let amount = Money(minor: minor, .cedi)
    let answer = parts[2].last
    let seconds: Int64 = answer == "L" ? 600 : 60
    guard clock.now.milliseconds / 1000 - asked >= seconds, answer != "P" else {
      return GatewayAnswer(status: .pending, amount: amount)
    }
    switch answer {
    case "N": return GatewayAnswer(status: .failed, amount: amount, reason: "the customer said no")
    case "D": return GatewayAnswer(status: .paid, amount: Money(minor: minor - 1, .cedi))
    default: return GatewayAnswer(status: .paid, amount: amount)
    }
  }

  /// Money goes back at once, except to phones that end in 9: their wallet is closed, until it is tried anew.
  public func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    try await checkReady()
    guard !phone.hasSuffix("9") || key.split(separator: "-").count > 2 else {
      throw .refused(
        Refusal(.providerRefused, [.reason: .text("the wallet of this number is closed")], remedy: .retryRefund))
    }
    return "MR-\(amount.minor)-\(key)"
  }
}
