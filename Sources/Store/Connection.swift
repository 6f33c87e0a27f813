internal import CSQLite
internal import Commerce

/// How the connections of a store are set up.
enum Connection {
  static func writer(path: String, options: SQLiteStore.Options) throws(CommerceError) -> sending Database {
    let database = try Database(opening: path, path: path, flags: SQLITE_OPEN_READWRITE)
    sqlite3_busy_timeout(database.handle, Int32(clamping: options.busyTimeout))
    try database.execute("PRAGMA synchronous = \(options.survivesPowerCut ? "FULL" : "NORMAL")")
    try database.execute("PRAGMA foreign_keys = ON")
    try database.execute("PRAGMA cache_size = -\(options.writerCache)")
    try database.execute("PRAGMA mmap_size = \(options.memoryMap)")
    let inline = options.checkpointsInline ? options.checkpointPages : 0
    try database.execute("PRAGMA wal_autocheckpoint = \(inline)")
    try database.execute("PRAGMA journal_size_limit = 67108864")
    try database.execute("PRAGMA temp_store = MEMORY")
    return database
  }

  static func reader(
    path: String, immutable: Bool, options: SQLiteStore.Options
  ) throws(CommerceError) -> sending Database {
    let database =
      immutable
      ? try Database(opening: immutableURI(path), path: path, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
      : try Database(opening: path, path: path, flags: SQLITE_OPEN_READONLY)
    sqlite3_busy_timeout(database.handle, Int32(clamping: options.busyTimeout))
    try database.execute("PRAGMA cache_size = -\(options.readerCache)")
    try database.execute("PRAGMA mmap_size = \(options.memoryMap)")
    try database.execute("PRAGMA temp_store = MEMORY")
    return database
  }

  /// A URI for a file nobody can change, such as one on a read-only medium.
  static func immutableURI(_ path: String) -> String {
    var escaped = "file:"
    for byte in path.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 47, 95].contains(byte)
      if isPlain {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16)
        escaped += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return escaped + "?immutable=1"
  }
}
