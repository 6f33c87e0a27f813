import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Two people refund the same orders at once, in large and small pieces, alone or with somebody's PIN.
@Suite("Refunds under random and concurrent work")
struct RefundPropertyTests {
  @Test("nobody gives back more alone than the town allows, nor vouches for themselves (I13)", arguments: 1...5)
  func limit(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let other = try await SmallTown.reopen(at: town.path, clock: town.clock)
    var orders: [(id: ID<Order>, minor: Int64)] = []
    for number in 1...3 {
      let order = try await town.ready([("RICE-5", 2 * number + 2)], method: .momo)
      orders.append((order.id, order.total.minor))
    }
    let all = orders
    var random = SeededGenerator(seed: seed)
    var codes: [String: Int] = [:]
    for _ in 0..<30 {
      let (order, first, second) = (all[Int(random.next() % 3)].id, random.next(), random.next())
      async let one = Self.press(order, by: town.support, town, first)
      async let another = Self.press(order, by: town.supervisor, other, second)
      for code in await [one, another] { codes[code, default: 0] += 1 }
    }
    for wanted in ["done", "rule.step_up.needed"] {
      #expect(codes[wanted, default: 0] > 0, "\(wanted) must have happened: \(codes)")
    }
    for (id, paid) in all {
      let refunds = try await town.detail(id).refunds
      let alone = refunds.reduce(0) { $0 + ($1.approver == nil ? $1.amount.minor : 0) }
      #expect(alone <= SitePolicy().refundLimitMinor, "seed \(seed)")
      #expect(refunds.allSatisfy { $0.approver == nil || $0.approver != $0.owner }, "seed \(seed)")
      #expect(refunds.reduce(0) { $0 + $1.amount.minor } <= paid, "I13 seed \(seed)")
    }
    #expect(try await town.store.check().problems == [])
  }

  private static func press(_ order: ID<Order>, by caller: Caller, _ town: SmallTown, _ seed: UInt64) async -> String {
    var random = SeededGenerator(seed: seed)
    let desk = town.house.desks.cash
    let seconds: [StepUp?] = [nil, nil, nil, StepUp(name: "B-9", pin: "9999"), StepUp(name: "B-0", pin: "0000")]
    let second = seconds[Int(random.next() % 5)]
    do throws(CommerceError) {
      let left = try await desk.refundable(order, by: caller)
      let request = RefundRequest(
        order: order, freeMinor: Int64(1 + random.next() % 14) * 1000, tender: left.tender, reason: "not good")
      _ = try await desk.refund(request, basis: left.basis, stepUp: second, town.intent(caller))
      return "done"
    } catch { return error.code }
  }
}
