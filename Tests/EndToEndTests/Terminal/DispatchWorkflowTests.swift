import Commerce
import Foundation
import Operations
import Security
import Store
import TestSupport
import Testing

/// The keystroke budgets of dispatch and cash, with the real program in a real terminal of 80 by 24, on a store and at a
/// server.
@Suite("Dispatch and cash in a terminal", .serialized)
struct DispatchWorkflowTests {
  @Test("a zone of fifteen orders is assigned in five keys and sent out in two", arguments: Composition.allCases)
  func assignAndSendOut(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    var orders: [ID<Order>] = []
    for _ in 0..<15 { orders.append(try await town.ready().id) }
    let console = try board(town, premises)
    try console.wait(for: "READY 15")
    try console.press("Home", "m", "a")
    try console.wait(for: "Assign 15 orders")
    try console.type("01")
    try console.wait(for: "15 ok")
    try console.press("Enter")
    try await waitForCards(.assigned, orders, town)
    #expect(console.keys - 1 == 5)
    let before = console.keys
    try console.press("s")
    try console.wait(for: "15 ok")
    try console.press("Enter")
    try await waitForCards(.out, orders, town)
    #expect(console.keys - before == 2)
  }

  @Test("a run goes to another driver in five keys, stop order kept", arguments: Composition.allCases)
  func swap(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    var orders: [ID<Order>] = []
    for _ in 0..<4 { orders.append(try await town.ready().id) }
    try await town.sendOut(orders)
    let console = try board(town, premises, "driver=01")
    try console.wait(for: "OUT 4")
    try console.press("Home", "x", "1")
    try console.type("02")
    try console.wait(for: "4 ok")
    try console.press("Enter")
    try console.wait(gone: "Enter does it")
    let run = try await town.house.desks.dispatch.run(code: "02", by: town.dispatcher)
    #expect(run.stops.map(\.card.order) == orders)
    #expect(console.keys - 1 == 5)
  }

  @Test("a failed delivery is rescheduled in seven keys, both together", arguments: Composition.allCases)
  func failAndReschedule(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    let order = try await town.ready()
    try await town.sendOut([order.id])
    let console = try atStop(town, premises, order)
    let before = console.keys
    try console.press("f", "1")
    try await waitForStatus(.failed, order.id, town)
    try console.press("r")
    try console.type("+1")
    try console.wait(for: "09:00-12:00")
    try console.press("1", "Enter")
    try await until("a new slot") { try await town.card(order.id)?.reschedule != nil }
    #expect(console.keys - before == 7)
  }

  @Test("an order is delivered in two keys at the cursor", arguments: Composition.allCases)
  func deliver(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    let order = try await town.ready()
    try await town.sendOut([order.id])
    let console = try atStop(town, premises, order)
    let before = console.keys
    try console.press("d")
    try console.wait(for: "cash from")
    try console.press("Enter")
    try await waitForStatus(.delivered, order.id, town)
    #expect(console.keys - before == 2)
  }

  @Test("a short cash payment is taken in seven keys, and the customer owes the rest", arguments: Composition.allCases)
  func shortPayment(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    let order = try await town.ready([("RICE-5", 1)])
    try await town.sendOut([order.id])
    let console = try atStop(town, premises, order)
    let before = console.keys
    try console.press("c")
    try console.type("110")
    try console.press("Enter", "2")
    try console.wait(for: "Enter does it")
    try console.press("Enter")
    try await waitForStatus(.delivered, order.id, town)
    #expect(console.keys - before == 7)
    let sheet = try await town.house.desks.cash.day(nil, by: town.supervisor)
    #expect(sheet.dueMinor == 12_000)
    #expect(sheet.byTender[.cash] == 11_000)
    #expect(sheet.flow.contains { $0.to == CashAccount.debt.word && $0.minor == 1000 })
  }

  @Test(
    "a driver's cash is counted blind in six keys, and in eight and a second person's PIN where it differs",
    arguments: Composition.allCases)
  func cashUp(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    let order = try await town.ready([("RICE-5", 1)])
    let dispatch = try #require(try await town.sendOut([order.id]).first)
    _ = try await town.house.desks.dispatch.deliver(
      dispatch, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(town.dispatcher))
    let console = try signedIn(town, "till town=accra", at: premises, as: "cudjoe.cashier@townhouse.example")
    let shown = try console.wait(for: "Kofi A")
    #expect(!shown.contains { $0.contains("120.00") }, "the expected sum is not to be seen before the count")
    let before = console.keys
    try console.press("$")
    try console.type("0115")
    try console.press("Enter")
    try console.wait(for: "120.00")
    try console.press("1", "Enter")
    try console.wait(for: "PIN")
    #expect(console.keys - before == 8)
    try console.type("B-9")
    try console.press("Tab")
    try console.type("9999")
    try console.press("Enter")
    try await until("the cash is home") {
      let till = try await town.house.desks.cash.till(by: town.cashier)
      return till.cashiers.contains { $0.minor == 11_500 } && till.owned.contains { $0.minor == 500 }
    }
    let till = try await town.house.desks.cash.till(by: town.cashier)
    #expect(till.drivers.allSatisfy { !$0.hasCash })
  }

  @Test(
    "an order cancelled under the dispatcher's hands is not sent out, and the board says so",
    arguments: Composition.allCases)
  func cancelledMeanwhile(_ composition: Composition) async throws {
    let (town, premises) = try await FloorWorkflowTests().living(composition)
    let orders = [try await town.ready().id, try await town.ready().id]
    try await town.carryOut(.assign(orders, to: town.staff.driver))
    let console = try board(town, premises)
    try console.wait(for: "ASSIGNED 2")
    try console.press("/")
    try console.press("Escape")
    try await town.house.desks.orders.cancel(
      orders[0], reason: "customer called", town.intent(town.admin))
    try console.wait(gone: "ASSIGNED 2")
    #expect(try await town.card(orders[1])?.lane == .assigned)
  }
}

extension DispatchWorkflowTests {
  private func signedIn(
    _ town: SmallTown, _ address: String, at premises: Premises, as email: String
  ) throws -> TmuxSession {
    try FloorWorkflowTests().signedIn(town, address, at: premises, as: email)
  }

  private func board(_ town: SmallTown, _ premises: Premises, _ words: String = "") throws -> TmuxSession {
    let console = try signedIn(
      town, "dispatch town=accra \(words)", at: premises, as: "dede.dispatcher@townhouse.example")
    try console.wait(for: "Dispatch")
    return console
  }

  /// The board with the cursor on an order that is out.
  private func atStop(_ town: SmallTown, _ premises: Premises, _ order: PlacedOrder) throws -> TmuxSession {
    let console = try board(town, premises, "lane=out")
    try console.wait(for: String(order.number.suffix(4)))
    try console.press("Home", "Down")
    return console
  }

  private func waitForStatus(_ status: OrderStatus, _ order: ID<Order>, _ town: SmallTown) async throws {
    try await FloorWorkflowTests().waitForStatus(status, order, town)
  }

  private func waitForCards(_ lane: BoardCard.Lane, _ orders: [ID<Order>], _ town: SmallTown) async throws {
    try await until("\(orders.count) orders \(lane)") {
      let cards = try await town.house.desks.dispatch.board(by: town.dispatcher).cards
      return Set(cards.filter { $0.lane == lane }.map(\.order)).isSuperset(of: orders)
    }
  }

  private func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    try await FloorWorkflowTests().until(what, condition)
  }
}
