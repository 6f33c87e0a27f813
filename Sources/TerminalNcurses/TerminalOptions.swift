/// How a terminal is to be used; what the environment says counts as well.
public struct TerminalOptions: Sendable {
  /// Only ASCII is shown.
  public var ascii = false
  /// Clicks and the wheel are wanted; off leaves selecting text to the terminal.
  public var mouse = true
  /// Colours are wanted; `NO_COLOR` says no as well.
  public var colours = true
  /// Where a log of messages is made while the screen is up.
  public var logFolder: String?
  /// Milliseconds after which the start of a scanner's burst is taken as typing: scanners send a character in less.
  public var scannerGap = 15
  /// Whether a single letter or digit waits for the gap too where it is no text, so that no part of a scan ever acts
  /// as a key; off makes such keys act at once.
  public var holdsFirstCharacter = true
  /// Milliseconds after which Esc stands for itself; `ESCDELAY` overrides it.
  public var escapeDelay = 25

  /// What most people want.
  public init() {}
}

/// Why there is no screen.
public enum TerminalProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// A terminal of this name (TERM) is not known, or it cannot place text.
  case unusable(String)

  /// One line for a person, with the way out.
  public var description: String {
    switch self {
    case .notATerminal: "the console needs a terminal; in a pipe use the commands, see townhouse help"
    case .unusable(let name): "the terminal \"\(name)\" cannot place text; set TERM, or use --plain"
    }
  }
}
