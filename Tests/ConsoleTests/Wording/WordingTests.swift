import Commerce
import Testing

@testable import Console

@Suite struct WordingTests {
  @Test(arguments: Rule.allCases) func everyRuleIsWorded(_ rule: Rule) {
    let text = Wording.text(Refusal(rule, remedy: .none))
    #expect(!text.contains(rule.rawValue), "its id is no sentence")
    #expect(text.contains(" "))
    #expect(!text.contains("Error"))
  }

  @Test func everyRemedyThatMendsIsWorded() {
    let silent = Remedy.allCases.filter { Wording.remedy($0).isEmpty }
    #expect(Set(silent) == [.none, .scanNeeded])
  }

  @Test func aWrongScanNamesWhatIsNeededAndWhere() {
    let refusal = Refusal(
      .notOnOrder,
      [.item: .text("KEY SOAP 200 G"), .neededItem: .text("RICE LONG GRAIN 5 KG"), .neededBin: .text("A-03-2")],
      remedy: .scanNeeded)
    #expect(
      Wording.text(refusal) == "NOT ON THIS ORDER: KEY SOAP 200 G.  Need RICE LONG GRAIN 5 KG at A-03-2")
  }

  @Test(arguments: [(0, "now"), (14, "14 min"), (-14, "14 min"), (124, "2h04"), (4320, "3 days")])
  func ages(_ minutes: Int, _ text: String) { #expect(Wording.span(minutes: minutes) == text) }
}
