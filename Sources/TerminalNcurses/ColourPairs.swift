internal import CNcurses
internal import Terminal

/// Curses' attributes and colour pairs of the roles; pairs are allocated as they are needed.
struct ColourPairs {
  /// What curses wants to know per role, by the role's raw value.
  private(set) var looks: [(attributes: attr_t, pair: Int32)] = []
  private var pairs: [[Int32]: Int32] = [:]
  private let depth: ColourDepth
  private let hasDefault: Bool

  init(depth: ColourDepth) {
    self.depth = depth
    hasDefault = depth != .mono && use_default_colors() == OK
    apply(Theme(name: "plain"))
  }

  /// Works out all roles of a theme.
  mutating func apply(_ theme: Theme) {
    looks = Role.allCases.map { role in
      let look = theme.look(role, at: depth)
      var attributes = Self.attributes(look.attributes)
      guard depth != .mono else { return (attributes, 0) }
      // The eight colours are made bright by a bold glyph.
      if depth == .c8, case .named(let number) = look.foreground, number > 7 { attributes |= NC_BOLD }
      return (attributes, pair(number(look.foreground, or: 7), number(look.background, or: 0)))
    }
  }

  private func number(_ colour: Colour, or fallback: Int) -> Int32 {
    Int32(colour.number(at: depth) ?? (hasDefault ? -1 : fallback))
  }

  private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32 {
    if foreground < 0, background < 0 { return 0 }
    let key = [foreground, background]
    if let known = pairs[key] { return known }
    let next = Int32(pairs.count + 1)
    guard next < nc_pairs(), nc_pair(next, foreground, background) == OK else { return 0 }
    pairs[key] = next
    return next
  }

  private static func attributes(_ set: Attributes) -> attr_t {
    var result: attr_t = 0
    if set.contains(.bold) { result |= NC_BOLD }
    if set.contains(.dim) { result |= NC_DIM }
    if set.contains(.reverse) { result |= NC_REVERSE }
    if set.contains(.underline) { result |= NC_UNDERLINE }
    if set.contains(.italic) { result |= NC_ITALIC }
    return result
  }
}
