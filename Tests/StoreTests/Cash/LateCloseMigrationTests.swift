import Commerce
import Operations
import Testing

@testable import Store

/// A store of the second schema, as an older program left it, brought to the newest.
@Suite struct LateCloseMigrationTests {
  private static let world = [
    """
    INSERT INTO sites (id, code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes, cluster_size,
      bin_check, zero_check, lease_minutes, accept_all_at_packing, correction_minutes)
      VALUES (1, 'accra', 'Accra', 'town', 'GHS', 0, 480, 1200, 60, 1, 0, 1, 15, 0, 120)
    """,
    "INSERT INTO lanes VALUES (1, 1, 'L-01')",
    "INSERT INTO zones VALUES (1, 1, '3', 'Osu', 1, 5550000, -180000)",
    "INSERT INTO people VALUES (1, 'ama@example.com', 'Ama', '', 1, NULL, NULL)",
    """
    INSERT INTO cash_moves (at, actor_id, command, site_id, amount_minor, currency, from_word, from_person, to_word,
      to_person, reason) VALUES
      (1000, 1, zeroblob(16), 1, 500, 'GHS', 'sales', NULL, 'momo', NULL, 'collected'),
      (3000, 1, zeroblob(16), 1, 700, 'GHS', 'sales', NULL, 'momo', NULL, 'collected')
    """,
    "INSERT INTO cash_balances VALUES (1, 'sales', 0, -1200, 1000), (1, 'momo', 0, 1200, 1000)",
    "INSERT INTO day_closes VALUES (1, '1970-01-01', 1, 2000, 0)",
    "INSERT INTO commands (id, remembered_at, kind, outcome) VALUES (zeroblob(16), 1, 'order.note', '')",
  ]

  @Test func aCloseGoesThroughWhatStoodThere() async throws {
    let folder = try TemporaryFolder()
    let database = try Database(opening: folder.file(), path: folder.file(), flags: RawFile.creating)
    _ = try database.texts("PRAGMA journal_mode = WAL")
    try Migrator.migrate(database, upTo: 2)
    for statement in Self.world { try database.execute(statement) }
    database.close()
    let store = try SQLiteStore.open(path: folder.file())
    #expect(try await store.check().problems == [])
    try await store.read { tx throws(CommerceError) in
      let close = try tx.dayClose("1970-01-01", at: ID(1))
      #expect(close?.through == 1 && close?.at == Instant(milliseconds: 2000))
      let outcome = try tx.outcome(of: UniqueID(high: 0, low: 0))
      #expect(outcome?.kind == "order.note" && outcome?.digest == nil, "known by its kind alone")
      #expect(try tx.zones(at: ID(1), in: SampleShop.everywhere).first?.feeMinor == nil)
    }
  }
}
