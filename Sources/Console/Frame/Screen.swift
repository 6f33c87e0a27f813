import Commerce
import Operations
import Terminal

/// One screen of the console: a value that takes messages and draws itself. It does nothing itself; it answers with
/// effects.
protocol Screen: Sendable {
  /// The view as it is now, filters included; its one-line address is made from it.
  var request: ScreenRequest { get }
  /// The name in the banner.
  var title: String { get }
  /// How typed characters are taken just now.
  var inputMode: InputMode { get }
  /// A short text at the right of the banner, such as `37 waiting  4 late`.
  var bannerFacts: String { get }
  /// True while leaving would lose something that is not in the store.
  var hasUnsavedWork: Bool { get }

  /// Everything a person can do here now. Keys, dot commands, footer, help, palette and keymap come from this alone.
  func bindings(_ context: Context) -> [Binding]
  /// Called once, when the screen opens.
  mutating func opened(_ context: Context) -> [Effect]
  /// Takes a message.
  mutating func update(_ message: Message, _ context: Context) -> [Effect]
  /// Takes Esc before the frame does: clears a filter, leaves a prompt. Nil lets the frame close the screen.
  mutating func back(_ context: Context) -> [Effect]?
  /// Draws the work area.
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context)
}

extension Screen {
  var inputMode: InputMode { .board }
  var bannerFacts: String { "" }
  var hasUnsavedWork: Bool { false }
  mutating func opened(_ context: Context) -> [Effect] { [] }
  mutating func back(_ context: Context) -> [Effect]? { nil }
}

/// How typed characters are taken.
enum InputMode: Hashable, Sendable {
  /// Letters and digits are data: they gather in the scan line, Enter makes them a `.scan`, `.x` Enter an action.
  case scan
  /// Single letters act; a scanner's burst is a `.scan`.
  case board
  /// Characters go to the screen as keys (forms, filters, prompts); keys with a name still act.
  case text
  /// One digit answers a question of a scan screen: characters go to the screen as keys, a burst is a `.scan`.
  case digit

  /// True on scan screens, their questions included.
  var isForScans: Bool { self == .scan || self == .digit }
}

/// What a screen may know beside its own state.
struct Context: Hashable, Sendable {
  /// The moment.
  var now: Instant
  /// The terminal's extent.
  var size: Size
  /// The work area, as `view` gets it; tables need its height to move.
  var area: Rect
  /// Who is signed in; nil only before.
  var session: Session?
  /// The town in hand; nil only before sign-in.
  var site: Site?
  /// What the person at this console chose.
  var settings: ConsoleSettings
  /// The names of the themes there are.
  var themes: [String]
  /// What is being typed or scanned on a scan screen; the screen draws it where it belongs.
  var scanLine: LineEditor
  /// Since when an answer is awaited for this screen; nil when none is.
  var waitingSince: Instant?
  /// Scans and keys that wait for the answer under way.
  var typedAhead: Int
  /// How it stands with the link to the server; nil on a local store.
  var link: LinkState?
  /// Where one can work.
  var places = ConsolePlaces()

  /// Who asks, where; nil before sign-in.
  var caller: Caller? {
    guard let session, let site else { return nil }
    return session.caller(at: site.id)
  }

  /// A moment on the town's clock.
  func local(_ instant: Instant) -> LocalTime { LocalTime(instant, offsetMinutes: site?.utcOffsetMinutes ?? 0) }

  /// The reason a permission is missing in this town; nil when it is there.
  func missing(_ permission: Permission) -> CommerceError? {
    guard let session, let site else { return .unauthenticated }
    return session.policy.allows(permission, at: site.id) ? nil : .forbidden(permission)
  }

  /// True when there is room for a second pane beside the list (screens.md).
  var isWide: Bool { size.columns >= 150 }

  /// True when only the essentials fit: item, quantity, bin, next action.
  var isCompact: Bool { size.rows < 16 || size.columns < 60 }
}
