public import Operations

/// What the person at this console chose; kept in the configuration file.
public struct ConsoleSettings: Hashable, Sendable, Codable {
  /// The theme's name.
  public var theme = "standard"
  /// True where only ASCII may be shown.
  public var ascii = false
  /// True while the mouse is listened to.
  public var mouse = true
  /// The printer queue; `folder` writes files, empty is the default printer.
  public var printer = "folder"
  /// Keys by action name, in place of the shipped ones.
  public var keys: [String: [String]] = [:]
  /// The code of the town that was open last.
  public var lastTown = ""

  /// The settings of a fresh installation.
  public init() {}

  /// Where labels, slips and sheets go.
  public var printDestination: PrintDestination { printer == "folder" ? .folder : .queue(printer) }
}
