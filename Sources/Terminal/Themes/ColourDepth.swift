extension ColourDepth {
  /// The depth to use, from what the terminal's description says and what the environment asks for.
  ///
  /// `NO_COLOR` with any text in it and `isWanted` false mean no colours.
  public static func detect(
    colours: Int, hasDirectColour: Bool, isWanted: Bool = true, environment: (String) -> String?
  ) -> ColourDepth {
    guard isWanted, environment("NO_COLOR") ?? "" == "" else { return .mono }
    if hasDirectColour, colours > 256 { return .trueColour }
    switch colours {
    case 256...: return .c256
    case 16...: return .c16
    case 8...: return .c8
    default: return .mono
    }
  }
}

extension Colour {
  /// Red, green and blue of the sixteen named colours as xterm shows them.
  static let namedValues: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  /// Its parts; nil for the terminal's own colour.
  var parts: (red: UInt8, green: UInt8, blue: UInt8)? {
    switch self {
    case .standard: nil
    case .named(let number): Colour.namedValues.indices.contains(number) ? Colour.namedValues[number] : nil
    case .rgb(let red, let green, let blue): (red, green, blue)
    }
  }

  /// The number of the nearest colour at a depth; nil stands for the terminal's own.
  public func number(at depth: ColourDepth) -> Int? {
    switch (self, depth) {
    case (.standard, _), (_, .mono): return nil
    case (.named(let number), .c8): return number & 7
    case (.named(let number), .trueColour) where number > 7: return packed
    case (.named(let number), _): return number
    case (.rgb, .trueColour): return packed
    case (.rgb(let red, let green, let blue), .c256): return Colour.cube(Int(red), Int(green), Int(blue))
    case (.rgb(let red, let green, let blue), _):
      let found = Colour.nearestNamed(Int(red), Int(green), Int(blue))
      return depth == .c8 ? found & 7 : found
    }
  }

  private var packed: Int? { parts.map { Int($0.red) << 16 | Int($0.green) << 8 | Int($0.blue) } }

  /// The nearest of the 6×6×6 cube and the 24 greys of the palette of 256.
  private static func cube(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    let steps = [0, 95, 135, 175, 215, 255]
    func nearest(_ value: Int) -> Int {
      steps.indices.min { abs(steps[$0] - value) < abs(steps[$1] - value) } ?? 0
    }
    let (r, g, b) = (nearest(red), nearest(green), nearest(blue))
    let grey = max(0, min(23, ((red + green + blue) / 3 - 3) / 10))
    let level = 8 + 10 * grey
    let cubeError = square(steps[r] - red) + square(steps[g] - green) + square(steps[b] - blue)
    let greyError = square(level - red) + square(level - green) + square(level - blue)
    return greyError < cubeError ? 232 + grey : 16 + 36 * r + 6 * g + b
  }

  private static func nearestNamed(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    func error(_ index: Int) -> Int {
      let value = namedValues[index]
      return square(Int(value.0) - red) + square(Int(value.1) - green) + square(Int(value.2) - blue)
    }
    return namedValues.indices.min { error($0) < error($1) } ?? 7
  }

  private static func square(_ value: Int) -> Int { value * value }
}
