import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// What is never cut: the item, the number, the place, at any extent the console works in.
@Suite struct ScanLayoutTests {
  private let names = [
    "MILO 400 G", "RICE LONG GRAIN PERFUMED PREMIUM QUALITY 25 KG",
    "CONCENTRATED ANTIBACTERIAL WASHING POWDER WITH LEMON AND ALOE VERA REFILL SACHET 900 G",
  ]

  @Test func itemNumberAndBinAreWholeAtEveryExtent() async throws {
    let town = try await SmallTown.fresh()
    let floor = try await Floor(town, "pick")
    let context = floor.program.context()
    for name in names {
      for quantity in [1, 24, 12_345] {
        for columns in 30...130 {
          for rows in [5, 6, 8, 9, 12, 18, 36] {
            let focus = ScanFocus(
              verb: "GET", subject: name, quantity: quantity, unit: "sachets",
              places: [
                ScanFocus.Place(label: "from", text: "A-03-2"), ScanFocus.Place(label: "then", text: "A-07-1"),
                ScanFocus.Place(label: "tote", text: "T-101"),
              ], corner: "12 of 17 lines", code: "6030000000028")
            var canvas = Canvas(Size(columns: columns, rows: rows))
            _ = focus.draw(on: &canvas, in: canvas.bounds, context)
            let drawn = canvas.lines.joined(separator: " ")
            let missing = (name.split(separator: " ").map(String.init) + ["\(quantity)", "A-03-2"])
              .filter { !drawn.contains($0) }
            #expect(missing.isEmpty, "\(missing) at \(columns)x\(rows)")
            #expect(canvas.cursor != nil)
          }
        }
      }
    }
  }

  @Test func aLongWalkKeepsItsRowsUntilThePageTurns() {
    let rows = (1...30).map { index in
      WalkRow(
        state: index < 14 ? .done : index == 14 ? .current : .open, bin: "A-\(index)", item: "ITEM \(index)",
        quantity: "1", remark: "")
    }
    #expect(WalkPane(rows: rows).window(30) == 0..<30)
    #expect(WalkPane(rows: rows).window(10) == 9..<18)
    #expect(WalkPane(rows: rows).window(15) == 0..<14)
    var canvas = Canvas(Size(columns: 60, rows: 10))
    WalkPane(rows: rows).draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.lines.contains { $0.contains("▶ A-14") })
    #expect(canvas.lines.last == "   9 before, 12 more")
  }

  @Test func numbersAreShortAndNeverAScan() {
    #expect(TypedNumber.parse("0") == 0 && TypedNumber.parse("12345") == 12_345)
    for text in ["", "123456", "6030000000028", "-1", "1.5", "T-1", "٣"] { #expect(TypedNumber.parse(text) == nil) }
    #expect(TypedNumber.digit(.character("0")) == nil && TypedNumber.digit(.character("9")) == 9)
  }

  @Test func unitsAreCountedInWords() {
    #expect(UnitWords.of("bag", 1) == "bag" && UnitWords.of("bag", 3) == "bags")
    #expect(UnitWords.of("box", 2) == "boxes" && UnitWords.of("bunch", 2) == "bunches")
  }

  @Test func asciiDrawsTheSameWithPlainShapes() async throws {
    let town = try await SmallTown.fresh()
    try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    await floor.item("MILO-400")
    var canvas = Canvas(Size(columns: 80, rows: 24), glyphs: .ascii)
    floor.program.draw(on: &canvas)
    #expect(canvas.lines.contains { $0.contains("> A-03-2  RICE") })
    #expect(canvas.lines.contains { $0.contains("+ A-01-1  MILO") })
  }
}
