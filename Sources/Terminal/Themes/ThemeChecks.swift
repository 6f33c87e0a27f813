extension Theme {
  /// Text that must be read; lines and tracks need not be.
  private static let quiet: Set<Role> = [.rule, .barMuted, .bar, .barLate, .muted]

  /// States that must not be mistaken for each other or for ordinary text.
  private static let states: [Role] = [.late, .done, .refused, .warning]

  /// What is doubtful: poor contrast, states told apart by hue alone, marks that vanish without colours.
  func findings() -> [String] {
    var found: [String] = []
    for role in Role.allCases {
      let look = look(role, at: .trueColour)
      let ratio = contrast(look)
      let wanted = Self.quiet.contains(role) ? 3.0 : 4.5
      if ratio < wanted {
        let shown = Double(Int(ratio * 10)) / 10
        found.append("roles.\(role.name).rgb: contrast \(shown) is below \(wanted)")
      }
    }
    for (index, first) in Self.states.enumerated() {
      for second in Self.states[(index + 1)...] where areAlike(first, second) {
        found.append("roles.\(first.name) and \(second.name): told apart by hue alone")
      }
    }
    let plain = look(.text, at: .mono)
    for role in [Role.selection, .heading, .late, .refused, .warning, .marked, .input, .key, .banner]
    where look(role, at: .mono) == plain {
      found.append("roles.\(role.name).mono: looks like text")
    }
    return found
  }

  private func values(_ look: Look) -> (front: [Double], back: [Double]) {
    func parts(_ colour: Colour, or fallback: UInt8) -> [Double] {
      let value = colour.parts ?? (fallback, fallback, fallback)
      return [value.red, value.green, value.blue].map { Double($0) / 255 }
    }
    let front = parts(look.foreground, or: isDark ? 229 : 0)
    let back = parts(look.background, or: isDark ? 0 : 255)
    return look.attributes.contains(.reverse) ? (back, front) : (front, back)
  }

  /// The contrast ratio of WCAG, 1 to 21.
  private func contrast(_ look: Look) -> Double {
    let (front, back) = values(look)
    let (first, second) = (Self.luminance(front), Self.luminance(back))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// Whether two roles look the same to somebody who cannot tell red from green.
  private func areAlike(_ first: Role, _ second: Role) -> Bool {
    let (one, other) = (look(first, at: .trueColour), look(second, at: .trueColour))
    if one.attributes != other.attributes || one.background != other.background {
      return false
    }
    let (a, b) = (Self.withoutRedGreen(values(one).front), Self.withoutRedGreen(values(other).front))
    return zip(a, b).allSatisfy { abs($0 - $1) < 0.12 }
  }

  private static func luminance(_ parts: [Double]) -> Double {
    let linear = parts.map { $0 <= 0.03928 ? $0 / 12.92 : power(($0 + 0.055) / 1.055) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// x^2.4 as x² times the fifth root of x², by Newton's steps; the standard library has no power function.
  private static func power(_ value: Double) -> Double {
    let square = value * value
    var root = 1.0
    for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }

  /// How a deuteranope sees a colour, roughly.
  private static func withoutRedGreen(_ parts: [Double]) -> [Double] {
    let (red, green, blue) = (parts[0], parts[1], parts[2])
    return [0.625 * red + 0.375 * green, 0.7 * red + 0.3 * green, 0.3 * green + 0.7 * blue]
  }
}
