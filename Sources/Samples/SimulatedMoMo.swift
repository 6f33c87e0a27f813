public import Commerce
public import Operations

/// A mobile-money provider for sample stores: a request is answered after a minute, by yes unless the phone ends in 9.
/// What it knows stands in the reference, so that every process says the same. Real stores have no provider by it.
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

  private func check() async throws(CommerceError) {
    let isSample = try await store.read { transaction throws(CommerceError) in
      try transaction.setting("sample") == "yes"
    }
    guard isSample else { throw .refused(Refusal(.noProvider, remedy: .backToCash)) }
  }

  /// The reference says when, how much, and what the answer will be.
  public func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    try await check()
    let answer = phone.hasSuffix("9") ? "N" : "Y"
    return "MM-\(clock.now.milliseconds / 1000)-\(amount.minor)\(answer)-\(key.suffix(8))"
  }

  /// Pending for a minute; what it never asked for is unknown to it.
  public func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    try await check()
    let parts = reference.split(separator: "-")
    guard parts.count == 4, let asked = Int64(parts[1]), let minor = Int64(parts[2].dropLast()) else {
      throw .notFound(.payment, reference)
    }
    let amount = Money(minor: minor, .cedi)
    guard clock.now.milliseconds / 1000 - asked >= 60 else { return GatewayAnswer(status: .pending, amount: amount) }
    return GatewayAnswer(status: parts[2].hasSuffix("Y") ? .paid : .failed, amount: amount)
  }

  /// Money goes back at once, except to phones that end in 9.
  public func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    try await check()
    guard !phone.hasSuffix("9") else {
      throw .trouble(StoreTrouble(.unreachable, place: "momo", detail: "the wallet of this number is closed"))
    }
    return "MR-\(amount.minor)-\(key.suffix(8))"
  }
}
