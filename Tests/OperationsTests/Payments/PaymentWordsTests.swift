import Commerce
import Operations
import Store
import TestSupport
import Testing

/// What providers and people say of a few orders, over and over, from two houses on one file: each payment goes its way
/// once, and what came for one that was called off goes back, once.
@Suite("Payments asked for, called off and answered late")
struct PaymentWordsTests {
  @Test("no payment that was called off is ever paid, whoever says so when (I21, I23, I26, I29)", arguments: 1...6)
  func words(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let houses = [town, try await SmallTown.reopen(at: town.path, clock: town.clock)]
    let gateway = ScriptedGateway()
    var orders: [ID<Order>] = []
    for number in 0..<4 { orders.append(try await town.ready([("KEY-200", number + 1)]).id) }
    try await town.sendOut(Array(orders.dropFirst()))
    for number in 0..<4 { orders.append(try await town.place([("MILO-400", number + 1)], method: .momo).id) }
    var random = SeededGenerator(seed: seed)
    let all = orders
    var codes: [String: Int] = [:]
    for round in 0..<60 {
      town.clock.advance(seconds: 11)
      let (order, first, second) = (all[Int(random.next() % 8)], random.next(), random.next())
      async let one = Self.say(first, of: order, houses[0], gateway)
      async let other = Self.say(second, of: order, houses[1], gateway)
      for code in await [one, other] { codes[code, default: 0] += 1 }
      if round % 6 == 5 { try await check(all, town, "seed \(seed) round \(round)") }
    }
    #expect(codes["done", default: 0] > 20 && codes.keys.allSatisfy { !$0.hasPrefix("store.") }, "\(codes)")
    let feed = try await town.house.desks.history.changes(after: 0, limit: 10_000, by: town.admin)
    var cash: Set<ID<Payment>> = []
    for order in all { cash.formUnion(try await town.detail(order).payments.filter { $0.method == .cod }.map(\.id)) }
    try MoneyGraphs.check(feed.map(\.change), isCash: cash.contains, "seed \(seed)")
    #expect(try await town.store.check().problems == [])
  }

  /// One word about an order, by somebody; answers `done` or what refused it.
  private static func say(
    _ seed: UInt64, of order: ID<Order>, _ town: SmallTown, _ gateway: ScriptedGateway
  ) async -> String {
    var random = SeededGenerator(seed: seed)
    let desks = town.house(with: gateway).desks
    let intent = town.intent(town.supervisor)
    do {
      switch random.next() % 10 {
      case 0..<2: _ = try await desks.cash.switchToMoMo(order, phone: nil, intent)
      case 2: _ = try await desks.cash.backToCash(order, intent)
      case 3:
        guard let payment = try await town.detail(order).payments.last(where: { $0.method == .momo }) else {
          return "idle"
        }
        _ = try await desks.cash.poll(payment.id, intent)
      case 4:
        let detail = try await town.detail(order)
        guard let line = detail.lines.first else { return "idle" }
        let quantity = 1 + Int(random.next() % 5)
        let edit = OrderEdit(lines: [OrderEdit.Line(variant: line.variant, quantity: quantity)])
        try await desks.orders.edit(edit, of: order, version: detail.order.version, intent)
      default:
        let asked = try await town.detail(order).payments.filter { $0.reference != nil }
        guard let payment = asked.randomElement(using: &random) else { return "idle" }
        let status: PaymentStatus = [.paid, .failed, .failed, .cancelled][Int(random.next() % 4)]
        let notice = IncomingNotice(
          provider: "momo", event: "\(payment.id)-\(status)-\(random.next() % 2)", raw: "{}", signature: .valid,
          reference: payment.reference ?? "", status: status, amount: payment.amount)
        _ = try await desks.cash.receive(notice, intent)
      }
      return "done"
    } catch let error as CommerceError {
      return error.code
    } catch {
      return "store.\(error)"
    }
  }

  private func check(_ orders: [ID<Order>], _ town: SmallTown, _ when: Comment) async throws {
    var momo: Int64 = 0
    for id in orders {
      let detail = try await town.detail(id)
      let paid = detail.payments.filter { $0.status == .paid }
      let late = detail.refunds.compactMap(\.latePayment)
      #expect(paid.count <= 1 && detail.payments.count { $0.status.isLive } <= 1, "I21 \(when)")
      #expect(late.count == Set(late).count && Set(late).isDisjoint(with: paid.map(\.id)), "I26 \(when)")
      #expect(!paid.contains { $0.cancelReason != nil }, "I23 \(when)")
      for refund in detail.refunds {
        let payment = detail.payments.first { $0.id == refund.latePayment }
        #expect(payment.map { $0.amount == refund.amount } ?? true, "I26 \(when)")
        if let payment { #expect([.failed, .cancelled].contains(payment.status), "I29 \(when)") }
        momo += refund.latePayment == nil ? 0 : refund.amount.minor
      }
      momo += paid.reduce(0) { $0 + ($1.method == .momo ? $1.amount.minor : 0) }
      if detail.order.status == .pendingPayment { #expect(paid.isEmpty, "I20 \(when)") }
    }
    // What came in is what was paid and what is owed back, each once.
    #expect(try await town.balance(.momo) == momo, "I29 \(when)")
  }
}
