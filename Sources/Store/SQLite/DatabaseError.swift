internal import CSQLite
internal import Commerce
internal import Glibc

/// What SQLite said, with its extended code; translated once into the core's words.
struct DatabaseError: Error {
  let code: Int32
  let message: String
  let systemError: Int32

  init(code: Int32, message: String, systemError: Int32) {
    self.code = code
    self.message = message
    self.systemError = systemError
  }

  /// The error that `handle` reports for its latest call.
  init(_ handle: OpaquePointer?, _ result: Int32) {
    code =
      handle.map { sqlite3_extended_errcode($0) & 0xff == result & 0xff ? sqlite3_extended_errcode($0) : result }
      ?? result
    message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(result))
    systemError = handle.map { sqlite3_system_errno($0) } ?? 0
  }

  var isUniqueViolation: Bool { code == ths_constraint_unique() || code == ths_constraint_primary_key() }

  var isCheckViolation: Bool { code == ths_constraint_check() }

  func trouble(at place: String) -> StoreTrouble {
    StoreTrouble(kind, place: place, detail: message + " (sqlite \(code))")
  }

  private var kind: StoreTrouble.Kind {
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT: .corrupt
    case SQLITE_NOTADB: .notAStore
    case SQLITE_PERM, SQLITE_AUTH: .denied
    case SQLITE_IOERR: kindOfInputOutputError
    case SQLITE_CANTOPEN: systemError == EACCES ? .denied : systemError == ENOENT ? .missing : .failed
    default: .failed
    }
  }

  private var kindOfInputOutputError: StoreTrouble.Kind {
    // SQLite itself says FULL for ENOSPC only where it writes; a quota or a limit on the file's size is as full.
    if [ENOSPC, EDQUOT, EFBIG].contains(systemError) { return .full }
    if systemError == EROFS { return .readOnly }
    if systemError == EACCES || systemError == EPERM { return .denied }
    return code == ths_ioerr_short_read() ? .corrupt : .failed
  }
}
