import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// People, towns and consoles for tests: a fixed afternoon in Accra.
enum ConsoleSample {
  /// Saturday 21 November 2026, 14:30 UTC, which is Accra's time.
  static let now = Instant(milliseconds: 1_795_271_400_000)

  static func town(_ number: Int64, _ code: String, _ name: String) -> Site {
    Site(
      id: ID(number), code: code, name: name, kind: .town, currency: .cedi, utcOffsetMinutes: 0,
      opens: 480, closes: 1200, promiseMinutes: 60)
  }

  static let accra = town(1, "accra", "Accra")
  static let kasoa = town(4, "kasoa", "Kasoa")
  static let tamale = town(11, "tamale", "Tamale")

  static let ama = Session(
    person: Person(id: ID(7), email: "picker.accra@townhouse.example", name: "Ama Koranteng", badge: "B-1001"),
    sites: [accra], grants: [Grant(role: .picker, site: accra.id)])

  static let adwoa = Session(
    person: Person(id: ID(1), email: "admin@townhouse.example", name: "Adwoa Sekyere", badge: "B-1000"),
    sites: [accra, kasoa, tamale], grants: [Grant(role: .admin, site: nil)])

  /// A console somebody is signed in to, with the home screen open.
  static func console(_ session: Session? = ama, size: Size = Size(columns: 80, rows: 24)) -> Program {
    var settings = ConsoleSettings()
    settings.lastTown = session == nil ? "" : "accra"
    var program = Program(settings: settings, themes: ["standard", "dark", "paper"], session: session, now: now)
    _ = program.start(size: size, now: now)
    return program
  }

  /// A console that shows this screen alone, opened and told these messages.
  static func showing(
    _ screen: any Screen, _ session: Session? = ama, size: Size = Size(columns: 80, rows: 24),
    told messages: [Message] = []
  ) -> Program {
    var program = console(session, size: size)
    let id = program.mint()
    program.stack.append(OpenScreen(id: id, screen: screen))
    let context = program.context()
    let effects = program.stack[program.stack.count - 1].screen.opened(context)
    program.carryOut(effects, of: id)
    for message in messages { program.tell(message, screen: id) }
    _ = program.takeOutputs()
    return program
  }
}

extension Program {
  /// The frame as it is drawn.
  var frame: Canvas {
    var canvas = Canvas(size)
    draw(on: &canvas)
    return canvas
  }

  /// The calls that an event leads to.
  mutating func calls(_ event: Event) -> [Request] {
    handle(event, now: now).compactMap { output in
      if case .perform(let request) = output { return request }
      return nil
    }
  }

  /// Presses keys one after the other and gives what they led to.
  @discardableResult
  mutating func press(_ keys: Key...) -> [Output] { keys.flatMap { handle(.key($0), now: now) } }

  /// Types a text.
  @discardableResult
  mutating func type(_ text: String) -> [Output] { text.flatMap { handle(.key(.character($0)), now: now) } }

  /// Answers the newest call under way that fits.
  @discardableResult
  mutating func reply(_ answer: Answer, where fits: (DeskCall) -> Bool = { _ in true }) -> [Output] {
    guard let number = pending.filter({ fits($0.value.call) }).keys.max() else { return [] }
    return deliver(.answer(number, answer), now: now)
  }
}

/// Keeps a screen's look at every extent.
func expectGoldens(
  _ name: String, sizes: [Size] = Golden.sizes, sourceLocation: SourceLocation = #_sourceLocation,
  _ program: (Size) -> Program
) {
  for size in sizes {
    let mismatch = Golden.mismatch(program(size).frame, name)
    #expect(mismatch == nil, sourceLocation: sourceLocation)
  }
}
