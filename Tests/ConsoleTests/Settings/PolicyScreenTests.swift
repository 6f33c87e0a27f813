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

  /// Types `text` over what stands in a field.
  private func type(_ text: String, in field: String, _ screen: inout PolicyScreen, _ context: Context) {
    while screen.form.fields[screen.form.focus].id != field { _ = screen.update(.action("policy.next"), context) }
    _ = screen.update(.key(.control("u")), context)
    for character in text { _ = screen.update(.key(.character(character)), context) }
  }

  @Test func whatIsNotTouchedStaysAsItWas() {
    var (screen, context) = shown()
    #expect(
      screen.update(.action("policy.keep"), context)
        == [.call(.house(.setPolicy(ConsoleSample.accra.policy)), tag: "keep")])
  }

  @Test func slotsLimitsAndProofAreKept() {
    var (screen, context) = shown()
    type("7:30-10:00, 10:00-24:00", in: "slots", &screen, context)
    type("12", in: "capacity", &screen, context)
    type("1.5", in: "tolerance", &screen, context)
    type("40", in: "write_off", &screen, context)
    type("1,250.00", in: "refund", &screen, context)
    type("5", in: "units", &screen, context)
    type("2", in: "attempts", &screen, context)
    type(" ", in: "incident", &screen, context)
    type("45", in: "reopen", &screen, context)
    type("c", in: "proof", &screen, context)
    var expected = ConsoleSample.accra.policy
    expected.slots = [DaySlot(from: 450, until: 600), DaySlot(from: 600, until: 1440)]
    expected.slotCapacity = 12
    expected.toleranceMinor = 150
    expected.writeOffLimitMinor = 4_000
    expected.refundLimitMinor = 125_000
    expected.stockApprovalUnits = 5
    expected.maxAttempts = 2
    expected.incidentFirst.toggle()
    expected.reopenMinutes = 45
    expected.proof = .code
    #expect(screen.update(.action("policy.keep"), context) == [.call(.house(.setPolicy(expected)), tag: "keep")])
  }

  @Test(arguments: ["", "nine to five", "09:00", "09:00-08:00", "09:00-12:60", "09:00-25:00", "09:00-12:00 noon"])
  func whatIsNoSpanIsSaidAndStays(_ typed: String) {
    var (screen, context) = shown()
    type(typed, in: "slots", &screen, context)
    type("-5", in: "refund", &screen, context)
    #expect(screen.update(.action("policy.keep"), context).isEmpty)
    #expect(screen.form["slots"] == typed)
    #expect(screen.form["refund"] == "-5")
    #expect(screen.form.fields[screen.form.focus].id == "slots")
    let errors = screen.form.fields.compactMap { $0.error == nil ? nil : $0.id }
    #expect(errors == ["slots", "refund"])
  }

  @Test func everythingTheCoreRefusesHasItsField() {
    var (screen, context) = shown()
    let call = DeskCall.house(.setPolicy(ConsoleSample.accra.policy))
    let names = [
      "cluster_size", "lease_minutes", "correction_minutes", "max_attempts", "reopen_minutes", "slots",
      "slot_capacity", "tolerance", "write_off_limit", "refund_limit", "stock_approval_units",
    ]
    let error = Answer.failed(.invalid(names.map { FieldIssue($0, "is wrong") }), call)
    _ = screen.update(.answer(error, tag: "keep"), context)
    #expect(screen.form.fields.filter { $0.error != nil }.count == names.count)
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

  @Test func looksWhenAnAmountIsWrong() {
    expectGoldens("policy-wrong") { size in
      var (screen, context) = shown()
      type("12.345", in: "refund", &screen, context)
      _ = screen.update(.action("policy.keep"), context)
      return ConsoleSample.showing(screen, size: size)
    }
  }
}
