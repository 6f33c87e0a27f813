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
      if round % 10 == 9 { #expect(try await town.store.check().problems == [], "seed \(seed) round \(round)") }
    }
    let codes = shift.state.withLock { $0.codes }
    #expect(codes["done", default: 0] > 20 && !codes.keys.contains { $0.hasPrefix("unexpected") }, "\(codes)")
    try await checkFeed(town, shift)
    try await checkOrders(town, shift)
    try await replayEverything(town, shift)
    #expect(try await town.store.check().problems == [])
  }

  /// Orders at every stage that money can be at, and a second house on the file.
  private func prepared(_ town: SmallTown) async throws -> MoneyShift {
    var orders: [ID<Order>] = []
    for method in [PaymentMethod.momo, .cod, .momo, .momo] {
      orders.append(try await town.place([("KEY-200", 3)], method: method).id)
    }
    try await town.confirmPayment(orders[0], minor: 1950)
    var ready: [ID<Order>] = []
    for index in 0..<4 {
      ready.append(try await town.ready([("MILO-400", 1 + index)], method: index == 3 ? .momo : .cod).id)
    }
    try await town.sendOut(Array(ready.dropFirst()))
    let other = try await SmallTown.reopen(at: town.path, clock: town.clock)
    return MoneyShift([town, other], orders: orders + ready)
  }

  /// Every payment and refund went along its machine, and only who may has said that something is paid.
  private func checkFeed(_ town: SmallTown, _ shift: MoneyShift) async throws {
    let changes = try await town.store.read { transaction throws(CommerceError) in
      let scope = try AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .viewHistory, at: town.site)
      return try transaction.changes(after: 0, limit: 100_000, in: scope)
    }
    let mayPay = shift.state.withLock { $0.mayPay }
    let methods = try await methods(town, shift)
    try MoneyGraphs.check(changes.map(\.change), isCash: { methods[$0] == .cod }, "at the end")
    let paid = PaymentStatus.paid.rawValue
    for row in changes where row.change.entity == .payment && row.change.field == "status" && row.change.new == paid {
      if row.actor != nil { #expect(mayPay.contains(row.command), "I22") }
    }
  }

  private func methods(_ town: SmallTown, _ shift: MoneyShift) async throws -> [ID<Payment>: PaymentMethod] {
    var methods: [ID<Payment>: PaymentMethod] = [:]
    for order in shift.orders {
      for payment in try await town.detail(order).payments { methods[payment.id] = payment.method }
    }
    return methods
  }

  private func checkOrders(_ town: SmallTown, _ shift: MoneyShift) async throws {
    for id in shift.orders {
      let detail = try await town.detail(id)
      let order = detail.order
      let paid = detail.payments.filter { $0.status == .paid }
      #expect(paid.count <= 1 && detail.payments.count { $0.status.isLive } <= 1, "I21")
      #expect(paid.allSatisfy { $0.amount == order.totals.total }, "I13")
      if order.paymentMethod.isPrepaid, order.status != .pendingPayment, order.status != .cancelled {
        #expect(order.paymentStatus == .paid, "I20")
      }
      #expect((order.paymentStatus == .paid) == !paid.isEmpty, "the order says what its payments say")
      let given = detail.refunds.filter { $0.latePayment == nil && $0.status != .failed }
      #expect(given.reduce(0) { $0 + $1.amount.minor } <= paid.reduce(0) { $0 + $1.amount.minor })
      let late = detail.refunds.compactMap(\.latePayment)
      #expect(late.count == Set(late).count, "I26: late money goes back once")
      if order.status == .cancelled {
        #expect(
          given.reduce(0) { $0 + $1.amount.minor }
            + detail.refunds.filter { $0.latePayment == nil && $0.status == .failed }.reduce(0) { $0 + $1.amount.minor }
            >= paid.reduce(0) { $0 + $1.amount.minor }, "I25: all that was paid is owed back")
        #expect(!detail.payments.contains { $0.status.isLive })
      }
    }
  }

  /// Everything that was sent comes again: nothing happens a second time (I30, I31).
  private func replayEverything(_ town: SmallTown, _ shift: MoneyShift) async throws {
    let desk = town.house(with: shift.gateway).desks.cash
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
