public import Commerce
public import Operations
import Store
import Synchronization

/// A provider that says what it is told to say, and counts what it was asked. The same key is the same request.
public final class ScriptedGateway: PaymentGateway {
  /// What it will say, and what it has done.
  public struct State: Sendable {
    /// What it says of every payment.
    public var status: PaymentStatus = .pending
    /// The amount it says was paid; nil for what was asked.
    public var amount: Money?
    /// What it throws instead of answering; nil to answer.
    public var failure: CommerceError?
    /// What was asked of customers, by key.
    public var requests: [String: Money] = [:]
    /// What was given back, by key.
    public var refunds: [String: Money] = [:]
  }

  private let state = Mutex(State())

  /// A provider that answers pending.
  public init() {}

  /// `momo`.
  public var name: String { "momo" }

  /// Changes what it will say.
  public func script(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

  /// What was given back so far, by key.
  public var refunds: [String: Money] { state.withLock { $0.refunds } }

  /// What was asked so far, by key.
  public var requests: [String: Money] { state.withLock { $0.requests } }

  /// `MM-` and the key.
  public func request(_ amount: Money, phone: String, key: String) async throws(CommerceError) -> String {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    state.withLock { $0.requests[key] = amount }
    return "MM-" + key
  }

  /// What it was told to say.
  public func status(of reference: String) async throws(CommerceError) -> GatewayAnswer {
    let said = state.withLock { $0 }
    if let failure = said.failure { throw failure }
    let asked = said.requests[String(reference.dropFirst(3))] ?? Money(minor: 0, .cedi)
    return GatewayAnswer(status: said.status, amount: said.amount ?? asked)
  }

  /// `RF-` and the key.
  public func refund(
    _ amount: Money, of reference: String?, phone: String, key: String
  ) async throws(CommerceError) -> String {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    state.withLock { $0.refunds[key] = amount }
    return "RF-" + key
  }
}

extension SmallTown {
  /// The same house with a provider of mobile money.
  public func house(with gateway: any PaymentGateway) -> House {
    House(store: store, clock: clock, ids: ids, hasher: house.hasher, printer: printer, gateway: gateway)
  }

  /// What an account of Accra holds, in minor units.
  public func balance(_ account: CashAccount) async throws -> Int64 {
    try await store.read { [site] transaction throws(CommerceError) in
      try transaction.balance(of: account, at: site)
    }
  }

  /// Every account of Accra that is not at zero.
  public func balances() async throws -> [CashAccount: Int64] {
    let rows = try await store.read { [site] transaction throws(CommerceError) in
      try transaction.balances(
        at: site, in: AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .viewCash, at: site))
    }
    return Dictionary(rows.map { ($0.account, $0.minor) }) { first, _ in first }
  }

  /// Delivers an attempt, collecting as said.
  @discardableResult
  public func deliver(
    _ dispatch: ID<Dispatch>, _ collected: Collected? = nil, stepUp: StepUp? = nil
  ) async throws -> DeliveryResult {
    try await house.desks.dispatch.deliver(
      dispatch, proof: ProofInput(), collected: collected, stepUp: stepUp, intent(dispatcher))
  }

  /// An order that is out with the driver, and its attempt.
  public func out(
    _ lines: [(String, Int)] = [("MILO-400", 2)], method: PaymentMethod = .cod
  ) async throws -> (order: PlacedOrder, dispatch: ID<Dispatch>) {
    let order = try await ready(lines, method: method)
    return (order, try await sendOut([order.id])[0])
  }
}
