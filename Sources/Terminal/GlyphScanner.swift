/// Turns text from anywhere into glyphs that are safe to show, one cell or two each.
///
/// Control, escape, bidirectional and invisible characters never come out; line breaks and tabs become spaces.
/// An emoji sequence is reduced to its first picture, a flag to its two letters.
struct GlyphScanner: IteratorProtocol, Sequence {
  private var scalars: String.UnicodeScalarView.Iterator
  private var held: Unicode.Scalar?

  init(_ text: String) { scalars = text.unicodeScalars.makeIterator() }

  /// The next glyph and its width in cells.
  mutating func next() -> (glyph: Glyph, width: Int)? {
    while let scalar = take() {
      switch ScalarKind(scalar) {
      case .dropped, .joiner, .mark, .skinTone: continue
      case .blank:
        return (.space, 1)
      case .shown(let shown, let width):
        return (withMarks(Glyph(shown)), width)
      }
    }
    return nil
  }

  private mutating func take() -> Unicode.Scalar? {
    if let scalar = held {
      held = nil
      return scalar
    }
    return scalars.next()
  }

  private mutating func withMarks(_ start: Glyph) -> Glyph {
    var glyph = start
    while let scalar = scalars.next() {
      if scalar.isASCII {
        held = scalar
        return glyph
      }
      switch ScalarKind(scalar) {
      case .mark: glyph = glyph.adding(scalar)
      case .skinTone where glyph.base.value > 0x2000: continue
      case .joiner: skipJoined()
      case .dropped where scalar.value > 0x7F: continue
      default:
        held = scalar
        return glyph
      }
    }
    return glyph
  }

  /// After a joiner a second picture belongs to the first one; letters stand for themselves.
  private mutating func skipJoined() {
    guard let scalar = scalars.next() else { return }
    if scalar.value < 0x2000 || !scalar.properties.isEmoji { held = scalar }
  }
}

/// How one scalar of hostile text is treated.
enum ScalarKind {
  case dropped, joiner, blank, mark, skinTone
  case shown(Unicode.Scalar, Int)

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x7E: self = .shown(scalar, 1)
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: self = .blank
    case 0..<0x20, 0x7F..<0xA0: self = .dropped
    case 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0: self = .dropped
    case 0x200D: self = .joiner
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF0...0xFFFB: self = .dropped
    case 0xE0000...0xE0FFF: self = .dropped
    case 0xA0: self = .shown(" ", 1)
    case 0x1F3FB...0x1F3FF: self = .skinTone
    case 0x1F1E6...0x1F1FF: self = .shown(Unicode.Scalar(UInt8(scalar.value - 0x1F1E6 + 0x41)), 1)
    case 0xA1..<0x300: self = .shown(scalar, 1)
    default: self = Self.looked(up: scalar)
    }
  }

  private static func looked(up scalar: Unicode.Scalar) -> ScalarKind {
    if WidthTable.contains(WidthTable.zero, scalar.value) { return .mark }
    switch scalar.properties.generalCategory {
    case .unassigned, .surrogate, .privateUse: return .shown("\u{FFFD}", 1)
    case .format, .control: return .dropped
    default: return .shown(scalar, WidthTable.contains(WidthTable.wide, scalar.value) ? 2 : 1)
    }
  }
}
