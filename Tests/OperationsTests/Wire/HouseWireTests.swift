import Commerce
import Operations
import TestSupport
import Testing

/// What the session, people, house, history and report desks take and answer travels as JSON and arrives as it left.
@Suite("The desks of the house over a wire")
struct HouseWireTests {
  @Test func sessionsAndPeople() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let (desk, people) = (town.house.desks.session, town.house.desks.people)
    try wired(try await desk.signIn(email: "ama.koomson@townhouse.example", password: SmallTown.password))
    let session = try wired(try await desk.signIn(badge: "B-0", pin: "0000"))
    try await desk.unlock(session, secret: "0000")
    try wired(try await desk.refreshed(session))
    #expect(try wired(try await desk.sites(of: session)).count == 2)
    try wired(try await desk.sampleAccounts())
    #expect(try wired(try await desk.needsFirstAdmin()) == false)
    let acting = try wired(try await people.impersonate(town.staff.support, town.intent(town.admin)))
    #expect(acting.impersonator != nil && acting.policy == acting.policy)
    try wired(town.intent(acting.caller(at: town.site)))
    #expect(try wired(try await people.people(by: town.admin)).count > 5)
    let draft = try wired(
      PersonDraft(
        email: "two@townhouse.example", name: "Two", badge: "B-77", grant: Grant(role: .picker, site: town.site),
        password: "a-long-password", pin: "8642"))
    let id = try wired(try await people.add(draft, town.intent(town.admin)))
    let everywhere = try wired(Grant(role: .supervisor, site: nil))
    try await people.grant(everywhere, to: id, town.intent(town.admin))
    for caller in [town.admin, town.supervisor] { try wired(try await people.person(id, by: caller)) }
    try wired(try await people.person(named: "two@townhouse.example", by: town.admin))
  }

  @Test func theHouseDesk() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.house
    #expect(try wired(try await desk.people(by: town.admin)).count > 5)
    try wired(try await desk.site(by: town.picker))
    for kind in SheetKind.allCases { try wired(try await desk.sheet(wired(kind), by: town.supervisor)) }
    for csv in ["site,code\naccra,T-201\n", "site,code\nnowhere,T-1\n"] {
      try wired(try await desk.importRows(wired(.totes), csv: csv, dryRun: true, town.intent(town.admin)))
    }
    for kind in ImportKind.allCases { try wired(kind) }
  }

  @Test func historyAndLookingBack() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.history
    let (order, dispatch) = try await town.out()
    let before = town.clock.now
    town.clock.advance(minutes: 5)
    try await town.deliver(dispatch)
    let query = try wired(
      HistoryQuery(
        site: town.site, entity: .order, entityID: order.id.serial, actor: town.staff.dispatcher, field: "status"))
    try wired(try await desk.changes(query, wired(PageRequest(.last, limit: 3)), by: town.admin))
    #expect(try wired(try await desk.changes(after: 0, limit: 500, by: town.admin)).count > 20)
    #expect(try wired(try await desk.lastSequence()) > 0)
    let board = try wired(try await desk.board(at: wired(before), by: town.supervisor))
    #expect(board.counts[.outForDelivery] == 1)
    try wired(try await desk.orders(wired(.outForDelivery), at: before, limit: 5, by: town.supervisor))
    try wired(try await desk.order(order.number, at: before, by: town.supervisor))
  }

  @Test func everyReport() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch, Collected(amountMinor: order.total.minor - 50, difference: .customerDebt))
    _ = try await town.out([("KEY-200", 1)])
    let failing = try await town.ready([("RICE-5", 1)], method: .momo)
    let stop = try await town.sendOut([failing.id], with: town.staff.otherDriver)[0]
    _ = try await town.house.desks.dispatch.fail(stop, reason: .noAnswer, note: "", town.intent(town.dispatcher))
    let cash = town.house(with: gateway).desks.cash
    _ = try await cash.refund(
      RefundRequest(order: failing.id, freeMinor: 100, reason: "late"),
      basis: try await cash.refundable(failing.id, by: town.cashier).basis, stepUp: nil, town.intent(town.cashier))
    try await town.place([("MILO-400", 1)])
    let close = try wired(try await town.house.desks.reports.shiftClose(by: town.supervisor))
    #expect(!close.isZero)
    for kind in ReportKind.allCases {
      try wired(try await town.house.desks.reports.report(wired(kind), days: 7, by: town.admin))
    }
  }
}
