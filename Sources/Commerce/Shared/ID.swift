/// The identity of one stored `Entity`: the serial its store gave it. Never shown to a person; numbers and codes are.
public struct ID<Entity>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The store's serial; positive for stored entities.
  public let serial: Int64

  /// The identity with that serial.
  public init(_ serial: Int64) { self.serial = serial }

  /// Decodes a bare integer.
  public init(from decoder: any Decoder) throws { serial = try decoder.singleValueContainer().decode(Int64.self) }

  /// Encodes a bare integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(serial)
  }

  /// Older before newer.
  public static func < (left: Self, right: Self) -> Bool { left.serial < right.serial }

  /// The serial in decimal digits.
  public var description: String { String(serial) }
}
