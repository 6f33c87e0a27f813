import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Cash-up, blind")
struct CashUpTests {
  private let supervisor = StepUp(name: "B-9", pin: "9999")

  @Test("an agreed count moves everything at once; the till told nothing before")
  func agreed() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let before = try await desk.till(by: town.cashier)
    let line = try #require(before.drivers.first { $0.driver.person == town.staff.driver })
    #expect(line.hasCash && line.out == 0 && line.since != nil && line.open == nil && line.last == nil)
    let sheet = try await desk.day(nil, by: town.cashier)
    #expect(sheet.open.map(\.isHidden) == [true], "a driver's sum is not told to who counts it")
    #expect(try await desk.day(nil, by: town.supervisor).open.map(\.minor) == [order.total.minor])
    try await desk.declare(order.total.minor, town.intent(town.driver))
    let intent = town.intent(town.cashier)
    let result = try await desk.countCash(of: town.staff.driver, countedMinor: order.total.minor, intent)
    #expect(result.state == .agreed && result.expected == order.total && !result.needsStepUp)
    #expect(try await desk.countCash(of: town.staff.driver, countedMinor: order.total.minor, intent) == result)
    #expect(
      try await town.balances() == [.sales: -order.total.minor, .cashier(town.staff.cashier): order.total.minor])
    let after = try await desk.till(by: town.cashier).drivers.first { $0.driver.person == town.staff.driver }
    #expect(after?.hasCash == false && after?.hasDeclared == false && after?.last?.id == result.id)
    let slip = try await desk.cashUp(result.id, by: town.cashier)
    #expect(slip.moves.map(\.orderNumber) == [order.number, ""] && slip.driverName == "Kofi Asante")
    _ = try await desk.printSlip(of: result.id, to: .folder, town.intent(town.cashier))
    #expect(town.printer.printed.last?.text.contains("agreed") == true)
    #expect(try await town.store.check().problems == [])
  }

  struct Case: Sendable {
    var countedTooMuch: Int64
    var declaredTooMuch: Int64?
    var reason: CashUpReason
    var needsSecond: Bool
    var books: @Sendable (SmallTown) -> [CashAccount: Int64]
  }

  static let cases: [Case] = [
    Case(countedTooMuch: -100, reason: .tolerance, needsSecond: false) { _ in [.tolerance: 100] },
    Case(countedTooMuch: -101, reason: .tolerance, needsSecond: true) { _ in [.tolerance: 101] },
    Case(countedTooMuch: -1000, reason: .driver, needsSecond: true) { [.owned($0.staff.driver): 1000] },
    Case(countedTooMuch: -1000, reason: .cashier, needsSecond: true) { [.owned($0.staff.cashier): 1000] },
    Case(countedTooMuch: -8500, reason: .driver, needsSecond: true) { [.owned($0.staff.driver): 8500] },
    Case(countedTooMuch: 50, reason: .tolerance, needsSecond: false) { _ in [.tolerance: -50] },
    Case(countedTooMuch: 700, reason: .driver, needsSecond: true) { _ in [.credit: -700] },
    Case(countedTooMuch: 0, declaredTooMuch: 700, reason: .driver, needsSecond: true) { _ in [:] },
    Case(countedTooMuch: -300, declaredTooMuch: -300, reason: .cashier, needsSecond: true) {
      [.owned($0.staff.cashier): 300]
    },
  ]

  @Test("whatever differs waits for an owner, then the driver holds nothing and nobody has gained", arguments: cases)
  func differs(_ tried: Case) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let due = order.total.minor
    if let declared = tried.declaredTooMuch { try await desk.declare(due + declared, town.intent(town.driver)) }
    let counted = due + tried.countedTooMuch
    let result = try await desk.countCash(
      of: town.staff.driver, countedMinor: counted, town.intent(town.cashier))
    #expect(result.state == .open && result.needsStepUp == tried.needsSecond)
    #expect(try await town.balance(.driver(town.staff.driver)) == due, "nothing has moved")
    if tried.needsSecond {
      await expect(code: "rule.step_up.needed") {
        _ = try await desk.settle(result.id, reason: tried.reason, stepUp: nil, town.intent(town.cashier))
      }
    }
    let settled = try await desk.settle(
      result.id, reason: tried.reason, stepUp: tried.needsSecond ? supervisor : nil, town.intent(town.cashier))
    #expect(settled.state == .settled)
    var books = tried.books(town)
    books[.sales] = -due
    books[.cashier(town.staff.cashier)] = counted
    #expect(try await town.balances() == books.filter { $0.value != 0 })
    await expect(code: "rule.cash.cash_up_settled") {
      _ = try await desk.settle(result.id, reason: tried.reason, stepUp: supervisor, town.intent(town.cashier))
    }
    #expect(try await town.store.check().problems == [])
  }

  @Test("money found again pays what its owner owes, and no more")
  func foundAgain() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    for (short, books) in [(Int64(-500), Int64(500)), (800, 0)] {
      let (order, dispatch) = try await town.out()
      try await town.deliver(dispatch)
      let count = try await desk.countCash(
        of: town.staff.driver, countedMinor: order.total.minor + short, town.intent(town.cashier))
      _ = try await desk.settle(count.id, reason: .driver, stepUp: supervisor, town.intent(town.cashier))
      #expect(try await town.balance(.owned(town.staff.driver)) == books)
    }
    #expect(try await town.balance(.credit) == -300)
    #expect(try await town.store.check().problems == [])
  }

  @Test("whoever was told what is expected no longer counts blind: the right sum then needs a second person")
  func toldThenRight() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let wrong = try await desk.countCash(
      of: town.staff.driver, countedMinor: order.total.minor - 500, town.intent(town.cashier))
    #expect(wrong.state == .open && wrong.expected == order.total)
    let right = try await desk.countCash(
      of: town.staff.driver, countedMinor: order.total.minor, town.intent(town.cashier))
    #expect(right.state == .open && right.needsStepUp)
    await expect(code: "rule.step_up.needed") {
      _ = try await desk.settle(right.id, reason: .driver, stepUp: nil, town.intent(town.cashier))
    }
    let settled = try await desk.settle(right.id, reason: .driver, stepUp: supervisor, town.intent(town.cashier))
    #expect(settled.state == .settled)
    #expect(
      try await town.balances() == [.sales: -order.total.minor, .cashier(town.staff.cashier): order.total.minor])
    #expect(try await town.store.check().problems == [])
  }

  @Test("a large difference is no small change, whoever vouches")
  func notSmall() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out([("RICE-5", 2)])
    try await town.deliver(dispatch)
    let count = try await desk.countCash(
      of: town.staff.driver, countedMinor: order.total.minor - 2001, town.intent(town.cashier))
    await expect(code: "rule.cash.difference_unfit") {
      _ = try await desk.settle(count.id, reason: .tolerance, stepUp: supervisor, town.intent(town.cashier))
    }
    _ = try await desk.settle(count.id, reason: .driver, stepUp: supervisor, town.intent(town.cashier))
  }

  @Test("a count waits for nobody's new cash: it is counted anew")
  func movedSince() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let first = try await town.out()
    let second = try await town.ready([("KEY-200", 1)])
    try await town.deliver(first.dispatch)
    let count = try await desk.countCash(of: town.staff.driver, countedMinor: 1, town.intent(town.cashier))
    let stop = try await town.sendOut([second.id])[0]
    try await town.deliver(stop)
    await expect(code: "rule.cash.moved_since") {
      _ = try await desk.settle(count.id, reason: .driver, stepUp: supervisor, town.intent(town.cashier))
    }
    let again = try await desk.countCash(
      of: town.staff.driver, countedMinor: first.order.total.minor + second.total.minor, town.intent(town.cashier))
    #expect(again.state == .agreed)
    #expect(try await desk.cashUp(count.id, by: town.cashier).cashUp.state == .superseded)
    #expect(try await desk.cashUps(PageRequest(), by: town.cashier).rows.map(\.id) == [again.id, count.id])
    #expect(try await town.store.check().problems == [])
  }

  @Test("who may, and for whom")
  func refusals() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let count = { (caller: Caller, driver: ID<Person>) in
      _ = try await desk.countCash(of: driver, countedMinor: 1, town.intent(caller))
    }
    await expect(code: "access.forbidden") { try await count(town.dispatcher, town.staff.driver) }
    await expect(code: "access.forbidden") { try await count(town.driver, town.staff.driver) }
    await expect(code: "rule.driver.not_here") { try await count(town.cashier, town.staff.picker) }
    await expect(code: "rule.step_up.second_person") { try await count(town.cashier, town.staff.cashier) }
    await expect(code: "input.invalid") {
      _ = try await desk.countCash(of: town.staff.driver, countedMinor: -1, town.intent(town.cashier))
    }
    let differing = try await desk.countCash(
      of: town.staff.driver, countedMinor: order.total.minor - 900, town.intent(town.supervisor))
    await expect(code: "rule.step_up.second_person") {
      _ = try await desk.settle(differing.id, reason: .driver, stepUp: supervisor, town.intent(town.cashier))
    }
    #expect(try await town.balance(.driver(town.staff.driver)) == order.total.minor)
  }
}
