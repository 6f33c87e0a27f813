import Commerce
import Operations
import TestSupport
import Testing

/// What the cash desk takes and answers travels as JSON and arrives as it left.
@Suite("The cash desk over a wire")
struct CashWireTests {
  private let vouched = StepUp(name: "B-9", pin: "9999")

  @Test func aDayAtTheTill() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch, Collected(amountMinor: order.total.minor - 50, difference: .customerDebt))
    try wired(try await desk.till(by: town.cashier))
    try await desk.declare(order.total.minor, town.intent(town.driver))
    let count = try wired(
      try await desk.countCash(
        of: town.staff.driver, countedMinor: order.total.minor - 1000, town.intent(town.cashier)))
    try wired(try await desk.till(by: town.cashier))
    try wired(
      try await desk.settle(count.id, reason: wired(.driver), stepUp: wired(vouched), town.intent(town.cashier)))
    let slip = try wired(try await desk.cashUp(count.id, by: town.cashier))
    #expect(!slip.moves.isEmpty)
    try wired(try await desk.cashUps(wired(PageRequest()), by: town.cashier))
    try wired(try await desk.printSlip(of: count.id, to: .folder, town.intent(town.cashier)))
    try await desk.settleBalance(of: order.id, minor: 50, town.intent(town.cashier))
    let account = CashAccount.cashier(town.staff.cashier)
    for asked in [nil, account, .owned(town.staff.driver), .debt] as [CashAccount?] {
      try wired(try await desk.moves(account: wired(asked), wired(PageRequest()), by: town.supervisor))
    }
    try wired(try await desk.day(nil, by: town.cashier))
    try wired(try await desk.till(by: town.cashier))
    try await desk.deposit(
      minor: try await town.balance(account), reference: "GCB 1", town.intent(town.cashier))
    let closed = try wired(try await desk.closeDay(nil, town.intent(town.cashier)))
    #expect(closed.close != nil)
    try wired(try await desk.day(closed.day, by: town.supervisor))
  }

  @Test func paymentsAndNotices() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desk = town.house(with: gateway).desks.cash
    let (order, _) = try await town.out()
    let asked = try wired(try await desk.switchToMoMo(order.id, phone: "0200000001", town.intent(town.dispatcher)))
    try wired(try await desk.backToCash(order.id, town.intent(town.dispatcher)))
    let again = try await desk.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    try wired(try await desk.poll(again.payment.id, town.intent(town.dispatcher)))
    let notice = try wired(
      IncomingNotice(
        provider: "momo", event: "e1", raw: "{\"status\": \"PAID\"}", signature: .valid,
        reference: try #require(again.payment.reference), status: .paid, amount: order.total))
    let kept = try wired(try await desk.receive(notice, town.intent(town.cashier)))
    try wired(try await desk.replay(kept.id, town.intent(town.supervisor)))
    var doubtful = notice
    (doubtful.event, doubtful.signature) = ("e2", .invalid)
    try wired(try await desk.receive(doubtful, town.intent(town.cashier)))
    let notices = try wired(
      try await desk.notices(
        wired(NoticeQuery(site: town.site, states: [.failed, .applied])), wired(PageRequest()), by: town.cashier))
    #expect(notices.rows.count == 2)
    let query = PaymentQuery(site: town.site, statuses: [.cancelled, .paid], method: .momo, text: order.number)
    let payments = try wired(try await desk.payments(wired(query), wired(PageRequest()), by: town.dispatcher))
    #expect(payments.rows.contains { $0.payment.id == asked.payment.id })
    let first = try await town.place([("KEY-200", 1)], method: .momo)
    try wired(try await desk.request(first.id, phone: wired("0200000001"), town.intent(town.support)))
  }

  @Test func refundsAndCancelling() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let gateway = ScriptedGateway()
    let desk = town.house(with: gateway).desks.cash
    let (order, dispatch) = try await town.out([("MILO-400", 2), ("KEY-200", 1)], method: .momo)
    try wired(try await desk.cancelPreview(order.id, by: town.supervisor))
    try await town.deliver(dispatch)
    let left = try wired(try await desk.refundable(order.id, by: town.cashier))
    let line = try #require(left.lines.first)
    let request = try wired(
      RefundRequest(
        order: order.id, lines: [RefundLine(line: line.line.id, quantity: 1, amountMinor: 4250)], tender: left.tender,
        reason: "dented", returned: [line.line.id: 1], restock: false))
    let refund = try wired(
      try await desk.refund(request, basis: left.basis, stepUp: nil, town.intent(town.cashier)))
    gateway.script {
      $0.failure = .refused(Refusal(.providerRefused, [.reason: .text("wallet closed")], remedy: .retryRefund))
    }
    #expect(try wired(try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))).status == .failed)
    try await desk.own(refund.id, town.intent(town.supervisor))
    let rows = try wired(
      try await desk.refunds(
        wired(RefundQuery(site: town.site, statuses: [.failed])), wired(PageRequest()), by: town.cashier)
    ).rows
    #expect(rows.map(\.refund.id) == [refund.id])
    gateway.script { $0.failure = nil }
    #expect(try wired(try await desk.payOut(refund.id, stepUp: nil, town.intent(town.cashier))).status == .processed)
    let waiting = try await town.place([("KEY-200", 1)])
    try wired(try await desk.cancelPreview(waiting.id, by: town.supervisor))
    try wired(try await desk.refundable(waiting.id, by: town.cashier))
  }
}
