/// Shortens what curses writes before it is sent: between two glyphs curses changes colours and attributes one by one
/// and resets more than it must; here each change becomes one sequence, and none where a blank looks the same anyway.
///
/// Only the well-known sequences are touched. After one with another meaning everything is sent as it came until the
/// next full reset, so that no terminal is ever left in a state that curses did not ask for.
struct StyleFolding {
  /// The looks of the glyphs to come.
  private struct Style: Equatable {
    /// Bit n stands for attribute n: 1 bold to 9 crossed out.
    var attributes: UInt16 = 0
    var foreground = Colour.standard
    var background = Colour.standard

    /// Attributes that are seen on a blank: underline, blinking, reverse, crossed out.
    var marksBlanks: Bool { attributes & (1 << 4 | 1 << 5 | 1 << 7 | 1 << 9) != 0 }
  }

  private enum Colour: Equatable {
    case standard
    /// One of the eight or the bright eight, by the parameter of the foreground.
    case basic(Int)
    case indexed(Int)
    case direct(Int, Int, Int)
  }

  /// What the terminal has, and what curses wants; nil when that is not known.
  private var current: Style?
  private var wanted: Style?
  private var saved: Style?
  private var characterSet: UInt8?
  private var shift: UInt8?
  private var output: [UInt8] = []

  /// Takes nothing about the terminal for granted any more.
  mutating func forget() { self = StyleFolding() }

  /// The same frame in fewer bytes; all it asks for is in force at its end.
  mutating func folded(_ frame: [UInt8]) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    var place = 0
    while place < frame.count {
      let byte = frame[place]
      if byte == 0x1B {
        place = escape(frame, place)
        continue
      }
      let next = place + 1 < frame.count ? frame[place + 1] : 0
      switch byte {
      // A combining mark may follow a blank: then the blank is a glyph of its own.
      case 0x20 where next < 0x80: settleForBlank()
      case 0x08, 0x0D: break
      case 0x0E, 0x0F:
        if shift == byte {
          place += 1
          continue
        }
        settle()
        shift = byte
      default: settle()
      }
      output.append(byte)
      place += 1
    }
    settle()
    return output
  }

  /// Deals with the sequence that starts at a place; returns the place after it.
  private mutating func escape(_ frame: [UInt8], _ start: Int) -> Int {
    guard start + 1 < frame.count else { return pass(frame, start..<frame.count) }
    switch frame[start + 1] {
    case UInt8(ascii: "["): return control(frame, start)
    case UInt8(ascii: "(") where start + 2 < frame.count:
      if characterSet == frame[start + 2] { return start + 3 }
      characterSet = frame[start + 2]
      return pass(frame, start..<start + 3)
    case UInt8(ascii: "7"):
      settle()
      saved = current
      return pass(frame, start..<start + 2)
    case UInt8(ascii: "8"):
      let end = pass(frame, start..<start + 2)
      (current, wanted) = (saved, saved)
      return end
    default: return pass(frame, start..<start + 2)
    }
  }

  private mutating func control(_ frame: [UInt8], _ start: Int) -> Int {
    guard let final = frame[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return pass(frame, start..<frame.count)
    }
    switch frame[final] {
    case UInt8(ascii: "m"):
      if let style = Self.style(frame[start + 2..<final], after: wanted) {
        wanted = style
        return final + 1
      }
      let end = pass(frame, start..<final + 1)
      (current, wanted) = (nil, nil)
      return end
    // Moves, margins and modes have no looks; a repeated glyph has those of the one before.
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "b"),
      UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "r"):
      break
    case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "X"): settleForBlank()
    default: settle()
    }
    output += frame[start...final]
    return final + 1
  }

  /// Sends a part as it is, in the looks wanted so far.
  private mutating func pass(_ frame: [UInt8], _ part: Range<Int>) -> Int {
    settle()
    output += frame[part]
    return part.upperBound
  }

  private mutating func settleForBlank() {
    if let current, let wanted, current.background == wanted.background, !current.marksBlanks, !wanted.marksBlanks {
      return
    }
    settle()
  }

  /// Gives the terminal the looks that are wanted.
  private mutating func settle() {
    guard let wanted, wanted != current else { return }
    var parameters = Self.additions(from: Style(), to: wanted)
    // A reset is short, and the only way back that every terminal knows.
    let reset = [0] + parameters
    if let current, current.attributes & ~wanted.attributes == 0,
      wanted.foreground != .standard || current.foreground == .standard,
      wanted.background != .standard || current.background == .standard
    {
      parameters = Self.additions(from: current, to: wanted)
    } else {
      parameters = reset
    }
    let text = parameters == [0] ? "" : parameters.map(String.init).joined(separator: ";")
    output += Array("\u{1B}[\(text)m".utf8)
    current = wanted
  }

  /// The parameters that turn one look into another that takes nothing away.
  private static func additions(from old: Style, to new: Style) -> [Int] {
    var result = (1...9).filter { new.attributes & ~old.attributes & 1 << $0 != 0 }
    for (former, colour, base) in [(old.foreground, new.foreground, 30), (old.background, new.background, 40)]
    where colour != former {
      switch colour {
      case .standard: break
      case .basic(let number): result.append(number + base - 30)
      case .indexed(let number): result += [base + 8, 5, number]
      case .direct(let red, let green, let blue): result += [base + 8, 2, red, green, blue]
      }
    }
    return result
  }

  /// The look after a sequence with these parameters; nil when one is unknown, or what was before and no reset leads.
  private static func style(_ text: ArraySlice<UInt8>, after before: Style?) -> Style? {
    var parameters = [0]
    for byte in text {
      switch byte {
      case UInt8(ascii: ";"): parameters.append(0)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let last = parameters.removeLast()
        guard last < 1000 else { return nil }
        parameters.append(last * 10 + Int(byte - UInt8(ascii: "0")))
      default: return nil
      }
    }
    guard var style = parameters[0] == 0 ? Style() : before else { return nil }
    var rest = parameters[...]
    while let parameter = rest.popFirst() {
      switch parameter {
      case 0: style = Style()
      case 1...9: style.attributes |= 1 << parameter
      case 22: style.attributes &= ~(1 << 1 | 1 << 2)
      case 23, 24, 25, 27, 28, 29: style.attributes &= ~(1 << (parameter - 20))
      case 30...37, 90...97: style.foreground = .basic(parameter)
      case 40...47, 100...107: style.background = .basic(parameter - 10)
      case 38, 48:
        guard let colour = extended(&rest) else { return nil }
        if parameter == 38 { style.foreground = colour } else { style.background = colour }
      case 39: style.foreground = .standard
      case 49: style.background = .standard
      default: return nil
      }
    }
    return style
  }

  private static func extended(_ rest: inout ArraySlice<Int>) -> Colour? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map { .indexed($0) }
    case 2:
      guard let red = rest.popFirst(), let green = rest.popFirst(), let blue = rest.popFirst() else { return nil }
      return .direct(red, green, blue)
    default: return nil
    }
  }
}
