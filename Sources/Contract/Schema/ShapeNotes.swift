/// A decoder of nothing: it notes what a type asks for and hands out stand-ins.
final class ShapeNotes: Decoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  /// True when a text was asked for, which another text may satisfy.
  private(set) var askedForText = false

  private let reflection: SchemaReflection
  private let candidate: TextCandidate
  private var lone: Schema?
  private var fields: [Schema.Field] = []
  private var isObject = false
  private var mayBeMissing: Set<String> = []

  init(_ reflection: SchemaReflection, _ candidate: TextCandidate) {
    self.reflection = reflection
    self.candidate = candidate
  }

  /// True once anything was asked for.
  var hasBeenAsked: Bool { lone != nil || isObject }

  /// What was asked for so far.
  var schema: Schema { lone ?? (isObject ? .object(fields) : .any) }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    isObject = true
    return KeyedDecodingContainer(Keyed<Key>(notes: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer {
    lone = .list(.any, Schema.unbounded)
    return EmptyList()
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Lone(notes: self) }

  /// Takes down a field, or the lone value when there is no key.
  fileprivate func note(_ key: (any CodingKey)?, _ schema: Schema, isOptional: Bool = false) {
    guard let key else {
      lone = schema
      return
    }
    guard !fields.contains(where: { $0.name == key.stringValue }) else { return }
    let isOptional = isOptional || mayBeMissing.contains(key.stringValue)
    fields.append(isOptional ? .optional(key.stringValue, schema) : .required(key.stringValue, schema))
  }

  fileprivate func noteMayBeMissing(_ key: any CodingKey) { mayBeMissing.insert(key.stringValue) }

  fileprivate func number<Number: FixedWidthInteger>(_ key: (any CodingKey)?) -> Number {
    note(key, .integer((Int64(exactly: Number.min) ?? .min)...(Int64(exactly: Number.max) ?? .max)))
    return 0
  }

  fileprivate func text(_ key: (any CodingKey)?) -> String {
    askedForText = true
    note(key, key == nil ? candidate.schema : .text(Schema.unbounded, .raw))
    return candidate.text
  }

  fileprivate func value<Value: Decodable>(_ key: (any CodingKey)?, _ type: Value.Type) throws -> Value {
    let shape = reflection.shape(of: type)
    if case .optional(let inner) = shape.schema {
      note(key, inner, isOptional: true)
    } else {
      note(key, shape.schema)
    }
    guard let sample = shape.sample else { throw NoExample() }
    return sample
  }

  fileprivate func optional<Value: Decodable>(_ key: any CodingKey, _ type: Value.Type) -> Value? {
    note(key, reflection.shape(of: type).schema, isOptional: true)
    return nil
  }

  private struct NoExample: Error {}
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let notes: ShapeNotes
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }

  // Only who would do without it asks.
  func decodeNil(forKey key: Key) -> Bool {
    notes.noteMayBeMissing(key)
    return false
  }

  func decode(_ type: Bool.Type, forKey key: Key) -> Bool {
    notes.note(key, .boolean)
    return false
  }
  func decode(_ type: String.Type, forKey key: Key) -> String { notes.text(key) }
  func decode(_ type: Double.Type, forKey key: Key) -> Double {
    notes.note(key, .decimal(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude))
    return 0
  }
  func decode(_ type: Float.Type, forKey key: Key) -> Float {
    notes.note(key, .decimal(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude))
    return 0
  }
  func decode(_ type: Int.Type, forKey key: Key) -> Int { notes.number(key) }
  func decode(_ type: Int8.Type, forKey key: Key) -> Int8 { notes.number(key) }
  func decode(_ type: Int16.Type, forKey key: Key) -> Int16 { notes.number(key) }
  func decode(_ type: Int32.Type, forKey key: Key) -> Int32 { notes.number(key) }
  func decode(_ type: Int64.Type, forKey key: Key) -> Int64 { notes.number(key) }
  func decode(_ type: UInt.Type, forKey key: Key) -> UInt { notes.number(key) }
  func decode(_ type: UInt8.Type, forKey key: Key) -> UInt8 { notes.number(key) }
  func decode(_ type: UInt16.Type, forKey key: Key) -> UInt16 { notes.number(key) }
  func decode(_ type: UInt32.Type, forKey key: Key) -> UInt32 { notes.number(key) }
  func decode(_ type: UInt64.Type, forKey key: Key) -> UInt64 { notes.number(key) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try notes.value(key, type) }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? { notes.optional(key, type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> {
    notes.note(key, .object([]))
    return KeyedDecodingContainer(Keyed<Nested>(notes: notes.below()))
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
    notes.note(key, .list(.any, Schema.unbounded))
    return EmptyList()
  }
  func superDecoder() -> any Decoder { notes.below() }
  func superDecoder(forKey key: Key) -> any Decoder {
    notes.note(key, .any)
    return notes.below()
  }
}

private struct Lone: SingleValueDecodingContainer {
  let notes: ShapeNotes
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode(_ type: Bool.Type) -> Bool {
    notes.note(nil, .boolean)
    return false
  }
  func decode(_ type: String.Type) -> String { notes.text(nil) }
  func decode(_ type: Double.Type) -> Double {
    notes.note(nil, .decimal(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude))
    return 0
  }
  func decode(_ type: Float.Type) -> Float {
    notes.note(nil, .decimal(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude))
    return 0
  }
  func decode(_ type: Int.Type) -> Int { notes.number(nil) }
  func decode(_ type: Int8.Type) -> Int8 { notes.number(nil) }
  func decode(_ type: Int16.Type) -> Int16 { notes.number(nil) }
  func decode(_ type: Int32.Type) -> Int32 { notes.number(nil) }
  func decode(_ type: Int64.Type) -> Int64 { notes.number(nil) }
  func decode(_ type: UInt.Type) -> UInt { notes.number(nil) }
  func decode(_ type: UInt8.Type) -> UInt8 { notes.number(nil) }
  func decode(_ type: UInt16.Type) -> UInt16 { notes.number(nil) }
  func decode(_ type: UInt32.Type) -> UInt32 { notes.number(nil) }
  func decode(_ type: UInt64.Type) -> UInt64 { notes.number(nil) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try notes.value(nil, type) }
}

/// A list that ends at once.
private struct EmptyList: UnkeyedDecodingContainer {
  var codingPath: [any CodingKey] { [] }
  var count: Int? { 0 }
  var isAtEnd: Bool { true }
  var currentIndex: Int { 0 }

  private struct Ended: Error {}

  mutating func decodeNil() throws -> Bool { throw Ended() }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { throw Ended() }
  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    throw Ended()
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Ended() }
  mutating func superDecoder() throws -> any Decoder { throw Ended() }
}

extension ShapeNotes {
  /// Notes of something within that nobody reads.
  fileprivate func below() -> ShapeNotes { ShapeNotes(reflection, candidate) }
}
