extension M002 {
  /// Counts, adjustments, deliveries, transfers between towns, reorder points.
  static let stockWork =
    stockWorkCounts + stockWorkQueue + stockWorkInbound + [
      """
      CREATE TABLE reorder_points (
        site_id INTEGER NOT NULL REFERENCES sites,
        variant_id INTEGER NOT NULL REFERENCES variants,
        point INTEGER NOT NULL CHECK (point >= 0),
        up_to INTEGER NOT NULL CHECK (up_to > point),
        PRIMARY KEY (site_id, variant_id)
      ) STRICT, WITHOUT ROWID
      """
    ]

  private static let stockWorkCounts = [
    """
    CREATE TABLE count_tasks (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      bin_id INTEGER NOT NULL REFERENCES bins,
      variant_id INTEGER REFERENCES variants,
      source TEXT NOT NULL CHECK (source IN ('requested', 'short', 'zero_check', 'floor')),
      state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
      created_at INTEGER NOT NULL,
      holder_id INTEGER REFERENCES people,
      touched_at INTEGER,
      closed_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX count_tasks_open ON count_tasks (site_id, id) WHERE state = 'open'",
    "CREATE UNIQUE INDEX count_tasks_of_bin ON count_tasks (bin_id, ifnull(variant_id, 0)) WHERE state = 'open'",
    "CREATE INDEX count_tasks_done ON count_tasks (bin_id, id) WHERE state = 'done'",
    """
    CREATE TABLE count_lines (
      task_id INTEGER NOT NULL REFERENCES count_tasks,
      variant_id INTEGER NOT NULL REFERENCES variants,
      counted INTEGER NOT NULL CHECK (counted >= 0),
      book INTEGER NOT NULL CHECK (book >= 0),
      sequence INTEGER NOT NULL,
      PRIMARY KEY (task_id, variant_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE count_entries (
      sequence INTEGER PRIMARY KEY,
      task_id INTEGER NOT NULL REFERENCES count_tasks,
      variant_id INTEGER NOT NULL REFERENCES variants,
      before_counted INTEGER,
      before_book INTEGER,
      before_sequence INTEGER,
      is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX count_entries_by_task ON count_entries (task_id, sequence) WHERE is_undone = 0",
    """
    CREATE TABLE stock_adjustments (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      bin_id INTEGER REFERENCES bins,
      variant_id INTEGER NOT NULL REFERENCES variants,
      delta INTEGER NOT NULL CHECK (delta <> 0),
      reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 7),
      origin TEXT NOT NULL CHECK (origin IN ('adjust', 'count')),
      note TEXT NOT NULL,
      task_id INTEGER REFERENCES count_tasks,
      counted INTEGER,
      book INTEGER,
      sequence INTEGER,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'posted', 'rejected')),
      made_by INTEGER REFERENCES people,
      made_at INTEGER NOT NULL,
      decided_by INTEGER REFERENCES people,
      decided_at INTEGER,
      command BLOB
    ) STRICT
    """,
    "CREATE INDEX stock_adjustments_waiting ON stock_adjustments (site_id, id) WHERE state = 'waiting'",
    "CREATE INDEX stock_adjustments_by_variant ON stock_adjustments (site_id, variant_id, id)",
  ]

  // Whatever puts a bin in doubt queues its count, so that no writer can forget it.
  private static let stockWorkQueue = [
    """
    INSERT INTO count_tasks (site_id, bin_id, variant_id, source, state, created_at)
      SELECT b.site_id, c.bin_id, c.variant_id, iif(c.counted IS NULL, 'short', 'zero_check'), 'open', min(c.at)
      FROM counts c JOIN bins b ON b.id = c.bin_id WHERE c.counted IS NULL OR c.counted <> c.expected
      GROUP BY c.bin_id, c.variant_id
    """,
    """
    CREATE TRIGGER counts_queued AFTER INSERT ON counts WHEN NEW.counted IS NULL OR NEW.counted <> NEW.expected
    BEGIN
      INSERT INTO count_tasks (site_id, bin_id, variant_id, source, state, created_at)
        SELECT site_id, id, NEW.variant_id, iif(NEW.counted IS NULL, 'short', 'zero_check'), 'open', NEW.at
        FROM bins WHERE id = NEW.bin_id
        ON CONFLICT DO NOTHING;
    END
    """,
  ]

  private static let stockWorkInbound = [
    """
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      supplier TEXT NOT NULL,
      reference TEXT NOT NULL CHECK (reference <> ''),
      due_on TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
      created_at INTEGER NOT NULL,
      closed_at INTEGER,
      UNIQUE (site_id, reference)
    ) STRICT
    """,
    "CREATE INDEX deliveries_open ON deliveries (site_id, due_on, id) WHERE state = 'open'",
    """
    CREATE TABLE delivery_lines (
      delivery_id INTEGER NOT NULL REFERENCES deliveries,
      variant_id INTEGER NOT NULL REFERENCES variants,
      expected INTEGER NOT NULL CHECK (expected >= 0),
      received INTEGER NOT NULL CHECK (received >= 0),
      PRIMARY KEY (delivery_id, variant_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE transfers (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      from_site INTEGER NOT NULL REFERENCES sites,
      to_site INTEGER NOT NULL REFERENCES sites,
      state TEXT NOT NULL CHECK (state IN ('collecting', 'sent', 'closed')),
      created_at INTEGER NOT NULL,
      sent_at INTEGER,
      closed_at INTEGER,
      CHECK (from_site <> to_site)
    ) STRICT
    """,
    "CREATE INDEX transfers_out ON transfers (from_site, id) WHERE state <> 'closed'",
    "CREATE INDEX transfers_in ON transfers (to_site, id) WHERE state <> 'closed'",
    """
    CREATE TABLE transfer_lines (
      transfer_id INTEGER NOT NULL REFERENCES transfers,
      variant_id INTEGER NOT NULL REFERENCES variants,
      sent INTEGER NOT NULL CHECK (sent >= 0),
      received INTEGER NOT NULL CHECK (received >= 0),
      damaged INTEGER NOT NULL CHECK (damaged >= 0),
      missing INTEGER NOT NULL CHECK (missing >= 0),
      PRIMARY KEY (transfer_id, variant_id),
      CHECK (received + damaged + missing <= sent)
    ) STRICT, WITHOUT ROWID
    """,
    // What was put away, so that the last of it can be taken back.
    """
    CREATE TABLE receipts (
      sequence INTEGER PRIMARY KEY,
      delivery_id INTEGER REFERENCES deliveries,
      transfer_id INTEGER REFERENCES transfers,
      variant_id INTEGER NOT NULL REFERENCES variants,
      bin_id INTEGER REFERENCES bins,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      is_sending INTEGER NOT NULL CHECK (is_sending IN (0, 1)),
      is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1)),
      CHECK ((delivery_id IS NULL) <> (transfer_id IS NULL))
    ) STRICT
    """,
    "CREATE INDEX receipts_by_delivery ON receipts (delivery_id, sequence) WHERE is_undone = 0",
    "CREATE INDEX receipts_by_transfer ON receipts (transfer_id, sequence) WHERE is_undone = 0",
  ]
}
