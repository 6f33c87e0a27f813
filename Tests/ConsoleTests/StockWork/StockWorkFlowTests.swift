import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// Stock work at the terminal: what is typed and scanned, what is seen, what it costs.
@Suite struct StockWorkFlowTests {
  private static let lead = "esi.supervisor@townhouse.example"

  private func check(_ floor: Floor, _ name: String) async {
    var floor = floor
    for size in Golden.sizes {
      await floor.resize(size.columns, size.rows)
      let mismatch = Golden.mismatch(floor.canvas, name)
      #expect(mismatch == nil, "\(mismatch ?? "")")
    }
  }

  @Test func aBinIsCountedBlindByItsLabelItsItemsAndItsLabelAgain() async throws {
    let town = try await SmallTown.fresh()
    var floor = try await Floor(town, "count")
    await check(floor, "count-idle")
    await floor.scan("A-01-1")
    await floor.item("MILO-400", "MILO-400")
    #expect(!floor.text.contains(" 40 "), "blind: what is expected is not shown")
    await floor.scan("38")
    await check(floor, "count-line")
    await floor.scan("A-01-1")
    #expect(floor.scans == 5 && floor.keys == 0)
    #expect(floor.text.contains("A-01-1 counted, 1 item, 1 difference posted"))
    let card = try await town.house.desks.stock.card(try #require(town.variants["MILO-400"]), by: town.picker)
    #expect(card.level.onHand == 38)
  }

  @Test func wrongScansChangeNothingAndWhatWasNotScannedIsAskedAbout() async throws {
    let town = try await SmallTown.fresh()
    var floor = try await Floor(town, "count A-01-1")
    await floor.scan("NOBODY-KNOWS")
    #expect(floor.message.contains("UNKNOWN CODE"))
    await floor.scan("B-05-1")
    #expect(floor.message.contains("WRONG BIN") && floor.bells == 2)
    await floor.scan("A-01-1")
    #expect(floor.message.contains("The bin once more says there is none"))
    await check(floor, "count-none")
    await floor.item("MILO-400")
    await floor.scan("40", "A-01-1")
    #expect(floor.text.contains("all as in the book"))
  }

  @Test func aLargeDifferenceIsApprovedBySomebodyElse() async throws {
    let town = try await SmallTown.fresh()
    var counter = try await Floor(town, "count C-11-1")
    await counter.item("TOMATO-210")
    await counter.scan("60", "C-11-1")
    var lead = try await Floor(town, as: Self.lead, "counts")
    await check(lead, "counts-empty")
    await lead.press(.character("a"))
    await check(lead, "approvals")
    await lead.press(.enter)
    await check(lead, "approvals-ask")
    await lead.press(.character("y"))
    #expect(lead.message == "-40 TOMATO 210 G: 60 in C-11-1 now" || lead.message.hasPrefix("-40 "))
  }

  @Test func anAdjustmentAboveTheLimitAsksForASecondPersonOrWaits() async throws {
    let town = try await SmallTown.fresh()
    var floor = try await Floor(town, as: Self.lead, "item TOMATO-210")
    await floor.press(.character("a"))
    await floor.type("-25")
    await floor.press(.enter, .character("3"), .enter, .enter, .enter)
    #expect(floor.text.contains("A second person approves"))
    await check(floor, "adjust-second")
    await floor.press(.enter, .enter)
    #expect(floor.message.contains("waits for a second person"))
    await check(floor, "stock-card-waiting")
  }

  @Test func aDeliveryIsReceivedByItemAndBin() async throws {
    let town = try await SmallTown.fresh()
    _ = try await town.house.desks.stockWork.announce(
      DeliveryDraft(
        supplier: "Unilever", reference: "PO-77", dueOn: "2026-11-22",
        lines: [.init(code: "MILO-400", quantity: 24), .init(code: "KEY-200", quantity: 10)]),
      town.intent(town.picker))
    var floor = try await Floor(town, "deliveries")
    await check(floor, "deliveries")
    await floor.press(.enter)
    await floor.item("MILO-400")
    await floor.scan("24")
    await check(floor, "receive-item")
    await floor.scan("A-01-1")
    await floor.item("KEY-200")
    await floor.scan("11", "A-07-1")
    #expect(floor.message.contains("A-07-1 again takes it in"))
    await check(floor, "receive-over")
    await floor.scan("A-07-1")
    #expect(floor.message.contains("All is in"))
    await floor.press(.function(8))
    #expect(floor.text.contains("taken back"))
    let card = try await town.house.desks.stock.card(try #require(town.variants["KEY-200"]), by: town.picker)
    #expect(card.level.onHand == 60)
  }

  @Test func unitsGoToAnotherTownAndToAnotherBin() async throws {
    let town = try await SmallTown.fresh()
    var floor = try await Floor(town, as: Self.lead, "send tema")
    await floor.scan("A-01-1")
    await floor.item("MILO-400")
    await floor.scan("8")
    await check(floor, "send-item")
    await floor.press(.function(10))
    var list = try await Floor(town, as: Self.lead, "transfers")
    await check(list, "transfers")
    #expect(list.text.contains("TR-00001"))
    await list.press(.character("m"))
    await list.scan("A-03-2")
    await list.item("RICE-5")
    await list.scan("5")
    await check(list, "move-item")
    await list.scan("B-05-1")
    #expect(list.text.contains("×5 A-03-2 → B-05-1"))
    await list.press(.function(8))
    #expect(list.text.contains("taken back"))
  }

  @Test func lowStockSaysWhatToOrder() async throws {
    let town = try await SmallTown.fresh()
    for (sku, point, upTo) in [("MILO-400", 50, 100), ("PHONE-X", 10, 15), ("KEY-200", 5, 9)] {
      try await town.house.desks.stockWork.setReorderPoint(
        ReorderPoint(point: point, upTo: upTo), of: sku, town.intent(town.supervisor))
    }
    var floor = try await Floor(town, as: Self.lead, "low-stock")
    await check(floor, "low-stock")
    await floor.press(.character("a"))
    #expect(floor.text.contains("KEY SOAP"))
  }

  @Test(arguments: [
    "counts", "approvals", "count", "deliveries", "receive", "transfers", "send tema", "move", "low-stock all",
  ])
  func addressesReadBack(text: String) {
    #expect(Address(text)?.text == text)
  }
}
