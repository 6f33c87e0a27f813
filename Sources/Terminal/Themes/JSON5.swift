/// A value of a JSON5 file that remembers its line, so that a complaint can name it.
public struct JSON5: Hashable, Sendable {
  /// The kinds of value.
  public indirect enum Value: Hashable, Sendable {
    /// Text; a number; true or false; nothing.
    case text(String)
    /// A number.
    case number(Double)
    /// True or false.
    case flag(Bool)
    /// `null`.
    case null
    /// Values in order.
    case list([JSON5])
    /// Values by key, in the file's order.
    case object([(key: String, value: JSON5)])

    /// Equal kinds with equal contents in the same order.
    public static func == (left: Value, right: Value) -> Bool { left.flat == right.flat }
    /// Feeds the same contents that are compared.
    public func hash(into hasher: inout Hasher) { hasher.combine(flat) }

    private var flat: [String] {
      switch self {
      case .text(let text): ["text", text]
      case .number(let number): ["number", "\(number)"]
      case .flag(let flag): ["\(flag)"]
      case .null: ["null"]
      case .list(let values): ["list"] + values.flatMap { $0.value.flat + ["end"] }
      case .object(let members): ["object"] + members.flatMap { ["key", $0.key] + $0.value.value.flat + ["end"] }
      }
    }
  }

  /// What it is.
  public let value: Value
  /// The line it starts on, counted from one.
  public let line: Int

  /// Where and why a text is not JSON5.
  public struct SyntaxError: Error, Hashable, Sendable {
    /// The line, counted from one.
    public let line: Int
    /// What was found or missing.
    public let reason: String
  }

  /// Reads a whole text; comments, bare keys, single quotes and trailing commas are allowed.
  public static func parse(_ text: String) throws(SyntaxError) -> JSON5 {
    var parser = JSON5Parser(text)
    return try parser.document()
  }

  /// The value of a key of an object.
  public subscript(key: String) -> JSON5? {
    if case .object(let members) = value { return members.last { $0.key == key }?.value }
    return nil
  }

  /// The text, if it is one.
  public var text: String? {
    if case .text(let text) = value { return text }
    return nil
  }

  /// The members in the file's order, if it is an object.
  public var members: [(key: String, value: JSON5)]? {
    if case .object(let members) = value { return members }
    return nil
  }
}

/// Reads JSON5 by bytes.
struct JSON5Parser {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func document() throws(JSON5.SyntaxError) -> JSON5 {
    let value = try value()
    try skipBlanks()
    guard place == bytes.count else { throw problem("something follows after the end") }
    return value
  }

  private func problem(_ reason: String) -> JSON5.SyntaxError { JSON5.SyntaxError(line: line, reason: reason) }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() throws(JSON5.SyntaxError) {
    while let byte = next {
      switch byte {
      case 0x0A:
        line += 1
        place += 1
      case 0x20, 0x09, 0x0D: place += 1
      case UInt8(ascii: "/"):
        let second = place + 1 < bytes.count ? bytes[place + 1] : 0
        if second == UInt8(ascii: "/") {
          while let byte = next, byte != 0x0A { place += byte == 0x0A ? 0 : 1 }
        } else if second == UInt8(ascii: "*") {
          try skipComment()
        } else {
          throw problem("a single / means nothing")
        }
      default: return
      }
    }
  }

