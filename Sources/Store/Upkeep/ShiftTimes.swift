public import Commerce

extension SQLiteStore {
  /// The moment a sample store's day was made for; nil for any other store.
  public static func sampleTime(path: String) throws(CommerceError) -> Instant? {
    let database = try Connection.writer(path: path, options: Options())
    defer { database.close() }
    _ = try Migrator.isBehind(database)
    let values = try database.texts("SELECT value FROM settings WHERE name = 'sample_time'")
    return values.first.flatMap(Instant.init(iso8601:))
  }

  /// Moves every time in a sample store by the same span, so that its day is `sampleTime`'s. Throws `store.…` trouble;
  /// then nothing has moved.
  public static func shiftTimes(
    path: String, bySeconds seconds: Int64, sampleTime: Instant
  ) throws(CommerceError) {
    let database = try Connection.writer(path: path, options: Options())
    defer { database.close() }
    try database.execute("BEGIN IMMEDIATE")
    do throws(CommerceError) {
      // The ledger and the feed forbid changes; that holds for facts, and these are made up.
      let ledgers = "('changes', 'stock_moves', 'cash_moves', 'payment_notices')"
      let guards = try database.texts(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN \(ledgers)")
      let names = try database.texts(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN \(ledgers)")
      for name in names { try database.execute("DROP TRIGGER \(name)") }
      for (table, columns) in timeColumns {
        let changes = columns.map { "\($0) = \($0) + \(seconds * 1000)" }.joined(separator: ", ")
        try database.execute("UPDATE \(table) SET \(changes)")
      }
      // A closed day is the one its last entry fell on; by a detour, so that no two days are one meanwhile.
      try database.execute(
        """
        UPDATE day_closes SET day = '#' || substr((
          SELECT strftime('%Y-%m-%d', ifnull(m.at, day_closes.at) / 1000 + s.utc_offset_minutes * 60, 'unixepoch')
          FROM sites s LEFT JOIN cash_moves m ON m.sequence = day_closes.through
          WHERE s.id = day_closes.site_id), 2)
        """)
      try database.execute("UPDATE day_closes SET day = '2' || substr(day, 2)")
      try database.execute("DELETE FROM picked_lines")
      try database.execute(
        """
        INSERT INTO picked_lines
          SELECT sites.id, \(M001.localDay("t.touched_at")), t.touched_by, count(*)
          FROM pick_tasks t JOIN pick_lists l ON l.id = t.list_id JOIN sites ON sites.id = l.site_id
          WHERE t.picked > 0 AND t.picked + t.shorted = t.quantity AND t.touched_by IS NOT NULL
          GROUP BY 1, 2, 3
        """)
      for statement in guards { try database.execute(statement) }
      try database.execute("UPDATE settings SET value = '\(sampleTime)' WHERE name = 'sample_time'")
      try database.execute("COMMIT")
    } catch {
      if database.isInTransaction { try? database.execute("ROLLBACK") }
      throw error
    }
  }

  static let timeColumns: [(table: String, columns: [String])] = [
    ("orders", ["promise_at", "placed_at", "hold_since", "picked_at", "status_at", "slot_from"]),
    ("payments", ["created_at", "updated_at"]), ("refunds", ["created_at", "updated_at"]), ("order_notes", ["at"]),
    ("cash_moves", ["at"]), ("cash_balances", ["since"]), ("collections", ["at"]),
    ("cash_ups", ["counted_at", "settled_at"]), ("day_closes", ["at"]),
    ("payment_notices", ["received_at", "applied_at"]),
    ("stock_moves", ["at"]), ("pick_lists", ["claimed_at", "lease_until", "closed_at"]),
    ("pick_tasks", ["touched_at"]), ("shortages", ["created_at"]), ("put_backs", ["created_at"]),
    ("mis_scans", ["at"]), ("counts", ["at"]), ("changes", ["at"]), ("commands", ["remembered_at"]),
    ("sign_in_failures", ["last"]), ("runs", ["created_at", "out_at", "closed_at"]),
    ("dispatches", ["incident_at", "proof_at", "assigned_at", "out_at", "closed_at"]),
    ("reschedules", ["from_at", "until_at", "at"]),
    ("count_tasks", ["created_at", "touched_at", "closed_at"]),
    ("stock_adjustments", ["made_at", "decided_at"]), ("deliveries", ["created_at", "closed_at"]),
    ("transfers", ["created_at", "sent_at", "closed_at"]),
    ("customer_accounts", ["created_at"]), ("kept_replies", ["at"]),
    ("customers", ["at"]),
  ]
}
