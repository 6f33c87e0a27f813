import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Refunds")
struct RefundTests {
  private let supervisor = StepUp(name: "B-9", pin: "9999")

  private func delivered(
    _ lines: [(String, Int)] = [("MILO-400", 2), ("KEY-200", 1)], method: PaymentMethod = .momo
  ) async throws -> (SmallTown, House, ScriptedGateway, OrderDetail) {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let (order, dispatch) = try await town.out(lines, method: method)
    try await town.deliver(dispatch)
    return (town, town.house(with: gateway), gateway, try await town.detail(order.id))
  }

  @Test("by line and free amount, down to nothing; every limit holds")
  func limits() async throws {
    let (town, house, _, detail) = try await delivered()
    let desk = house.desks.cash
    let order = detail.order.id
    let milo = try #require(detail.lines.first { $0.sku == "MILO-400" }).id
    var left = try await desk.refundable(order, by: town.cashier)
    #expect(left.remaining == detail.order.totals.total && left.tender == .momo && left.refusal == nil)
    #expect(left.lines.map(\.remainingMinor) == [8500, 650])
    let ask = { (request: RefundRequest, basis: String) in
      try await desk.refund(request, basis: basis, stepUp: nil, town.intent(town.cashier))
    }
    let bad: [(RefundRequest, String)] = [
      (RefundRequest(order: order, freeMinor: 100, reason: " "), "rule.reason.needed"),
      (RefundRequest(order: order, reason: "x"), "input.invalid"),
      (RefundRequest(order: order, freeMinor: -1, reason: "x"), "input.invalid"),
      (RefundRequest(order: order, shippingMinor: 1, reason: "x"), "input.invalid"),
      (RefundRequest(order: order, freeMinor: 9151, reason: "x"), "rule.refund.over_remaining"),
      (
        RefundRequest(order: order, lines: [RefundLine(line: milo, quantity: 3, amountMinor: 1)], reason: "x"),
        "input.invalid"
      ),
      (
        RefundRequest(order: order, lines: [RefundLine(line: milo, quantity: 1, amountMinor: 8501)], reason: "x"),
        "input.invalid"
      ),
      (
        RefundRequest(order: order, lines: [RefundLine(line: ID(999), quantity: 1, amountMinor: 1)], reason: "x"),
        "input.invalid"
      ),
    ]
    for (request, code) in bad { await expect(code: code) { _ = try await ask(request, left.basis) } }
    await expect(code: "rule.plan.changed") {
      _ = try await ask(RefundRequest(order: order, freeMinor: 100, reason: "x"), "old")
    }
    let first = try await ask(
      RefundRequest(order: order, lines: [RefundLine(line: milo, quantity: 1, amountMinor: 4250)], reason: "dented"),
      left.basis)
    #expect(first.status == .pending && first.owner == town.staff.cashier && first.lines.count == 1)
    left = try await desk.refundable(order, by: town.cashier)
    #expect(left.lines.map(\.quantity) == [1, 1] && left.lines.map(\.remainingMinor) == [4250, 650])
    _ = try await ask(RefundRequest(order: order, freeMinor: 4900, reason: "sorry"), left.basis)
    left = try await desk.refundable(order, by: town.cashier)
    #expect(left.remaining.minor == 0 && left.refusal?.code == "rule.refund.over_remaining")
    let page = try await desk.refunds(
      RefundQuery(site: town.site, statuses: [.pending]), PageRequest(), by: town.cashier)
    #expect(page.rows.map(\.refund.amount.minor) == [4900, 4250] && page.rows[0].ownerName == "Cudjoe Cashier")
    #expect(try await town.store.check().problems == [])
  }

  @Test("above the limit a second person vouches; many small ones are one large one")
  func stepUp() async throws {
    let (town, house, _, detail) = try await delivered([("RICE-5", 3)])
    let desk = house.desks.cash
    let order = detail.order.id
    let ask = { (minor: Int64, stepUp: StepUp?, caller: Caller) in
      try await desk.refund(
        RefundRequest(order: order, freeMinor: minor, reason: "x"),
        basis: try await desk.refundable(order, by: caller).basis, stepUp: stepUp, town.intent(caller))
    }
    await expect(code: "rule.step_up.needed") { _ = try await ask(20_001, nil, town.cashier) }
    await expect(code: "rule.step_up.second_person") { _ = try await ask(20_001, supervisor, town.supervisor) }
    await expect(code: "rule.step_up.failed") {
      _ = try await ask(20_001, StepUp(name: "B-5", pin: "7777"), town.supervisor)
    }
    _ = try await ask(15_000, nil, town.cashier)
    #expect(try await desk.refundable(order, by: town.cashier).limitMinor == 5000)
    await expect(code: "rule.step_up.needed") { _ = try await ask(5001, nil, town.cashier) }
    #expect(try await ask(5001, supervisor, town.cashier).approver == town.staff.supervisor)
  }

