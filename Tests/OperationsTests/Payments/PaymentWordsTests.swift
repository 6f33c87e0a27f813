import Commerce
import Operations
import Store
import TestSupport
import Testing

/// What providers and people say of a few orders, over and over, from two houses on one file: each payment goes its way
/// once, and what came for one that was called off goes back, once.
@Suite("Payments asked for, called off and answered late")
struct PaymentWordsTests {
  @Test(
    "no payment that was called off is ever paid, whoever says so when (I13, I20 to I23, I26, I27, I29)",
    arguments: 1...6)
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
    let oracle = MoneyOracle(town: town, orders: all)
    var codes: [String: Int] = [:]
    for round in 0..<60 {
      town.clock.advance(seconds: 11)
      let (order, first, second) = (all[Int(random.next() % 8)], random.next(), random.next())
      async let one = Self.say(first, of: order, houses[0], gateway)
      async let other = Self.say(second, of: order, houses[1], gateway)
      for code in await [one, other] { codes[code, default: 0] += 1 }
      if round % 6 == 5 { try await oracle.check("seed \(seed) round \(round)") }
    }
    #expect(codes["done", default: 0] > 20 && codes.keys.allSatisfy { !$0.hasPrefix("store.") }, "\(codes)")
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
        let status: PaymentStatus = [.paid, .paid, .failed, .failed, .pending, .cancelled][Int(random.next() % 6)]
        let short = Int64(random.next() % 8 == 0 ? 1 : 0)
        let notice = IncomingNotice(
          provider: "momo", event: "\(payment.id)-\(status)-\(random.next() % 2)-\(short)", raw: "{}",
          signature: .valid,
          reference: payment.reference ?? "", status: status,
          amount: Money(minor: payment.amount.minor - short, payment.amount.currency))
        _ = try await desks.cash.receive(notice, intent)
      }
      return "done"
    } catch let error as CommerceError {
      return error.code
    } catch {
      return "store.\(error)"
    }
  }
}
