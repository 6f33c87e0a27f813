import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// A picker's work on a real store, counted in keys and scans.
@Suite struct PickFlowTests {
  @Test func fourLinesTakeFiveScansAndOneKey() async throws {
    let town = try await SmallTown.fresh()
    let order = try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400", "RICE-5", "KEY-200", "FRYTOL-1")
    #expect(floor.scans == 5 && floor.keys == 1 && floor.bells == 0)
    #expect(floor.text.contains("All picked"))
    #expect(floor.text.contains("F2 next work"))
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.pickedAt != nil)
  }

  @Test func anAcceptedScanSendsLittle() async throws {
    for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)] {
      let town = try await SmallTown.fresh()
      try await town.place(SmallTown.basket)
      var floor = try await Floor(town, "pick", size: size)
      await floor.press(.function(2))
      await floor.scan("T-101")
      _ = floor.repaintCost()
      for sku in ["MILO-400", "RICE-5", "KEY-200"] {
        await floor.item(sku)
        #expect(floor.repaintCost() <= 400)
      }
    }
  }

  @Test func aWrongScanChangesNothingButTheMessageAndTheRightOneClearsIt() async throws {
    let town = try await SmallTown.fresh()
    try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    let before = floor.canvas.lines
    await floor.item("TOMATO-210")
    let after = floor.canvas.lines
    #expect(floor.message == "NOT ON THIS ORDER: TIN TOMATO 210 G.  Need MILO 400 G at A-01-1")
    #expect(floor.bells == 1)
    #expect(zip(before, after).filter { $0 != $1 }.count == 1)
    await floor.item("MILO-400")
    #expect(floor.message.isEmpty && floor.lastRow.contains("MILO 400 G ×2 at A-01-1"))
  }

  @Test func furtherUnitsStaySilentAndOneTooManyIsToldToGoBack() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2), ("KEY-200", 1)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400", "MILO-400")
    #expect(floor.bells == 0 && floor.lastRow.contains("count 2 of 2"))
    await floor.item("MILO-400")
    #expect(floor.bells == 1 && floor.message.hasPrefix("2 OF 2: put it back"))
    await floor.item("MILO-400")
    #expect(floor.message.contains("count the bin"))
  }

  @Test func aShortLineTakesFourKeysAndGoesOnInAnotherBin() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("RICE-5", 3), ("KEY-200", 1)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    let before = floor.keys
    await floor.press(.function(4))
    #expect(floor.text.contains("of 3 bags; Enter is none"))
    await floor.type("2")
    await floor.press(.enter)
    #expect(floor.text.contains("1 not found"))
    await floor.type("1")
    #expect(floor.keys - before == 4)
    #expect(floor.text.contains("B-05-1"))
    #expect(floor.lastRow.contains("RICE LONG GRAIN 5 KG 1 short, rest from B-05-1"))
  }

  @Test func nothingThereTakesThreeKeysAndAScanNeverAnswers() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("RICE-5", 3)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    let before = floor.keys
    await floor.press(.function(4))
    await floor.item("RICE-5")
    #expect(floor.message.hasPrefix("A NUMBER below 3"))
    await floor.press(.enter)
    await floor.item("RICE-5")
    #expect(floor.message.hasPrefix("A DIGIT is needed"))
    for character in "T-118" { await floor.press(.character(character)) }
    await floor.press(.enter)
    #expect(floor.screen(PickScreen.self)?.prompt == .shortReason(got: 0))
    await floor.type("1")
    #expect(floor.keys - before == 3 + 6)
    #expect(floor.text.contains("B-05-1"))
  }

  @Test func aShortageNobodyCanFillIsSaid() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("PHONE-X", 10)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.press(.function(4), .enter, .character("1"))
    #expect(floor.text.contains("Picked, 1 short"))
    #expect(floor.lastRow.contains("10 nowhere: on the shortage list"))
  }

  @Test func damageTakesThreeKeysAndNeverAnEmptyEnter() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("RICE-5", 3)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.press(.function(5), .enter)
    #expect(floor.message.hasPrefix("A NUMBER from 1 to 3"))
    await floor.press(.escape)
    let before = floor.keys
    await floor.press(.function(5), .character("1"), .enter)
    #expect(floor.keys - before == 3)
    #expect(floor.lastRow.contains("1 damaged"))
  }

  @Test func undoSkipElsewhereAndToteFullCostTheirKeys() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2), ("RICE-5", 3)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await floor.press(.function(8))
    #expect(floor.lastRow.contains("taken back: MILO 400 G ×2"))
    await floor.press(.function(3))
    #expect(floor.screen(PickScreen.self)?.task?.variant.sku == "RICE-5")
    await floor.press(.function(6), .character("1"))
    #expect(floor.screen(PickScreen.self)?.work?.list.tasks.contains { $0.bin.code == "B-05-1" } == true)
    await floor.press(.function(9))
    await floor.scan("T-102")
    #expect(floor.screen(PickScreen.self)?.work?.list.orders.first?.totes.map(\.code) == ["T-101", "T-102"])
    #expect(floor.keys == 6)
  }

  @Test func theEmptyBinIsConfirmedByTheNextScanOrCountedInThreeKeys() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 40), ("KEY-200", 60), ("FRYTOL-1", 1)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400")
    #expect(floor.text.contains("A-01-1 empty?"))
    await floor.item("KEY-200")
    #expect(!floor.text.contains("A-01-1 empty?") && floor.text.contains("A-07-1 empty?"))
    let before = floor.keys
    await floor.press(.function(4), .character("2"), .enter)
    #expect(floor.keys - before == 3 && floor.lastRow.contains("A-07-1: 2 left"))
    #expect(!floor.text.contains("empty?"))
  }

  @Test func anUnknownCodeIsLinkedByOneKeyAndOneScan() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2)])
    var floor = try await Floor(town, as: "esi.supervisor@townhouse.example", "pick")
    await floor.press(.function(2))
    await floor.scan("T-101", "5901234123457")
    #expect(floor.message.hasPrefix("UNKNOWN CODE: 5901234123457"))
    await floor.press(.function(7))
    await floor.item("MILO-400")
    #expect(floor.message.contains("5901234123457 is MILO 400 G from now on"))
    await floor.scan("5901234123457")
    #expect(floor.text.contains("All picked"))
  }

  @Test func whoMayNotLinkIsNotToldTo() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101", "5901234123457")
    #expect(floor.message == "UNKNOWN CODE: 5901234123457. Go on; a supervisor can link it to an item")
  }

  @Test func dotCommandsAreOfEqualRank() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2), ("RICE-5", 3)])
    var floor = try await Floor(town, "pick")
    await floor.scan(".n", "T-101", ".k")
    #expect(floor.screen(PickScreen.self)?.task?.variant.sku == "RICE-5")
    await floor.scan(".u", ".s", "0")
    #expect(floor.screen(PickScreen.self)?.prompt == .shortReason(got: 0))
  }

  @Test func aClusterOfThreeOrdersAndSevenLinesTakesTenScansAndOneKey() async throws {
    let town = try await SmallTown.fresh()
    var policy = SitePolicy()
    policy.clusterSize = 3
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    try await town.place([("MILO-400", 1), ("KEY-200", 2), ("FRYTOL-1", 1)])
    try await town.place([("MILO-400", 2), ("KEY-200", 1)])
    try await town.place([("MILO-400", 1), ("FRYTOL-1", 3)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.item("MILO-400")
    #expect(floor.text.contains("PUT"))
    await floor.scan("T-101", "T-102", "T-103")
    await floor.item("KEY-200")
    await floor.scan("T-101", "T-102")
    await floor.item("FRYTOL-1")
    await floor.scan("T-101", "T-103")
    #expect(floor.scans == 10 && floor.keys == 1 && floor.bells == 0)
    #expect(floor.text.contains("All picked"))
  }

  @Test func workTakenOverIsSaidAndASupervisorsPINTakesItBack() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2), ("RICE-5", 1)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    let list = try #require(floor.screen(PickScreen.self)?.work?.list.id)
    _ = try await town.house.desks.warehouse.takeOver(list, stepUp: nil, town.intent(town.supervisor))
    await floor.item("MILO-400")
    #expect(floor.bells == 1 && floor.text.contains("Esi Supervisor, 0m ago"))
    await floor.press(.function(11))
    #expect(floor.screen(PickScreen.self)?.prompt == .vouchName)
    await floor.scan("B-9")
    await floor.scan("9999")
    #expect(!floor.text.contains("9999"))
    #expect(floor.screen(PickScreen.self)?.work?.list.holder == town.staff.picker)
  }

  @Test func anOrderCancelledMidPickStopsAndIsPutBackByTwoScansALine() async throws {
    let town = try await SmallTown.fresh()
    let order = try await town.place([("MILO-400", 2), ("RICE-5", 1)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400")
    try await town.house.desks.orders.cancel(order.id, reason: "changed their mind", town.intent(town.admin))
    await floor.item("RICE-5")
    #expect(floor.text.contains("Cancelled meanwhile"))
    var back = try await Floor(town, "put-backs")
    #expect(back.text.contains("MILO 400 G"))
    await back.item("MILO-400")
    await back.scan("A-01-1")
    #expect(back.scans == 2 && back.keys == 0 && back.lastRow.contains("MILO 400 G ×2 back in A-01-1"))
    #expect(back.text.contains("Nothing to put back"))
  }

  @Test func escapeLeavesThePromptThenTheScreen() async throws {
    let town = try await SmallTown.fresh()
    try await town.place([("MILO-400", 2)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2), .function(4), .escape)
    #expect(floor.screen(PickScreen.self)?.prompt == nil)
    await floor.press(.escape)
    #expect(floor.screen(PickScreen.self) == nil)
  }

  @Test func scansTypedAheadAreTakenInOrder() async throws {
    let town = try await SmallTown.fresh()
    try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    let codes = ["MILO-400", "RICE-5", "KEY-200", "FRYTOL-1"].map(SmallTown.code)
    await floor.scanAhead("T-101", codes[0], codes[1], codes[2], codes[3])
    #expect(floor.bells == 0 && floor.text.contains("All picked"))
  }

  @Test func aReadThatAScanHasOvertakenIsDropped() async throws {
    let town = try await SmallTown.fresh()
    try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    let old = try #require(floor.screen(PickScreen.self)?.work)
    var screen = try #require(floor.screen(PickScreen.self))
    let context = floor.program.context()
    guard case .call(_, let tag)? = screen.update(.committed, context).first else {
      Issue.record("it did not read")
      return
    }
    _ = screen.update(.scan(SmallTown.code("MILO-400")), context)
    let now = try await town.house.desks.warehouse.scan(
      SmallTown.code("MILO-400"), on: old.list.id, town.intent(town.picker))
    _ = screen.update(.answer(.pick(now), tag: "change"), context)
    _ = screen.update(.answer(.work(old), tag: tag), context)
    #expect(screen.work == now.work)
  }

  @Test func aRemappedOrUnknownDotCommandMovesNothing() async throws {
    let town = try await SmallTown.fresh()
    try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    let before = floor.screen(PickScreen.self)?.work
    await floor.scan(".z")
    #expect(floor.message.contains("There is no .z here") && floor.screen(PickScreen.self)?.work == before)
  }

  @Test func anEmptyQueueSaysSo() async throws {
    var floor = try await Floor(SmallTown.fresh(), "pick")
    #expect(floor.text.contains("No work in hand"))
    await floor.press(.function(2))
    #expect(floor.message.contains("Nothing waits to be picked"))
  }
}
