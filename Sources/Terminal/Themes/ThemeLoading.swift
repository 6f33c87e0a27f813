extension Theme {
  /// Reads a theme from the text of its JSON5 file.
  ///
  /// `lookup` gives the text and the file name of the theme that `extends` names; nil when there is none.
  public static func load(
    json: String, file: String, lookup: (String) -> (json: String, file: String)? = { _ in nil }
  ) throws(ThemeProblem) -> Theme {
    var theme = try read(json, file, lookup, above: [])
    theme.warnings = theme.findings()
    return theme
  }

  private static func read(
    _ json: String, _ file: String, _ lookup: (String) -> (json: String, file: String)?, above: [String]
  ) throws(ThemeProblem) -> Theme {
    let root = try parse(json, file)
    guard let members = root.members else {
      throw ThemeProblem(file: file, line: root.line, reason: "a theme is an object in braces")
    }
    if let unknown = members.first(where: { !["name", "about", "dark", "extends", "roles"].contains($0.key) }) {
      throw ThemeProblem(
        file: file, line: unknown.value.line, key: unknown.key,
        reason: "there is no such key; a theme has name, about, dark, extends and roles")
    }
    let name = try text(root["name"], file, "name")
    var theme = try base(of: root, name ?? file, file, lookup, above)
    theme.name = name ?? file
    if let about = try text(root["about"], file, "about") { theme.about = about }
    if let dark = root["dark"] {
      guard case .flag(let isDark) = dark.value else {
        throw ThemeProblem(file: file, line: dark.line, key: "dark", reason: "true or false is wanted")
      }
      theme.isDark = isDark
    }
    guard let roles = root["roles"] else { return theme }
    guard let stated = roles.members else {
      throw ThemeProblem(file: file, line: roles.line, key: "roles", reason: "an object in braces is wanted")
    }
    for (key, value) in stated {
      guard let role = Role(name: key) else {
        throw ThemeProblem(
          file: file, line: value.line, key: "roles.\(key)",
          reason: "there is no such role; there are " + Role.allCases.map(\.name).joined(separator: ", "))
      }
      theme.styles[role] = try style(value, over: theme.styles[role] ?? Style(), file, "roles.\(key)")
    }
    return theme
  }

  private static func base(
    of root: JSON5, _ name: String, _ file: String, _ lookup: (String) -> (json: String, file: String)?,
    _ above: [String]
  ) throws(ThemeProblem) -> Theme {
    guard let wanted = try text(root["extends"], file, "extends") else { return Theme(name: name) }
    let line = root["extends"]?.line
    guard !above.contains(wanted), above.count < 8 else {
      throw ThemeProblem(file: file, line: line, key: "extends", reason: "\"\(wanted)\" extends itself in the end")
    }
    guard let found = lookup(wanted) else {
      throw ThemeProblem(file: file, line: line, key: "extends", reason: "there is no theme \"\(wanted)\"")
    }
    return try read(found.json, found.file, lookup, above: above + [wanted])
  }

  private static func parse(_ json: String, _ file: String) throws(ThemeProblem) -> JSON5 {
    do {
      return try JSON5.parse(json)
    } catch {
      throw ThemeProblem(file: file, line: error.line, reason: error.reason)
    }
  }

  private static func text(_ value: JSON5?, _ file: String, _ key: String) throws(ThemeProblem) -> String? {
    guard let value else { return nil }
    guard let text = value.text else {
      throw ThemeProblem(file: file, line: value.line, key: key, reason: "text in quotes is wanted")
    }
    return text
  }

  private static func style(
    _ value: JSON5, over base: Style, _ file: String, _ key: String
  ) throws(ThemeProblem) -> Style {
    guard let members = value.members else {
      throw ThemeProblem(file: file, line: value.line, key: key, reason: "an object with rgb, c16 and mono is wanted")
    }
    var style = base
    for (part, value) in members {
      let place = "\(key).\(part)"
      switch part {
      case "rgb": style.rgb = try look(value, file, place, allowsColours: true)
      case "c16": style.c16 = try look(value, file, place, allowsColours: true)
      case "mono": style.mono = try look(value, file, place, allowsColours: false)
      default:
        throw ThemeProblem(
          file: file, line: value.line, key: place, reason: "there is no such key; a role has rgb, c16 and mono")
      }
    }
    return style
  }

  private static func look(
    _ value: JSON5, _ file: String, _ key: String, allowsColours: Bool
  ) throws(ThemeProblem) -> Look {
    var words = value.text
    if let members = value.members {
      var parts = ["fg": "", "bg": "", "attributes": ""]
      for (name, part) in members {
        guard parts[name] != nil else {
          throw ThemeProblem(
            file: file, line: part.line, key: "\(key).\(name)", reason: "there is no such key; use fg, bg, attributes")
        }
        parts[name] = try text(part, file, "\(key).\(name)")
      }
      let behind = parts["bg", default: ""]
      words =
        parts["fg", default: ""] + (behind.isEmpty ? "" : " on " + behind) + " " + parts["attributes", default: ""]
    }
    guard let words else {
      throw ThemeProblem(file: file, line: value.line, key: key, reason: "text such as \"red on black bold\" is wanted")
    }
    switch Look.parse(words, allowsColours: allowsColours) {
    case .success(let look): return look
    case .failure(let problem): throw ThemeProblem(file: file, line: value.line, key: key, reason: problem.reason)
    }
  }
}

extension Look {
  /// A word of a look that means nothing.
  struct Problem: Error { let reason: String }

  private static let attributeNames: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "reverse": .reverse, "underline": .underline, "italic": .italic, "plain": [],
  ]

  /// Reads "#ff5f5f on #000000 bold", "bright-red bold", "reverse".
  static func parse(_ text: String, allowsColours: Bool) -> Result<Look, Problem> {
    var look = Look()
    var isBehind = false
    for word in text.lowercased().split(separator: " ") {
      if word == "on" {
        isBehind = true
      } else if let attribute = attributeNames[String(word)] {
        look.attributes.insert(attribute)
      } else if let colour = Colour.parse(word) {
        guard allowsColours || colour == .standard else {
          return .failure(Problem(reason: "\"\(word)\" is a colour; mono has bold, dim, reverse, underline, italic"))
        }
        if isBehind { look.background = colour } else { look.foreground = colour }
        isBehind = false
      } else {
        return .failure(Problem(reason: "\"\(word)\" is no colour (#rrggbb, red, bright-red, default) nor attribute"))
      }
    }
    if isBehind { return .failure(Problem(reason: "a colour is missing after \"on\"")) }
    return .success(look)
  }
}

extension Colour {
  private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  /// Reads "#rrggbb", "red", "bright-red", "grey" or "default".
  static func parse(_ word: some StringProtocol) -> Colour? {
    if word == "default" { return .standard }
    if word == "grey" || word == "gray" { return .named(8) }
    if word.hasPrefix("#") {
      guard word.utf8.count == 7, let value = Int(word.dropFirst(), radix: 16), value >= 0 else { return nil }
      return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
    }
    let isBright = word.hasPrefix("bright-")
    let plain = isBright ? String(word.dropFirst(7)) : String(word)
    return names.firstIndex(of: plain).map { .named($0 + (isBright ? 8 : 0)) }
  }
}
