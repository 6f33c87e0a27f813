import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct PolicyScreenTests {
  private func shown() -> (PolicyScreen, Context) {
    var screen = PolicyScreen()
    let context = ConsoleSample.showing(SettingsScreen()).context()
    #expect(screen.opened(context) == [.call(.house(.site), tag: "site")])
    #expect(screen.update(.answer(.site(ConsoleSample.accra), tag: "site"), context).isEmpty)
    return (screen, context)
  }

  @Test func nothingChangesBeforeItIsKept() {
    var (screen, context) = shown()
    _ = screen.update(.key(.control("u")), context)
    #expect(screen.update(.key(.character("3")), context).isEmpty)
    #expect(screen.form["cluster"] == "3")
    var expected = ConsoleSample.accra.policy
    expected.clusterSize = 3
    #expect(screen.update(.action("policy.keep"), context) == [.call(.house(.setPolicy(expected)), tag: "keep")])
  }

  @Test func whatIsNoNumberIsSaidAtItsField() {
    var (screen, context) = shown()
    _ = screen.update(.key(.control("u")), context)
    #expect(screen.update(.action("policy.keep"), context).isEmpty)
    #expect(screen.form.fields.first?.error == "a whole number")
  }

  @Test func whatIsOutOfRangeIsSaidAtItsField() {
    var (screen, context) = shown()
    let call = DeskCall.house(.setPolicy(ConsoleSample.accra.policy))
    let issue = FieldIssue("lease_minutes", "is not from 1 to 240")
    let error = Answer.failed(.invalid([issue]), call)
    #expect(screen.update(.answer(error, tag: "keep"), context).isEmpty)
    #expect(screen.form.fields.first { $0.id == "lease" }?.error == "is not from 1 to 240")
  }

  @Test func keptItClosesAndSaysSo() {
    var (screen, context) = shown()
    #expect(screen.update(.answer(.done, tag: "keep"), context).last == .close)
  }

  @Test func looks() {
    expectGoldens("policy") { size in
      var screen = PolicyScreen()
      let program = ConsoleSample.showing(SettingsScreen(), size: size)
      _ = screen.update(.answer(.site(ConsoleSample.accra), tag: "site"), program.context())
      return ConsoleSample.showing(screen, size: size)
    }
  }
}
