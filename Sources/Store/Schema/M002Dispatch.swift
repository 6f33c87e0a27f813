extension M002 {
  /// Drivers, runs and attempts; the ledger learns of vehicles, parcels of the road, sites of their delivery policy.
  static let dispatch = dispatchLedger + dispatchParcels + dispatchColumns + dispatchTables + dispatchData

  private static let places =
    "('bin', 'tote', 'bench', 'lane', 'quarantine', 'vehicle', 'transit', 'site', 'supplier', 'customer', 'variance')"

  // SQLite cannot change a CHECK in place: the table is laid anew, with its rows, indexes and triggers.
  private static let dispatchLedger = [
    """
    CREATE TABLE stock_moves_new (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor_id INTEGER REFERENCES people,
      command BLOB NOT NULL,
      site_id INTEGER NOT NULL REFERENCES sites,
      variant_id INTEGER NOT NULL REFERENCES variants,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      from_place TEXT NOT NULL CHECK (from_place IN \(places)),
      from_id INTEGER,
      to_place TEXT NOT NULL CHECK (to_place IN \(places)),
      to_id INTEGER,
      reason TEXT NOT NULL,
      order_id INTEGER REFERENCES orders
    ) STRICT
    """,
    "INSERT INTO stock_moves_new SELECT * FROM stock_moves",
    "DROP TABLE stock_moves",
    "ALTER TABLE stock_moves_new RENAME TO stock_moves",
    "CREATE INDEX stock_moves_by_variant ON stock_moves (site_id, variant_id, sequence)",
    "CREATE INDEX stock_moves_by_order ON stock_moves (order_id) WHERE order_id IS NOT NULL",
    """
    CREATE TRIGGER stock_moves_stay BEFORE UPDATE ON stock_moves
    BEGIN SELECT raise(ABORT, 'the stock ledger is append-only'); END
    """,
    """
    CREATE TRIGGER stock_moves_are_kept BEFORE DELETE ON stock_moves
    BEGIN SELECT raise(ABORT, 'the stock ledger is append-only'); END
    """,
  ]

  private static let dispatchParcels = [
    """
    CREATE TABLE parcels_new (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      order_id INTEGER NOT NULL REFERENCES orders,
      site_id INTEGER NOT NULL REFERENCES sites,
      code TEXT NOT NULL UNIQUE,
      box INTEGER NOT NULL,
      weight_grams INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('open', 'labelled', 'closed', 'staged', 'loaded', 'out', 'delivered', 'due_back', 'returned')),
      lane_id INTEGER REFERENCES lanes,
      awaits_hand_over INTEGER NOT NULL DEFAULT 0 CHECK (awaits_hand_over IN (0, 1))
    ) STRICT
    """,
    // Codes are never given twice, not even those of parcels that are gone.
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'parcels_new', seq FROM sqlite_sequence WHERE name = 'parcels'",
    """
    INSERT INTO parcels_new (id, order_id, site_id, code, box, weight_grams, state, lane_id)
      SELECT id, order_id, site_id, code, box, weight_grams, state, lane_id FROM parcels
    """,
    "DROP TABLE parcels",
    "ALTER TABLE parcels_new RENAME TO parcels",
    "CREATE INDEX parcels_by_order ON parcels (order_id, box)",
    "CREATE INDEX parcels_due_back ON parcels (site_id, id) WHERE state = 'due_back'",
  ]

  private static let dispatchColumns = [
    "ALTER TABLE orders ADD COLUMN slot_from INTEGER",
    """
    ALTER TABLE orders ADD COLUMN proof TEXT NOT NULL DEFAULT 'none'
      CHECK (proof IN ('none', 'name', 'code', 'reference'))
    """,
    "ALTER TABLE orders ADD COLUMN delivery_code TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE orders ADD COLUMN address_latitude INTEGER",
    "ALTER TABLE orders ADD COLUMN address_longitude INTEGER",
    "ALTER TABLE sites ADD COLUMN max_attempts INTEGER NOT NULL DEFAULT 3",
    "ALTER TABLE sites ADD COLUMN incident_first INTEGER NOT NULL DEFAULT 0 CHECK (incident_first IN (0, 1))",
    "ALTER TABLE sites ADD COLUMN reopen_minutes INTEGER NOT NULL DEFAULT 30",
    // Minutes of the local day, `from-until`, a blank between slots.
    "ALTER TABLE sites ADD COLUMN slots TEXT NOT NULL DEFAULT '540-720 720-900 900-1080'",
    "ALTER TABLE sites ADD COLUMN slot_capacity INTEGER NOT NULL DEFAULT 40",
    "ALTER TABLE sites ADD COLUMN tolerance_minor INTEGER NOT NULL DEFAULT 100",
    "ALTER TABLE sites ADD COLUMN write_off_limit_minor INTEGER NOT NULL DEFAULT 2000",
    "ALTER TABLE sites ADD COLUMN refund_limit_minor INTEGER NOT NULL DEFAULT 20000",
    "ALTER TABLE sites ADD COLUMN stock_approval_units INTEGER NOT NULL DEFAULT 20",
    """
    ALTER TABLE sites ADD COLUMN proof TEXT NOT NULL DEFAULT 'none'
      CHECK (proof IN ('none', 'name', 'code', 'reference'))
    """,
  ]

  private static let dispatchTables = [
    """
    CREATE TABLE drivers (
      site_id INTEGER NOT NULL REFERENCES sites,
      person_id INTEGER NOT NULL REFERENCES people,
      code TEXT NOT NULL CHECK (code <> ''),
      capacity INTEGER NOT NULL CHECK (capacity >= 0),
      cash_limit_minor INTEGER NOT NULL CHECK (cash_limit_minor >= 0),
      vehicle TEXT NOT NULL,
      shift_start INTEGER NOT NULL,
      shift_end INTEGER NOT NULL,
      is_available INTEGER NOT NULL CHECK (is_available IN (0, 1)),
      unavailable_reason TEXT NOT NULL,
      PRIMARY KEY (site_id, person_id),
      UNIQUE (site_id, code)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      site_id INTEGER NOT NULL REFERENCES sites,
      driver_id INTEGER NOT NULL REFERENCES people,
      state TEXT NOT NULL CHECK (state IN ('planned', 'out', 'closed')),
      created_at INTEGER NOT NULL,
      out_at INTEGER,
      closed_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX runs_by_site ON runs (site_id, id)",
    // One run being planned and one on the road for each driver.
    "CREATE UNIQUE INDEX runs_open ON runs (driver_id, site_id, state) WHERE state <> 'closed'",
    """
    CREATE TABLE dispatches (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      order_id INTEGER NOT NULL REFERENCES orders,
      site_id INTEGER NOT NULL REFERENCES sites,
      driver_id INTEGER NOT NULL REFERENCES people,
      run_id INTEGER NOT NULL REFERENCES runs,
      position INTEGER NOT NULL,
      is_locked INTEGER NOT NULL CHECK (is_locked IN (0, 1)),
      attempt INTEGER NOT NULL CHECK (attempt > 0),
      status TEXT NOT NULL CHECK (status IN ('assigned', 'out_for_delivery', 'delivered', 'failed')),
      incident_reason TEXT,
      incident_note TEXT,
      incident_by TEXT,
      incident_at INTEGER,
      failure TEXT,
      failure_note TEXT NOT NULL,
      proof_recipient TEXT,
      proof_code_checked INTEGER,
      proof_reference TEXT,
      proof_at INTEGER,
      awaits_hand_over INTEGER NOT NULL CHECK (awaits_hand_over IN (0, 1)),
      assigned_at INTEGER NOT NULL,
      out_at INTEGER,
      closed_at INTEGER,
      version INTEGER NOT NULL CHECK (version > 0),
      CHECK ((status IN ('delivered', 'failed')) = (closed_at IS NOT NULL)),
      CHECK ((status = 'failed') = (failure IS NOT NULL))
    ) STRICT
    """,
    // An order has at most one attempt that goes on (I35).
    """
    CREATE UNIQUE INDEX dispatches_active ON dispatches (order_id)
      WHERE status IN ('assigned', 'out_for_delivery')
    """,
    "CREATE INDEX dispatches_by_order ON dispatches (order_id, id)",
    "CREATE INDEX dispatches_by_run ON dispatches (run_id, position)",
    """
    CREATE INDEX dispatches_of_driver ON dispatches (site_id, driver_id)
      WHERE status IN ('assigned', 'out_for_delivery')
    """,
    "CREATE INDEX dispatches_ended ON dispatches (site_id, closed_at, driver_id) WHERE closed_at IS NOT NULL",
    """
    CREATE TABLE dispatch_exclusions (
      order_id INTEGER NOT NULL REFERENCES orders,
      driver_id INTEGER NOT NULL REFERENCES people,
      PRIMARY KEY (order_id, driver_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE reschedules (
      order_id INTEGER NOT NULL PRIMARY KEY REFERENCES orders,
      from_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT
    """,
  ]
}
