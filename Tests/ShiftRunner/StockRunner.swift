import Commerce
import Glibc
import Operations
import TestSupport

/// Plays the script of stock work from a step on. What was acknowledged last is sent again first, as by somebody who
/// never heard the answer: it has to change nothing.
enum StockRunner {
  static func run(_ path: String, from first: Int?) async throws {
    let town = try await SmallTown.reopen(at: path, clock: FixedClock())
    let script = StockScript(town)
    guard let first, (0...script.steps.count).contains(first) else { ShiftRunner.usage() }
    ShiftRunner.write("ready\n", to: 1)
    var step = first
    do {
      if first > 0 {
        let before = try await town.house.desks.history.lastSequence()
        try await ShiftRunner.again { () throws(CommerceError) in try await script.play(first - 1) }
        let after = try await town.house.desks.history.lastSequence()
        ShiftRunner.write(before == after ? "again \(first - 1)\n" : "doubled \(first - 1)\n", to: 1)
      }
      while step < script.steps.count {
        if step == first {
          // Whoever was killed may have carried it out and not said so.
          try await ShiftRunner.again { () throws(CommerceError) in try await script.play(first) }
        } else {
          try await script.play(step)
        }
        ShiftRunner.write("done \(step)\n", to: 1)
        step += 1
      }
    } catch {
      ShiftRunner.write("refused \(step) \(error)\n", to: 1)
    }
  }
}
