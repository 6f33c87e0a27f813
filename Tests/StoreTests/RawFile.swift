import Commerce
import FoundationEssentials
import Testing

@testable import Store

/// A connection that knows no rules: what a person with the sqlite3 tool, or another process, could do to a file.
struct RawFile {
  let database: Database

  init(_ path: String) throws { database = try Connection.writer(path: path, options: SQLiteStore.Options()) }

  func run(_ sql: String) throws { try database.execute(sql) }

  /// SQLite's flags for reading, writing and creating.
  static let creating: Int32 = 0x2 | 0x4
}

func trouble(_ body: () async throws -> Void) async -> StoreTrouble.Kind? {
  do {
    try await body()
    return nil
  } catch CommerceError.trouble(let trouble) { return trouble.kind } catch { return nil }
}
