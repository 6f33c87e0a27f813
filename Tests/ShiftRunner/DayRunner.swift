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
        // Put together anew from the store as it is now, it may say something else than the first time, such as how much
        // is left to give back: then its id is known for other content, and it has to change nothing all the more.
        do throws(CommerceError) {
          try await hand.play(plan.steps[first - 1])
        } catch .refused(let refusal) where refusal.rule == .commandReused {}
        let after = try await house.desks.history.lastSequence()
        ShiftRunner.write(before == after ? "again \(first - 1)\n" : "doubled \(first - 1)\n", to: 1)
      }
      for index in first..<plan.steps.count {
        step.store(index, ordering: .relaxed)
        try await hand.play(plan.steps[index])
        ShiftRunner.write("done \(index)\n", to: 1)
      }
    } catch {
      ShiftRunner.write("refused \(step.load(ordering: .relaxed)) \(error)\n", to: 1)
    }
  }
}
