import Commerce

/// A table read from comma-separated text, strictly after RFC 4180: a header row, then rows of as many fields.
struct CSVTable {
  /// One row with the line of the file it starts on, the header being line 1.
  struct Row {
    let line: Int
    let fields: [String]
  }

  let header: [String]
  let rows: [Row]
  /// The digest of the whole text.
  let digest: UInt64

  /// Reads a whole text. Throws `input.invalid` naming the line of whatever is not CSV.
  init(_ text: String) throws(CommerceError) {
    digest = Basis.number(of: [text])
    var reader = CSVReader(text)
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(row) }
    guard let first = rows.first else { throw .invalid([FieldIssue("", "the file is empty")]) }
    header = first.fields
    for row in rows.dropFirst() where row.fields.count != header.count {
      throw CSVTable.wrong(
        line: row.line, "has \(row.fields.count) fields where the header has \(header.count)")
    }
    self.rows = Array(rows.dropFirst())
  }

  static func wrong(line: Int, _ problem: String) -> CommerceError {
    .invalid([FieldIssue("line \(line)", problem)])
  }
}

private struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.bytes = bytes
  }

  mutating func next() throws(CommerceError) -> CSVTable.Row? {
    guard position < bytes.count else { return nil }
    let start = line
    var fields: [String] = []
    repeat { fields.append(try field()) } while skip(UInt8(ascii: ","))
    guard position == bytes.count || endOfLine() else {
      throw CSVTable.wrong(line: line, "has text after a closing quote")
    }
    return CSVTable.Row(line: start, fields: fields)
  }

  private mutating func field() throws(CommerceError) -> String {
    if skip(UInt8(ascii: "\"")) { return try quoted() }
    let start = position
    while position < bytes.count, !isSeparator(bytes[position]) {
      if bytes[position] == UInt8(ascii: "\"") { throw CSVTable.wrong(line: line, "has a quote inside a bare field") }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quoted() throws(CommerceError) -> String {
    let opened = line
    var value: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        value.append(byte)
        continue
      }
      guard skip(UInt8(ascii: "\"")) else { return String(decoding: value, as: UTF8.self) }
      value.append(byte)
    }
    throw CSVTable.wrong(line: opened, "opens a quote that is never closed")
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func endOfLine() -> Bool {
    _ = skip(UInt8(ascii: "\r"))
    guard skip(UInt8(ascii: "\n")) else { return false }
    line += 1
    return true
  }
}
