import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Plans that were looked at while others went on working: carried out exactly as they were seen, or not at all.
@Suite("Plans under random work")
struct PlanPropertyTests {
  @Test("a plan is carried out as it was previewed, or refused because the world has changed", arguments: 1...5)
  func basis(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.dispatch
    var orders: [ID<Order>] = []
    for number in 0..<10 { orders.append(try await town.ready([("KEY-200", 1 + number % 3)]).id) }
    var shift = RandomShift(town, seed: seed, orders: orders) { town.ids.next() }
    var random = SeededGenerator(seed: seed &+ 900)
    var (changed, done) = (0, 0)
    for number in 0..<90 {
      let chosen = Array(orders.shuffled(using: &random).prefix(Int(random.next() % 4) + 1))
      let driver = random.next() % 2 == 0 ? town.staff.driver : town.staff.otherDriver
      let plans: [DispatchPlan] = [
        .assign(chosen, to: driver), .assign(chosen, to: driver), .sendOut(chosen), .unassign(chosen), .deliver(chosen),
        .swapOrders(chosen, to: driver, .other), .backToDepot(chosen),
      ]
      let plan = plans[Int(random.next() % 7)]
      let seen = try await desk.preview(plan, by: town.dispatcher)
      for _ in 0..<Int(random.next() % 3) { _ = await shift.roadStep() }
      let now = try await desk.preview(plan, by: town.dispatcher)
      let intent = town.intent(town.dispatcher)
      let when: Comment = "seed \(seed) step \(number)"
      do throws(CommerceError) {
        let result = try await desk.carryOut(plan, basis: seen.basis, intent)
        #expect(seen.rows == now.rows && seen.refusal == now.refusal, when)
        #expect(result.done == seen.allowed.map(\.number), when)
        #expect(Set(result.refused.keys) == Set(seen.rows.filter { $0.refusal != nil }.map(\.number)), when)
        done += 1
      } catch {
        if seen.rows != now.rows || seen.refusal != now.refusal {
          #expect(error.code == "rule.plan.changed", when)
          changed += 1
        }
      }
    }
    #expect(changed > 3 && done > 2, "seed \(seed): the world must have changed: \(changed), and not: \(done)")
    #expect(try await town.store.check().problems == [])
  }
}
