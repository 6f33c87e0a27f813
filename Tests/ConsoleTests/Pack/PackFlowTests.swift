import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// The pack station on a real store, counted in keys and scans.
@Suite struct PackFlowTests {
  /// A picked order in tote T-101.
  private func picked(_ lines: [(String, Int)], _ town: SmallTown, _ tote: String = "T-101") async throws
    -> PlacedOrder
  {
    let order = try await town.place(lines)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan(tote)
    for (sku, _) in lines { await floor.item(sku) }
    return order
  }

  @Test func fiveUnitsArePackedAndStagedByNineScansAndNoKey() async throws {
    let town = try await SmallTown.fresh()
    let order = try await picked([("MILO-400", 2), ("RICE-5", 2), ("KEY-200", 1)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    #expect(floor.text.contains("left of 5"))
    await floor.item("MILO-400", "MILO-400", "RICE-5", "RICE-5", "KEY-200")
    let parcel = try #require(floor.screen(PackScreen.self)?.labelsDue.first)
    #expect(town.printer.printed.map(\.title) == ["\(parcel.code)-label"])
    await floor.scan(parcel.code, parcel.code, "L-03")
    #expect(floor.scans == 9 && floor.keys == 0 && floor.bells == 0)
    #expect(floor.lastRow.contains("\(order.number) ready in L-03"))
    #expect(floor.screen(PackScreen.self)?.step == .tote)
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.status == .readyForDispatch)
  }

  @Test func wrongItemsLabelsAndLanesChangeNothing() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 1)], town)
    _ = try await picked([("RICE-5", 1)], town, "T-102")
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.item("RICE-5")
    #expect(floor.bells == 1 && floor.message.hasPrefix("NOT IN THIS ORDER: RICE"))
    await floor.item("MILO-400", "MILO-400")
    #expect(floor.bells == 2 && floor.message.hasPrefix("TOO MANY"))
    let parcel = try #require(floor.screen(PackScreen.self)?.labelsDue.first?.code)
    await floor.scan("P-999999")
    #expect(floor.bells == 3)
    await floor.scan(parcel, parcel, "L-01")
    #expect(floor.message.hasPrefix("WRONG LANE: L-01"))
    await floor.scan("L-03")
    #expect(floor.lastRow.contains("ready in L-03"))
  }

  @Test func theNextToteMayComeBeforeTheLane() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 1)], town)
    let second = try await picked([("RICE-5", 1)], town, "T-102")
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await floor.scan(try #require(floor.screen(PackScreen.self)?.labelsDue.first?.code), "T-102")
    #expect(floor.screen(PackScreen.self)?.work?.order.number == second.number)
    #expect(floor.bells == 0)
  }

  @Test func missingUnitsTakeTwoKeysAndDamagedOnesThree() async throws {
    let town = try await SmallTown.fresh()
    let order = try await picked([("MILO-400", 2)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await floor.press(.function(4), .character("1"))
    #expect(floor.keys == 2 && floor.lastRow.contains("back to picking"))
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.status == .picking && detail.order.pickedAt == nil)

    let other = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 2)], other)
    var bench = try await Floor(other, "pack")
    await bench.scan("T-101")
    await bench.press(.function(5), .character("1"), .enter)
    #expect(bench.keys == 3 && bench.lastRow.contains("back to picking"))
  }

  @Test func withSeveralLinesTheLineIsChosenFirst() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 2), ("RICE-5", 1)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.press(.function(4), .character("2"), .character("1"))
    #expect(floor.message.contains("1 RICE LONG GRAIN 5 KG"))
  }

  @Test func digitsAreAWeightOnceThereIsABox() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 2)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.scan("850")
    #expect(floor.message.hasPrefix("UNKNOWN CODE: 850"))
    await floor.item("MILO-400", "MILO-400")
    await floor.type("850")
    await floor.press(.enter)
    #expect(floor.lastRow.contains("weighs 850 g"))
  }

  @Test func aSecondBoxHasItsOwnLabel() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 2)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await floor.press(.function(9))
    #expect(town.printer.printed.count == 1 && floor.text.contains("label of box 1 not scanned yet"))
    await floor.item("MILO-400")
    #expect(town.printer.printed.count == 2)
    let labels = floor.screen(PackScreen.self)?.labelsDue.map(\.code) ?? []
    for label in labels { await floor.scan(label) }
    for label in labels { await floor.scan(label, "L-03") }
    #expect(floor.lastRow.contains("ready in L-03") && floor.bells == 0)
  }

  @Test func acceptAllIsOffUnlessTheTownAllowsIt() async throws {
    let town = try await SmallTown.fresh()
    var policy = SitePolicy()
    policy.acceptAllAtPacking = true
    _ = try await picked([("MILO-400", 2), ("RICE-5", 2), ("KEY-200", 1)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.press(.function(10))
    #expect(floor.message.contains("Every unit is counted in this town"))
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    await floor.refresh()
    await floor.press(.function(10))
    let parcel = try #require(floor.screen(PackScreen.self)?.labelsDue.first?.code)
    await floor.scan(parcel, parcel, "L-03")
    #expect(floor.scans == 4 && floor.lastRow.contains("ready in L-03"))
  }

  @Test func aCancelledOrderStopsAtThePackStation() async throws {
    let town = try await SmallTown.fresh()
    let order = try await picked([("MILO-400", 2)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    try await town.house.desks.orders.cancel(order.id, reason: "refused", town.intent(town.admin))
    await floor.item("MILO-400")
    #expect(floor.text.contains("STOP") && floor.text.contains("Hold shelf"))
    await floor.scan("T-101")
    #expect(floor.screen(PackScreen.self)?.step == .tote && floor.lastRow.contains("hold shelf"))
  }

  @Test func anotherPrinterTakesTwoKeysAndPrintsWhatIsOwed() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 1)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await floor.press(.function(12), .character("2"))
    #expect(floor.keys == 2 && town.printer.printed.count == 2)
  }

  @Test func aPackScanSendsLittle() async throws {
    let town = try await SmallTown.fresh()
    _ = try await picked([("MILO-400", 2), ("RICE-5", 2), ("KEY-200", 1)], town)
    var floor = try await Floor(town, "pack")
    await floor.scan("T-101")
    _ = floor.repaintCost()
    for sku in ["MILO-400", "MILO-400", "RICE-5"] {
      await floor.item(sku)
      #expect(floor.repaintCost() <= 400)
    }
  }
}
