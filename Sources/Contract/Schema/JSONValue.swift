/// A JSON value as it was read. Numbers keep their text, so that no amount passes through a floating point.
public enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// The number's own characters.
  case number(String)
  case text(String)
  case list([JSONValue])
  /// Names in the order they came; a name stands once.
  case object([Member])

  /// A name and its value.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// `value` under `name`.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value under a name; nil when there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}

/// Reads JSON strictly (RFC 8259): UTF-8 only, no name twice, no deeper than 32.
public struct JSONReader {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private static let deepest = 32

  /// The value that `bytes` hold, and nothing after it. Throws `Fault.malformed` with what is wrong and where.
  public static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.at == bytes.count else { throw reader.fault("something follows the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ what: String) -> Fault { .malformed("\(what), at byte \(at)") }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { at += 1 }
  }

  private mutating func value() throws(Fault) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || isDigit(byte): return .number(try number())
    case .some: throw fault("this is no value")
    case nil: throw fault("the value is missing")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Fault) -> JSONValue {
    guard bytes[at...].starts(with: word.utf8) else { throw fault("this is no value") }
    at += word.utf8.count
    return value
  }

  private mutating func descend() throws(Fault) {
    depth += 1
    guard depth <= Self.deepest else { throw fault("it is nested deeper than \(Self.deepest)") }
    at += 1
  }

  private mutating func object() throws(Fault) -> JSONValue {
    try descend()
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipBlanks()
    while next != UInt8(ascii: "}") {
      if !members.isEmpty { try comma() }
      guard next == UInt8(ascii: "\"") else { throw fault("a name is missing") }
      let name = try text()
      guard names.insert(name).inserted else { throw fault("a name stands twice") }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw fault("a colon is missing") }
      at += 1
      members.append(JSONValue.Member(name: name, value: try value()))
      skipBlanks()
    }
    at += 1
    depth -= 1
    return .object(members)
  }

  private mutating func list() throws(Fault) -> JSONValue {
    try descend()
    var values: [JSONValue] = []
    skipBlanks()
    while next != UInt8(ascii: "]") {
      if !values.isEmpty { try comma() }
      values.append(try value())
      skipBlanks()
    }
    at += 1
    depth -= 1
    return .list(values)
  }

  private mutating func comma() throws(Fault) {
    guard next == UInt8(ascii: ",") else { throw fault(next == nil ? "it ends too early" : "a comma is missing") }
    at += 1
    skipBlanks()
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func digits() throws(Fault) {
    let start = at
    while let byte = next, isDigit(byte) { at += 1 }
    guard at > start else { throw fault("a digit is missing") }
  }

  private mutating func number() throws(Fault) -> String {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if let byte = next, isDigit(byte) { throw fault("a number begins with zero") }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func text() throws(Fault) -> String {
    at += 1
    var run: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let text = String(validating: run, as: UTF8.self) else { throw fault("the text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"):
        at += 1
        try escape(into: &run)
      case 0..<0x20: throw fault("a control character stands in a text")
      default:
        run.append(byte)
        at += 1
      }
    }
    throw fault("a text does not end")
  }

  private mutating func escape(into run: inout [UInt8]) throws(Fault) {
    guard let byte = next else { throw fault("a text does not end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): run.append(byte)
    case UInt8(ascii: "b"): run.append(0x08)
    case UInt8(ascii: "f"): run.append(0x0c)
    case UInt8(ascii: "n"): run.append(0x0a)
    case UInt8(ascii: "r"): run.append(0x0d)
    case UInt8(ascii: "t"): run.append(0x09)
    case UInt8(ascii: "u"):
      var scalar = try hex4()
      if (0xd800...0xdbff).contains(scalar) {
        guard next == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
          throw fault("half a character stands alone")
        }
        at += 2
        let low = try hex4()
        guard (0xdc00...0xdfff).contains(low) else { throw fault("half a character stands alone") }
        scalar = 0x10000 + (scalar - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let unicode = Unicode.Scalar(scalar) else { throw fault("half a character stands alone") }
      run.append(contentsOf: UTF8.encode(unicode).map { Array($0) } ?? [])
    default: throw fault("an escape is unknown")
    }
  }

  private mutating func hex4() throws(Fault) -> UInt32 {
    guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
      bytes[at] != UInt8(ascii: "+"), bytes[at] != UInt8(ascii: "-")
    else { throw fault("an escape is cut short") }
    at += 4
    return value
  }
}
