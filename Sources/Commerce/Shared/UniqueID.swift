/// A 128-bit identifier (UUID) of a command or of an entity as an API shows it. Minted by an injected source, so that
/// tests are exact.
public struct UniqueID: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The first eight bytes, big-endian.
  public let high: UInt64
  /// The last eight bytes, big-endian.
  public let low: UInt64

  /// The identifier made of these sixteen bytes.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A version 4 UUID from 128 random bits.
  public init(randomHigh: UInt64, randomLow: UInt64) {
    high = (randomHigh & 0xffff_ffff_ffff_0fff) | 0x4000
    low = (randomLow & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
  }

  /// Parses the canonical 36-character form in either case; nil for anything else.
  public init?(_ text: String) {
    var digits: [UInt64] = [0, 0]
    var count = 0
    for (offset, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(offset) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard count < 32, let value = hexValue(byte) else { return nil }
      digits[count / 16] = digits[count / 16] << 4 | value
      count += 1
    }
    guard count == 32, text.utf8.count == 36 else { return nil }
    self.init(high: digits[0], low: digits[1])
  }

  /// Decodes the canonical form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
    }
    self = value
  }

  /// Encodes the canonical form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Lower-case canonical form, 36 characters.
  public var description: String {
    var text = ""
    text.reserveCapacity(36)
    for index in 0..<32 {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      let half = index < 16 ? high : low
      let nibble = Int(half >> UInt64((15 - index % 16) * 4) & 0xf)
      text.unicodeScalars.append(hexDigits[nibble])
    }
    return text
  }
}

private let hexDigits = Array("0123456789abcdef".unicodeScalars)

private func hexValue(_ byte: UInt8) -> UInt64? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
