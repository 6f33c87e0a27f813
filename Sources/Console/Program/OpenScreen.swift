import Commerce
import Operations
import Terminal

/// A screen on the stack, with what the frame keeps for it.
struct OpenScreen: Sendable {
  /// Never used twice, so that an answer to a closed screen finds nobody.
  let id: Int
  /// The screen.
  var screen: any Screen
  /// True when something was committed while another screen was above it.
  var isStale = false
  /// What is being typed or scanned.
  var scanLine = LineEditor(maximumLength: 120, keepsSeparators: true)
}

/// A call on its way to a desk.
struct Request: Hashable, Sendable {
  /// Its number; a retry keeps it, and with it the command's id.
  let number: Int
  /// The screen that wants the answer; nil when the frame itself does.
  let screen: Int?
  /// The screen's own name for it.
  let tag: String
  /// What is called.
  let call: DeskCall
  /// For whom; nil before sign-in.
  let caller: Caller?
  /// Since when it is awaited.
  let since: Instant
  /// True for what a screen reads when it opens: a scan screen takes nothing before.
  let isOpening: Bool
}

/// What lies over the screen and takes the keys.
enum Overlay: Hashable, Sendable {
  case palette(Palette)
  case help(HelpView)
  case dialog(Dialog, screen: Int?, tag: String)
  case sheet(FormSheet, screen: Int?, tag: String)
  case choice(Palette, title: String, screen: Int, tag: String)
  case lock(Form)
}

/// What the loop has to do after an event.
enum Output: Hashable, Sendable {
  /// Call a desk; the answer comes back as mail.
  case perform(Request)
  case bell
  case copy(String)
  case applyTheme(String)
  case suspend
  case repaint
  case end(ConsoleEnding)
}

/// How a console ended.
public enum ConsoleEnding: Hashable, Sendable {
  /// The person left.
  case quit
  /// The terminal or the process was told to end.
  case hungUp
  /// The person wants the sample store instead of this one.
  case openSample
  /// The person works at another place from now on.
  case place(String)
}

/// What reaches the loop from other threads.
enum Mail: Sendable {
  case answer(Int, Answer)
  case committed
  case link(LinkState)
}

/// A form that was filled in for a screen.
struct SentSheet: Hashable, Sendable {
  var sheet: FormSheet
  var screen: Int
  var tag: String
}
