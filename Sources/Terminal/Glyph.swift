/// What stands in one cell: a character with at most two combining marks, packed into 64 bits.
public struct Glyph: Hashable, Sendable {
  /// Bits 0-20 the base, 21-41 and 42-62 the marks, 63 the right half of a wide glyph.
  public let bits: UInt64

  /// A glyph of its packed bits, as a canvas keeps them.
  public init(bits: UInt64) { self.bits = bits }

  /// A glyph of one character.
  public init(_ base: Unicode.Scalar) { bits = UInt64(base.value) }

  /// An empty cell.
  public static let space = Glyph(bits: 0x20)
  /// The right half of a wide glyph.
  public static let continuation = Glyph(bits: 1 << 63)

  /// Whether it is the right half of the glyph before it.
  public var isContinuation: Bool { bits >> 63 != 0 }
  /// The character without its marks; a space in a continuation.
  public var base: Unicode.Scalar { Unicode.Scalar(UInt32(truncatingIfNeeded: bits & 0x1F_FFFF)) ?? " " }

  /// The glyph with one more combining mark, unchanged when it has two already.
  public func adding(_ mark: Unicode.Scalar) -> Glyph {
    if bits >> 21 == 0 { return Glyph(bits: bits | UInt64(mark.value) << 21) }
    if bits >> 42 == 0 { return Glyph(bits: bits | UInt64(mark.value) << 42) }
    return self
  }

  /// The glyph as text; nothing for a continuation.
  public var text: String {
    if isContinuation { return "" }
    var scalars = String.UnicodeScalarView()
    scalars.append(base)
    for shift in [21, 42] {
      let value = UInt32(truncatingIfNeeded: bits >> UInt64(shift) & 0x1F_FFFF)
      if value != 0, let mark = Unicode.Scalar(value) { scalars.append(mark) }
    }
    return String(scalars)
  }
}

/// One place on the screen.
public struct Cell: Hashable, Sendable {
  /// What is seen there.
  public var glyph: Glyph
  /// What it means.
  public var role: Role

  /// A cell; empty ordinary text unless told otherwise.
  public init(glyph: Glyph = .space, role: Role = .text) {
    self.glyph = glyph
    self.role = role
  }
}
