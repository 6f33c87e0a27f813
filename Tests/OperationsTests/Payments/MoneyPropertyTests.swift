import Commerce
import Operations
import Store
import Synchronization
import TestSupport
import Testing

@Suite("Money under random and concurrent work")
struct MoneyPropertyTests {
  @Test(
    "two houses on one file press, poll, hear and cancel at once: the books hold (I13, I20 to I27, I29 to I31, I57)",
    arguments: [UInt64](1...5))
  func concurrent(_ seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let shift = try await prepared(town)
    var random = SeededGenerator(seed: seed)
    for round in 0..<30 {
      town.clock.advance(seconds: 7)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          let next = random.next()
          group.addTask { await shift.step(next) }
        }
      }
      if round % 10 == 9 {
        #expect(try await town.store.check().problems == [], "seed \(seed) round \(round)")
        try await shift.oracle.check("seed \(seed) round \(round)")
      }
    }
    let codes = shift.state.withLock { $0.codes }
    #expect(codes["done", default: 0] > 20 && !codes.keys.contains { $0.hasPrefix("unexpected") }, "\(codes)")
    for id in shift.orders {
      let detail = try await town.detail(id)
      let paid = detail.payments.filter { $0.status == .paid }
      #expect(paid.allSatisfy { $0.amount == detail.order.totals.total }, "I13: nobody has edited what is paid")
    }
    try await replayEverything(town, shift)
    #expect(try await town.store.check().problems == [])
  }

  /// Orders at every stage that money can be at, cash in the till, phones that were asked, and a second house on the
  /// file.
  private func prepared(_ town: SmallTown) async throws -> MoneyShift {
    var orders: [ID<Order>] = []
    for method in [PaymentMethod.momo, .cod, .momo, .momo] {
      orders.append(try await town.place([("KEY-200", 3)], method: method).id)
    }
    try await town.confirmPayment(orders[0], minor: 1950)
    var ready: [ID<Order>] = []
    for method in [PaymentMethod.cod, .momo, .cod, .cod, .cod, .momo] {
      ready.append(try await town.ready([("MILO-400", 1 + ready.count)], method: method).id)
    }
    let stops = try await town.sendOut(Array(ready.dropFirst(2)))
    let other = try await SmallTown.reopen(at: town.path, clock: town.clock)
    let shift = MoneyShift([town, other], orders: orders + ready)
    let desks = town.house(with: ScriptedGateway()).desks
    let waiting = try await town.detail(orders[2]).payments
    _ = try await desks.cash.poll(try #require(waiting.first).id, town.intent(town.supervisor))
    for id in [orders[0], ready[1]] {
      // A little of what was paid is owed back already.
      let left = try await desks.cash.refundable(id, by: town.supervisor)
      let request = RefundRequest(order: id, freeMinor: 150, tender: left.tender, reason: "sorry")
      _ = try await desks.cash.refund(request, basis: left.basis, stepUp: nil, town.intent(town.supervisor))
    }
    let delivery = town.intent(town.supervisor)
    _ = shift.state.withLock { $0.mayPay.insert(delivery.id) }
    let stop = try #require(stops.first)
    _ = try await desks.dispatch.deliver(stop, proof: ProofInput(), collected: nil, stepUp: nil, delivery)
    let held = try await town.balance(.driver(town.staff.driver))
    _ = try await desks.cash.countCash(of: town.staff.driver, countedMinor: held, town.intent(town.supervisor))
    return shift
  }

  /// Everything that was sent comes again: nothing happens a second time (I30, I31).
  private func replayEverything(_ town: SmallTown, _ shift: MoneyShift) async throws {
    let desk = town.house(with: ScriptedGateway()).desks.cash
    let sequence = try await town.house.desks.history.lastSequence()
    let books = try await town.balances()
    let (notices, refunds) = shift.state.withLock { ($0.notices, $0.refunds) }
    for sent in notices {
      _ = try await desk.receive(sent.incoming, sent.intent)
      _ = try await desk.receive(sent.incoming, town.intent(town.cashier))
    }
    for sent in refunds {
      do { _ = try await desk.refund(sent.request, basis: sent.basis, stepUp: nil, sent.intent) } catch {}
    }
    #expect(try await town.house.desks.history.lastSequence() == sequence)
    #expect(try await town.balances() == books)
  }
}
