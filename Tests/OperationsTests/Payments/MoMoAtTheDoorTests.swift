import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Mobile money at the door")
struct MoMoAtTheDoorTests {
  @Test("paid by phone: the order is paid, nothing is collected, the books know where the money is")
  func paid() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desks = town.house(with: gateway).desks
    let (order, dispatch) = try await town.out()
    let intent = town.intent(town.dispatcher)
    let row = try await desks.cash.switchToMoMo(order.id, phone: nil, intent)
    #expect(row.payment.status == .pending && row.payment.reference == "MM-pay-\(row.payment.id)")
    #expect(try await desks.cash.switchToMoMo(order.id, phone: nil, intent) == row, "the same command again")
    #expect(gateway.requests == ["pay-\(row.payment.id)": order.total])
    #expect(try await town.detail(order.id).order.paymentMethod == .cod, "cash until it is paid (I20)")
    await expect(code: "rule.payment.live") {
      _ = try await desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.cashier))
    }
    await expect(code: "rule.payment.live") { try await town.deliver(dispatch) }
    #expect(try await desks.cash.poll(row.payment.id, town.intent(town.dispatcher)).payment.status == .pending)
    gateway.script { $0.status = .paid }
    #expect(try await desks.cash.poll(row.payment.id, town.intent(town.dispatcher)).payment.status == .paid)
    let detail = try await town.detail(order.id)
    #expect(detail.order.paymentMethod == .momo && detail.order.paymentStatus == .paid)
    #expect(detail.payments.map(\.status) == [.cancelled, .paid])
    #expect(detail.payments[0].cancelReason == .superseded)
    await expect(code: "rule.payment.not_live") {
      _ = try await desks.cash.poll(row.payment.id, town.intent(town.dispatcher))
    }
    try await town.deliver(dispatch)
    #expect(try await town.balances() == [.sales: -order.total.minor, .momo: order.total.minor])
    #expect(try await town.store.check().problems == [])
  }

  @Test("back to cash; money that comes all the same is owed back, once")
  func late() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desks = town.house(with: gateway).desks
    let (order, dispatch) = try await town.out()
    let asked = try await desks.cash.switchToMoMo(order.id, phone: "0200000001", town.intent(town.dispatcher))
    #expect(try await town.refusals(order.id, [.pollMoMo, .backToCash]) == [:])
    #expect(
      try await town.refusals(order.id, [.deliver, .switchToMoMo]) == [
        .deliver: "rule.payment.live", .switchToMoMo: "rule.payment.live",
      ])
    let cash = try await desks.cash.backToCash(order.id, town.intent(town.dispatcher))
    #expect(try await town.refusals(order.id, [.deliver, .switchToMoMo]) == [:])
    #expect(cash.payment.method == .cod && cash.payment.status == .pending)
    await expect(code: "rule.payment.not_live") {
      _ = try await desks.cash.backToCash(order.id, town.intent(town.dispatcher))
    }
    try await town.deliver(dispatch)
    gateway.script { $0.status = .paid }
    for _ in 0..<3 { _ = try await desks.cash.poll(asked.payment.id, town.intent(town.dispatcher)) }
    let detail = try await town.detail(order.id)
    #expect(detail.payments.map(\.status) == [.cancelled, .cancelled, .paid])
    #expect(detail.payments[1].cancelReason == .user)
    #expect(detail.refunds.map(\.amount) == [order.total] && detail.refunds[0].latePayment == asked.payment.id)
    #expect(detail.refunds[0].tender == .momo && detail.order.status == .delivered)
    let paidOut = try await desks.cash.payOut(detail.refunds[0].id, stepUp: nil, town.intent(town.cashier))
    #expect(paidOut.status == .processed && gateway.refunds == ["refund-\(paidOut.id)": order.total])
    #expect(
      try await town.balances() == [
        .sales: -2 * order.total.minor, .driver(town.staff.driver): order.total.minor, .refunds: order.total.minor,
      ])
    #expect(try await desks.cash.refundable(order.id, by: town.cashier).remaining == order.total)
    #expect(try await town.store.check().problems == [])
  }

  @Test("a phone that says no leaves cash; one that nobody reached is asked again by the same key")
  func refusedAndLost() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desks = town.house(with: gateway).desks
    let (order, dispatch) = try await town.out()
    gateway.script {
      $0.failure = .refused(Refusal(.providerRefused, [.reason: .text("no such wallet")], remedy: .backToCash))
    }
    await expect(code: "rule.payment.provider_refused") {
      _ = try await desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    }
    #expect(try await town.detail(order.id).payments.map(\.status) == [.cancelled, .failed])
    gateway.script { $0.failure = .trouble(StoreTrouble(.unreachable, place: "momo")) }
    await expect(code: "store.unreachable") {
      _ = try await desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    }
    let lost = try #require(try await town.detail(order.id).payments.last)
    #expect(lost.status == .initiated && lost.reference == nil)
    gateway.script { $0.failure = nil }
    #expect(try await desks.cash.poll(lost.id, town.intent(town.dispatcher)).payment.status == .pending)
    #expect(gateway.requests.keys.sorted() == ["pay-\(lost.id)"])
    gateway.script { $0.status = .failed }
    #expect(try await desks.cash.poll(lost.id, town.intent(town.dispatcher)).payment.status == .failed)
    try await town.deliver(dispatch)
    let detail = try await town.detail(order.id)
    #expect(detail.payments.map(\.status) == [.cancelled, .failed, .failed, .paid])
    #expect(detail.order.paymentMethod == .cod && detail.order.paymentStatus == .paid)
    #expect(try await town.store.check().problems == [])
  }

  @Test("only an unpaid cash order that is on its way, only by who may, only with a provider")
  func refusals() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house(with: ScriptedGateway()).desks
    let early = try await town.place([("KEY-200", 1)])
    await expect(code: "rule.order.move_not_allowed") {
      _ = try await desks.cash.switchToMoMo(early.id, phone: nil, town.intent(town.dispatcher))
    }
    let prepaid = try await town.ready(method: .momo)
    await expect(code: "rule.cash.nothing_due") {
      _ = try await desks.cash.switchToMoMo(prepaid.id, phone: nil, town.intent(town.dispatcher))
    }
    let (order, _) = try await town.out()
    await expect(code: "rule.payment.no_provider") {
      _ = try await town.house.desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    }
    #expect(try await town.detail(order.id).payments.map(\.status) == [.pending])
    await expect(code: "access.forbidden") {
      _ = try await desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.picker))
    }
    await expect(code: "rule.dispatch.not_yours") {
      _ = try await desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.otherDriver))
    }
    let row = try await desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.driver))
    #expect(row.payment.status == .pending)
    let pending = try await desks.cash.payments(
      PaymentQuery(site: town.site, statuses: [.initiated, .pending], method: .momo), PageRequest(),
      by: town.dispatcher)
    #expect(pending.rows.map(\.payment.id) == [row.payment.id])
    let found = try await desks.cash.payments(
      PaymentQuery(site: town.site, text: order.number), PageRequest(), by: town.dispatcher)
    #expect(found.rows.count == 2)
    #expect(
      try await desks.cash.payments(
        PaymentQuery(site: town.site, text: "MM-pay-\(row.payment.id)"), PageRequest(), by: town.dispatcher
      ).rows.map(\.payment.id) == [row.payment.id])
  }
}

extension SmallTown {
  /// Why the dispatcher may not do these to the order on the board now; those that may be done are left out.
  fileprivate func refusals(
    _ order: ID<Order>, _ actions: Set<DispatchAction>
  ) async throws -> [DispatchAction: String] {
    let (policy, site) = try await store.read { [staff, site] transaction throws(CommerceError) in
      (AccessPolicy(try transaction.grants(of: staff.dispatcher)), try transaction.site(site))
    }
    guard let card = try await card(order), let site else { return [:] }
    var refused: [DispatchAction: String] = [:]
    for state in DispatchActions.states(of: card, grants: policy, site: site, now: clock.now)
    where actions.contains(state.action) { refused[state.action] = state.refusal?.code }
    return refused
  }
}
