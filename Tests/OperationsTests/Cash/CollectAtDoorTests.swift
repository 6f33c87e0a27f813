import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Cash at the door")
struct CollectAtDoorTests {
  private let supervisor = StepUp(name: "B-9", pin: "9999")

  @Test("exact cash: the driver holds it, the customer owes nothing (I57)")
  func exact() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    #expect(
      try await town.balances() == [.sales: -order.total.minor, .driver(town.staff.driver): order.total.minor])
    let detail = try await town.detail(order.id)
    #expect(detail.order.paymentStatus == .paid && detail.payments.map(\.status) == [.paid])
    #expect(detail.payments[0].amount == order.total)
    #expect(try await town.store.check().problems == [])
  }

  @Test("money that came before has its place in the books, and nothing is collected again")
  func prepaid() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (order, dispatch) = try await town.out(method: .momo)
    await expect(code: "rule.cash.nothing_due") { try await town.deliver(dispatch, Collected(amountMinor: 100)) }
    try await town.deliver(dispatch)
    #expect(try await town.balances() == [.sales: -order.total.minor, .momo: order.total.minor])
    #expect(try await town.store.check().problems == [])
  }

  struct Case: Sendable {
    var paidTooMuch: Int64
    var reason: DifferenceReason?
    var vouched = false
    var refusedBy: String?
    var taker: @Sendable (SmallTown) -> CashAccount = { _ in .tolerance }
  }

  static let cases: [Case] = [
    Case(paidTooMuch: -100, reason: nil, refusedBy: "rule.cash.amount_differs"),
    Case(paidTooMuch: 100, reason: nil, refusedBy: "rule.cash.amount_differs"),
    Case(paidTooMuch: 100, reason: .tolerance, refusedBy: "rule.cash.difference_unfit"),
    Case(paidTooMuch: 100, reason: .customerDebt, refusedBy: "rule.cash.difference_unfit"),
    Case(paidTooMuch: 100, reason: .driverShortage, refusedBy: "rule.cash.difference_unfit"),
    Case(paidTooMuch: -100, reason: .customerCredit, refusedBy: "rule.cash.difference_unfit"),
    Case(paidTooMuch: -100, reason: .returnedItem, refusedBy: "rule.cash.difference_unfit"),
    Case(paidTooMuch: 0, reason: .tolerance, refusedBy: "rule.cash.difference_unfit"),
    Case(paidTooMuch: -100, reason: .tolerance),
    Case(paidTooMuch: -101, reason: .tolerance, refusedBy: "rule.step_up.needed"),
    Case(paidTooMuch: -101, reason: .tolerance, vouched: true),
    Case(paidTooMuch: -2000, reason: .customerDebt, taker: { _ in .debt }),
    Case(paidTooMuch: -2001, reason: .customerDebt, refusedBy: "rule.step_up.needed"),
    Case(paidTooMuch: -2001, reason: .customerDebt, vouched: true, taker: { _ in .debt }),
    Case(paidTooMuch: -2000, reason: .driverShortage, taker: { .owned($0.staff.driver) }),
    Case(paidTooMuch: -2001, reason: .driverShortage, refusedBy: "rule.step_up.needed"),
    Case(paidTooMuch: -2001, reason: .driverShortage, vouched: true, taker: { .owned($0.staff.driver) }),
    Case(paidTooMuch: 5000, reason: .customerCredit, taker: { _ in .credit }),
  ]

  @Test("every reason against every difference", arguments: cases)
  func differences(_ tried: Case) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (order, dispatch) = try await town.out()
    let amount = order.total.minor + tried.paidTooMuch
    let collected = Collected(amountMinor: amount, difference: tried.reason)
    let stepUp = tried.vouched ? supervisor : nil
    if let code = tried.refusedBy {
      await expect(code: code) { try await town.deliver(dispatch, collected, stepUp: stepUp) }
      #expect(try await town.balances().isEmpty)
      #expect(try await town.detail(order.id).order.status == .outForDelivery)
    } else {
      let result = try await town.deliver(dispatch, collected, stepUp: stepUp)
      #expect(result.due == order.total && result.collected.minor == amount && result.difference == tried.reason)
      var books: [CashAccount: Int64] = [.sales: -order.total.minor, .driver(town.staff.driver): amount]
      books[tried.taker(town), default: 0] -= tried.paidTooMuch
      #expect(try await town.balances() == books.filter { $0.value != 0 })
      #expect(try await town.detail(order.id).payments[0].amount == order.total, "due is never overwritten")
    }
    #expect(try await town.store.check().problems == [])
  }

  @Test("nobody vouches for the own difference, nor for the own driving")
  func secondPerson() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (order, dispatch) = try await town.out()
    let collected = Collected(amountMinor: order.total.minor - 500, difference: .tolerance)
    let desk = town.house.desks.dispatch
    await expect(code: "rule.step_up.second_person") {
      _ = try await desk.deliver(
        dispatch, proof: ProofInput(), collected: collected, stepUp: supervisor, town.intent(town.supervisor))
    }
    await expect(code: "rule.step_up.failed") {
      try await town.deliver(dispatch, collected, stepUp: StepUp(name: "B-9", pin: "1234"))
    }
    try await town.deliver(dispatch, collected, stepUp: supervisor)
  }

  @Test("what the customer did not keep is not due; the rest of the order is")
  func returned() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (order, dispatch) = try await town.out([("MILO-400", 2), ("KEY-200", 1)])
    let line = try #require(try await town.detail(order.id).lines.first { $0.sku == "MILO-400" })
    let collected = Collected(
      amountMinor: order.total.minor - 4250, difference: .returnedItem, returned: [line.id: 1])
    try await town.deliver(dispatch, collected)
    #expect(
      try await town.balances() == [
        .sales: -(order.total.minor - 4250), .driver(town.staff.driver): order.total.minor - 4250,
      ])
    let left = try await town.house.desks.cash.refundable(order.id, by: town.supervisor)
    #expect(left.remaining.minor == order.total.minor - 4250)
    #expect(left.lines.first { $0.line.id == line.id }?.quantity == 1)
    #expect(try await town.store.check().problems == [])
  }

  @Test("an outcome taken back takes the money back, as often as it is; not once the cash is handed over")
  func reopened() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (order, dispatch) = try await town.out()
    let desk = town.house.desks
    for _ in 0..<2 {
      try await town.deliver(
        dispatch, Collected(amountMinor: order.total.minor - 50, difference: .tolerance))
      try await desk.dispatch.reopen(dispatch, reason: .mistake, stepUp: nil, town.intent(town.dispatcher))
      #expect(try await town.balances().isEmpty)
      let detail = try await town.detail(order.id)
      #expect(detail.order.paymentStatus == .pending && detail.payments.last?.status == .pending)
      #expect(detail.payments.count { $0.status.isLive } == 1 && !detail.payments.contains { $0.status == .paid })
      #expect(try await town.store.check().problems == [])
    }
    try await town.deliver(dispatch)
    _ = try await desk.cash.countCash(
      of: town.staff.driver, countedMinor: order.total.minor, town.intent(town.cashier))
    await expect(code: "rule.cash.handed_over") {
      try await desk.dispatch.reopen(dispatch, reason: .mistake, stepUp: nil, town.intent(town.dispatcher))
    }
    #expect(try await town.detail(order.id).order.status == .delivered)
    #expect(try await town.store.check().problems == [])
  }
}