  @Test("paid out by the provider; a no is kept with its words and tried again under a name of its own")
  func provider() async throws {
    let (town, house, gateway, detail) = try await delivered()
    let desk = house.desks.cash
    let refund = try await desk.refund(
      RefundRequest(order: detail.order.id, freeMinor: 500, reason: "x"),
      basis: try await desk.refundable(detail.order.id, by: town.cashier).basis, stepUp: nil,
      town.intent(town.cashier))
    await expect(code: "rule.payment.no_provider") {
      _ = try await town.house.desks.cash.payOut(refund.id, stepUp: nil, town.intent(town.cashier))
    }
    gateway.script {
      $0.failure = .refused(Refusal(.providerRefused, [.reason: .text("wallet closed")], remedy: .retryRefund))
    }
    let failed = try await desk.payOut(refund.id, stepUp: nil, town.intent(town.supervisor))
    #expect(failed.status == .failed && failed.failure == "wallet closed" && failed.owner == town.staff.supervisor)
    gateway.script { $0.failure = .trouble(StoreTrouble(.unreachable, place: "momo")) }
    await expect(code: "store.unreachable") {
      _ = try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))
    }
    gateway.script { $0.failure = nil }
    let intent = town.intent(town.cashier)
    let paid = try await desk.payOut(refund.id, stepUp: nil, intent)
    #expect(paid.status == .processed && paid.reference == "RF-refund-\(refund.id)-2" && paid.failure.isEmpty)
    #expect(try await desk.payOut(refund.id, stepUp: nil, intent) == paid)
    await expect(code: "rule.refund.processed") {
      _ = try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))
    }
    #expect(gateway.refunds == ["refund-\(refund.id)-2": Money(minor: 500, .cedi)])
    #expect(try await town.balance(.refunds) == 500)
    #expect(try await town.store.check().problems == [])
  }

  @Test("cash goes out of a till that holds it, and goods come back into stock or to quarantine, each for itself")
  func goods() async throws {
    let (town, house, _, detail) = try await delivered(method: .cod)
    let desk = house.desks.cash
    let order = detail.order.id
    let total = detail.order.totals.total.minor
    let milo = try #require(detail.lines.first { $0.sku == "MILO-400" }).id
    let before = try await town.level("MILO-400")
    let ask = { (request: RefundRequest) in
      try await desk.refund(
        request, basis: try await desk.refundable(order, by: town.cashier).basis, stepUp: nil,
        town.intent(town.cashier))
    }
    let refund = try await ask(
      RefundRequest(
        order: order, lines: [RefundLine(line: milo, quantity: 1, amountMinor: 4250)], tender: .cash,
        reason: "wrong item", returned: [milo: 1]))
    var level = before
    level.onHand += 1
    level.awaitingPutBack += 1
    #expect(try await town.level("MILO-400") == level)
    let back = try await house.desks.warehouse.putBackItem("MILO-400", by: town.picker)
    #expect(back.lies == "bench" && back.putBack.quantity == 1)
    await expect(code: "rule.cash.over_balance") {
      _ = try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))
    }
    #expect(try await town.detail(order).refunds.map(\.status) == [.pending])
    _ = try await desk.countCash(of: town.staff.driver, countedMinor: total, town.intent(town.cashier))
    #expect(try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier)).status == .processed)
    #expect(try await town.balance(.cashier(town.staff.cashier)) == total - 4250)

    let noMoney = try await ask(
      RefundRequest(order: order, tender: .cash, reason: "broken", returned: [milo: 1], restock: false))
    #expect(noMoney.amount.minor == 0 && noMoney.status == .processed)
    level.onHand += 1
    level.damaged += 1
    #expect(try await town.level("MILO-400") == level)
    await expect(code: "input.invalid") {
      _ = try await ask(RefundRequest(order: order, freeMinor: 1, reason: "x", returned: [milo: 1]))
    }
    #expect(try await town.store.check().problems == [])
  }

  @Test("pressed in two consoles at once: one refund")
  func twice() async throws {
    let (town, house, gateway, detail) = try await delivered()
    let other = try await SmallTown.reopen(at: town.path, clock: town.clock)
    let desks = [house.desks.cash, other.house(with: gateway).desks.cash]
    let basis = try await desks[0].refundable(detail.order.id, by: town.cashier).basis
    let codes = await withTaskGroup(of: String.self) { group in
      for desk in desks {
        let intent = town.intent(town.cashier)
        group.addTask {
          do throws(CommerceError) {
            _ = try await desk.refund(
              RefundRequest(order: detail.order.id, freeMinor: 1000, reason: "x"), basis: basis, stepUp: nil, intent)
            return "done"
          } catch {
            return error.code
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.sorted() == ["done", "rule.plan.changed"])
    #expect(try await town.detail(detail.order.id).refunds.count == 1)
  }
}
