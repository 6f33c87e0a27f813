import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Payments whose ways cross")
struct CrossedPaymentTests {
  private let supervisor = StepUp(name: "B-9", pin: "9999")

  private func notice(_ reference: String, _ minor: Int64, event: String) -> IncomingNotice {
    IncomingNotice(
      provider: "momo", event: event, raw: "{}", signature: .valid, reference: reference, status: .paid,
      amount: Money(minor: minor, .cedi))
  }

  @Test("money that is owed back already never pays the order as well (I21, I29)")
  func lateOnce() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desk = town.house(with: gateway).desks.cash
    let (order, _) = try await town.out()
    let first = try await desk.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    gateway.script { $0.status = .failed }
    _ = try await desk.poll(first.payment.id, town.intent(town.dispatcher))
    let second = try await desk.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    let reference = try #require(first.payment.reference)
    _ = try await desk.receive(notice(reference, order.total.minor, event: "late"), town.intent(town.cashier))
    #expect(try await town.detail(order.id).refunds.map(\.latePayment) == [first.payment.id])
    _ = try await desk.poll(second.payment.id, town.intent(town.dispatcher))
    _ = try await desk.receive(notice(reference, order.total.minor, event: "again"), town.intent(town.cashier))
    let detail = try await town.detail(order.id)
    #expect(detail.payments.map(\.status) == [.cancelled, .failed, .failed])
    #expect(detail.order.paymentStatus != .paid && detail.refunds.count == 1)
    #expect(try await town.balance(.momo) == order.total.minor)
    #expect(try await town.store.check().problems == [])
  }

  @Test("an order shows how its payment stands when the phone was asked, and when it said no")
  func shown() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desk = town.house(with: gateway).desks.cash
    for answers in [true, false] {
      let order = try await town.place([("KEY-200", 1)], method: .momo)
      let payment = try #require(try await town.detail(order.id).payments.first)
      if answers {
        _ = try await desk.poll(payment.id, town.intent(town.dispatcher))
      } else {
        gateway.script { $0.failure = .refused(Refusal(.providerRefused, [.reason: .text("no")], remedy: .none)) }
        await expect(code: "rule.payment.provider_refused") {
          _ = try await desk.poll(payment.id, town.intent(town.dispatcher))
        }
      }
      let detail = try await town.detail(order.id)
      #expect(detail.payments.map(\.status) == [answers ? .pending : .failed])
      #expect(detail.order.paymentStatus == detail.payments[0].status)
    }
  }

  @Test("a phone that was asked for one sum is not taken to have been asked for another")
  func editedWhileAsked() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desks = town.house(with: gateway).desks
    let order = try await town.place([("KEY-200", 1)], method: .momo)
    let payment = try #require(try await town.detail(order.id).payments.first)
    let asked = try await desks.cash.poll(payment.id, town.intent(town.dispatcher))
    let edit = OrderEdit(lines: [OrderEdit.Line(variant: try #require(town.variants["KEY-200"]), quantity: 2)])
    let preview = try await desks.orders.preview(edit, of: order.id, by: town.admin)
    try await desks.orders.edit(edit, of: order.id, version: preview.version, town.intent(town.admin))
    var detail = try await town.detail(order.id)
    #expect(detail.payments.map(\.status) == [.cancelled, .initiated])
    #expect(detail.payments.map(\.amount.minor) == [650, 1300] && detail.order.paymentStatus == .initiated)
    let reference = try #require(asked.payment.reference)
    let late = try await desks.cash.receive(notice(reference, 650, event: "old"), town.intent(town.cashier))
    #expect(late.state == .applied)
    detail = try await town.detail(order.id)
    #expect(detail.refunds.map(\.amount.minor) == [650] && detail.order.status == .pendingPayment)
    let anew = try #require(detail.payments.last)
    _ = try await desks.cash.poll(anew.id, town.intent(town.dispatcher))
    gateway.script { $0.status = .paid }
    _ = try await desks.cash.poll(anew.id, town.intent(town.dispatcher))
    #expect(try await town.detail(order.id).order.status == .pendingFulfilment)
    #expect(try await town.store.check().problems == [])
  }

  @Test("an edit gives back no more than is left of what was paid (I13)")
  func editedAfterRefund() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house(with: ScriptedGateway()).desks
    let order = try await town.place([("KEY-200", 2)], method: .momo)
    let command = Command(id: town.ids.next(), actor: nil, site: town.site, at: town.clock.now)
    try await town.store.write { transaction throws(CommerceError) in
      guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .findOrders) else { return }
      try ConfirmPayment.run(
        order.id, amount: order.total, reference: "MM-1", in: transaction, by: command, scope: scope)
    }
    _ = try await desks.cash.refund(
      RefundRequest(order: order.id, freeMinor: 1000, reason: "sorry"),
      basis: try await desks.cash.refundable(order.id, by: town.cashier).basis, stepUp: nil,
      town.intent(town.cashier))
    let edit = OrderEdit(lines: [OrderEdit.Line(variant: try #require(town.variants["KEY-200"]), quantity: 1)])
    let preview = try await desks.orders.preview(edit, of: order.id, by: town.admin)
    #expect(preview.money == .refund(Money(minor: 300, .cedi)))
    try await desks.orders.edit(edit, of: order.id, version: preview.version, town.intent(town.admin))
    #expect(try await town.detail(order.id).refunds.map(\.amount.minor) == [1000, 300])
    #expect(try await town.store.check().problems == [])
  }

  @Test("a driver polls the own stop, and nobody else's payment")
  func driverPolls() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desk = town.house(with: gateway).desks.cash
    let (order, _) = try await town.out()
    let row = try await desk.switchToMoMo(order.id, phone: nil, town.intent(town.driver))
    await expect(code: "rule.dispatch.not_yours") {
      _ = try await desk.poll(row.payment.id, town.intent(town.otherDriver))
    }
    gateway.script { $0.status = .paid }
    #expect(try await desk.poll(row.payment.id, town.intent(town.driver)).payment.status == .paid)
  }

  @Test("an amount beyond all bounds is refused, not worked with", arguments: [Int64.min, .min + 1, .max, 0])
  func hostileAmounts(_ minor: Int64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    await expect(code: "input.invalid") {
      try await desk.settleBalance(of: order.id, minor: minor, town.intent(town.cashier))
    }
    guard minor != 0 else { return }
    await expect(code: "input.invalid") {
      try await town.deliver(dispatch, Collected(amountMinor: minor, difference: .customerCredit))
    }
    await expect(code: "input.invalid") {
      _ = try await desk.countCash(of: town.staff.driver, countedMinor: minor, town.intent(town.cashier))
    }
    await expect(code: minor > 0 ? "rule.cash.over_balance" : "input.invalid") {
      try await desk.deposit(minor: minor, reference: "", town.intent(town.cashier))
    }
    await expect(code: "input.invalid") {
      _ = try await desk.refund(
        RefundRequest(order: order.id, freeMinor: minor, reason: "x"),
        basis: try await desk.refundable(order.id, by: town.cashier).basis, stepUp: nil, town.intent(town.cashier))
    }
  }
}
