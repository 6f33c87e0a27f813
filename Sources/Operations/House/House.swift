import Commerce

/// A store with everything the use cases are given; its desks run on it directly.
public struct House: Sendable {
  /// The store.
  public let store: any Store
  /// The time.
  public let clock: any Clock
  /// Randomness.
  public let ids: any IDSource
  /// Password and PIN hashing.
  public let hasher: any PasswordHasher
  /// Where papers go.
  public let printer: any Printer
  /// The provider of money that is not cash.
  public let gateway: any PaymentGateway

  /// A house of these parts; without a gateway mobile money is refused at the door.
  public init(
    store: any Store, clock: any Clock, ids: any IDSource, hasher: any PasswordHasher, printer: any Printer,
    gateway: any PaymentGateway = NoPaymentGateway()
  ) {
    self.store = store
    self.clock = clock
    self.ids = ids
    self.hasher = hasher
    self.printer = printer
    self.gateway = gateway
  }

  /// The desks of a local store.
  public var desks: Desks {
    Desks(
      session: LocalSessionDesk(house: self), orders: LocalOrderDesk(house: self),
      customers: LocalCustomerDesk(house: self),
      warehouse: LocalWarehouseDesk(house: self), dispatch: LocalDispatchDesk(house: self),
      cash: LocalCashDesk(house: self), stock: LocalStockDesk(house: self),
      stockWork: LocalStockWorkDesk(house: self),
      history: LocalHistoryDesk(house: self), people: LocalPeopleDesk(house: self),
      reports: LocalReportDesk(house: self), house: LocalHouseDesk(house: self))
  }
}

extension House {
  /// Runs a use case once per command id: grants are read again, `body` runs in one transaction with its scope, and the
  /// outcome is remembered in the same transaction, so that the same intent again answers the same and changes nothing.
  /// Throws `rule.command.reused` when the id was another command's: of another kind, person or town, or with other
  /// `content`.
  func carryOut<Result: Outcome>(
    _ kind: String, _ intent: Intent, needing permission: Permission, _ content: CommandContent,
    _ body: @escaping @Sendable (any WriteTransaction, Command, Scope) throws(CommerceError) -> Result
  ) async throws(CommerceError) -> Result {
    let kind = intent.memory(kind)
    return try await store.write { [clock] transaction throws(CommerceError) in
      let policy = try transaction.policy(of: intent.caller)
      let scope = try policy.scope(for: permission, at: intent.caller.site)
      if let outcome: Result = try transaction.outcome(of: intent, kind, content) { return outcome }
      // Who may do it everywhere may name a site that is nowhere; 0 is none in particular.
      if policy.scope(for: permission)?.sites == nil, intent.caller.site.serial != 0,
        try transaction.site(intent.caller.site) == nil
      {
        throw .notFound(.site, intent.caller.site.description)
      }
      let command = Command(
        id: intent.id, actor: intent.caller.person, impersonator: intent.caller.impersonator,
        site: intent.caller.site, at: clock.now)
      let outcome = try body(transaction, command, scope)
      try transaction.remember(
        StoredOutcome(kind: kind, text: outcome.stored, digest: content.digest), of: command)
      return outcome
    }
  }

  /// What this very command answered when it ran; nil when it has not run yet. What is looked at or done before a
  /// transaction must neither refuse it nor be done again then. Throws what `carryOut` throws.
  func earlier<Result: Outcome>(
    _ kind: String, _ intent: Intent, needing permission: Permission, _ content: CommandContent
  ) async throws(CommerceError) -> Result? {
    try await store.read { transaction throws(CommerceError) in
      _ = try transaction.scope(for: permission, of: intent.caller)
      return try transaction.outcome(of: intent, intent.memory(kind), content)
    }
  }

  /// Runs a query with the caller's scope at the town in hand.
  func look<Value: Sendable>(
    _ caller: Caller, needing permission: Permission,
    _ body: @escaping @Sendable (any ReadTransaction, Scope) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    try await store.read { transaction throws(CommerceError) in
      try body(transaction, try transaction.scope(for: permission, of: caller))
    }
  }
}

extension Intent {
  /// The memory of a command is its caller's: nobody else's id answers for it.
  fileprivate func memory(_ kind: String) -> String {
    let other = caller.impersonator.map { " \($0)" } ?? ""
    return "\(kind) \(caller.person) \(caller.site)\(other)"
  }
}

extension ReadTransaction {
  /// What the command answered when it ran. Commands of before digests were kept are known by kind and caller alone.
  fileprivate func outcome<Result: Outcome>(
    of intent: Intent, _ kind: String, _ content: CommandContent
  ) throws(CommerceError) -> Result? {
    guard let stored = try outcome(of: intent.id) else { return nil }
    guard stored.kind == kind, stored.digest == nil || stored.digest == content.digest,
      let outcome = Result(stored: stored.text)
    else { throw .refused(Refusal(.commandReused, remedy: .tryAgain)) }
    return outcome
  }

  /// The caller's scope at the town in hand, by the grants as they are now. Throws `access.forbidden`, or
  /// `access.unauthenticated` for somebody unknown or no longer active.
  func scope(for permission: Permission, of caller: Caller) throws(CommerceError) -> Scope {
    try policy(of: caller).scope(for: permission, at: caller.site)
  }

  /// What a caller may do now: the person's own grants, narrowed to those of whoever acts as that person.
  func policy(of caller: Caller) throws(CommerceError) -> AccessPolicy {
    guard let impersonator = caller.impersonator else { return try policy(of: caller.person) }
    guard impersonator != caller.person, try person(caller.person)?.isActive == true,
      try person(impersonator)?.isActive == true
    else { throw .unauthenticated }
    return AccessPolicy(try grants(of: caller.person), impersonator: try grants(of: impersonator))
  }

  /// What a person may do now.
  func policy(of person: ID<Person>) throws(CommerceError) -> AccessPolicy {
    guard try self.person(person)?.isActive == true else { throw .unauthenticated }
    return AccessPolicy(try grants(of: person))
  }
}
