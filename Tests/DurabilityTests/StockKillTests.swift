import Commerce
import Foundation
import Operations
import Store
import TestSupport
import Testing

/// Kills whoever adjusts, counts, receives, moves and transfers, over and over; each time the next one takes it up.
@Suite("Killed in the middle of stock work", .serialized)
struct StockKillTests {
  @Test("two hundred kills: what was acknowledged is there once, and the store is as if nobody had been killed")
  func kills() async throws {
    let begin = try SmallTown.temporaryPath()
    await (try await SmallTown.build(at: begin)).store.close()
    let (count, wanted) = try await whole(begin)
    var generator = SeededGenerator(seed: 57)
    var (path, next, resent, scripts) = (try Self.copy(of: begin), 0, 0, 0)
    for killed in 1...200 {
      let log = try KilledRun.lines(
        ["stock", path, String(next)], killAfter: Int.random(in: 1...12, using: &generator),
        pause: UInt32.random(in: 0...4000, using: &generator))
      #expect(!log.contains { $0.hasPrefix("doubled") || $0.hasPrefix("refused") }, "kill \(killed): \(log)")
      resent += log.count { $0.hasPrefix("again") }
      let done = log.compactMap { $0.hasPrefix("done ") ? Int($0.dropFirst(5)) : nil }
      next = (done.last ?? next - 1) + 1
      let town = try await SmallTown.reopen(at: path)
      let lost = try await town.store.read { transaction throws(CommerceError) in
        var lost: [Int] = []
        for step in done where try transaction.outcome(of: StockScript.command(step)) == nil { lost.append(step) }
        return lost
      }
      #expect(lost.isEmpty, "kill \(killed): lost \(lost)")
      let report = try await town.store.check()
      #expect(report.isSound, "kill \(killed): \(report)")
      await town.store.close()
      guard next == count else { continue }
      #expect(try await Self.told(path) == wanted, "after \(killed) kills")
      scripts += 1
      (path, next) = (try Self.copy(of: begin), 0)
    }
    #expect(resent > 60 && scripts > 0, "acknowledged commands were sent again: \(resent), whole scripts: \(scripts)")
  }

  /// The script played without a break: how many steps it has, and what it leaves.
  private func whole(_ begin: String) async throws -> (Int, [String]) {
    let path = try Self.copy(of: begin)
    let town = try await SmallTown.reopen(at: path, clock: FixedClock())
    let script = StockScript(town)
    for index in script.steps.indices { try await script.play(index) }
    await town.store.close()
    return (script.steps.count, try await Self.told(path))
  }

  /// Everything in the store, but when it was written: levels for whoever reads the failure, and the digest of it all.
  private static func told(_ path: String) async throws -> [String] {
    let town = try await SmallTown.reopen(at: path)
    var lines: [String] = []
    for (sku, variant) in town.variants.sorted(by: { $0.key < $1.key }) {
      for site in [town.site, town.elsewhere] {
        let level = try await town.store.read { transaction throws(CommerceError) in
          try transaction.level(of: variant, at: site)
        }
        lines.append("\(sku) at \(site): \(level)")
      }
    }
    lines.append("\(try await town.house.desks.history.lastSequence()) changes")
    await town.store.close()
    return lines + [try town.digest(ignoringTimes: true)]
  }

  private static func copy(of path: String) throws -> String {
    let copy = try SmallTown.temporaryPath()
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    return copy
  }
}
