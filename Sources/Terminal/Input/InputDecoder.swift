/// Turns a terminal's bytes into keys, pastes and mouse acts.
///
/// It holds back what is not complete; when nothing follows within the escape delay, `flush` decides. Sequences
/// nobody knows are swallowed to their end, so that they never act as keys.
public struct InputDecoder: Sendable {
  private var buffer: [UInt8] = []
  private var pasting = false
  /// How much of a paste has been searched for its end.
  private var searched = 0
  private var afterReturn = false
  private var learned: [[UInt8]: Key] = [:]
  private var output: [RawInput] = []

  /// A decoder that knows the usual sequences.
  public init() {}

  /// Whether it holds the start of something.
  public var isPending: Bool { !buffer.isEmpty || pasting }
  /// Whether it is inside a paste, where a pause means nothing.
  public var isPasting: Bool { pasting }

  /// Adds a key's sequence as the terminal's description has it.
  public mutating func learn(_ sequence: [UInt8], as key: Key) {
    if sequence.count > 1, sequence.first == 0x1B { learned[sequence] = key }
  }

  /// Takes bytes and returns what is complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [RawInput] {
    buffer += bytes
    return decode(atEnd: false)
  }

  /// Decides on what was held back, as nothing followed it.
  public mutating func flush() -> [RawInput] {
    if pasting {
      endPaste(buffer)
      buffer = []
      return taken()
    }
    return decode(atEnd: true)
  }

  private mutating func taken() -> [RawInput] {
    defer { output = [] }
    return output
  }

  private mutating func decode(atEnd: Bool) -> [RawInput] {
    var place = 0
    while place < buffer.count {
      let count = pasting ? paste(from: place) : step(from: place, atEnd: atEnd)
      if count == 0 { break }
      place += count
    }
    buffer.removeFirst(place)
    return taken()
  }

  /// Decodes one thing and returns how many bytes it took; none when more are needed.
  private mutating func step(from place: Int, atEnd: Bool) -> Int {
    let byte = buffer[place]
    let followsReturn = afterReturn
    afterReturn = byte == 0x0D
    switch byte {
    case 0x1B: return escape(from: place, atEnd: atEnd)
    case 0x0D: emit(.enter)
    // Some scanners end with both: one Enter.
    case 0x0A: if !followsReturn { emit(.enter) }
    case 0x09: emit(.tab)
    case 0x08, 0x7F: emit(.backspace)
    case 0x00: emit(.control(" "))
    case 0x01...0x1F: emit(.control(Character(Unicode.Scalar(byte < 0x1B ? byte + 0x60 : byte + 0x40))))
    case 0x20..<0x7F: emit(.character(Character(Unicode.Scalar(byte))))
    default: return text(from: place, atEnd: atEnd)
    }
    return 1
  }

  private mutating func emit(_ key: Key) { output.append(.key(key)) }

  /// Text beyond ASCII, by whole characters as far as they have arrived.
  private mutating func text(from place: Int, atEnd: Bool) -> Int {
    var end = place
    while end < buffer.count, buffer[end] >= 0x80 { end += 1 }
    var complete = end
    if end == buffer.count, !atEnd {
      // The last character may lack bytes.
      var back = end - 1
      while back > place, buffer[back] & 0xC0 == 0x80, end - back < 4 { back -= 1 }
      let needed = buffer[back] >= 0xF0 ? 4 : buffer[back] >= 0xE0 ? 3 : buffer[back] >= 0xC0 ? 2 : 1
      if back + needed > end { complete = back }
    }
    for character in String(decoding: buffer[place..<complete], as: UTF8.self) where character != "\u{FFFD}" {
      let isControl = character.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) }
      if !isControl { emit(.character(character)) }
    }
    return complete - place
  }

  private mutating func paste(from place: Int) -> Int {
    let mark: [UInt8] = Array("\u{1B}[201~".utf8)
    var end = place + searched
    while end < buffer.count {
      if buffer[end] == 0x1B, buffer[end...].starts(with: mark) {
        endPaste(Array(buffer[place..<end]))
        return end - place + mark.count
      }
      end += 1
    }
    searched = max(0, end - place - mark.count)
    return 0
  }

  private mutating func endPaste(_ bytes: [UInt8]) {
    pasting = false
    searched = 0
    output.append(.paste(Self.cleaned(String(decoding: bytes, as: UTF8.self))))
  }

  /// Pasted text is data: line breaks become "\n", tabs and the group separator stay, other controls go.
  static func cleaned(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0D: result.append("\n")
      case 0x0A: if previous != "\r" { result.append("\n") }
      case 0x09, 0x1D: result.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: break
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  private mutating func escape(from place: Int, atEnd: Bool) -> Int {
    let rest = buffer[place...]
    if let (sequence, key) = longestLearned(rest) {
      emit(key)
      return sequence
    }
    guard rest.count > 1 else {
      if atEnd { emit(.escape) }
      return atEnd ? 1 : 0
    }
    let second = rest[place + 1]
    switch second {
    case 0x5B, 0x4F:
      switch EscapeSequence.parse(rest) {
      case .incomplete: return atEnd ? abandon(rest) : 0
      case .complete(let meaning, let count):
        take(meaning)
        return count
      }
    case 0x5D, 0x50, 0x58, 0x5E, 0x5F:
      if let count = EscapeSequence.stringLength(rest) { return count }
      return atEnd || rest.count > 4096 ? abandon(rest) : 0
    case 0x20..<0x7F:
      emit(.alt(Character(Unicode.Scalar(second))))
      return 2
    default:
      emit(.escape)
      return 1
    }
  }

  /// Gives up on a sequence whose end never came: two bytes were a key with Alt, more are noise.
  private mutating func abandon(_ rest: ArraySlice<UInt8>) -> Int {
    if rest.count == 2, let second = rest.last { emit(.alt(Character(Unicode.Scalar(second)))) }
    return rest.count
  }

  private mutating func take(_ meaning: EscapeSequence.Meaning) {
    switch meaning {
    case .key(let key): emit(key)
    case .mouse(let mouse): output.append(.mouse(mouse))
    case .pasteStart: pasting = true
    case .nothing: break
    }
  }

  private func longestLearned(_ rest: ArraySlice<UInt8>) -> (count: Int, key: Key)? {
    guard rest.count > 2 else { return nil }
    let found = learned.filter { rest.starts(with: $0.key) }.max { $0.key.count < $1.key.count }
    return found.map { ($0.key.count, $0.value) }
  }
}
