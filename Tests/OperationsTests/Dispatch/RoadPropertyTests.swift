import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Shifts that have much on the road: the floor and the road against the oracle, the books of the store at the end.
@Suite("Road invariants under random work")
struct RoadPropertyTests {
  @Test("orders, attempts, boxes and stock agree after every step", arguments: Array(1...6 as ClosedRange<UInt64>))
  func invariants(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    if seed.isMultiple(of: 2) {
      var policy = SitePolicy()
      policy.incidentFirst = true
      policy.maxAttempts = 2
      try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    }
    var orders: [ID<Order>] = []
    for number in 0..<14 {
      let sku = SmallTown.items[number % 4].sku
      orders.append(try await town.ready([(sku, 1 + number % 3), ("TOMATO-210", 2)]).id)
    }
    var shift = RandomShift(town, seed: seed, orders: orders) { town.ids.next() }
    var accepted = 0
    for number in 0..<160 {
      let before = try await town.house.desks.history.lastSequence()
      let refusal = await shift.roadStep().refusedBy
      let after = try await town.house.desks.history.lastSequence()
      if let refusal {
        #expect(after == before, "seed \(seed) step \(number): refused by \(refusal), yet the feed grew (I62)")
        #expect(
          ["rule.", "input.", "access."].contains { refusal.hasPrefix($0) }, "seed \(seed) step \(number): \(refusal)")
      } else {
        accepted += 1
      }
      if number.isMultiple(of: 8) { try await Oracle(town).check("seed \(seed) step \(number)") }
    }
    try await Oracle(town).check("seed \(seed) at the end")
    #expect(accepted > 30, "the shift must do real work: \(accepted)")
    #expect(try await town.store.check().problems == [])
  }

  @Test("two consoles on one file at once leave the books right", arguments: [11, 12, 13] as [UInt64])
  func twoConsoles(seed: UInt64) async throws {
    let path = try SmallTown.temporaryPath()
    let town = try await SmallTown.build(at: path)
    var orders: [ID<Order>] = []
    for number in 0..<10 { orders.append(try await town.ready([(SmallTown.items[number % 5].sku, 2)]).id) }
    let other = try await SmallTown.reopen(at: path, clock: town.clock)
    let wanted = orders
    func work(_ town: SmallTown, _ seed: UInt64) async -> [String] {
      var shift = RandomShift(town, seed: seed, orders: wanted) { town.ids.next() }
      var refusals: [String] = []
      for _ in 0..<80 {
        if let code = await shift.roadStep().refusedBy { refusals.append(code) }
      }
      return refusals
    }
    async let first = work(town, seed)
    async let second = work(other, seed &+ 500)
    let refusals = await first + second
    #expect(refusals.allSatisfy { !$0.hasPrefix("store.") }, "\(Set(refusals))")
    try await Oracle(town).check("seed \(seed) after both")
    #expect(try await town.store.check().problems == [])
  }
}
