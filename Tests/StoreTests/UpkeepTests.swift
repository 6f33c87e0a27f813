import Commerce
import FoundationEssentials
import Operations
import Testing

@testable import Store

@Suite struct UpkeepTests {
  @Test(arguments: [
    ("stock.levels", "UPDATE stock_levels SET on_hand = on_hand + 1"),
    ("stock.bins", "UPDATE bin_stock SET on_hand = on_hand + 1"),
    ("stock.allocated", "UPDATE bin_stock SET allocated = 1"),
    ("stock.reserved", "UPDATE stock_levels SET reserved = reserved + 1"),
    ("stock.put_back", "UPDATE stock_levels SET awaiting_put_back = 1"),
    ("orders.history", "UPDATE orders SET status = 'cancelled', stage = 9 WHERE id = 1"),
    ("orders.stage", "UPDATE orders SET stage = 4 WHERE id = 1"),
    ("orders.lines", "UPDATE orders SET unit_count = 9 WHERE id = 1"),
    ("counts.board", "UPDATE board_counts SET orders = orders + 1"),
    ("counts.floor", "INSERT INTO floor_counts (site_id, shortages) VALUES (1, 1)"),
    ("counts.picked", "INSERT INTO picked_lines VALUES (1, 1, 1, 1)"),
    ("totes.bound", "INSERT INTO tote_bindings (tote_id, order_id) VALUES (1, 2)"),
    ("file.references", "PRAGMA foreign_keys = OFF; UPDATE orders SET zone_id = 77 WHERE id = 1"),
    ("dispatch.orders", "UPDATE orders SET status = 'delivered', stage = 8 WHERE id = 1"),
    (
      "cash.closes",
      "INSERT INTO day_closes VALUES (1, '2026-11-20', 1, 1, 0, 9), (1, '2026-11-21', 1, 1, 0, 3)"
    ),
    ("schema", "DROP INDEX orders_queue"), ("schema", "CREATE TABLE foreign_body (id INTEGER)"),
  ])
  func plantedDamageIsFound(rule: String, damage: String) async throws {
    let shop = try await SampleShop()
    try await shop.place()
    try await shop.place(status: .cancelled)
    #expect(try await shop.store.check().problems == [])
    try RawFile(shop.store.path).run(damage)
    #expect(Set(try await shop.store.check().problems.map(\.rule)).contains(rule))
  }

  @Test(arguments: ["UPDATE changes SET new = ''", "DELETE FROM changes", "DELETE FROM stock_moves"])
  func theFeedAndTheLedgerOnlyGrow(sql: String) async throws {
    let shop = try await SampleShop()
    try await shop.place()
    let raw = try RawFile(shop.store.path)
    #expect(throws: CommerceError.self) { try raw.run(sql) }
  }

  @Test func aBackupRestoresWhatItHeld() async throws {
    let shop = try await SampleShop()
    let kept = try await shop.place(name: "Kept")
    let backup = shop.folder.file("copy")
    try await shop.store.backup(to: backup)
    #expect(await trouble { try await shop.store.backup(to: backup) } == .exists)
    try await shop.place(name: "Lost")
    try await SQLiteStore.restore(from: backup, to: shop.store.path)
    // The store that was open all along sees the restored one.
    let names = try await shop.store.read { tx throws(CommerceError) in
      try tx.findOrders(OrderQuery(), PageRequest(), in: SampleShop.everywhere).rows.map(\.customer)
    }
    #expect(names == [kept.customer.name])
    try await shop.place(name: "After")
    #expect(try await shop.store.check().problems == [])
    let attributes = try FileManager.default.attributesOfItem(atPath: backup)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: shop.folder.path).allSatisfy { !$0.contains("partial") })
  }

  @Test func aDamagedBackupReplacesNothing() async throws {
    let shop = try await SampleShop()
    try await shop.place(name: "Kept")
    let backup = shop.folder.file("copy")
    try await shop.store.backup(to: backup)
    try RawFile(backup).run("UPDATE stock_levels SET on_hand = on_hand + 5")
    #expect(await trouble { try await SQLiteStore.restore(from: backup, to: shop.store.path) } == .corrupt)
    #expect(try await shop.store.check().problems == [])
  }

  @Test func aRuinedStoreIsSetAsideAndRestored() async throws {
    let shop = try await SampleShop()
    try await shop.place(name: "Kept")
    let backup = shop.folder.file("copy")
    try await shop.store.backup(to: backup)
    await shop.store.close()
    try Data("ruin".utf8).write(to: URL(fileURLWithPath: shop.store.path))
    try await SQLiteStore.restore(from: backup, to: shop.store.path)
    let restored = try SQLiteStore.open(path: shop.store.path)
    #expect(try await restored.check().orders == 1)
    #expect(FileManager.default.fileExists(atPath: shop.store.path + ".damaged-1"))
    try await SQLiteStore.restore(from: backup, to: shop.folder.file("elsewhere"))
    #expect(try await SQLiteStore.check(path: shop.folder.file("elsewhere")).isSound)
  }

  @Test func aCancelledBackupLeavesNothing() async throws {
    let shop = try await SampleShop()
    let backup = shop.folder.file("copy")
    let task = Task {
      try await shop.store.backup(to: backup) { _ in withUnsafeCurrentTask { $0?.cancel() } }
    }
    _ = await task.result
    let isComplete = FileManager.default.fileExists(atPath: backup)
    // A store of one step is complete before it can be interrupted; a half copy never bears the name.
    if isComplete { #expect(try await SQLiteStore.check(path: backup).isSound) }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: shop.folder.path).allSatisfy { !$0.contains("partial") })
  }

  @Test func migrationsRunOnceHoweverManyOpen() async throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.file()))
    let raw = try RawFile(folder.file())
    try raw.run("PRAGMA journal_mode = WAL; PRAGMA application_id = \(Migrator.applicationID)")
    let path = folder.file()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { await (try SQLiteStore.open(path: path)).close() } }
      try await group.waitForAll()
    }
    #expect(try raw.database.integer("PRAGMA user_version") == Migration.newest)
    #expect(try await SQLiteStore.check(path: path).problems == [])
  }
}
