/// One key press.
public enum Key: Hashable, Sendable {
  /// A character that was typed.
  case character(Character)
  /// Keys with a name of their own.
  case enter, tab, backTab, escape, backspace, delete, insert
  /// Keys that move.
  case up, down, left, right, home, end, pageUp, pageDown
  /// F1 to F24.
  case function(Int)
  /// With Ctrl held; letters are lower case.
  case control(Character)
  /// With Alt held, or after Esc.
  case alt(Character)

  /// The name shown to people and used in keymap files: "F2", "Ctrl-P", "PgDn", "a".
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .function(let number): "F\(number)"
    case .control(let character): "Ctrl-" + (character == " " ? "Space" : character.uppercased())
    case .alt(let character): "Alt-" + (character == " " ? "Space" : String(character))
    default: Key.named.first { $0.key == self }?.name ?? "?"
    }
  }

  /// The key with this name, letters' case aside for named keys; nil when there is none.
  public init?(name: String) {
    if name.count == 1, let character = name.first {
      self = .character(character)
      return
    }
    let lower = name.lowercased()
    if lower == "space" {
      self = .character(" ")
    } else if let found = Key.named.first(where: { $0.name.lowercased() == lower }) ?? Key.also(lower) {
      self = found.key
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else if let character = Key.suffix(name, of: ["ctrl-", "c-", "^"]), let held = character.lowercased().first {
      self = .control(held)
    } else if let character = Key.suffix(name, of: ["alt-", "m-"]) {
      self = .alt(character)
    } else {
      return nil
    }
  }

  private static let named: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Tab", .tab), ("Shift-Tab", .backTab), ("Esc", .escape), ("Backspace", .backspace),
    ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
  ]

  private static func also(_ lower: String) -> (name: String, key: Key)? {
    let others: [String: Key] = [
      "return": .enter, "backtab": .backTab, "escape": .escape, "delete": .delete, "insert": .insert,
      "pageup": .pageUp, "pagedown": .pageDown, "bs": .backspace,
    ]
    return others[lower].map { (lower, $0) }
  }

  private static func suffix(_ name: String, of prefixes: [String]) -> Character? {
    let lower = name.lowercased()
    guard let prefix = prefixes.first(where: { lower.hasPrefix($0) }) else { return nil }
    let rest = name.dropFirst(prefix.count)
    if rest.lowercased() == "space" { return " " }
    return rest.count == 1 ? rest.first : nil
  }
}
