public import Commerce

/// What asking for mobile money came to.
public struct Initiated: Hashable, Sendable {
  /// The payment.
  public var payment: Payment
  /// Its order.
  public var order: Order
  /// False when it had been asked for already.
  public var isNew: Bool
}

extension ShopDesk {
  /// Asks a phone for the money of an order that is to be paid before it is picked: its customer or guest does. While a
  /// request is under way that one is answered again (I21). Throws `rule.order.move_not_allowed` or
  /// `rule.payment.not_live` for an order that waits for no mobile money, and the provider's own refusals.
  public func initiate(
    _ uuid: UniqueID, at town: ID<Site>, phone: String, by visitor: Visitor, id: UniqueID
  ) async throws(CommerceError) -> Initiated {
    let found = try await owned(uuid, at: town, by: visitor)
    // What this very command asked for is its own answer, not one that was there already.
    let isAgain = try await house.store.read { transaction throws(CommerceError) in
      try transaction.outcome(of: id) != nil
    }
    let order = found.shown.order.id
    if !isAgain {
      if let live = found.payments.first(where: { $0.isWithProvider && $0.method == .momo }) {
        return Initiated(payment: live, order: found.shown.order, isNew: false)
      }
      try AskForPayment.check(found.shown.order, found.payments, phone: phone)
      try await house.gateway.checkReady()
    }
    let payment = try await perform(
      "shop.initiate", id, visitor.account, town, about: [uuid.description, phone]
    ) { transaction, command throws(CommerceError) in
      // Somebody else may have asked meanwhile: that request is answered.
      if let live = try transaction.payments(of: order).first(where: \.isWithProvider) {
        return live.id
      }
      return try AskForPayment.run(
        order, phone: phone, in: transaction, by: command, scope: try WholeHouse.scope())
    }
    try await house.ask(
      payment, phone: phone, by: Command(id: id, actor: visitor.account, site: town, at: house.clock.now))
    let now = try await owned(uuid, at: town, by: visitor)
    guard let asked = now.payments.first(where: { $0.id == payment }) else { throw .notFound(.payment, "") }
    return Initiated(payment: asked, order: now.shown.order, isNew: true)
  }

  /// The owner of an order nobody has paid yet pays at the door instead. Again it changes nothing.
  public func switchToCash(
    _ uuid: UniqueID, at town: ID<Site>, by visitor: Visitor, id: UniqueID
  ) async throws(CommerceError) -> ShownOrderDetail {
    let found = try await owned(uuid, at: town, by: visitor)
    if found.shown.order.paymentMethod == .cod { return found }
    _ = try await perform(
      "shop.switch_to_cash", id, visitor.account, town, about: [uuid.description]
    ) { transaction, command throws(CommerceError) in
      try SwitchToCash.run(
        found.shown.order.id, mover: .owner, in: transaction, by: command, scope: try WholeHouse.scope())
    }
    return try await owned(uuid, at: town, by: visitor)
  }

  /// True when somebody who is signed in speaks for an order as its customer, not as staff or driver.
  public func owns(_ uuid: UniqueID, at town: ID<Site>, _ person: ID<Person>) async throws(CommerceError) -> Bool {
    try await house.store.read { transaction throws(CommerceError) in
      guard let order = try transaction.order(uuid: uuid, at: town) else { return false }
      return try transaction.owner(of: order.id).person == person
    }
  }

  /// Takes in what a provider says, its signature checked before: stored once by its event, then applied. Throws
  /// `input.not_found` when no payment has that reference, or `input.invalid` when the amount is another. Both stay in
  /// the inbox for somebody to look at.
  public func receive(_ notice: IncomingNotice) async throws(CommerceError) {
    let ids = house.ids
    let now = house.clock.now
    let stored = try await house.store.write { transaction throws(CommerceError) in
      try StoreNotice.run(
        notice, in: transaction, by: Command(id: ids.next(), actor: nil, site: nil, at: now))
    }
    let applied = try await house.store.write { transaction throws(CommerceError) in
      try ApplyNotice.run(stored.id, in: transaction, by: Command(id: ids.next(), actor: nil, site: nil, at: now))
    }
    guard applied.payment != nil else { throw .notFound(.payment, "") }
    if applied.state == .failed { throw .invalid([FieldIssue("amount_minor", "is not what was asked for")]) }
  }

  private func owned(
    _ uuid: UniqueID, at town: ID<Site>, by visitor: Visitor
  ) async throws(CommerceError) -> ShownOrderDetail {
    try await house.store.read { [key, now = house.clock.now] transaction throws(CommerceError) in
      let seen = try transaction.visible(uuid, at: town, to: visitor, now: now, key)
      guard seen.relation == .owner else { throw .notFound(.order, "") }
      return try transaction.detail(seen.order, withPhone: true)
    }
  }
}

extension Visitor {
  /// Who is signed in; nil for a guest.
  var account: ID<Person>? { if case .person(let caller) = self { caller.person } else { nil } }
}
