import Client
import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

/// I31 for whatever a console can do at a server: a day, a stock-taking, a wild shift and single commands, all of them
/// sent again and again.
@Suite("A console's commands again")
struct RepeatedDeskTests {
  @Test("every command of every desk answers the same bytes, and refuses another one under its id")
  func everyCommand() async throws {
    var repeated = try await playDay().transport.repeated
    for scene in RepeatedScenes.all {
      let town = try await RepeatedTown()
      do { try await scene.play(town) } catch { Issue.record(error, "\(scene.name)") }
      #expect(try await SQLiteStore.check(path: town.town.path).problems.isEmpty, "\(scene.name)")
      repeated.merge(town.house.transport.repeated) { $0 + $1 }
    }
    let served = try await RepeatedTown().house.listener.operations.map(\.route)
    let commands = served.filter { $0.isIdempotent && $0.path.hasPrefix("/desk/") }
    #expect(commands.count > 90)
    let missing = commands.map { "\($0.method.rawValue) \($0.path)" }.filter { repeated[$0] == nil }
    #expect(missing == [], "\(missing.count) were never repeated")
  }

  /// A day of the road and the till.
  private func playDay() async throws -> RepeatedHouse {
    let path = try SmallTown.temporaryPath()
    try await DayTown.build(at: path)
    let clock = FixedClock(DayTown.start)
    let plan = DayPlan(seed: 31, count: 45)
    let house = DayTown.house(try SQLiteStore.open(path: path), clock: clock, ids: SequenceIDs(seed: 11))
    let other = DayTown.house(try SQLiteStore.open(path: path), clock: clock, ids: SequenceIDs(seed: 12))
    let repeated = try RepeatedHouse(house, other)
    let ids = SequenceIDs(seed: 13)
    let hand = try await DayHand(plan, on: house, at: repeated.desks, move: clock.set) { _ in ids.next() }
    for step in plan.steps { try await hand.play(step) }
    #expect(try await SQLiteStore.check(path: path).problems.isEmpty)
    return repeated
  }
}
