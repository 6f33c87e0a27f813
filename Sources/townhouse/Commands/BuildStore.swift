internal import Commerce
internal import Glibc
internal import Operations
internal import Samples
internal import Security
internal import Store

/// Makes a store under a draft's name and gives it its own when it is whole: whoever is interrupted leaves nothing.
enum BuildStore {
  /// An empty store, or what `fill` makes of it. Throws `store.exists` for a path that is taken.
  static func run(
    _ path: String, _ fill: (SQLiteStore) async throws -> Void
  ) async throws {
    guard access(path, F_OK) != 0 else { throw CommerceError.trouble(StoreTrouble(.exists, place: path)) }
    let draft = "\(path).new-\(getpid())"
    Background.beginDraft(draft)
    defer { Background.endDraft(draft) }
    do {
      var options = SQLiteStore.Options()
      // A draft is worth nothing before it is whole, so it need not survive a power cut on the way there.
      options.survivesPowerCut = false
      options.writerCache = 262_144
      options.checkpointPages = 20_000
      options.checkpointsInline = true
      let store = try named(path) { () throws(CommerceError) in try SQLiteStore.create(path: draft, options: options) }
      do {
        try await fill(store)
      } catch {
        await store.close()
        throw error
      }
      await store.close()
      try keep(draft, as: path)
    } catch {
      Background.remove(draft)
      throw error
    }
  }

  /// Trouble with the draft is trouble with the store people named.
  private static func named<Value>(_ path: String, _ body: () throws(CommerceError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      guard case .trouble(let trouble) = error else { throw error }
      throw CommerceError.trouble(StoreTrouble(trouble.kind, place: path, detail: trouble.detail))
    }
  }

  /// Gives the draft its name without replacing what may stand there by now, and makes both sure.
  private static func keep(_ draft: String, as path: String) throws {
    let file = open(draft, O_RDONLY | O_CLOEXEC)
    if file >= 0 {
      fsync(file)
      close(file)
    }
    guard link(draft, path) == 0 else {
      let kind: StoreTrouble.Kind = errno == EEXIST ? .exists : .failed
      throw CommerceError.trouble(StoreTrouble(kind, place: path, detail: String(cString: strerror(errno))))
    }
    unlink(draft)
    for companion in ["-wal", "-shm"] { unlink(draft + companion) }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// A sample store, with its progress shown.
  static func sample(_ path: String, _ plan: SamplePlan) async throws {
    let files = try SampleFolder.read()
    let progress = ProgressLine("building \(plan.orders) sample orders")
    defer { progress.finish() }
    try await run(path) { store in
      try await SampleStore(store: store, hasher: SodiumPasswordHasher(), files: files, plan: plan)
        .build { (done, total) throws(CommerceError) in progress.show(done, of: total) }
    }
  }
}
