/// How text is compared: lower case, without marks, every run of punctuation and space as one space.
enum Folding {
  /// The folded scalars of a text.
  static func fold(_ text: String) -> [UInt32] {
    var folded: [UInt32] = []
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &folded) }
    if folded.last == space { folded.removeLast() }
    return folded
  }

  static let space: UInt32 = 32

  private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt32]) {
    let value = scalar.value
    switch value {
    case 97...122, 48...57: folded.append(value)
    case 65...90: folded.append(value + 32)
    case 0..<128, 0x00A0, 0x2000...0x206F, 0x3000:
      if let last = folded.last, last != space { folded.append(space) }
    case 0x0300...0x036F: break
    case 0x0080..<0x0250, 0x1E00..<0x1F00: appendLatin(scalar, to: &folded)
    default: for lower in scalar.properties.lowercaseMapping.unicodeScalars { folded.append(plain(lower.value)) }
    }
  }

  private static func appendLatin(_ scalar: Unicode.Scalar, to folded: inout [UInt32]) {
    if scalar.value == 0xDF { return folded.append(contentsOf: [115, 115]) }
    if scalar.value == 0xC6 || scalar.value == 0xE6 { return folded.append(contentsOf: [97, 101]) }
    for lower in scalar.properties.lowercaseMapping.unicodeScalars where !(0x0300...0x036F).contains(lower.value) {
      folded.append(plain(lower.value))
    }
  }

  private static func plain(_ value: UInt32) -> UInt32 { value < 128 ? value : (plainLetters[value] ?? value) }

  /// Lower-case letters with marks, by the plain letter they are looked up as.
  private static let plainLetters: [UInt32: UInt32] = {
    let groups: [(Character, String)] = [
      ("a", "àáâãäåāăąǎǟạảấầẩẫậắằẳẵặ"), ("c", "çćĉċč"), ("d", "ďđḍɖ"), ("e", "èéêëēĕėęěẹẻẽếềểễệɛ"), ("f", "ƒ"),
      ("g", "ĝğġģǧɣ"), ("h", "ĥħḥ"), ("i", "ìíîïĩīĭįıǐịỉ"), ("j", "ĵ"), ("k", "ķǩ"), ("l", "ĺļľŀłḷ"), ("m", "ṁṃ"),
      ("n", "ñńņňŉŋǹṅṇ"), ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợɔ"), ("r", "ŕŗřṛ"), ("s", "śŝşšșṣ"), ("t", "ţťŧțṭ"),
      ("u", "ùúûüũūŭůűųưǔụủứừửữự"), ("v", "ʋ"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
    ]
    var letters: [UInt32: UInt32] = [:]
    for (plain, marked) in groups {
      guard let value = plain.asciiValue else { continue }
      for scalar in marked.unicodeScalars { letters[scalar.value] = UInt32(value) }
    }
    return letters
  }()
}

/// A folded text to look for in others.
struct FoldedNeedle: Sendable {
  let scalars: [UInt32]

  init(_ text: String) { scalars = Folding.fold(text) }

  var isEmpty: Bool { scalars.isEmpty }

  /// True when the folded form of `text` contains the needle.
  func isFound(in text: String) -> Bool {
    var text = text
    return text.withUTF8(isFound)
  }

  /// The same on raw UTF-8; no String is made while it is ASCII.
  func isFound(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.allSatisfy({ $0 < 128 }) else { return contains(Folding.fold(String(decoding: bytes, as: UTF8.self))) }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: bytes.count + 1) { buffer in
      var count = 0
      for byte in bytes {
        let value = UInt32(byte)
        switch byte {
        case 97...122, 48...57: buffer[count] = value
        case 65...90: buffer[count] = value + 32
        default:
          if count == 0 || buffer[count - 1] == Folding.space { continue }
          buffer[count] = Folding.space
        }
        count += 1
      }
      if count > 0, buffer[count - 1] == Folding.space { count -= 1 }
      return contains(UnsafeBufferPointer(rebasing: buffer[0..<count]))
    }
  }

  private func contains<Text: RandomAccessCollection<UInt32>>(_ text: Text) -> Bool where Text.Index == Int {
    guard let head = scalars.first else { return true }
    guard text.count >= scalars.count else { return false }
    for start in 0...(text.count - scalars.count) where text[start] == head {
      var length = 1
      while length < scalars.count, text[start + length] == scalars[length] { length += 1 }
      if length == scalars.count { return true }
    }
    return false
  }

  /// True when a word of the folded form of `text` starts with the needle.
  func startsWord(in text: String) -> Bool {
    let folded = Folding.fold(text)
    guard folded.count >= scalars.count else { return false }
    return (0...(folded.count - scalars.count)).contains { start in
      (start == 0 || folded[start - 1] == Folding.space)
        && folded[start..<start + scalars.count].elementsEqual(scalars)
    }
  }
}

extension FoldedNeedle {
  /// True when the needle stands in a folded text as whole words.
  func standsAlone(in folded: [UInt32]) -> Bool {
    guard !isEmpty, folded.count >= scalars.count else { return false }
    return (0...(folded.count - scalars.count)).contains { start in
      let end = start + scalars.count
      return (start == 0 || folded[start - 1] == Folding.space)
        && (end == folded.count || folded[end] == Folding.space) && folded[start..<end].elementsEqual(scalars)
    }
  }
}
