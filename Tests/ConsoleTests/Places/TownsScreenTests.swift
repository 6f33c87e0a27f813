import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct TownsScreenTests {
  private static func console(_ size: Size = Size(columns: 80, rows: 24)) -> Program {
    let towns = [
      SiteSummary(site: ConsoleSample.accra, waiting: 37, picking: 9, packedOrReady: 24, late: 7),
      SiteSummary(site: ConsoleSample.kasoa, waiting: 4, picking: 0, packedOrReady: 2, late: 0),
      SiteSummary(site: ConsoleSample.tamale, waiting: 11, picking: 1, packedOrReady: 5, late: 1),
    ]
    return ConsoleSample.showing(
      TownsScreen(), ConsoleSample.adwoa, size: size, told: [.answer(.sites(towns), tag: "towns")])
  }

  @Test func looks() { expectGoldens("towns") { Self.console($0) } }

  @Test func aFewLettersChooseATown() {
    var program = Self.console()
    program.type("ks")
    program.press(.enter)
    #expect(program.site == ConsoleSample.kasoa)
  }

  @Test func theTownInHandIsNotEnteredAgain() {
    var program = Self.console()
    program.press(.enter)
    #expect(program.site == ConsoleSample.accra)
    #expect(program.stack.count == 1)
  }
}
