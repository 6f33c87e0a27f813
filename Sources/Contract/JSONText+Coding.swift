/// What all containers of one text write to. Each step is one call of the page, since every look into a shared object
/// is guarded.
final class JSONSheet {
  var page = JSONPage()
}

/// Writes one value where the sheet stands; whatever it opens is closed when it is written.
struct ValueWriter: Encoder, SingleValueEncodingContainer {
  let sheet: JSONSheet
  /// How many containers are open around the value.
  let depth: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Writes the value; one that has nothing to say is an empty object.
  func write<Value: Encodable>(_ value: Value) throws {
    let start = sheet.page.bytes.count
    try value.encode(to: self)
    if sheet.page.bytes.count == start { sheet.page.open(asObject: true) }
    sheet.page.close(to: depth)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    open(asObject: true)
    return KeyedEncodingContainer(ObjectWriter<Key>(sheet: sheet, depth: depth + 1))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    open(asObject: false)
    return ListWriter(sheet: sheet, depth: depth + 1)
  }

  /// A value that is written in parts, such as by a type and what it inherits from, has one container.
  private func open(asObject isObject: Bool) {
    if !sheet.page.isOpen(at: depth, asObject: isObject) { sheet.page.open(asObject: isObject) }
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() { sheet.page.plain("null") }
  func encode(_ value: Bool) { sheet.page.plain(value ? "true" : "false") }
  func encode(_ value: String) { sheet.page.text(value) }
  func encode(_ value: Double) throws { try number(value, isFinite: value.isFinite) }
  func encode(_ value: Float) throws { try number(value, isFinite: value.isFinite) }
  func encode(_ value: Int) { sheet.page.integer(Int64(value)) }
  func encode(_ value: Int8) { sheet.page.integer(Int64(value)) }
  func encode(_ value: Int16) { sheet.page.integer(Int64(value)) }
  func encode(_ value: Int32) { sheet.page.integer(Int64(value)) }
  func encode(_ value: Int64) { sheet.page.integer(value) }
  func encode(_ value: UInt) { sheet.page.natural(UInt64(value)) }
  func encode(_ value: UInt8) { sheet.page.natural(UInt64(value)) }
  func encode(_ value: UInt16) { sheet.page.natural(UInt64(value)) }
  func encode(_ value: UInt32) { sheet.page.natural(UInt64(value)) }
  func encode(_ value: UInt64) { sheet.page.natural(value) }
  func encode<Value: Encodable>(_ value: Value) throws { try write(value) }

  private func number(_ value: some CustomStringConvertible, isFinite: Bool) throws {
    guard isFinite else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(codingPath: [], debugDescription: "JSON has no word for \(value)"))
    }
    let text = value.description
    sheet.page.plain(text.hasSuffix(".0") ? text.dropLast(2) : text[...])
  }
}

/// The members of one object.
private struct ObjectWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sheet: JSONSheet
  /// How many containers are open, this one included.
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  private func member(_ key: some CodingKey) -> ValueWriter {
    sheet.page.begin(key.stringValue, at: depth)
    return ValueWriter(sheet: sheet, depth: depth)
  }

  func encodeNil(forKey key: Key) { member(key).encodeNil() }
  func encode(_ value: Bool, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: String, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Double, forKey key: Key) throws { try member(key).encode(value) }
  func encode(_ value: Float, forKey key: Key) throws { try member(key).encode(value) }
  func encode(_ value: Int, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Int8, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Int16, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Int32, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Int64, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: UInt, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: UInt8, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: UInt16, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: UInt32, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: UInt64, forKey key: Key) { member(key).encode(value) }
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try member(key).write(value)
  }

  func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key)
    -> KeyedEncodingContainer<Inner>
  {
    member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    member(key).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { member(Super()) }
  func superEncoder(forKey key: Key) -> any Encoder { member(key) }

  private struct Super: CodingKey {
    var stringValue: String { "super" }
    var intValue: Int? { nil }
    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
  }
}

/// The entries of one list.
private struct ListWriter: UnkeyedEncodingContainer {
  let sheet: JSONSheet
  /// How many containers are open, this one included.
  let depth: Int
  private(set) var count = 0

  init(sheet: JSONSheet, depth: Int) {
    self.sheet = sheet
    self.depth = depth
  }

  var codingPath: [any CodingKey] { [] }

  private mutating func entry() -> ValueWriter {
    sheet.page.beginEntry(at: depth)
    count += 1
    return ValueWriter(sheet: sheet, depth: depth)
  }

  mutating func encodeNil() { entry().encodeNil() }
  mutating func encode(_ value: Bool) { entry().encode(value) }
  mutating func encode(_ value: String) { entry().encode(value) }
  mutating func encode(_ value: Double) throws { try entry().encode(value) }
  mutating func encode(_ value: Float) throws { try entry().encode(value) }
  mutating func encode(_ value: Int) { entry().encode(value) }
  mutating func encode(_ value: Int8) { entry().encode(value) }
  mutating func encode(_ value: Int16) { entry().encode(value) }
  mutating func encode(_ value: Int32) { entry().encode(value) }
  mutating func encode(_ value: Int64) { entry().encode(value) }
  mutating func encode(_ value: UInt) { entry().encode(value) }
  mutating func encode(_ value: UInt8) { entry().encode(value) }
  mutating func encode(_ value: UInt16) { entry().encode(value) }
  mutating func encode(_ value: UInt32) { entry().encode(value) }
  mutating func encode(_ value: UInt64) { entry().encode(value) }
  mutating func encode<Value: Encodable>(_ value: Value) throws {
    guard let row = value as? any JSONRow else { return try entry().write(value) }
    _ = entry()
    row.write(to: &sheet.page)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<
    Key
  > {
    entry().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    entry().unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { entry() }
}
