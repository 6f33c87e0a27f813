import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct PlacesScreenTests {
  private static let places = ConsolePlaces(
    [
      ConsolePlace(id: "store", name: "local", location: "~/.local/share/townhouse/store.sqlite"),
      ConsolePlace(id: "server depot", name: "depot", location: "https://depot.example/api/v1", waiting: 3),
      ConsolePlace(id: "server shop", name: "shop", location: "https://shop.example/api/v1"),
    ], current: "store")

  private static func console(
    _ size: Size = Size(columns: 80, rows: 24), session: Session? = ConsoleSample.adwoa, greeting: String = ""
  ) -> Program {
    var settings = ConsoleSettings()
    settings.lastTown = "accra"
    var program = Program(
      settings: settings, place: "local", places: places, greeting: greeting, session: session,
      now: ConsoleSample.now)
    _ = program.start(size: size, now: ConsoleSample.now)
    return program
  }

  @Test func looks() {
    expectGoldens("places") { size in
      var program = Self.console(size)
      program.press(.control("o"))
      return program
    }
    expectGoldens("places-help") { size in
      var program = Self.console(size)
      program.press(.control("o"), .function(1))
      return program
    }
    expectGoldens("places-left") { size in
      Self.console(
        size, session: nil, greeting: "2 commands for local wait on this disk until you work there again")
    }
  }

  @Test func aFewLettersChooseAPlaceAndTheConsoleEndsForIt() {
    var program = Self.console()
    program.press(.control("o"))
    program.type("dep")
    #expect(program.press(.enter) == [.end(.place("server depot"))])
  }

  @Test func thePlaceInHandIsNotEnteredAgain() {
    var program = Self.console()
    program.press(.control("o"))
    #expect(program.press(.enter).isEmpty)
    #expect(program.stack.count == 1)
  }

  @Test func whoIsNotSignedInMayGoElsewhere() {
    var program = Self.console(session: nil)
    program.press(.control("o"))
    program.press(.down)
    program.press(.down)
    #expect(program.press(.enter) == [.end(.place("server shop"))])
  }

  @Test func whatIsTypedIsNotLostUnasked() {
    var program = Self.console()
    program.stack.append(OpenScreen(id: program.mint(), screen: Unsaved()))
    program.press(.control("o"))
    program.type("shop")
    let asked = program.press(.enter)
    #expect(asked.isEmpty && program.overlay != nil, "nothing is left before somebody says so")
    program.press(.escape)
    #expect(program.overlay == nil && program.top?.screen.request == .places)
  }

  @Test func withOnePlaceThereIsNothingToSwitch() {
    let program = ConsoleSample.console()
    #expect(!program.bindings().contains { $0.name == "app.places" })
  }
}

/// A screen that always has something to lose.
private struct Unsaved: Screen {
  let request = ScreenRequest.settings
  let title = "Half a form"
  let hasUnsavedWork = true

  func bindings(_ context: Context) -> [Binding] { [] }
  mutating func update(_ message: Message, _ context: Context) -> [Effect] { [] }
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {}
}
