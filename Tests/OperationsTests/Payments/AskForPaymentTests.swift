import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Asking for the money of an order that is paid first")
struct AskForPaymentTests {
  private func world() async throws -> (town: SmallTown, desks: Desks, gateway: ScriptedGateway, order: PlacedOrder) {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let order = try await town.place([("MILO-400", 2)], method: .momo)
    return (town, town.house(with: gateway).desks, gateway, order)
  }

  @Test("the phone is asked once; the same command again asks nobody, another one is refused while it waits")
  func once() async throws {
    let (town, desks, gateway, order) = try await world()
    let intent = town.intent(town.support)
    let row = try await desks.cash.request(order.id, phone: nil, intent)
    #expect(row.payment.status == .pending && row.payment.reference != nil && row.payment.phone == "0244123456")
    #expect(try await desks.cash.request(order.id, phone: nil, intent) == row)
    await expect(code: "rule.payment.live") {
      _ = try await desks.cash.request(order.id, phone: "0244 123 456", town.intent(town.support))
    }
    #expect(gateway.requests.count == 1)
    gateway.script { $0.status = .paid }
    _ = try await desks.cash.poll(row.payment.id, town.intent(town.support))
    #expect(try await town.detail(order.id).order.status == .pendingFulfilment)
    await expect(code: "rule.payment.not_live") {
      _ = try await desks.cash.request(order.id, phone: nil, town.intent(town.support))
    }
    #expect(try await town.store.check().problems == [])
  }

  @Test("after a no it is asked again; another phone takes the place of the one that is asked, whose money goes back")
  func again() async throws {
    let (town, desks, gateway, order) = try await world()
    gateway.script {
      $0.failure = .refused(Refusal(.providerRefused, [.reason: .text("no wallet")], remedy: .none))
    }
    await expect(code: "rule.payment.provider_refused") {
      _ = try await desks.cash.request(order.id, phone: nil, town.intent(town.support))
    }
    #expect(try await town.detail(order.id).order.paymentStatus == .failed)
    gateway.script { $0.failure = nil }
    let second = try await desks.cash.request(order.id, phone: nil, town.intent(town.support))
    let third = try await desks.cash.request(order.id, phone: "0200 000 111", town.intent(town.support))
    #expect(third.payment.phone == "0200000111" && third.payment.status == .pending)
    #expect(try await town.detail(order.id).payments.map(\.status) == [.failed, .cancelled, .pending])
    gateway.script { $0.status = .paid }
    _ = try await desks.cash.poll(third.payment.id, town.intent(town.support))
    _ = try await desks.cash.poll(second.payment.id, town.intent(town.support))
    let detail = try await town.detail(order.id)
    #expect(detail.order.status == .pendingFulfilment && detail.refunds.map(\.latePayment) == [second.payment.id])
    await expect(code: "input.invalid") {
      _ = try await desks.cash.request(order.id, phone: "call me", town.intent(town.support))
    }
    #expect(try await town.store.check().problems == [])
  }

  @Test("an unpaid order goes to the floor with cash at the door; a waiting request is called off")
  func toCash() async throws {
    let (town, desks, gateway, order) = try await world()
    let asked = try await desks.cash.request(order.id, phone: nil, town.intent(town.support))
    let rows = try await desks.cash.payments(PaymentQuery(site: town.site), PageRequest(), by: town.support).rows
    #expect(rows.map { $0.askRefusal?.code } == ["rule.payment.live"] && rows.map(\.cashRefusal) == [nil])
    let row = try await desks.cash.backToCash(order.id, town.intent(town.support))
    #expect(row.payment.method == .cod && row.payment.status == .pending)
    var detail = try await town.detail(order.id)
    #expect(detail.order.status == .pendingFulfilment && detail.order.paymentMethod == .cod)
    #expect(detail.payments.map(\.cancelReason) == [.superseded, nil])
    gateway.script { $0.status = .paid }
    _ = try await desks.cash.poll(asked.payment.id, town.intent(town.support))
    detail = try await town.detail(order.id)
    #expect(detail.order.paymentStatus == .pending && detail.refunds.map(\.status) == [.pending])
    await expect(code: "rule.order.move_not_allowed") {
      _ = try await desks.cash.request(order.id, phone: nil, town.intent(town.support))
    }
    #expect(try await town.store.check().problems == [])
  }
}
