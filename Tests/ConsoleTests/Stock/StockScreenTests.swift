import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct StockScreenTests {
  static func hit(_ variant: Variant, _ available: Int) -> StockHit {
    StockHit(
      variant: variant, level: StockLevel(onHand: available + 3, reserved: 3), binCode: available > 0 ? "A-03-2" : "")
  }

  static let milo = Variant(
    id: ID(1), product: ID(1), sku: "MILO-400", name: "MILO 400 G", unit: "tin", weightGrams: 400, strict: false,
    priceMinor: 4250)

  @Test func typingFindsLiveAndDownGoesIntoTheList() {
    let context = ListSample.context()
    var screen = StockScreen("")
    #expect(screen.opened(context).isEmpty, "nothing typed, nothing asked")
    #expect(
      screen.update(.key(.character("r")), context)
        == [.quiet, .call(.stock(.find("r", limit: StockScreen.limit)), tag: "hits")])
    let hits = [Self.hit(Self.milo, 0), Self.hit(ListSample.rice, 12)]
    _ = screen.update(.answer(.stockHits(hits), tag: "hits"), context)
    _ = screen.update(.action("list.down"), context)
    _ = screen.update(.action("list.down"), context)
    #expect(screen.update(.action("stock.open"), context) == [.open(.stockCard(.id(ID(2))))])
    #expect(screen.back(context)?.isEmpty == true)
    #expect(screen.inputMode == .text)
    #expect(screen.back(context) == nil)
  }

  @Test func aScannedBarcodeOpensItsCardAtOnce() {
    let context = ListSample.context()
    var screen = StockScreen("")
    _ = screen.opened(context)
    #expect(
      screen.update(.scan("6030000000028"), context)
        == [.call(.stock(.find("6030000000028", limit: StockScreen.limit)), tag: "hits")])
    let opened = screen.update(.answer(.stockHits([Self.hit(ListSample.rice, 12)]), tag: "hits"), context)
    #expect(opened == [.open(.stockCard(.id(ID(2))))])
  }

  @Test func anUnknownCodeSaysSo() {
    let context = ListSample.context()
    var screen = StockScreen("")
    _ = screen.update(.scan("999"), context)
    let said = screen.update(.answer(.stockHits([]), tag: "hits"), context)
    #expect(said == [.notice(Notice(.refused, "No item has \"999\" as its code or in its name."))])
  }
}

@Suite struct StockCardScreenTests {
  static func opened(in context: Context = ListSample.context()) -> StockCardScreen {
    var screen = StockCardScreen(.code("RICE-5"))
    _ = screen.opened(context)
    let hit = StockScreenTests.hit(ListSample.rice, 32)
    let effects = screen.update(.answer(.stockHits([hit]), tag: "code"), context)
    _ = screen.update(.answer(.stockCard(ListSample.card()), tag: "card"), context)
    if let tag = effects.pageTag {
      _ = screen.update(
        .answer(.stockWork(.moves(Page(rows: ListSample.moves(0..<50), hasAfter: true))), tag: tag), context)
    }
    return screen
  }

  @Test func aCodeLeadsToTheCardAndItsMoves() {
    let screen = Self.opened()
    #expect(screen.card?.variant.sku == "RICE-5")
    #expect(screen.moves.window.count == 50)
    #expect(screen.request == .stockCard(.code("RICE-5")))
    #expect(screen.bannerFacts == "32 available")
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60)])
  func whatIsAvailableAndWhereItLiesIsWholeAtEverySize(columns: Int, rows: Int) {
    let context = ListSample.context(columns, rows)
    let text = ListSample.drawn(Self.opened(in: context), context).lines.joined(separator: "\n")
    for part in ["RICE LONG GRAIN 5 KG", "32 available", "A-03-2", "B-05-1"] { #expect(text.contains(part)) }
  }

  @Test func aMoveOpensItsOrderAndANewMoveAppears() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    _ = screen.update(.action("list.down"), context)
    #expect(screen.moves.selected?.orderNumber != nil)
    #expect(screen.update(.action("stock.order"), context) == [.open(.order(.id(ID(417)), neighbours: []))])
    let tag = try need(screen.update(.committed, context).pageTag)
    _ = screen.update(.answer(.stockWork(.moves(Page(rows: ListSample.moves(0..<52)))), tag: tag), context)
    #expect(screen.moves.newer == 2)
  }

  @Test func anUnknownCodeIsNoItem() {
    let context = ListSample.context()
    var screen = StockCardScreen(.code("NO-1"))
    _ = screen.opened(context)
    _ = screen.update(.answer(.stockHits([]), tag: "code"), context)
    #expect(screen.problem == .notFound(.variant, "NO-1"))
  }
}
