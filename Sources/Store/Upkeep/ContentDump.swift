public import Commerce
internal import CSQLite

/// What a store holds, as a stream of bytes that is the same for the same contents: every table by primary key, random
/// identifiers and hashed secrets by the order in which they first appear. What SQLite keeps beside the rows (indexes,
/// word lists, free pages) is left out, and so is when a machine remembered a command.
public struct ContentDump: Sendable {
  /// True to leave out every moment too: two runs of the same work at different times then compare equal.
  public var ignoresTimes: Bool

  /// A dump, with or without moments.
  public init(ignoringTimes: Bool = false) { ignoresTimes = ignoringTimes }

  /// Hands every row of the store in a file to `take`, with the name of its table, on one snapshot. Throws `store.…`
  /// trouble.
  public func run(path: String, _ take: (_ table: String, _ row: [UInt8]) -> Void) throws(CommerceError) {
    let database = try SQLiteStore.openForUpkeep(path)
    defer { database.close() }
    try database.execute("BEGIN")
    defer { try? database.execute("ROLLBACK") }
    let tables = try database.texts(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
      ORDER BY name
      """)
    var names = SeenIdentifiers()
    for table in tables { try dump(table, database, &names, take) }
  }

  private func dump(
    _ table: String, _ database: Database, _ names: inout SeenIdentifiers, _ take: (String, [UInt8]) -> Void
  ) throws(CommerceError) {
    let listed = Set(SQLiteStore.timeColumns.filter { $0.table == table }.flatMap(\.columns))
    let columns = try database.texts("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid")
    let key = try database.texts("SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 ORDER BY pk")
    let shown = columns.filter { column in
      if ignoresTimes, listed.contains(column) || column == "at" || column.hasSuffix("_at") || column == "since" {
        return false
      }
      return "\(table).\(column)" != "commands.remembered_at"
    }
    let order = key.isEmpty ? "rowid" : key.map { "\"\($0)\"" }.joined(separator: ", ")
    let statement = try database.prepare(
      "SELECT \(shown.map { "\"\($0)\"" }.joined(separator: ", ")) FROM \"\(table)\" ORDER BY \(order)")
    defer { statement.finalize() }
    while try statement.step() {
      var row: [UInt8] = []
      for (index, column) in shown.enumerated() {
        Self.append(statement.handle, Int32(index), isSecret: column.hasSuffix("_hash"), &names, to: &row)
      }
      take(table, row)
    }
  }

  /// One value with its type before it, so that no two different rows read the same.
  private static func append(
    _ row: OpaquePointer, _ column: Int32, isSecret: Bool, _ names: inout SeenIdentifiers, to bytes: inout [UInt8]
  ) {
    switch sqlite3_column_type(row, column) {
    case SQLITE_NULL: bytes.append(UInt8(ascii: "-"))
    case SQLITE_INTEGER: bytes += Array("i\(sqlite3_column_int64(row, column));".utf8)
    case SQLITE_FLOAT: bytes += Array("f\(sqlite3_column_double(row, column));".utf8)
    case SQLITE_BLOB:
      let value = copied(sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column))
      bytes += value.count == 16 ? Array("#\(names.number(of: value));".utf8) : sized("b", value)
    default:
      let base = sqlite3_column_text(row, column).map { UnsafeRawPointer($0) }
      let value = copied(base, sqlite3_column_bytes(row, column))
      bytes += isSecret ? Array("secret;".utf8) : sized("t", names.replacing(in: value))
    }
  }

  private static func sized(_ kind: String, _ value: [UInt8]) -> [UInt8] {
    Array("\(kind)\(value.count):".utf8) + value
  }

  // The pointer is SQLite's until the next step; it is read here and nowhere else.
  private static func copied(_ base: UnsafeRawPointer?, _ count: Int32) -> [UInt8] {
    base.map { Array(UnsafeRawBufferPointer(start: $0, count: Int(count))) } ?? []
  }
}

/// Random identifiers and the order in which they were first seen.
private struct SeenIdentifiers {
  private var numbers: [[UInt8]: Int] = [:]

  mutating func number(of bytes: [UInt8]) -> Int {
    if let known = numbers[bytes] { return known }
    numbers[bytes] = numbers.count + 1
    return numbers.count
  }

  /// Identifiers spelled out within a text, such as in a remembered outcome, are numbered too.
  mutating func replacing(in text: [UInt8]) -> [UInt8] {
    guard text.count >= 36, text.contains(UInt8(ascii: "-")) else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if index + 36 <= text.count, let bytes = Self.identifier(text[index..<index + 36]) {
        result += Array("#\(number(of: bytes));".utf8)
        index += 36
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// The 16 bytes of a UUID in its usual spelling; nil for any other text.
  private static func identifier(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var digits: [UInt8] = []
    for (offset, byte) in text.enumerated() {
      if [8, 13, 18, 23].contains(offset) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      switch byte {
      case 48...57: digits.append(byte - 48)
      case 97...102: digits.append(byte - 87)
      case 65...70: digits.append(byte - 55)
      default: return nil
      }
    }
    return stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
