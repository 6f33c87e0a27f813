import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Outcomes whose ways cross")
struct CrossedOutcomeTests {
  private let supervisor = StepUp(name: "B-9", pin: "9999")

  @Test("cash that a count found missing is not the driver's to give back")
  func lostCash() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let count = try await desks.cash.countCash(of: town.staff.driver, countedMinor: 0, town.intent(town.cashier))
    _ = try await desks.cash.settle(count.id, reason: .driver, stepUp: supervisor, town.intent(town.cashier))
    await expect(code: "rule.cash.handed_over") {
      try await desks.dispatch.reopen(dispatch, reason: .mistake, stepUp: nil, town.intent(town.dispatcher))
    }
    #expect(try await town.balance(.owned(town.staff.driver)) == order.total.minor)
    #expect(try await desks.cash.cashUp(count.id, by: town.cashier).moves.count == 2)
    let next = try await town.out([("KEY-200", 1)])
    try await town.deliver(next.dispatch)
    let second = try await desks.cash.countCash(
      of: town.staff.driver, countedMinor: 650, town.intent(town.cashier))
    #expect(try await desks.cash.cashUp(second.id, by: town.cashier).moves.map(\.move.amount.minor) == [650, 650])
    #expect(try await town.store.check().problems == [])
  }

  @Test("goods that came back over the counter are not on the road again", arguments: [PaymentMethod.momo, .cod])
  func returnedGoods(_ method: PaymentMethod) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house(with: ScriptedGateway()).desks
    let (order, dispatch) = try await town.out(method: method)
    try await town.deliver(dispatch)
    let line = try #require(try await town.detail(order.id).lines.first).id
    _ = try await desks.cash.refund(
      RefundRequest(order: order.id, reason: "dented", returned: [line: 1]),
      basis: try await desks.cash.refundable(order.id, by: town.cashier).basis, stepUp: nil,
      town.intent(town.cashier))
    await expect(code: "rule.refund.processed") {
      try await desks.dispatch.reopen(dispatch, reason: .mistake, stepUp: nil, town.intent(town.dispatcher))
    }
    #expect(try await town.detail(order.id).order.status == .delivered)
    #expect(try await town.store.check().problems == [])
  }

  @Test("who acts as another, and who drove, vouches for neither")
  func secondPerson() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let (_, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    town.clock.advance(minutes: 60)
    let acting = Caller(person: town.staff.dispatcher, site: town.site, impersonator: town.staff.admin)
    await expect(code: "rule.step_up.second_person") {
      try await desk.reopen(
        dispatch, reason: .mistake, stepUp: StepUp(name: "B-0", pin: "0000"), town.intent(acting))
    }
    try await desk.reopen(dispatch, reason: .mistake, stepUp: supervisor, town.intent(acting))
  }

  @Test("who acts as another reaches no further than the own grants")
  func narrowed() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (_, dispatch) = try await town.out()
    let acting = Caller(person: town.staff.dispatcher, site: town.site, impersonator: town.staff.picker)
    await expect(code: "access.forbidden") { _ = try await town.house.desks.dispatch.board(by: acting) }
    await expect(code: "access.forbidden") {
      _ = try await town.house.desks.dispatch.fail(
        dispatch, reason: .noAnswer, note: "", town.intent(acting))
    }
  }

  @Test("who counts cash blind is told no driver's sum on the board or a run")
  func blindBoard() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    func held(_ caller: Caller) async throws -> Int64? {
      try await desk.board(by: caller).drivers.first { $0.driver.person == town.staff.driver }?.load.cashMinor
    }
    #expect(try await held(town.dispatcher) == order.total.minor)
    #expect(try await held(town.supervisor) == order.total.minor)
    #expect(try await held(town.cashier) == 0)
    #expect(try await desk.run(code: "R-001", by: town.cashier).driver.load.cashMinor == 0)
    #expect(try await desk.run(code: "R-001", by: town.cashier).driver.hidesCash)
    #expect(try await desk.board(by: town.cashier).drivers.allSatisfy { $0.hidesCash })
    #expect(try await desk.board(by: town.dispatcher).drivers.allSatisfy { !$0.hidesCash })
    #expect(try await desk.run(code: "R-001", by: town.driver).driver.hidesCash == false)
    #expect(try await desk.run(code: "R-001", by: town.driver).driver.load.cashMinor == order.total.minor)
    var driver = try #require(try await desk.board(by: town.dispatcher).drivers.first?.driver)
    driver.cashLimitMinor = 1
    try await desk.save(driver, town.intent(town.dispatcher))
    let row = try await desk.board(by: town.cashier).drivers.first { $0.driver.person == town.staff.driver }
    guard case .refused(let refusal)? = row?.refusal else { throw CommerceError.unauthenticated }
    #expect(refusal.rule == .driverCashLimit && refusal.facts[.amount] == nil)
  }
}
