import Commerce
import FoundationEssentials
import Glibc
import Operations
import Testing

@testable import Store

@Suite struct TroubleTests {
  @Test func aMissingFileIsMissing() async throws {
    let folder = try TemporaryFolder()
    #expect(await trouble { _ = try SQLiteStore.open(path: folder.file()) } == .missing)
    #expect(await trouble { _ = try SQLiteStore.create(path: folder.path + "/none/shop") } == .missing)
  }

  @Test func aFolderIsNoStore() async throws {
    let folder = try TemporaryFolder()
    #expect(await trouble { _ = try SQLiteStore.open(path: folder.path) } == .directory)
  }

  @Test(arguments: ["", "a text of no account", String(repeating: "x", count: 9000)])
  func anotherFileIsNoStore(content: String) async throws {
    let folder = try TemporaryFolder()
    try Data(content.utf8).write(to: URL(fileURLWithPath: folder.file()))
    #expect(await trouble { _ = try SQLiteStore.open(path: folder.file()) } == .notAStore)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == Data(content.utf8))
  }

  @Test func anotherDatabaseIsNoStore() async throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.file()))
    try RawFile(folder.file()).run("CREATE TABLE theirs (id INTEGER)")
    #expect(await trouble { _ = try SQLiteStore.open(path: folder.file()) } == .notAStore)
  }

  @Test func aNewerSchemaIsLeftAlone() async throws {
    let shop = try await SampleShop()
    await shop.store.close()
    try RawFile(shop.store.path).run("PRAGMA user_version = 99")
    #expect(await trouble { _ = try SQLiteStore.open(path: shop.store.path) } == .newerSchema)
    #expect(await trouble { _ = try SQLiteStore.open(path: shop.store.path, readOnly: true) } == .newerSchema)
  }

  @Test func creatingNeverOverwrites() async throws {
    let shop = try await SampleShop()
    #expect(await trouble { _ = try SQLiteStore.create(path: shop.store.path) } == .exists)
  }

  @Test func aStoreBelongsToItsOwnerAlone() async throws {
    let shop = try await SampleShop()
    for companion in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: shop.store.path + companion)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(companion)")
    }
  }

  @Test func aStoreForReadingRefusesChanges() async throws {
    let shop = try await SampleShop()
    let reading = try SQLiteStore.open(path: shop.store.path, readOnly: true)
    #expect(try await reading.read { tx throws(CommerceError) in try tx.site(code: "accra")?.name } == "Accra")
    let kind = await trouble {
      try await reading.write { tx throws(CommerceError) in try tx.setSetting("a", to: "b") }
    }
    #expect(kind == .readOnly)
  }

  @Test func aLockHeldForLongIsBusy() async throws {
    let shop = try await SampleShop()
    var options = SQLiteStore.Options()
    options.busyTimeout = 20
    let impatient = try SQLiteStore.open(path: shop.store.path, options: options)
    let other = try RawFile(shop.store.path)
    try other.run("BEGIN IMMEDIATE")
    let change: @Sendable (any WriteTransaction) throws(CommerceError) -> Void = { tx throws(CommerceError) in
      try tx.setSetting("a", to: "b")
    }
    #expect(await trouble { try await impatient.write(change) } == .busy)
    #expect(try await impatient.read { tx throws(CommerceError) in try tx.setting("a") } == nil)
    try other.run("ROLLBACK")
    try await impatient.write(change)
  }

  @Test func aFullDiskHarmsNothing() async throws {
    let shop = try await SampleShop()
    try await shop.place()
    let variant = shop.variants[0]
    let site = shop.accra
    let kind = await trouble {
      try await shop.store.write { tx throws(CommerceError) in
        // The limit a disk would set, at once and for this connection only.
        guard let database = (tx as? SQLiteWrites)?.database else { return }
        try database.execute("PRAGMA max_page_count = 1")
        for _ in 0..<200 { _ = try SampleShop.place(tx, site: site, name: "Yaa", variant: variant) }
      }
    }
    #expect(kind == .full)
    try await shop.store.write { tx throws(CommerceError) in
      try (tx as? SQLiteWrites)?.database.execute("PRAGMA max_page_count = 1000000")
    }
    try await shop.place()
    #expect(try await shop.store.check().problems == [])
  }

  @Test(arguments: Reported.all)
  func whatSQLiteReportsHasOneMeaning(reported: Reported) {
    let error = DatabaseError(code: reported.code, message: "as told", systemError: reported.systemError)
    #expect(error.trouble(at: "shop").kind == reported.kind)
  }

  @Test func aDamagedPageIsCorrupt() async throws {
    let shop = try await SampleShop()
    for _ in 0..<40 { try await shop.place() }
    await shop.store.close()
    let url = URL(fileURLWithPath: shop.store.path)
    var bytes = try Data(contentsOf: url)
    for offset in stride(from: 4096 * 3, to: bytes.count, by: 1) { bytes[offset] = 0xA5 }
    try bytes.write(to: url)
    let kind = await trouble {
      let damaged = try SQLiteStore.open(path: shop.store.path)
      _ = try await damaged.read { tx throws(CommerceError) in try tx.order(ID(7), in: SampleShop.everywhere) }
    }
    #expect(kind == .corrupt)
    #expect(try await SQLiteStore.check(path: shop.store.path).isSound == false)
  }

  @Test func nothingIsAcknowledgedIntoAFileThatWasMovedAway() async throws {
    let shop = try await SampleShop()
    let path = shop.store.path
    #expect(rename(path, path + ".elsewhere") == 0)
    #expect(
      await trouble {
        try await shop.store.write { transaction throws(CommerceError) in
          try transaction.setSetting("sample", to: "no")
        }
      } == .missing)
    #expect(rename(path + ".elsewhere", path) == 0)
    try await shop.store.write { transaction throws(CommerceError) in try transaction.setSetting("sample", to: "no") }
  }

  @Test func aClosedStoreSaysSo() async throws {
    let shop = try await SampleShop()
    await shop.store.close()
    let read = await trouble { _ = try await shop.store.read { tx throws(CommerceError) in try tx.lastSequence() } }
    let write = await trouble { try await shop.place() }
    #expect(read == .failed)
    #expect(write == .failed)
  }
}

