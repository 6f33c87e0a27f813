/// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z. The core never reads a clock; it is given one.
public struct Instant: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Milliseconds since the Unix epoch; negative before it.
  public let milliseconds: Int64

  /// The moment that many milliseconds after the Unix epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Decodes an ISO 8601 text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(iso8601: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 8601 time")
    }
    self = value
  }

  /// Encodes `YYYY-MM-DDTHH:MM:SS.mmmZ` (milliseconds left out when zero).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment `seconds` later (earlier when negative); beyond all times, the last there is that way.
  public func adding(seconds: Int64) -> Instant { adding(seconds, times: 1000) }

  /// The moment `minutes` later (earlier when negative); beyond all times, the last there is that way.
  public func adding(minutes: Int) -> Instant { adding(Int64(minutes), times: 60_000) }

  /// Whole seconds from `other` to this moment, rounded towards zero.
  public func seconds(since other: Instant) -> Int64 {
    let (difference, isBeyond) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    return (isBeyond ? (self > other ? Int64.max : Int64.min) : difference) / 1000
  }

  // Numbers come from outside: arithmetic on them may be absurd, but never ends the process.
  private func adding(_ count: Int64, times unit: Int64) -> Instant {
    let (span, isTooLong) = count.multipliedReportingOverflow(by: unit)
    let (sum, isBeyond) = milliseconds.addingReportingOverflow(span)
    guard isTooLong || isBeyond else { return Instant(milliseconds: sum) }
    return Instant(milliseconds: count > 0 ? Int64.max : Int64.min)
  }

  /// Whole minutes from `other` to this moment, rounded towards zero.
  public func minutes(since other: Instant) -> Int { Int(seconds(since: other) / 60) }

  /// `2026-11-21T14:30:12Z`, with milliseconds only when there are any.
  public var description: String {
    let local = LocalTime(self, offsetMinutes: 0)
    let fraction = Int(((milliseconds % 1000) + 1000) % 1000)
    // Byte by byte: every row of every list that a server answers has some of these.
    var text: [UInt8] = []
    text.reserveCapacity(24)
    Self.append(local.year, 4, then: "-", to: &text)
    Self.append(local.month, 2, then: "-", to: &text)
    Self.append(local.day, 2, then: "T", to: &text)
    Self.append(local.minuteOfDay / 60, 2, then: ":", to: &text)
    Self.append(local.minuteOfDay % 60, 2, then: ":", to: &text)
    Self.append(local.second, 2, then: fraction == 0 ? "Z" : ".", to: &text)
    if fraction > 0 { Self.append(fraction, 3, then: "Z", to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ number: Int, _ digits: Int, then mark: Unicode.Scalar, to text: inout [UInt8]) {
    var unit = 1
    for _ in 1..<digits { unit *= 10 }
    while unit > 0 {
      text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
      unit /= 10
    }
    text.append(UInt8(ascii: mark))
  }

  /// Parses `YYYY-MM-DDTHH:MM[:SS[.fff]]` followed by `Z` or `±HH:MM`; nil for anything else.
  public init?(iso8601 text: String) {
    var scanner = DigitScanner(Array(text.utf8))
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), scanner.skip("T"), let hour = scanner.number(2), scanner.skip(":"),
      let minute = scanner.number(2)
    else { return nil }
    var second = 0
    var millisecond = 0
    if scanner.skip(":") {
      guard let value = scanner.number(2) else { return nil }
      second = value
      if scanner.skip(".") {
        guard let value = scanner.fraction() else { return nil }
        millisecond = value
      }
    }
    guard let offset = scanner.offsetMinutes(), (1...12).contains(month), hour < 24, minute < 60, second < 60,
      day >= 1, day <= LocalTime.days(inMonth: month, year: year)
    else { return nil }
    let minutes =
      Int64(LocalTime.dayNumber(year: year, month: month, day: day)) * 1440 + Int64(hour * 60 + minute - offset)
    milliseconds = (minutes * 60 + Int64(second)) * 1000 + Int64(millisecond)
  }
}

private struct DigitScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func number(_ digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + digits] {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    position += digits
    return value
  }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == scalar.value else { return false }
    position += 1
    return true
  }

  mutating func fraction() -> Int? {
    var value = 0
    var digits = 0
    while position < bytes.count, bytes[position] >= 48, bytes[position] <= 57 {
      if digits < 3 { value = value * 10 + Int(bytes[position] - 48) }
      digits += 1
      position += 1
    }
    guard digits > 0 else { return nil }
    for _ in digits..<max(digits, 3) { value *= 10 }
    return value
  }

  mutating func offsetMinutes() -> Int? {
    if skip("Z") { return position == bytes.count ? 0 : nil }
    let sign = skip("+") ? 1 : (skip("-") ? -1 : 0)
    guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2), position == bytes.count,
      hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}

func padded(_ value: Int, _ digits: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
