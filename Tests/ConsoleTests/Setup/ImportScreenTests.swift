import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct ImportScreenTests {
  private static func report(_ issues: [ImportReport.RowIssue] = [], committed: Bool = false) -> ImportReport {
    ImportReport(rows: 12, added: 10, changed: 1, unchanged: 1, issues: issues, committed: committed)
  }

  private static func checked(
    _ report: ImportReport, _ size: Size = Size(columns: 80, rows: 24)
  ) -> Program {
    var program = ConsoleSample.showing(ImportScreen(), ConsoleSample.adwoa, size: size)
    program.press(.enter, .enter)
    program.reply(.text("code,name")) { if case .host(.readFile) = $0 { true } else { false } }
    program.reply(.imported(report)) { if case .house(.importRows(_, _, true)) = $0 { true } else { false } }
    return program
  }

  private static let wrong = report([
    .init(line: 4, issue: FieldIssue("currency", "there is no currency GHC")),
    .init(line: 9, issue: FieldIssue("opens", "08.00 is no time such as 08:00")),
  ])

  @Test func looks() {
    expectGoldens("import") { ConsoleSample.showing(ImportScreen(), ConsoleSample.adwoa, size: $0) }
    expectGoldens("import-wrong") { Self.checked(Self.wrong, $0) }
  }

  @Test func wrongRowsAreNamedAndNothingCanBeWritten() {
    var program = Self.checked(Self.wrong)
    let text = program.frame.lines.joined(separator: "\n")
    #expect(text.contains("line 4  currency: there is no currency GHC"))
    #expect(program.calls(.key(.character("w"))).isEmpty)
  }

  @Test func aFileThatIsNotThereIsNamed() {
    var program = ConsoleSample.showing(ImportScreen(), ConsoleSample.adwoa)
    program.press(.enter, .enter)
    let trouble = StoreTrouble(.failed, place: "sites.csv", detail: "No such file or directory")
    program.reply(.failed(.trouble(trouble), .host(.readFile("sites.csv")))) {
      if case .host(.readFile) = $0 { true } else { false }
    }
    #expect(program.notice?.text == "sites.csv: No such file or directory")
  }

  @Test func aCleanDryRunIsWrittenAsItWasChecked() {
    var program = Self.checked(Self.report())
    let calls = program.calls(.key(.character("w"))).map(\.call)
    #expect(calls == [.house(.importRows(.sites, csv: "code,name", dryRun: false))])
    program.reply(.imported(Self.report(committed: true))) { $0.isMutation }
    #expect(program.notice?.text == "sites: 10 added, 1 changed")
    #expect(program.frame.lines.contains { $0.contains("✓ 10 added, 1 changed") })
  }
}
