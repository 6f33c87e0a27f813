import TestSupport
import Testing

@testable import TerminalNcurses

/// The folded frame must look as the whole one did, on a little terminal that knows glyphs, blanks and SGR.
@Suite("Style folding")
struct StyleFoldingTests {
  @Test("a thousand random frames look the same folded, and none is longer", arguments: 1...10 as ClosedRange<UInt64>)
  func looksTheSame(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var folding = StyleFolding()
    var whole = LittleTerminal()
    var short = LittleTerminal()
    var (before, after) = (0, 0)
    for number in 0..<100 {
      let frame = randomFrame(&generator)
      let folded = folding.folded(frame)
      whole.take(frame)
      short.take(folded)
      #expect(whole.seen == short.seen, "seed \(seed) frame \(number)")
      before += frame.count
      after += folded.count
    }
    #expect(after < before)
  }

  @Test("a sequence it does not know passes as it came, and styles are given anew after it")
  func unknownSequence() {
    var folding = StyleFolding()
    let frame = Array("\u{1B}[0;1mA\u{1B}[0;58;5;3mB\u{1B}[0;1mC".utf8)
    var whole = LittleTerminal()
    var short = LittleTerminal()
    whole.take(frame)
    short.take(folding.folded(frame))
    #expect(whole.seen == short.seen)
  }

  private func randomFrame(_ generator: inout SeededGenerator) -> [UInt8] {
    var text = "\u{1B}[0m"
    for _ in 0..<Int.random(in: 1...60, using: &generator) {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0...2: text += ["a", "B", "7", "─", "é"].randomElement(using: &generator) ?? "a"
      case 3, 4: text += " "
      case 5: text += "\u{1B}[K"
      case 6: text += "\r"
      case 7: text += "\u{1B}[0m"
      default:
        let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          ["1", "2", "4", "7", "31", "97", "38;5;203", "48;5;24", "39", "49", "22", "24", "27"]
            .randomElement(using: &generator) ?? "1"
        }
        text += "\u{1B}[" + parts.joined(separator: ";") + "m"
      }
    }
    return Array(text.utf8)
  }
}

/// One line that remembers the looks of every glyph written; enough to tell two byte streams apart.
private struct LittleTerminal {
  private var cells: [Int: String] = [:]
  private var column = 0
  private var attributes: Set<Int> = []
  private var colours = ["", ""]

  /// What a person sees, with blanks by what shows on a blank.
  var seen: [Int: String] { cells }

  mutating func take(_ bytes: [UInt8]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}":
        _ = scalars.popFirst()
        var parameters = ""
        while let next = scalars.popFirst() {
          if next == "m" { style(parameters) }
          if next == "K" { for place in column..<40 { cells[place] = look(" ") } }
          if next.properties.isAlphabetic { break }
          parameters.unicodeScalars.append(next)
        }
      case "\r": column = 0
      default:
        cells[column] = look(scalar)
        column += 1
      }
    }
  }

  private func look(_ scalar: Unicode.Scalar) -> String {
    guard scalar == " ", attributes.isDisjoint(with: [4, 7]) else {
      return "\(scalar) \(attributes.sorted()) \(colours)"
    }
    return "blank " + colours[1]
  }

  private mutating func style(_ text: String) {
    var rest = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }[...]
    while let parameter = rest.popFirst() {
      switch parameter {
      case 0: (attributes, colours) = ([], ["", ""])
      case 1...9: attributes.insert(parameter)
      case 22: attributes.subtract([1, 2])
      case 23...29: attributes.remove(parameter - 20)
      case 38, 48, 58:
        let colour = "\(rest.popFirst() ?? 0);\(rest.popFirst() ?? 0)"
        if parameter != 58 { colours[parameter == 38 ? 0 : 1] = colour }
      case 39: colours[0] = ""
      case 49: colours[1] = ""
      case 40...47, 100...107: colours[1] = "\(parameter)"
      default: colours[0] = "\(parameter)"
      }
    }
  }
}
