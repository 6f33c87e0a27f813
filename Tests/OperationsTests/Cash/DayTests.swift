import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("The day's books")
struct DayTests {
  @Test("a day closes at zero: collected, counted, paid in")
  func closes() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let cash = try await town.out()
    try await town.deliver(cash.dispatch)
    let prepaid = try await town.out([("KEY-200", 2)], method: .momo)
    try await town.deliver(prepaid.dispatch)
    await expect(code: "rule.cash.day_not_zero") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    let total = cash.order.total.minor
    let count = try await desk.countCash(of: town.staff.driver, countedMinor: total - 40, town.intent(town.cashier))
    await expect(code: "rule.cash.day_not_zero") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    _ = try await desk.settle(count.id, reason: .driver, stepUp: nil, town.intent(town.cashier))
    await expect(code: "rule.cash.day_not_zero") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    await expect(code: "rule.cash.over_balance") {
      try await desk.deposit(minor: total, reference: "slip 1", town.intent(town.cashier))
    }
    try await desk.deposit(minor: total - 40, reference: "slip 1", town.intent(town.cashier))
    let intent = town.intent(town.cashier)
    let sheet = try await desk.closeDay(nil, intent)
    #expect(try await desk.closeDay(nil, intent) == sheet)
    #expect(sheet.close?.ownedMinor == 40 && sheet.closedBy == "Cudjoe Cashier" && sheet.open.isEmpty)
    #expect(sheet.owned.map(\.minor) == [40] && sheet.day == "2026-11-21")
    #expect(sheet.dueMinor == total + prepaid.order.total.minor)
    #expect(sheet.byTender == [.cash: total, .momo: prepaid.order.total.minor])
    #expect(sheet.flow.contains { $0.from == "cashier" && $0.to == "bank" && $0.minor == total - 40 })
    await expect(code: "edit.conflict") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    #expect(try await desk.till(by: town.cashier).isClosed)
    #expect(try await desk.day("2026-11-20", by: town.cashier).flow.isEmpty)
    await expect(code: "input.invalid") { _ = try await desk.day("2026-02-30", by: town.cashier) }
    #expect(try await town.store.check().problems == [])
  }

  @Test("a debt is paid at the till, a credit taken out, and no more than either")
  func balances() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let owing = try await town.out()
    try await town.deliver(
      owing.dispatch, Collected(amountMinor: owing.order.total.minor - 1500, difference: .customerDebt))
    let over = try await town.out([("KEY-200", 1)])
    try await town.deliver(
      over.dispatch, Collected(amountMinor: over.order.total.minor + 350, difference: .customerCredit))
    #expect(
      try await desk.refundable(owing.order.id, by: town.cashier).remaining.minor == owing.order.total.minor - 1500)
    await expect(code: "rule.cash.over_balance") {
      try await desk.settleBalance(of: owing.order.id, minor: 1501, town.intent(town.cashier))
    }
    await expect(code: "rule.cash.over_balance") {
      try await desk.settleBalance(of: over.order.id, minor: -350, town.intent(town.cashier))
    }
    try await desk.settleBalance(of: owing.order.id, minor: 1000, town.intent(town.cashier))
    try await desk.settleBalance(of: over.order.id, minor: -350, town.intent(town.cashier))
    #expect(try await town.balance(.debt) == 500)
    #expect(try await town.balance(.credit) == 0)
    #expect(try await town.balance(.cashier(town.staff.cashier)) == 650)
    #expect(
      try await desk.refundable(owing.order.id, by: town.cashier).remaining.minor == owing.order.total.minor - 500)
    await expect(code: "rule.cash.handed_over") {
      try await town.house.desks.dispatch.reopen(
        owing.dispatch, reason: .mistake, stepUp: nil, town.intent(town.dispatcher))
    }
    let page = try await desk.moves(account: .cashier(town.staff.cashier), PageRequest(limit: 1), by: town.cashier)
    #expect(page.rows.map(\.move.amount.minor) == [350] && page.hasAfter)
    let rest = try await desk.moves(
      account: .cashier(town.staff.cashier), PageRequest(.after(page.rows[0].sequence)), by: town.cashier)
    #expect(rest.rows.map(\.move.amount.minor) == [1000] && !rest.hasAfter && rest.hasBefore)
    #expect(try await desk.moves(account: nil, PageRequest(), by: town.cashier).rows.count == 8)
    #expect(try await town.store.check().problems == [])
  }
}
