import Commerce

/// The cash desk on a local store. Permissions and scope are checked inside each transaction; providers are asked
/// outside of any.
struct LocalCashDesk: CashDesk {
  let house: House

  /// The second person, verified before the transaction; nil when nobody vouches.
  func approver(
    _ stepUp: StepUp?, needing permission: Permission, beside caller: Caller
  ) async throws(CommerceError) -> ID<Person>? {
    guard let stepUp else { return nil }
    return try await house.verifyStepUp(stepUp, needing: permission, beside: caller)
  }
}

extension House {
  /// Writes what was learnt outside under the intent's command, in a transaction of its own. `body` has to be such that
  /// running it again changes nothing.
  func note<Value: Sendable>(
    _ intent: Intent, _ body: @escaping @Sendable (any WriteTransaction, Command) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    try await store.write { [clock] transaction throws(CommerceError) in
      let command = Command(
        id: intent.id, actor: intent.caller.person, impersonator: intent.caller.impersonator,
        site: intent.caller.site, at: clock.now)
      return try body(transaction, command)
    }
  }
}
