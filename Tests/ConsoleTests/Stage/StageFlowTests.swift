import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// Staging and settling shortages on a real store.
@Suite struct StageFlowTests {
  /// A packed order; answers its parcel's code.
  private func packed(_ town: SmallTown, area: String = "Osu", tote: String = "T-101") async throws -> String {
    try await town.place([("MILO-400", 1)], area: area)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan(tote)
    await floor.item("MILO-400")
    var bench = try await Floor(town, "pack")
    await bench.scan(tote)
    await bench.item("MILO-400")
    let parcel = try #require(bench.screen(PackScreen.self)?.labelsDue.first?.code)
    await bench.scan(parcel)
    return parcel
  }

  @Test func aParcelAndItsLaneAreTwoScans() async throws {
    let town = try await SmallTown.fresh()
    let parcel = try await packed(town)
    var floor = try await Floor(town, "stage")
    #expect(floor.text.contains(parcel))
    await floor.scan(parcel)
    #expect(floor.text.contains("LANE") && floor.text.contains("L-03"))
    await floor.scan("L-03")
    #expect(floor.scans == 2 && floor.keys == 0 && floor.lastRow.contains("\(parcel) in L-03"))
    #expect(floor.text.contains("Nothing waits"))
  }

  @Test func wrongLanesAndParcelsAreRefusedAndAnotherParcelTakesOver() async throws {
    let town = try await SmallTown.fresh()
    let first = try await packed(town)
    let second = try await packed(town, area: "Labadi", tote: "T-102")
    var floor = try await Floor(town, "stage")
    await floor.scan("P-000")
    #expect(floor.bells == 1)
    await floor.scan(first, "L-01")
    #expect(floor.bells == 2 && floor.message.hasPrefix("WRONG LANE: L-01"))
    await floor.scan(second)
    #expect(floor.bells == 2 && floor.screen(StageScreen.self)?.inHand?.parcel.code == second)
    await floor.scan("L-01", second)
    #expect(floor.message.contains("stands in L-01 already"))
  }

  @Test func aShortageIsRetriedByOneKeyAndDroppedOnlyByAnother() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("PHONE-X", 10), ("MILO-400", 1)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await floor.press(.function(4), .enter, .character("1"))
    var board = try await Floor(town, as: "sena.support@townhouse.example", "shortages")
    #expect(board.text.contains("PHONE X 64 GB"))
    await board.type("r")
    #expect(board.message.contains("Not enough PHONE X") && board.bells == 1)
    await board.type("d")
    #expect(board.text.contains("Drop 10 × PHONE X 64 GB from ORD-20261121-0001 in Accra?"))
    await board.press(.enter)
    #expect(board.text.contains("PHONE X 64 GB"))
    await board.type("dy")
    #expect(board.text.contains("Nothing is short."))
  }

  @Test func aPickerSeesShortagesButMayNotSettleThem() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("PHONE-X", 10)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.press(.function(4), .enter, .character("1"))
    var board = try await Floor(town, "shortages")
    await board.type("h")
    #expect(board.bells == 1 && board.program.overlay == nil)
  }
}
