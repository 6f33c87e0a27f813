import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct ConsoleLoopTests {
  private func keys(_ text: String) -> [Event] { text.map { .key(.character($0)) } + [.key(.enter)] }

  @Test func aPersonSignsInTakesWorkScansAndLeaves() async throws {
    let town = try await SmallTown.fresh()
    let placed = try await town.place([("MILO-400", 2)])
    let (ending, frame) = await Dialogue.play(
      [
        .init("badge or e-mail", keys("B-1") + keys("1111")),
        .init("ORDERS", [.key(.character("n"))]),
        .init("A-01-1", keys("T-101") + keys(SmallTown.code("MILO-400"))),
        .init("All picked", [.key(.escape)]),
        .init("ORDERS", [.key(.character("q"))]),
      ], on: town)
    #expect(ending == .quit, "\(frame)")
    let detail = try await town.house.desks.orders.detail(placed.id, by: town.picker)
    #expect(detail.lines.map(\.picked) == [2])
  }

  @Test func everythingTypedAheadInOneBurstIsDoneInOrder() async throws {
    let town = try await SmallTown.fresh()
    let placed = try await town.place(SmallTown.basket)
    let scans = ["T-101"] + SmallTown.basket.map { SmallTown.code($0.0) }
    let (ending, frame) = await Dialogue.play(
      [
        .init("badge or e-mail", keys("B-1") + keys("1111")),
        .init("ORDERS", [.key(.character("n"))] + scans.flatMap(keys)),
        .init("All picked", [.key(.escape)]),
        .init("ORDERS", [.key(.character("q"))]),
      ], on: town)
    #expect(ending == .quit, "\(frame)")
    let detail = try await town.house.desks.orders.detail(placed.id, by: town.picker)
    #expect(detail.lines.allSatisfy { $0.picked == $0.quantity })
  }

  @Test func whatAnotherPersonCommitsIsSeenWithoutAKey() async throws {
    let town = try await SmallTown.fresh()
    async let played = Dialogue.play(
      [
        .init("badge or e-mail", keys("B-1") + keys("1111")),
        .init("1 waiting", [.key(.character("q"))]),
      ], on: town)
    try await town.place([("MILO-400", 2)])
    let (ending, frame) = await played
    #expect(ending == .quit, "\(frame)")
  }
}
