public import Commerce
public import Operations
import Terminal

/// The whole console as a value: the open screens, what lies over them, and what is under way. Events go in, outputs
/// come out, a frame can be drawn at any time; nothing here waits or does anything itself.
public struct Program: Sendable {
  /// The open screens, the visible one last.
  var stack: [OpenScreen] = []
  /// What lies over the screen.
  var overlay: Overlay?
  /// The form that was filled in last, until its change is answered: what is wrong with it is mended in it.
  var sent: SentSheet?
  /// The message line.
  var notice: Notice?
  /// When the message goes by itself; nil when it stays.
  var noticeExpires: Instant?
  var session: Session?
  /// The session to go back to, while somebody acts as another.
  var ownSession: Session?
  var site: Site?
  var settings: ConsoleSettings
  var themes: [String]
  var keyMap: KeyMap
  /// How it stands with the link to the server; nil on a local store.
  var link: LinkState?
  /// Where the data lives, for the banner.
  var place: String
  /// Where one can work.
  var places: ConsolePlaces
  /// What is said first.
  var greeting: String
  /// True while `g` waits for its letter.
  var awaitsGoTo = false
  /// Calls under way by number.
  var pending: [Int: Request] = [:]
  /// A change that did not reach the store; it can be tried again under the same id.
  var stalled: Request?
  /// Events that came while an answer was awaited, in order; whichever screen is visible then takes them.
  var typedAhead: [Event] = []
  /// True while a screen is opening.
  var isOpening = false
  /// When the visible screen is to read again what was committed.
  var refreshDue: Instant?
  var lastRefresh = Instant(milliseconds: 0)
  /// When keys count as paused, once a screen has asked.
  var pauseDue: Instant?
  var size = Size(columns: 80, rows: 24)
  var now: Instant
  /// The view to open once somebody is signed in.
  var startAddress: String?
  var nextNumber = 1
  /// What the present event leads to.
  var outputs: [Output] = []

  /// A console that has not started yet.
  ///
  /// With a `session` nobody is asked to sign in; `address` is opened first then or after the sign-in. `greeting` is
  /// said first.
  public init(
    settings: ConsoleSettings = ConsoleSettings(), themes: [String] = [], keyMap: KeyMap = KeyMap(),
    place: String = "local", places: ConsolePlaces = ConsolePlaces(), greeting: String = "",
    session: Session? = nil, address: String? = nil, now: Instant
  ) {
    self.places = places
    self.greeting = greeting
    self.settings = settings
    self.themes = themes
    self.keyMap = keyMap
    self.place = place
    self.session = session
    self.now = now
    startAddress = address
  }

  /// The visible screen.
  var top: OpenScreen? { stack.last }

  /// What the visible screen may know.
  func context(for open: OpenScreen? = nil) -> Context {
    let open = open ?? top
    // Paper that is still being printed is nothing to wait for.
    let awaited = pending.values.filter { $0.screen == open?.id && ($0.call.isAwaited || !$0.call.isMutation) }
    let since = awaited.map(\.since).min()
    return Context(
      now: now, size: size, area: Layout(size).work, session: session, site: site, settings: settings, themes: themes,
      scanLine: open?.scanLine ?? LineEditor(), waitingSince: since, typedAhead: typedAhead.count, link: link,
      places: places)
  }

  /// All bindings that hold now, the screen's before the frame's, with the person's own keys.
  func bindings() -> [Binding] {
    guard let top else { return [] }
    let own = top.screen.bindings(context())
    let names = Set(own.map(\.name))
    return keyMap.applied(to: own + frameBindings().filter { !names.contains($0.name) })
  }

  /// A number never used before.
  mutating func mint() -> Int {
    defer { nextNumber += 1 }
    return nextNumber
  }

  /// Hands over what the events so far have led to.
  mutating func takeOutputs() -> [Output] {
    defer { outputs = [] }
    return outputs
  }
}
