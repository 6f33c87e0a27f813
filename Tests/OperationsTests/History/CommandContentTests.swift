import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("An id that comes again")
struct CommandContentTests {
  private func isReused(_ body: () async throws -> Void) async -> Bool {
    do {
      try await body()
      return false
    } catch let error as CommerceError {
      return error.code == "rule.command.reused"
    } catch {
      return false
    }
  }

  @Test("with other content it is refused, whatever it is about, and changes nothing")
  func otherContent() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let order = try await town.place([("MILO-400", 1)])
    let other = try await town.place([("MILO-400", 1)])
    let note = town.intent(town.support)
    try await desks.orders.addNote("one", to: order.id, note)
    try await desks.orders.addNote("one", to: order.id, note)
    #expect(await isReused { try await desks.orders.addNote("two", to: order.id, note) })
    #expect(await isReused { try await desks.orders.addNote("one", to: other.id, note) })
    #expect(await isReused { try await desks.orders.hold(order.id, reason: "one", note) })
    #expect(try await town.detail(order.id).notes.map(\.text) == ["one"])

    let place = town.intent(town.support)
    func draft(_ quantity: Int, _ name: String = "Esi") -> OrderDraft {
      OrderDraft(
        lines: [OrderDraft.Line(variant: town.variants["KEY-200"] ?? ID(0), quantity: quantity)],
        customer: Customer(name: name, phone: "0244123456"), address: Address(line1: "1 High St"), paymentMethod: .cod)
    }
    let placed = try await desks.orders.place(draft(1), place)
    #expect(try await desks.orders.place(draft(1), place) == placed)
    #expect(await isReused { _ = try await desks.orders.place(draft(2), place) })
    #expect(await isReused { _ = try await desks.orders.place(draft(1, "Ama"), place) })

    let work = try await desks.warehouse.claim([order.id], town.intent(town.picker))
    let scan = town.intent(town.picker)
    _ = try await desks.warehouse.scan("T-101", on: work.list.id, scan)
    #expect(await isReused { _ = try await desks.warehouse.scan("T-102", on: work.list.id, scan) })
  }

  @Test("a count answers what it answered first, whatever was decided since")
  func firstOutcome() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let (order, dispatch) = try await town.out()
    try await town.deliver(dispatch)
    let intent = town.intent(town.cashier)
    let short = order.total.minor - 50
    let result = try await desk.countCash(of: town.staff.driver, countedMinor: short, intent)
    _ = try await desk.settle(result.id, reason: .tolerance, stepUp: nil, town.intent(town.cashier))
    #expect(try await desk.countCash(of: town.staff.driver, countedMinor: short, intent) == result)
    #expect(result.state == .open)
    #expect(await isReused { _ = try await desk.countCash(of: town.staff.driver, countedMinor: short + 1, intent) })
  }

  @Test("a paper is answered by its own command alone, and printed once")
  func papers() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let order = try await town.ready()
    let run = try #require(try await town.carryOut(.assign([order.id], to: town.staff.driver)).run)
    let note = town.intent(town.dispatcher)
    try await desks.orders.addNote("x", to: order.id, note)
    #expect(await isReused { _ = try await desks.dispatch.printRun(.manifest, of: run, to: .folder, note) })
    let print = town.intent(town.dispatcher)
    let place = try await desks.dispatch.printRun(.manifest, of: run, to: .folder, print)
    let printed = town.printer.printed.count
    #expect(try await desks.dispatch.printRun(.manifest, of: run, to: .folder, print) == place)
    #expect(town.printer.printed.count == printed)
    #expect(await isReused { _ = try await desks.dispatch.printRun(.loadSheet, of: run, to: .folder, print) })
  }
}
