import Commerce

extension ShopDesk {
  /// Runs a use case of somebody who works for nobody: once per command id, remembered for its sender like every other.
  /// A guest is nobody in particular; what a guest may touch, the use case checks by the token.
  func perform<Result: Outcome>(
    _ kind: String, _ id: UniqueID, _ actor: ID<Person>?, _ site: ID<Site>?, about content: [String],
    _ body: @escaping @Sendable (any WriteTransaction, Command) throws(CommerceError) -> Result
  ) async throws(CommerceError) -> Result {
    let memory = "\(kind) \(actor?.description ?? "guest") \(site?.description ?? "-") \(digest(content))"
    return try await house.store.write { [clock = house.clock] transaction throws(CommerceError) in
      if let actor, try transaction.person(actor)?.isActive != true { throw .unauthenticated }
      if let stored = try transaction.outcome(of: id) {
        guard stored.kind == memory, let outcome = Result(stored: stored.text) else {
          throw .refused(Refusal(.commandReused, remedy: .tryAgain))
        }
        return outcome
      }
      let command = Command(id: id, actor: actor, site: site, at: clock.now)
      let outcome = try body(transaction, command)
      try transaction.remember(StoredOutcome(kind: memory, text: outcome.stored), of: command)
      return outcome
    }
  }

  /// Sixteen digits of what a command is about.
  private func digest(_ content: [String]) -> String {
    Hex.text(key.signature(.replies, content.joined(separator: "\u{1f}")).prefix(8))
  }
}

/// A guest's token: what opens one order for thirty days to whoever placed it without an account. It is made again from
/// the order whenever it is needed and never stored.
enum GuestToken {
  private static let days = 30

  static func make(_ order: UniqueID, _ nonce: UniqueID, _ key: HouseKey) -> String {
    Hex.text(key.signature(.guests, order.description, nonce.description))
  }

  /// True when the token opens the order now; constant time in the token.
  static func opens(
    _ order: Order, _ nonce: UniqueID?, _ token: String, now: Instant, _ key: HouseKey
  ) -> Bool {
    guard let nonce, token.utf8.count == 64, let bytes = Hex.bytes(token),
      now < order.placedAt.adding(minutes: days * 1440)
    else { return false }
    return key.verifies(bytes, .guests, order.uuid.description, nonce.description)
  }
}
