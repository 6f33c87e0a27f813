/// How many colours a terminal can show.
public enum ColourDepth: Hashable, Sendable, CaseIterable {
  /// None; attributes only.
  case mono
  /// The eight old colours; the same with bright ones; the palette of 256; any.
  case c8, c16, c256, trueColour
}

/// A colour as a theme states it.
public enum Colour: Hashable, Sendable {
  /// The terminal's own.
  case standard
  /// One of the sixteen named colours, 0 to 15.
  case named(Int)
  /// Red, green and blue, each 0 to 255.
  case rgb(UInt8, UInt8, UInt8)
}

/// Ways of showing a cell besides colour.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit per attribute.
  public let rawValue: UInt8

  /// A set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Thick or bright.
  public static let bold = Attributes(rawValue: 1)
  /// Faint.
  public static let dim = Attributes(rawValue: 2)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 4)
  /// With a line below.
  public static let underline = Attributes(rawValue: 8)
  /// Slanted.
  public static let italic = Attributes(rawValue: 16)
}

/// A look: two colours and attributes.
public struct Look: Hashable, Sendable {
  /// The colour of the glyph.
  public var foreground: Colour
  /// The colour behind it.
  public var background: Colour
  /// What else marks it.
  public var attributes: Attributes

  /// A look; the terminal's own unless told otherwise.
  public init(_ foreground: Colour = .standard, on background: Colour = .standard, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// The looks of one role at each depth.
public struct Style: Hashable, Sendable {
  /// With any colour, with the sixteen named ones, and without colours.
  public var rgb, c16, mono: Look

  /// A style of its three looks.
  public init(rgb: Look = Look(), c16: Look = Look(), mono: Look = Look()) {
    self.rgb = rgb
    self.c16 = c16
    self.mono = mono
  }

  /// The look to use on a terminal of this depth.
  public func look(at depth: ColourDepth) -> Look {
    switch depth {
    case .mono: mono
    case .c8, .c16: c16
    case .c256, .trueColour: rgb
    }
  }
}
