/// What a cell means; a theme decides how that looks.
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
  /// Ordinary text, side information, titles and column heads.
  case text, muted, heading
  /// The banner without a town.
  case banner
  /// The banner of a town; the town's word always stands in it as well.
  case bannerTown0, bannerTown1, bannerTown2, bannerTown3, bannerTown4, bannerTown5
  /// The banners of the towns from the seventh on.
  case bannerTown6, bannerTown7, bannerTown8, bannerTown9, bannerTown10, bannerTown11
  /// The row at hand, rows marked for one action, and what to look at first.
  case selection, marked, accent
  /// Overdue, finished, refused by a rule, worth a look.
  case late, done, refused, warning
  /// Text being typed, names of keys, lines between parts.
  case input, key, rule
  /// Bars of charts: the value, the empty part, the late part.
  case bar, barMuted, barLate
  /// The largest thing on a scan screen.
  case big

  /// The banner of the town at this place in the list of towns.
  public static func town(_ index: Int) -> Role {
    let place = ((index % 12) + 12) % 12
    return Role(rawValue: Role.bannerTown0.rawValue + UInt8(place)) ?? .banner
  }

  /// The name a theme file uses.
  public var name: String { "\(self)" }

  /// The role with this name in a theme file.
  public init?(name: String) {
    guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }

  /// The letter that stands for it in a drawn screen kept as text; no two are the same.
  public var letter: Character {
    let letters: [Character] = Array(".mhb0123456789ABskaldxwiyrcutg")
    return letters[Int(rawValue)]
  }
}
