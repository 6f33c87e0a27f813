internal import CSQLite
internal import Commerce

/// The current row of a statement, read column by column in the order of the SELECT. Valid until the next step.
struct Row {
  private let statement: Statement
  private let handle: OpaquePointer
  private var column: Int32 = 0

  @inline(__always)
  init(_ statement: Statement) {
    self.statement = statement
    handle = statement.handle
  }

  @inline(__always)
  mutating func int64() -> Int64 {
    defer { column += 1 }
    return sqlite3_column_int64(handle, column)
  }

  @inline(__always)
  mutating func int() -> Int { Int(int64()) }

  @inline(__always)
  mutating func bool() -> Bool { int64() != 0 }

  @inline(__always)
  mutating func instant() -> Instant { Instant(milliseconds: int64()) }

  @inline(__always)
  mutating func id<Entity>(_: Entity.Type = Entity.self) -> ID<Entity> { ID(int64()) }

  @inline(__always)
  private mutating func skipsNull() -> Bool {
    guard sqlite3_column_type(handle, column) == SQLITE_NULL else { return false }
    column += 1
    return true
  }

  @inline(__always)
  mutating func optionalInt64() -> Int64? { skipsNull() ? nil : int64() }

  @inline(__always)
  mutating func optionalInstant() -> Instant? { skipsNull() ? nil : instant() }

  @inline(__always)
  mutating func optionalID<Entity>(_: Entity.Type = Entity.self) -> ID<Entity>? { skipsNull() ? nil : ID(int64()) }

  /// A place on the map from its two columns; nil unless both are there.
  mutating func optionalPoint() -> GeoPoint? {
    let latitude = optionalInt64()
    let longitude = optionalInt64()
    guard let latitude, let longitude else { return nil }
    return GeoPoint(latitude: Int(latitude), longitude: Int(longitude))
  }

  mutating func optionalText() -> String? { skipsNull() ? nil : text() }

  /// The raw bytes of a text; they live until the next step.
  @inline(__always)
  private mutating func buffer() -> UnsafeBufferPointer<UInt8> {
    defer { column += 1 }
    let base = sqlite3_column_text(handle, column)
    return UnsafeBufferPointer(start: base, count: base == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }

  @inline(__always)
  private mutating func bytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value { body(buffer()) }

  @inline(__always)
  mutating func text() -> String { bytes { String(decoding: $0, as: UTF8.self) } }

  /// This text and the next one, with a comma between them where neither is empty.
  mutating func joinedTexts() -> String {
    let first = buffer()
    let second = buffer()
    guard !first.isEmpty, !second.isEmpty else {
      return String(decoding: first.isEmpty ? second : first, as: UTF8.self)
    }
    return String(unsafeUninitializedCapacity: first.count + 2 + second.count) { joined in
      let comma = joined.initialize(fromContentsOf: first)
      joined.initializeElement(at: comma, to: 44)
      joined.initializeElement(at: comma + 1, to: 32)
      return joined[(comma + 2)...].initialize(fromContentsOf: second)
    }
  }

  /// True when the text is a match; no String is made for it.
  @inline(__always)
  mutating func text(matches needle: FoldedNeedle) -> Bool { bytes(needle.isFound) }

  @inline(__always)
  mutating func skip(_ columns: Int32 = 1) { column += columns }

  mutating func uniqueID() throws(CommerceError) -> UniqueID {
    defer { column += 1 }
    guard let base = sqlite3_column_blob(handle, column), sqlite3_column_bytes(handle, column) == 16 else {
      throw statement.corrupt("an identifier is not 16 bytes long")
    }
    return UniqueID(
      high: UInt64(bigEndian: base.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  /// One of the words of a closed list, compared as bytes.
  @inline(__always)
  mutating func code<Code>(_ codes: CodeTable<Code>) throws(CommerceError) -> Code {
    guard let value = bytes(codes.value) else { throw statement.corrupt("unknown word for \(Code.self)") }
    return value
  }

  /// One of the words of a closed list, or nil.
  mutating func optionalCode<Code>(_ codes: CodeTable<Code>) throws(CommerceError) -> Code? {
    skipsNull() ? nil : try code(codes)
  }

  mutating func currency() throws(CommerceError) -> Currency {
    if bytes({ $0.count == 3 && $0[0] == 71 && $0[1] == 72 && $0[2] == 83 }) { return .cedi }
    column -= 1
    guard let value = Currency(code: text()) else { throw statement.corrupt("not a currency code") }
    return value
  }

  func corrupt(_ detail: String) -> CommerceError { statement.corrupt(detail) }
}
