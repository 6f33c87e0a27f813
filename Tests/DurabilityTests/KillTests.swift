import Commerce
import Foundation
import Operations
import Store
import TestSupport
import Testing

/// Kills a working process at random points and looks at what it leaves.
@Suite("Killed in the middle", .serialized)
struct KillTests {
  @Test("three hundred kills of a random shift: nothing acknowledged is lost, nothing is doubled, the store is clean")
  func kills() async throws {
    let path = try SmallTown.temporaryPath()
    let built = try await SmallTown.build(at: path)
    await built.store.close()
    var generator = SeededGenerator(seed: 300)
    var acknowledged = 0
    var resent = 0
    for round in 1...300 {
      let log = try KilledRun.lines(
        [path, String(round)], killAfter: Int.random(in: 0...40, using: &generator))
      let town = try await SmallTown.reopen(at: path, clock: FixedClock(FixedClock().now.adding(minutes: 600_000)))
      for line in log {
        let words = line.split(separator: " ", maxSplits: 4)
        guard words.count >= 3, let command = UniqueID(String(words[1])) else { continue }
        acknowledged += 1
        let outcome = try await town.store.read { transaction throws(CommerceError) in
          try transaction.outcome(of: command)
        }
        #expect(outcome != nil, "round \(round): lost \(line)")
      }
      if let scan = log.last(where: { $0.hasPrefix("scan ") }) { resent += try await resend(scan, town) }
      let report = try await town.store.check()
      #expect(report.isSound, "round \(round): \(report)")
      await town.store.close()
    }
    #expect(acknowledged > 600, "the shift must do real work: \(acknowledged)")
    #expect(resent > 30, "scans must have been sent again: \(resent)")
  }

  /// Sends an acknowledged scan again, as a console does that never heard the answer: nothing may change.
  private func resend(_ line: String, _ town: SmallTown) async throws -> Int {
    let words = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
    guard words.count == 5, let id = UniqueID(words[1]), let list = Int64(words[2]), let person = Int64(words[3]) else {
      return 0
    }
    let before = try await town.house.desks.history.lastSequence()
    _ = try await town.house.desks.warehouse.scan(
      words[4], on: ID(list), Intent(id: id, caller: Caller(person: ID(person), site: town.site)))
    #expect(try await town.house.desks.history.lastSequence() == before, "doubled \(line)")
    return 1
  }
}
