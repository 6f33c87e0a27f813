/// An optional value that is kept beside whoever has it, so that it is small to move and to copy; nil costs nothing.
/// It is stored and sent as the optional would be.
@propertyWrapper
public enum Apart<Value: Hashable & Sendable & Codable>: Hashable, Sendable {
  /// There is none.
  case none
  /// There is one.
  indirect case some(Value)

  /// Keeps a value, or none.
  @inlinable
  public init(wrappedValue: Value?) {
    if let wrappedValue { self = .some(wrappedValue) } else { self = .none }
  }

  /// The value, if there is one.
  @inlinable
  public var wrappedValue: Value? {
    get { if case .some(let value) = self { value } else { nil } }
    set { self = Apart(wrappedValue: newValue) }
  }
}

extension Apart: Codable {
  /// Reads a value, or null.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self.init(wrappedValue: container.decodeNil() ? nil : try container.decode(Value.self))
  }

  /// Writes the value, or null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}

// What the compiler writes for a type with such a property comes by here: no key for no value.
extension KeyedEncodingContainer {
  mutating func encode<Value>(_ value: Apart<Value>, forKey key: Key) throws {
    try encodeIfPresent(value.wrappedValue, forKey: key)
  }
}

extension KeyedDecodingContainer {
  func decode<Value>(_ type: Apart<Value>.Type, forKey key: Key) throws -> Apart<Value> {
    Apart(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
  }
}
