import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct SheetsScreenTests {
  private static let entries = [
    SheetEntry(code: ".n", caption: "next work  F2"), SheetEntry(code: ".k", caption: "skip  F3"),
    SheetEntry(code: ".s", caption: "short  F4"),
  ]

  private static func console(_ size: Size = Size(columns: 80, rows: 24)) -> Program {
    var program = ConsoleSample.showing(SheetsScreen(), size: size)
    program.reply(.sheet(entries)) { if case .house(.sheet) = $0 { true } else { false } }
    return program
  }

  @Test func looks() { expectGoldens("sheets") { Self.console($0) } }

  @Test func theCodesAreWhatIsPrinted() {
    var program = Self.console()
    let calls = program.calls(.key(.character("p"))).map(\.call)
    #expect(calls == [.host(.print(.barcodes(Self.entries, title: "commands, Accra"), to: .folder))])
    program.reply(.text("/tmp/sheet.txt"))
    #expect(program.notice?.text == "Printed: /tmp/sheet.txt")
  }

  @Test func anotherSheetIsReadWhenItIsOpened() {
    var program = Self.console()
    #expect(program.calls(.key(.right)).map(\.call) == [.house(.sheet(.badges))])
  }
}