  private mutating func skipComment() throws(JSON5.SyntaxError) {
    let start = line
    place += 2
    while place + 1 < bytes.count {
      if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") {
        place += 2
        return
      }
      if bytes[place] == 0x0A { line += 1 }
      place += 1
    }
    throw JSON5.SyntaxError(line: start, reason: "this comment is not closed")
  }

  private mutating func value() throws(JSON5.SyntaxError) -> JSON5 {
    try skipBlanks()
    guard let byte = next else { throw problem("the text ends where a value should stand") }
    let start = line
    switch byte {
    case UInt8(ascii: "{"): return JSON5(value: try object(), line: start)
    case UInt8(ascii: "["): return JSON5(value: try list(), line: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return JSON5(value: .text(try quoted()), line: start)
    default:
      let found = word()
      switch found {
      case "true": return JSON5(value: .flag(true), line: start)
      case "false": return JSON5(value: .flag(false), line: start)
      case "null": return JSON5(value: .null, line: start)
      default:
        guard let number = Self.number(found) else {
          throw problem(found.isEmpty ? "a value should stand here" : "\"\(found)\" is not a value; text needs quotes")
        }
        return JSON5(value: .number(number), line: start)
      }
    }
  }

  private static func number(_ word: String) -> Double? {
    let plain = word.hasPrefix("+") ? String(word.dropFirst()) : word
    if plain.lowercased().hasPrefix("0x") { return Int(plain.dropFirst(2), radix: 16).map(Double.init) }
    guard let first = plain.first, first.isNumber || first == "-" || first == "." else { return nil }
    return Double(plain.hasPrefix(".") ? "0" + plain : plain)
  }

  private mutating func word() -> String {
    let start = place
    while let byte = next, !" \t\r\n,:{}[]\"'/".utf8.contains(byte) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func object() throws(JSON5.SyntaxError) -> JSON5.Value {
    var members: [(key: String, value: JSON5)] = []
    try items(until: UInt8(ascii: "}")) { (parser) throws(JSON5.SyntaxError) in
      let byte = parser.next ?? 0
      let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      let key = isQuoted ? try parser.quoted() : parser.word()
      guard isQuoted || !key.isEmpty else { throw parser.problem("a key should stand here") }
      try parser.skipBlanks()
      guard parser.next == UInt8(ascii: ":") else { throw parser.problem("a : is missing after \"\(key)\"") }
      parser.place += 1
      if members.contains(where: { $0.key == key }) { throw parser.problem("\"\(key)\" stands here twice") }
      members.append((key, try parser.value()))
    }
    return .object(members)
  }

  private mutating func list() throws(JSON5.SyntaxError) -> JSON5.Value {
    var values: [JSON5] = []
    try items(until: UInt8(ascii: "]")) { (parser) throws(JSON5.SyntaxError) in
      values.append(try parser.value())
    }
    return .list(values)
  }

  /// Reads what stands between brackets, separated by commas.
  private mutating func items(
    until end: UInt8, _ item: (inout JSON5Parser) throws(JSON5.SyntaxError) -> Void
  ) throws(JSON5.SyntaxError) {
    let start = line
    place += 1
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw problem("brackets are nested too deep") }
    while true {
      try skipBlanks()
      if next == end { break }
      guard next != nil else { throw JSON5.SyntaxError(line: start, reason: "this bracket is not closed") }
      try item(&self)
      try skipBlanks()
      if next == UInt8(ascii: ",") {
        place += 1
      } else if next != end, next != nil {
        throw problem("a comma is missing")
      }
    }
    place += 1
  }

  private mutating func quoted() throws(JSON5.SyntaxError) -> String {
    let quote = bytes[place]
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case quote: return String(decoding: text, as: UTF8.self)
      case 0x0A: throw problem("this text is not closed")
      case UInt8(ascii: "\\"): text += try escaped()
      default: text.append(byte)
      }
    }
    throw problem("this text is not closed")
  }

  private mutating func escaped() throws(JSON5.SyntaxError) -> [UInt8] {
    guard let byte = next else { throw problem("this text is not closed") }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case 0x0A:
      line += 1
      return []
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\") {
        place += 2
        code = 0x10000 + (code - 0xD800) << 10 + (try hexadecimal()) - 0xDC00
      }
      guard let scalar = Unicode.Scalar(code) else { throw problem("\\u needs the number of a character") }
      return Array(String(Character(scalar)).utf8)
    default: return [byte]
    }
  }

  private mutating func hexadecimal() throws(JSON5.SyntaxError) -> UInt32 {
    let end = min(place + 4, bytes.count)
    guard let code = UInt32(String(decoding: bytes[place..<end], as: UTF8.self), radix: 16), end == place + 4 else {
      throw problem("\\u needs four hexadecimal digits")
    }
    place = end
    return code
  }
}