/// What SQLite may report, by its own numbers (extended codes are a reason × 256 and the code), and what it means.
struct Reported: Sendable {
  let code: Int32
  let systemError: Int32
  let kind: StoreTrouble.Kind

  private init(_ code: Int32, _ systemError: Int32, _ kind: StoreTrouble.Kind, reason: Int32 = 0) {
    self.code = code | reason << 8
    self.systemError = systemError
    self.kind = kind
  }

  static let all: [Reported] = codes + writeErrors

  private static let codes: [Reported] = [
    Reported(3, 0, .denied), Reported(5, 0, .busy), Reported(5, 0, .busy, reason: 1), Reported(6, 0, .busy),
    Reported(8, 0, .readOnly), Reported(8, 0, .readOnly, reason: 4), Reported(11, 0, .corrupt), Reported(13, 0, .full),
    Reported(14, EACCES, .denied), Reported(14, ENOENT, .missing), Reported(14, EMFILE, .failed),
    Reported(21, 0, .failed), Reported(23, 0, .denied), Reported(26, 0, .notAStore),
  ]

  /// A failed write means what the system says of it.
  private static let writeErrors: [Reported] = [
    Reported(10, ENOSPC, .full, reason: 3), Reported(10, EFBIG, .full, reason: 3), Reported(10, EFBIG, .full),
    Reported(10, EDQUOT, .full, reason: 3), Reported(10, EROFS, .readOnly, reason: 3),
    Reported(10, EACCES, .denied, reason: 3), Reported(10, EIO, .failed, reason: 3),
    Reported(10, 0, .corrupt, reason: 2),
  ]
}
