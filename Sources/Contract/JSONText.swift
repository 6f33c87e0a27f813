/// Writes values as JSON text, straight into bytes: what a server answers all day passes through no tree in between.
/// The members of every object stand sorted by name, so that the same value always gives the same bytes.
public enum JSONText {
  /// The text of a value. Throws what the value itself throws, or `EncodingError` for a number that is not finite.
  public static func bytes(of value: some Encodable) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try append(value, to: &bytes)
    return bytes
  }

  /// Adds the text of a value to `bytes`. Throws as `bytes(of:)`; then nothing was added.
  public static func append(_ value: some Encodable, to bytes: inout [UInt8]) throws {
    let sheet = JSONSheet()
    try ValueWriter(sheet: sheet, depth: 0).write(value)
    bytes += sheet.page.bytes
  }
}

/// A row of long lists that writes its own text: what Codable's generality costs there is more than what is said.
public protocol JSONRow: Encodable {
  /// Writes what `encode(to:)` says, members in the order of their names.
  func write(to page: inout JSONPage)
}
