/// The sequences terminals send for keys and the mouse.
enum EscapeSequence {
  /// What a sequence stands for; unknown ones for nothing.
  enum Meaning: Equatable {
    case key(Key), mouse(Mouse), pasteStart, nothing
  }

  enum Result: Equatable {
    case incomplete
    case complete(Meaning, Int)
  }

  /// Parses what starts with ESC [ or ESC O.
  static func parse(_ bytes: ArraySlice<UInt8>) -> Result {
    let body = Array(bytes.dropFirst(2).prefix(64))
    guard let first = body.first else { return .incomplete }
    if bytes[bytes.startIndex + 1] == 0x4F { return .complete(singleShift(first), 3) }
    // The Linux console's F1 to F5.
    if first == 0x5B {
      guard body.count > 1 else { return .incomplete }
      return .complete((0x41...0x45).contains(body[1]) ? .key(.function(Int(body[1]) - 0x40)) : .nothing, 4)
    }
    if first == 0x4D { return oldMouse(body) }
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return body.count == 64 ? .complete(.nothing, 66) : .incomplete
    }
    // A control byte inside breaks the sequence off and counts for itself.
    guard (0x40...0x7E).contains(body[end]) else { return .complete(.nothing, end + 2) }
    return .complete(meaning(of: body[..<end], final: body[end]), end + 3)
  }

  /// The length of a command string that starts with ESC ] and the like; nil while its end is missing.
  static func stringLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    var place = bytes.startIndex + 2
    while place < bytes.endIndex {
      if bytes[place] == 0x07 { return place + 1 - bytes.startIndex }
      if bytes[place] == 0x1B, place + 1 < bytes.endIndex, bytes[place + 1] == 0x5C {
        return place + 2 - bytes.startIndex
      }
      place += 1
    }
    return nil
  }

  private static func singleShift(_ final: UInt8) -> Meaning {
    if let key = letterKey(final) { return .key(key) }
    switch final {
    case 0x4D: return .key(.enter)
    case 0x58: return .key(.character("="))
    // The keypad in application mode sends its characters 0x40 higher.
    case 0x6A...0x79: return .key(.character(Character(Unicode.Scalar(final - 0x40))))
    default: return .nothing
    }
  }

  private static func letterKey(_ final: UInt8) -> Key? {
    switch final {
    case 0x41: .up
    case 0x42: .down
    case 0x43: .right
    case 0x44: .left
    case 0x46: .end
    case 0x48: .home
    case 0x50...0x53: .function(Int(final) - 0x4F)
    default: nil
    }
  }

  private static func meaning(of body: ArraySlice<UInt8>, final: UInt8) -> Meaning {
    if body.first == 0x3C { return mouse(numbers(body.dropFirst()), pressed: final == 0x4D) }
    guard body.allSatisfy({ $0 >= 0x30 && $0 <= 0x3B }) else { return .nothing }
    let numbers = numbers(body)
    let first = numbers.first ?? 1
    switch final {
    case 0x7E: return first == 200 ? .pasteStart : tildeKey(first).map(Meaning.key) ?? .nothing
    case 0x5A: return .key(.backTab)
    case 0x75: return extended(first, modifiers: numbers.count > 1 ? numbers[1] : 1)
    default: return first <= 1 ? letterKey(final).map(Meaning.key) ?? .nothing : .nothing
    }
  }

  private static func numbers(_ body: ArraySlice<UInt8>) -> [Int] {
    body.split(separator: 0x3B, omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { min(99_999, $0 * 10 + Int($1 & 0x0F)) }
    }
  }

  private static func tildeKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// Keys as newer terminals send them: the character's number and who holds what.
  private static func extended(_ code: Int, modifiers: Int) -> Meaning {
    let held = max(0, modifiers - 1)
    switch code {
    case 9: return .key(held & 1 != 0 ? .backTab : .tab)
    case 13: return .key(.enter)
    case 27: return .key(.escape)
    case 127: return .key(.backspace)
    case 0x20..<0x7F:
      let character = Character(Unicode.Scalar(UInt8(code)))
      if held & 4 != 0 { return .key(.control(character)) }
      return .key(held & 2 != 0 ? .alt(character) : .character(character))
    default: return .nothing
    }
  }

  private static func oldMouse(_ body: [UInt8]) -> Result {
    guard body.count >= 4 else { return .incomplete }
    let values = body[1...3].map { max(0, Int($0) - 32) }
    return .complete(mouse(values, pressed: values[0] & 3 != 3 || values[0] >= 64), 6)
  }

  private static func mouse(_ values: [Int], pressed: Bool) -> Meaning {
    guard values.count == 3, pressed, values[1] > 0, values[2] > 0 else { return .nothing }
    // The bits for Shift, Alt and Ctrl do not matter; motion does not count.
    let button = values[0] & ~28
    let action: Mouse.Action? = button == 0 ? .click : button == 64 ? .wheelUp : button == 65 ? .wheelDown : nil
    return action.map { .mouse(Mouse($0, row: values[2] - 1, column: values[1] - 1)) } ?? .nothing
  }
}
