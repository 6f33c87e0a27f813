public import Commerce
public import Operations

/// A mobile-money provider for sample stores: a request is answered after a minute, by yes unless the phone ends in 9;
/// one that ends in 8 is never answered. What it knows stands in the reference, so that every process says the same. Real stores have no provider by it.
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
    let answer = phone.hasSuffix("9") ? "N" : phone.hasSuffix("8") ? "P" : "Y"
    return "MM-\(clock.now.milliseconds / 1000)-\(amount.minor)\(answer)-\(key)"
  }

  /// Pending for a minute; what it never asked for is unknown to it.
  public func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    try await checkReady()
    let parts = reference.split(separator: "-")
    guard parts.count >= 4, let asked = Int64(parts[1]), let minor = Int64(parts[2].dropLast()) else {
      throw .notFound(.payment, reference)
    }
    let amount = Money(minor: minor, .cedi)
    guard clock.now.milliseconds / 1000 - asked >= 60, !parts[2].hasSuffix("P") else {
      return GatewayAnswer(status: .pending, amount: amount)
    }
    return GatewayAnswer(status: parts[2].hasSuffix("Y") ? .paid : .failed, amount: amount)
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
