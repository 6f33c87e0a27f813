public import Commerce
internal import CSQLite
internal import Glibc

extension SQLiteStore {
  /// Opens an existing store and brings its schema up to date, safely beside other processes that do the same.
  /// Throws `store.…`: missing, directory, not_a_store, newer_schema, read_only, denied, busy, full, corrupt.
  public static func open(
    path: String, readOnly: Bool = false, options: Options = Options()
  ) throws(CommerceError) -> SQLiteStore {
    try requireFile(path)
    if readOnly { return try openForReading(path, options) }
    if access(path, W_OK) != 0 || access(StoreFile.folder(of: path), W_OK) != 0 {
      throw .trouble(
        StoreTrouble(.readOnly, place: path, detail: "the file or its folder cannot be written by this account"))
    }
    let database = try Connection.writer(path: path, options: options)
    defer { database.close() }
    let isBehind = try Migrator.isBehind(database)
    guard sqlite3_db_readonly(database.handle, "main") == 0 else {
      throw .trouble(StoreTrouble(.readOnly, place: path))
    }
    if isBehind { try Migrator.migrate(database) }
    return try SQLiteStore(path: path, readOnly: false, immutable: false, options: options)
  }

  /// Creates an empty store that only its owner may touch. Throws `store.exists` when something is there already.
  public static func create(
    path: String, options: Options = Options()
  ) throws(CommerceError) -> SQLiteStore {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .trouble(StoreFile.trouble(errno, at: path)) }
    Glibc.close(descriptor)
    do throws(CommerceError) {
      let database = try Connection.writer(path: path, options: options)
      defer { database.close() }
      guard try database.texts("PRAGMA journal_mode = WAL") == ["wal"] else {
        throw .trouble(StoreTrouble(.failed, place: path, detail: "the file system does not allow a shared log"))
      }
      try Migrator.migrate(database)
    } catch {
      StoreFile.remove(path)
      throw error
    }
    return try SQLiteStore(path: path, readOnly: false, immutable: false, options: options)
  }

  private static func openForReading(_ path: String, _ options: Options) throws(CommerceError) -> SQLiteStore {
    let immutable = isImmutable(path)
    let database = try Connection.reader(path: path, immutable: immutable, options: options)
    defer { database.close() }
    guard try !Migrator.isBehind(database) else {
      throw .trouble(StoreTrouble(.readOnly, place: path, detail: "its schema has to be brought up to date first"))
    }
    return try SQLiteStore(path: path, readOnly: true, immutable: immutable, options: options)
  }

  /// Without a folder to put the shared index in, a file can be read only as one that nobody changes.
  static func isImmutable(_ path: String) -> Bool {
    access(StoreFile.folder(of: path), W_OK) != 0 && access(path + "-shm", R_OK) != 0
  }

  static func requireFile(_ path: String) throws(CommerceError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .trouble(StoreFile.trouble(errno, at: path)) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .trouble(StoreTrouble(.directory, place: path)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .trouble(StoreTrouble(.notAStore, place: path, detail: "it is not a regular file"))
    }
    if access(path, R_OK) != 0 { throw .trouble(StoreFile.trouble(errno, at: path)) }
  }
}

/// The file of a store and its companions in the file system.
enum StoreFile {
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The companions SQLite keeps beside a file.
  static let companions = ["-wal", "-shm", "-journal"]

  static func remove(_ path: String) {
    for companion in companions { unlink(path + companion) }
    unlink(path)
  }

  /// Makes a new name in the folder survive a power cut.
  static func flushFolder(of path: String) {
    let descriptor = Glibc.open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }

  static func trouble(_ error: Int32, at path: String) -> StoreTrouble {
    let kind: StoreTrouble.Kind =
      switch error {
      case ENOENT, ENOTDIR: .missing
      case EEXIST: .exists
      case EISDIR: .directory
      case EACCES, EPERM: .denied
      case EROFS: .readOnly
      case ENOSPC, EDQUOT: .full
      default: .failed
      }
    return StoreTrouble(kind, place: path, detail: String(cString: strerror(error)))
  }
}
