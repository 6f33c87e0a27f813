import Commerce
import FoundationEssentials
import Glibc
import Operations
import Store
import Synchronization
import TestSupport

/// Plays the scripted day from a step on. What was acknowledged last is sent again first, as by somebody who never heard
/// the answer: it has to change nothing.
enum DayRunner {
  static func run(_ path: String, from first: Int?, round: UInt64?) async throws {
    let plan = DayPlan()
    guard let first, let round, (0...plan.steps.count).contains(first) else { ShiftRunner.usage() }
    let clock = FixedClock(DayTown.start)
    for case .clock(let moment) in plan.steps[..<first] { clock.set(moment) }
    let store = try SQLiteStore.open(path: path)
    let house = DayTown.house(store, clock: clock, ids: SequenceIDs(seed: 0xDA1_0000 + round))
    let step = Atomic<Int>(0)
    let hand = try await DayHand(plan, on: house, move: clock.set) { place in
      DayHand.command(step: step.load(ordering: .relaxed), place: place)
    }
    ShiftRunner.write("ready\n", to: 1)
    do {
      if first > 0, !plan.steps[first - 1].isClock {
        step.store(first - 1, ordering: .relaxed)
        let before = try await house.desks.history.lastSequence()
        try await ShiftRunner.again { () throws(CommerceError) in try await hand.play(plan.steps[first - 1]) }
        let after = try await house.desks.history.lastSequence()
        ShiftRunner.write(before == after ? "again \(first - 1)\n" : "doubled \(first - 1)\n", to: 1)
      }
      for index in first..<plan.steps.count {
        step.store(index, ordering: .relaxed)
        if index == first {
          // Whoever was killed may have carried it out and not said so.
          try await ShiftRunner.again { () throws(CommerceError) in try await hand.play(plan.steps[index]) }
        } else {
          try await hand.play(plan.steps[index])
        }
        ShiftRunner.write("done \(index)\n", to: 1)
      }
    } catch {
      ShiftRunner.write("refused \(step.load(ordering: .relaxed)) \(error)\n", to: 1)
    }
  }
}
