/// A look for every role.
public struct Theme: Hashable, Sendable {
  /// The name a person chooses it by.
  public var name: String
  /// What it says about itself in a list.
  public var about: String
  /// Whether it is made for a dark screen.
  public var isDark: Bool
  /// The styles it states; a role without one looks like text.
  public var styles: [Role: Style]
  /// What was found doubtful at load: poor contrast, roles told apart by colour alone.
  public var warnings: [String]

  /// A theme of its parts.
  public init(
    name: String, about: String = "", isDark: Bool = true, styles: [Role: Style] = [:], warnings: [String] = []
  ) {
    self.name = name
    self.about = about
    self.isDark = isDark
    self.styles = styles
    self.warnings = warnings
  }

  /// The look of a role at a depth; a colour it does not state is that of text.
  public func look(_ role: Role, at depth: ColourDepth) -> Look {
    let text = (styles[.text] ?? Style()).look(at: depth)
    guard var look = styles[role]?.look(at: depth) else { return text }
    if look.foreground == .standard { look.foreground = text.foreground }
    if look.background == .standard { look.background = text.background }
    return look
  }
}

/// Why a theme file cannot be used.
public struct ThemeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as it was given.
  public var file: String
  /// The line, counted from one, where that is known.
  public var line: Int?
  /// The path of the key, such as `roles.late.rgb`; empty for the file as a whole.
  public var key: String
  /// What is wrong, and what would be right.
  public var reason: String

  /// A problem at a place.
  public init(file: String, line: Int? = nil, key: String = "", reason: String) {
    self.file = file
    self.line = line
    self.key = key
    self.reason = reason
  }

  /// One line for a person: `paper.json:12: roles.late.rgb: …`.
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.isEmpty ? "" : key + ": ") + reason
  }
}
