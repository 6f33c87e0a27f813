import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct SettingsScreenTests {
  @Test func looks() {
    expectGoldens("settings") { size in
      var program = ConsoleSample.showing(SettingsScreen(), size: size)
      program.settings.keys = ["pick.short": ["F4", "Alt-s"]]
      return program
    }
  }

  @Test func anotherThemeHoldsAtOnceAndIsKept() {
    var program = ConsoleSample.showing(SettingsScreen())
    let outputs = program.press(.right)
    #expect(outputs.contains(.applyTheme("dark")))
    #expect(program.settings.theme == "dark")
    #expect(
      outputs.contains { output in
        if case .perform(let request) = output, case .host(.save(let kept)) = request.call {
          kept.theme == "dark"
        } else {
          false
        }
      })
  }

  @Test func aPrinterCountsOnceItsFieldIsLeft() {
    var program = ConsoleSample.showing(SettingsScreen())
    program.press(.down, .down, .down)
    program.press(.control("u"))
    program.type("zebra")
    #expect(program.settings.printer == "folder")
    program.press(.enter)
    #expect(program.settings.printDestination == .queue("zebra"))
  }
}
