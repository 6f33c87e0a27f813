public import Commerce

extension ShopDesk {
  /// The answer kept under a key.
  public func keptReply(_ key: UniqueID) async throws(CommerceError) -> KeptReply? {
    try await house.store.read { transaction throws(CommerceError) in try transaction.reply(key) }
  }

  /// Keeps an answer and forgets old ones. Answers the one that is kept, which is another's when two came at once.
  public func keep(
    _ reply: KeptReply, forgettingBefore moment: Instant
  ) async throws(CommerceError) -> KeptReply {
    try await house.store.write { transaction throws(CommerceError) in
      try transaction.forgetReplies(before: moment)
      try transaction.keep(reply)
      return try transaction.reply(reply.key) ?? reply
    }
  }

  /// True when somebody may do that in some town, but not in this one.
  public func mayOnlyElsewhere(
    _ permission: Permission, than town: ID<Site>, _ person: ID<Person>
  ) async throws(CommerceError) -> Bool {
    try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: person)
      return policy.allowsSomewhere(permission) && !policy.allows(permission, at: town)
    }
  }

  /// The token that opens a guest's order; nil for an order of an account.
  public func guestToken(of uuid: UniqueID, at town: ID<Site>) async throws(CommerceError) -> String? {
    try await house.store.read { [key] transaction throws(CommerceError) in
      guard let order = try transaction.order(uuid: uuid, at: town),
        let nonce = try transaction.owner(of: order.id).guestNonce
      else { return nil }
      return GuestToken.make(order.uuid, nonce, key)
    }
  }
}
