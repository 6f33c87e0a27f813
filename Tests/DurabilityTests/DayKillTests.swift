import Commerce
import Foundation
import Operations
import Store
import TestSupport
import Testing

/// Kills whoever plays the scripted day, at random points, over and over; each time the next one takes it up again.
@Suite("Killed in the middle of the day", .serialized)
struct DayKillTests {
  private static let kills = 1000
  private let plan = DayPlan()

  @Test("a thousand kills of the scripted day: nothing acknowledged is lost, nothing is doubled, the books are right")
  func kills() async throws {
    let town = try SmallTown.temporaryPath()
    try await DayTown.build(at: town)
    var generator = SeededGenerator(seed: 1000)
    var (killed, resent, days, next) = (0, 0, 0, 0)
    var path = try Self.copy(of: town)
    while killed < Self.kills {
      let log = try KilledRun.lines(
        ["day", path, String(next), String(killed)], killAfter: Int.random(in: 1...9, using: &generator),
        pause: UInt32.random(in: 0...4000, using: &generator))
      killed += 1
      #expect(!log.contains { $0.hasPrefix("doubled") || $0.hasPrefix("refused") }, "kill \(killed): \(log)")
      resent += log.filter { $0.hasPrefix("again") }.count
      let done = log.compactMap { $0.hasPrefix("done ") ? Int($0.dropFirst(5)) : nil }
      try await expectKept(done, path, killed)
      next = (done.last ?? next - 1) + 1
      if killed.isMultiple(of: 100) { try await expectSound(path, killed) }
      guard next == plan.steps.count else { continue }
      // The day is over: the evening is looked at, and the next one begins.
      try await expectEvening(path)
      days += 1
      next = 0
      path = try Self.copy(of: town)
    }
    try await expectSound(path, killed)
    #expect(resent > Self.kills / 3, "acknowledged commands must have been sent again: \(resent)")
    #expect(days > 0 || next > plan.steps.count / 4, "the day must have got somewhere: \(next)")
  }

  /// Every step that was acknowledged is remembered by its first command.
  private func expectKept(_ done: [Int], _ path: String, _ killed: Int) async throws {
    let store = try SQLiteStore.open(path: path)
    let commands = done.filter { !plan.steps[$0].isClock }.map { DayHand.command(step: $0, place: 0) }
    let lost = try await store.read { transaction throws(CommerceError) in
      var lost: [UniqueID] = []
      for command in commands where try transaction.outcome(of: command) == nil { lost.append(command) }
      return lost
    }
    #expect(lost.isEmpty, "kill \(killed): lost \(lost) of \(done)")
    await store.close()
  }

  private func expectSound(_ path: String, _ killed: Int) async throws {
    let store = try SQLiteStore.open(path: path)
    let report = try await store.check()
    #expect(report.isSound, "kill \(killed): \(report)")
    await store.close()
  }

  /// The evening is the plan's, as if nobody had ever been killed.
  private func expectEvening(_ path: String) async throws {
    let store = try SQLiteStore.open(path: path)
    let (balances, orders) = try await store.read { [plan] transaction throws(CommerceError) in
      guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .enterSite) else {
        throw CommerceError.unauthenticated
      }
      var statuses: [OrderStatus?] = []
      for order in plan.orders {
        statuses.append(try transaction.order(number: DayHand.number(order.index), in: scope)?.status)
      }
      return (try transaction.balances(at: try transaction.site(code: "accra")?.id ?? ID(0), in: scope), statuses)
    }
    func sum(_ word: String) -> Int64 { balances.filter { $0.account.word == word }.reduce(0) { $0 + $1.minor } }
    #expect(orders == plan.statuses)
    #expect(sum("bank") == plan.bankMinor)
    #expect(sum("owned") == plan.ownedMinor)
    #expect(balances.reduce(0) { $0 + $1.minor } == 0)
    #expect(try await store.check().isSound)
    await store.close()
  }

  private static func copy(of path: String) throws -> String {
    let copy = try SmallTown.temporaryPath()
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    return copy
  }
}
