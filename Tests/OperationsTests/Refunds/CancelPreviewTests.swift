import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Cancelling, previewed")
struct CancelPreviewTests {
  @Test("what is previewed is what happens, at every status, paid and unpaid")
  func everyStatus() async throws {
    for stage in 0..<5 {
      for method in [PaymentMethod.momo, .cod] {
        let town = try await SmallTown.build(at: SmallTown.temporaryPath())
        let order = try await brought(to: stage, method, town)
        let desk = town.house.desks
        let preview = try await desk.cash.cancelPreview(order, by: town.support)
        let before = try await town.level("MILO-400")
        #expect(preview.refusal == nil && !preview.rule.isEmpty)
        #expect(preview.driverName == (stage == 3 ? "Kofi Asante" : ""))
        #expect(preview.dueBack == (stage == 4 ? 1 : 0))
        await expect(code: "rule.plan.changed") {
          try await desk.orders.cancel(order, reason: "x", basis: "old", town.intent(town.support))
        }
        try await desk.orders.cancel(order, reason: "x", basis: preview.basis, town.intent(town.support))
        let after = try await town.detail(order)
        #expect(after.order.status == .cancelled)
        #expect(after.refunds.reduce(0) { $0 + $1.amount.minor } == preview.refund.minor)
        #expect(preview.refund.minor == (method == .momo && stage > 0 ? 8500 : 0))
        let level = try await town.level("MILO-400")
        #expect(level.available - before.available == preview.freed, "stage \(stage)")
        #expect(level.awaitingPutBack - before.awaitingPutBack == preview.putBacks, "stage \(stage)")
        let again = try await desk.cash.cancelPreview(order, by: town.support)
        #expect(again.refusal?.code == "rule.order.move_not_allowed")
        await expect(code: "rule.order.move_not_allowed") {
          try await desk.orders.cancel(order, reason: "x", town.intent(town.support))
        }
        #expect(try await town.detail(order).refunds.count == after.refunds.count, "I25")
        #expect(try await town.store.check().problems == [])
      }
    }
  }

  /// 0 placed, 1 paid, 2 ready, 3 assigned, 4 failed.
  private func brought(
    to stage: Int, _ method: PaymentMethod, _ town: SmallTown
  ) async throws -> ID<Order> {
    if stage < 2 {
      let order = try await town.place([("MILO-400", 2)], method: method)
      if stage == 1, method == .momo { try await town.confirmPayment(order.id, minor: 8500) }
      return order.id
    }
    let order = try await town.ready(method: method)
    if stage == 3 { try await town.carryOut(.assign([order.id], to: town.staff.driver)) }
    if stage == 4 {
      let dispatch = try await town.sendOut([order.id])[0]
      _ = try await town.house.desks.dispatch.fail(
        dispatch, reason: .noAnswer, note: "", town.intent(town.dispatcher))
    }
    return order.id
  }

  @Test("what cancelling owes back leaves the house above the limit only by two persons' word, many times or at once")
  func vouchedAtTheEnd() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house(with: ScriptedGateway()).desks
    let order = try await town.place([("RICE-5", 2)], method: .momo)
    try await town.confirmPayment(order.id, minor: 24_000)
    let partly = try await desks.cash.refund(
      RefundRequest(order: order.id, freeMinor: 3_000, reason: "late"),
      basis: try await desks.cash.refundable(order.id, by: town.cashier).basis, stepUp: nil, town.intent(town.cashier))
    _ = try await desks.cash.payOut(partly.id, stepUp: nil, town.intent(town.cashier))
    try await desks.orders.cancel(order.id, reason: "x", town.intent(town.support))
    let rest = try #require(try await town.detail(order.id).refunds.last)
    #expect(rest.status == .pending && rest.amount.minor == 21_000 && rest.approver == nil, "opening asks nobody")
    await expect(code: "rule.step_up.needed") {
      _ = try await desks.cash.payOut(rest.id, stepUp: nil, town.intent(town.cashier))
    }
    await expect(code: "rule.step_up.second_person") {
      _ = try await desks.cash.payOut(
        rest.id, stepUp: StepUp(name: "B-9", pin: "9999"), town.intent(town.supervisor))
    }
    #expect(try await town.detail(order.id).refunds.last?.status == .pending)
    let paid = try await desks.cash.payOut(
      rest.id, stepUp: StepUp(name: "B-9", pin: "9999"), town.intent(town.cashier))
    #expect(paid.status == .processed && paid.approver == town.staff.supervisor)
    #expect(try await town.store.check().problems == [])
  }

  @Test("an order is shown as refunded once it was cancelled and its money went back (I27)")
  func refunded() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house(with: ScriptedGateway()).desks
    let order = try await town.place([("MILO-400", 2)], method: .momo)
    try await town.confirmPayment(order.id, minor: 8500)
    let partly = try await desks.cash.refund(
      RefundRequest(order: order.id, freeMinor: 500, reason: "late"),
      basis: try await desks.cash.refundable(order.id, by: town.cashier).basis, stepUp: nil, town.intent(town.cashier))
    _ = try await desks.cash.payOut(partly.id, stepUp: nil, town.intent(town.cashier))
    var detail = try await town.detail(order.id)
    #expect(!detail.order.status.isRefunded(by: detail.refunds), "a live order keeps its status")
    try await desks.orders.cancel(order.id, reason: "x", town.intent(town.support))
    detail = try await town.detail(order.id)
    try #require(detail.refunds.map(\.amount.minor) == [500, 8000])
    #expect(!detail.order.status.isRefunded(by: detail.refunds))
    _ = try await desks.cash.payOut(detail.refunds[1].id, stepUp: nil, town.intent(town.cashier))
    detail = try await town.detail(order.id)
    #expect(detail.order.status.isRefunded(by: detail.refunds))
    #expect(try await town.store.check().problems == [])
  }
}
