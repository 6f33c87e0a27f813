public import Commerce
public import Operations
internal import CSQLite

/// The store port on one SQLite file: one writer, many readers, other processes welcome.
public final class SQLiteStore: Store {
  /// How a store is opened, where a caller must differ from what suits a shop.
  public struct Options: Sendable {
    /// True (the default) when an acknowledged command must survive a power cut; false survives a killed process only.
    public var survivesPowerCut = true
    /// How long to wait for another process's transaction, in milliseconds, before giving up as `busy`.
    public var busyTimeout = 5000
    /// Page cache of the writer, in KiB.
    public var writerCache = 8192
    /// Page cache of each reader, in KiB.
    public var readerCache = 4096
    /// Bytes of the file that may be read through a memory map; counts as resident memory once touched.
    public var memoryMap = 0
    /// Pages in the write-ahead log at which they are copied into the file, beside the commit path.
    public var checkpointPages = 4000
    /// True when the writer copies the log itself after a commit: for filling a store that nobody else has open, where
    /// a writer that never rests would let the log grow without end.
    public var checkpointsInline = false

    /// The usual options.
    public init() {}
  }

  /// The file.
  public let path: String
  /// True when nothing can be changed through this store.
  public let isReadOnly: Bool
  let options: Options
  private let writer: Writer?
  private let readers: ReaderPool
  private let checkpointer: Checkpointer?
  private let watch: ChangeWatch

  init(path: String, readOnly: Bool, immutable: Bool, options: Options) throws(CommerceError) {
    self.path = path
    self.options = options
    isReadOnly = readOnly
    readers = ReaderPool(path: path, immutable: immutable, options: options)
    watch = ChangeWatch(path: path, isImmutable: immutable)
    if readOnly {
      writer = nil
      checkpointer = nil
    } else {
      let checkpointer = Checkpointer(path: path, options: options)
      let watch = watch
      let database = try Connection.writer(path: path, options: options)
      if !options.checkpointsInline { checkpointer.follow(database) }
      writer = Writer(database, busyTimeout: Int32(clamping: options.busyTimeout)) { watch.noteOwnCommit() }
      self.checkpointer = checkpointer
    }
  }

  /// Runs `body` on one snapshot, on the caller's thread. Throws what `body` throws, or `store.…` trouble.
  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadTransaction) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    try readers.read(body)
  }

  /// Runs `body` in one immediate transaction, on disk when this returns. Throws what `body` throws, or `store.…`
  /// trouble; then nothing was changed.
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any WriteTransaction) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    guard let writer else {
      throw .trouble(StoreTrouble(.readOnly, place: path, detail: "the store was opened for reading only"))
    }
    return try await writer.run(body)
  }

  /// Signals, at most every 50 ms, that somebody committed.
  public func commits() -> AsyncStream<Void> { watch.commits() }

  /// Ends every stream of commits, copies the log into the file and closes it. Calls after that fail as `failed`.
  public func close() async {
    watch.stop()
    checkpointer?.stop()
    readers.close()
    await writer?.close()
  }
}
