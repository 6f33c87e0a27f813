internal import Commerce

/// Brings a file to the newest schema, safely when several processes try at once.
enum Migrator {
  /// `Town` in ASCII: marks the file as a store of ours.
  static let applicationID: Int64 = 0x546F_776E

  /// Throws `not_a_store` or `newer_schema`; answers whether there is something to migrate.
  static func isBehind(_ database: Database) throws(CommerceError) -> Bool {
    guard try database.integer("PRAGMA application_id") == applicationID else {
      throw .trouble(StoreTrouble(.notAStore, place: database.path, detail: "it bears no mark of a Townhouse store"))
    }
    let version = try database.integer("PRAGMA user_version")
    guard version <= Migration.newest else {
      throw .trouble(
        StoreTrouble(
          .newerSchema, place: database.path,
          detail: "schema \(version); this program knows up to \(Migration.newest)"))
    }
    return version < Migration.newest
  }

  /// Runs what is missing, one transaction a step. Whoever comes second finds the step done.
  static func migrate(_ database: Database, upTo newest: Int64 = Migration.newest) throws(CommerceError) {
    // A table is laid anew under its own name, which rows that refer to it must not notice.
    try database.execute("PRAGMA foreign_keys = OFF")
    defer { try? database.execute("PRAGMA foreign_keys = ON") }
    for migration in Migration.all where migration.number <= newest {
      try database.execute("BEGIN IMMEDIATE")
      do throws(CommerceError) {
        if try database.integer("PRAGMA user_version") < migration.number {
          for statement in migration.statements { try database.execute(statement) }
          try checkReferences(database)
          try database.execute("PRAGMA application_id = \(applicationID)")
          try database.execute("PRAGMA user_version = \(migration.number)")
        }
        try database.execute("COMMIT")
      } catch {
        if database.isInTransaction { try? database.execute("ROLLBACK") }
        throw error
      }
    }
  }

  private static func checkReferences(_ database: Database) throws(CommerceError) {
    let broken = try database.statement("PRAGMA foreign_key_check").take(1) { row throws(CommerceError) in row.text() }
    if let table = broken.first { throw database.corrupt("rows of \(table) refer to what is not there") }
  }
}
