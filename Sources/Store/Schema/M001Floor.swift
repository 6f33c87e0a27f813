extension M001 {
  static let floor = [
    """
    CREATE TABLE pick_lists (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      holder_id INTEGER NOT NULL REFERENCES people,
      claimed_at INTEGER NOT NULL,
      lease_until INTEGER NOT NULL,
      closed_at INTEGER,
      confirmed_bin_id INTEGER,
      in_hand_variant_id INTEGER,
      in_hand_bin_id INTEGER,
      zero_check_bin_id INTEGER,
      zero_check_variant_id INTEGER
    ) STRICT
    """,
    "CREATE INDEX pick_lists_open ON pick_lists (site_id, holder_id, id) WHERE closed_at IS NULL",
    """
    CREATE TABLE pick_list_orders (
      list_id INTEGER NOT NULL REFERENCES pick_lists,
      order_id INTEGER NOT NULL REFERENCES orders,
      position INTEGER NOT NULL,
      needs_another_tote INTEGER NOT NULL CHECK (needs_another_tote IN (0, 1)),
      is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
      PRIMARY KEY (list_id, order_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE pick_tasks (
      id INTEGER PRIMARY KEY,
      list_id INTEGER NOT NULL REFERENCES pick_lists,
      order_id INTEGER NOT NULL REFERENCES orders,
      line_id INTEGER NOT NULL REFERENCES order_lines,
      variant_id INTEGER NOT NULL REFERENCES variants,
      bin_id INTEGER NOT NULL REFERENCES bins,
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      picked INTEGER NOT NULL CHECK (picked >= 0),
      shorted INTEGER NOT NULL CHECK (shorted >= 0),
      scans INTEGER NOT NULL,
      over_scans INTEGER NOT NULL,
      skipped INTEGER NOT NULL,
      touched_at INTEGER,
      touched_by INTEGER,
      is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
      CHECK (picked + shorted <= quantity)
    ) STRICT
    """,
    "CREATE INDEX pick_tasks_by_list ON pick_tasks (list_id)",
    """
    CREATE TABLE pick_actions (
      sequence INTEGER PRIMARY KEY,
      list_id INTEGER NOT NULL REFERENCES pick_lists,
      kind TEXT NOT NULL,
      task_id INTEGER,
      order_id INTEGER,
      tote_id INTEGER,
      quantity INTEGER NOT NULL,
      detail TEXT NOT NULL,
      is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX pick_actions_by_list ON pick_actions (list_id, sequence) WHERE is_undone = 0",
    """
    CREATE TABLE tote_bindings (
      sequence INTEGER PRIMARY KEY,
      tote_id INTEGER NOT NULL UNIQUE REFERENCES totes,
      order_id INTEGER NOT NULL REFERENCES orders
    ) STRICT
    """,
    "CREATE INDEX tote_bindings_by_order ON tote_bindings (order_id)",
    """
    CREATE TABLE parcels (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      order_id INTEGER NOT NULL REFERENCES orders,
      site_id INTEGER NOT NULL REFERENCES sites,
      code TEXT NOT NULL UNIQUE,
      box INTEGER NOT NULL,
      weight_grams INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'labelled', 'closed', 'staged')),
      lane_id INTEGER REFERENCES lanes
    ) STRICT
    """,
    "CREATE INDEX parcels_by_order ON parcels (order_id, box)",
    """
    CREATE TABLE parcel_contents (
      parcel_id INTEGER NOT NULL REFERENCES parcels,
      position INTEGER NOT NULL,
      line_id INTEGER NOT NULL REFERENCES order_lines,
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      PRIMARY KEY (parcel_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE shortages (
      id INTEGER PRIMARY KEY,
      order_id INTEGER NOT NULL REFERENCES orders,
      line_id INTEGER NOT NULL REFERENCES order_lines,
      site_id INTEGER NOT NULL REFERENCES sites,
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 5),
      state TEXT NOT NULL CHECK (state IN ('open', 'reallocated', 'dropped')),
      created_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX shortages_open ON shortages (site_id, id) WHERE state = 'open'",
    "CREATE INDEX shortages_open_by_order ON shortages (order_id) WHERE state = 'open'",
    """
    CREATE TABLE put_backs (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      order_id INTEGER NOT NULL REFERENCES orders,
      variant_id INTEGER NOT NULL REFERENCES variants,
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      place TEXT NOT NULL,
      place_id INTEGER,
      bin_id INTEGER NOT NULL REFERENCES bins,
      created_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX put_backs_by_site ON put_backs (site_id, id)",
    "CREATE INDEX put_backs_by_variant ON put_backs (site_id, variant_id, id)",
    """
    CREATE TABLE mis_scans (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor_id INTEGER,
      site_id INTEGER,
      list_id INTEGER,
      code TEXT NOT NULL,
      rule TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE counts (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor_id INTEGER,
      bin_id INTEGER NOT NULL REFERENCES bins,
      variant_id INTEGER NOT NULL REFERENCES variants,
      expected INTEGER NOT NULL,
      counted INTEGER,
      command BLOB NOT NULL
    ) STRICT
    """,
  ]

  static let history = [
    """
    CREATE TABLE changes (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor_id INTEGER REFERENCES people,
      impersonator_id INTEGER,
      command BLOB NOT NULL CHECK (length(command) = 16),
      site_id INTEGER REFERENCES sites,
      entity TEXT NOT NULL,
      entity_id INTEGER NOT NULL,
      field TEXT NOT NULL,
      old TEXT NOT NULL,
      new TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX changes_by_entity ON changes (entity, entity_id, sequence)",
    "CREATE INDEX changes_by_site ON changes (site_id, sequence)",
    "CREATE INDEX changes_by_actor ON changes (actor_id, sequence) WHERE actor_id IS NOT NULL",
    """
    CREATE TRIGGER changes_stay BEFORE UPDATE ON changes
    BEGIN SELECT raise(ABORT, 'the change feed is append-only'); END
    """,
    """
    CREATE TRIGGER changes_are_kept BEFORE DELETE ON changes
    BEGIN SELECT raise(ABORT, 'the change feed is append-only'); END
    """,
    // Rows stand in the order they were remembered, so that forgetting old ones needs no index of times.
    """
    CREATE TABLE commands (
      serial INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      remembered_at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      outcome TEXT NOT NULL
    ) STRICT
    """,
  ]
}
