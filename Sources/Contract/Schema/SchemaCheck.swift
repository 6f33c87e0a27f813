extension Schema {
  /// Everything that is wrong with a value, field by field; empty when it has this shape. `path` is the value's own.
  public func faults(in value: JSONValue, at path: String = "") -> [FieldFault] {
    switch (self, value) {
    case (.any, _), (.boolean, .boolean), (.optional, .null): return []
    case (.optional(let inner), _), (.named(_, let inner), _): return inner.faults(in: value, at: path)
    case (_, .null): return [FieldFault(path, "must not be null")]
    case (.integer(let bounds), .number(let text)):
      guard let number = Self.wholeNumber(text) else { return [FieldFault(path, "must be a whole number")] }
      guard bounds.contains(number) else { return [FieldFault(path, "must be \(Self.words(bounds))")] }
      return []
    case (.decimal(let bounds), .number(let text)):
      guard let number = Double(text), bounds.contains(number) else {
        return [FieldFault(path, "must be between \(bounds.lowerBound) and \(bounds.upperBound)")]
      }
      return []
    case (.text(let lengths, let format), .text(let text)): return Self.faults(of: text, lengths, format, at: path)
    case (.words(let words), .text(let text)):
      return words.contains(text) ? [] : [FieldFault(path, "must be one of " + words.joined(separator: ", "))]
    case (.list(let element, let counts), .list(let values)):
      guard counts.contains(values.count) else {
        return [FieldFault(path, "must have \(counts.lowerBound) to \(counts.upperBound) entries")]
      }
      return values.enumerated().flatMap { element.faults(in: $1, at: "\(path)[\($0)]") }
    case (.map(let element), .object(let members)):
      return members.flatMap { element.faults(in: $0.value, at: Self.join(path, $0.name)) }
    case (.object(let fields), .object):
      return fields.flatMap { field -> [FieldFault] in
        let place = Self.join(path, field.name)
        guard let found = value[field.name] else { return field.isRequired ? [FieldFault(place, "is missing")] : [] }
        return field.schema.faults(in: found, at: place)
      }
    default: return [FieldFault(path, "must be \(kind)")]
    }
  }

  /// What a value of this shape is, in a word or two.
  var kind: String {
    switch self {
    case .any: "a value"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .decimal: "a number"
    case .text, .words: "a text"
    case .list: "a list"
    case .object, .map: "an object"
    case .optional(let inner), .named(_, let inner): inner.kind
    }
  }

  /// A JSON number without fraction or exponent; nil for another, or one beyond 64 bits.
  static func wholeNumber(_ text: String) -> Int64? { text.contains { ".eE".contains($0) } ? nil : Int64(text) }

  private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }

  private static func words(_ bounds: ClosedRange<Int64>) -> String {
    switch (bounds.lowerBound, bounds.upperBound) {
    case (let low, .max): "at least \(low)"
    case (.min, let high): "at most \(high)"
    case (let low, let high): "between \(low) and \(high)"
    }
  }

  private static func faults(
    of text: String, _ lengths: ClosedRange<Int>, _ format: TextFormat, at path: String
  ) -> [FieldFault] {
    // By scalars, as JSON Schema counts.
    let count = text.unicodeScalars.count
    if count < lengths.lowerBound {
      return [
        FieldFault(path, count == 0 ? "must not be empty" : "must have at least \(lengths.lowerBound) characters")
      ]
    }
    if count > lengths.upperBound { return [FieldFault(path, "must have at most \(lengths.upperBound) characters")] }
    if format != .raw, text.unicodeScalars.contains(where: isControl) {
      return [FieldFault(path, "has control characters")]
    }
    return format.accepts(text) ? [] : [FieldFault(path, format.complaint)]
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a: false
    case 0..<0x20, 0x7f..<0xa0: true
    default: false
    }
  }
}

extension Schema.TextFormat {
  /// True when the text reads so.
  public func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .plain, .raw: return true
    case .uuid:
      return bytes.count == 36
        && bytes.enumerated().allSatisfy { offset, byte in
          [8, 13, 18, 23].contains(offset) ? byte == UInt8(ascii: "-") : Self.isLowerHex(byte)
        }
    case .email:
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
        && !parts[1].hasSuffix(".") && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ",") }
    case .phone:
      let digits = bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
      return (7...15).contains(digits.count) && digits.allSatisfy(Self.isDigit)
    case .date: return bytes.count == 10 && Self.isDay(bytes)
    case .dateTime: return bytes.count >= 20 && Self.isDay(bytes.prefix(10)) && Self.isTime(bytes.dropFirst(10))
    case .key: return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
  }

  var complaint: String {
    switch self {
    case .plain, .raw: "is no text"
    case .uuid: "must be a UUID in lower case"
    case .email: "must be an e-mail address"
    case .phone: "must be 7 to 15 digits, with + before them if you like"
    case .key: "must be printable characters without blanks"
    case .date: "must be a date such as 2026-01-31"
    case .dateTime: "must be a time such as 2026-01-31T10:00:00Z"
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLowerHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte >= 0x61 && byte <= 0x66) }

  /// `2026-01-31`, a day that the calendar has.
  private static func isDay(_ bytes: some Collection<UInt8>) -> Bool {
    guard matches(bytes, "0000-00-00") else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "-")).map { number($0) }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...days[month - 1]).contains(day)
  }

  /// `T10:00:00Z`, with up to nine decimals of a second and an offset if need be.
  private static func isTime(_ bytes: some Collection<UInt8>) -> Bool {
    guard matches(bytes.prefix(9), "T00:00:00"), isClock(bytes.dropFirst().prefix(8)) else { return false }
    var rest = bytes.dropFirst(9)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      guard (1...9).contains(fraction.count) else { return false }
      rest = rest.dropFirst(1 + fraction.count)
    }
    if rest.elementsEqual("Z".utf8) { return true }
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
    return matches(rest.dropFirst(), "00:00") && isClock(rest.dropFirst())
  }

  /// `10:00`, or `10:00:00`.
  private static func isClock(_ bytes: some Collection<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":")).map { number($0) }
    return parts[0] < 24 && parts.dropFirst().allSatisfy { $0 < 60 }
  }

  private static func number(_ digits: some Collection<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) - 48 } }

  /// As long as the pattern, with a digit wherever it has 0.
  private static func matches(_ bytes: some Collection<UInt8>, _ pattern: String) -> Bool {
    bytes.count == pattern.utf8.count
      && zip(bytes, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? isDigit($0) : $0 == $1 }
  }
}
