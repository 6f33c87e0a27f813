extension M001 {
  // What boards and lists read stands first in the row: SQLite decodes a row only as far as the last column wanted.
  static let orders = [
    """
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 9),
      rank INTEGER NOT NULL,
      promise_at INTEGER NOT NULL,
      zone_id INTEGER REFERENCES zones,
      number TEXT NOT NULL UNIQUE,
      customer_name TEXT NOT NULL,
      placed_at INTEGER NOT NULL,
      line_count INTEGER NOT NULL,
      unit_count INTEGER NOT NULL,
      hold_reason TEXT,
      pick_list_id INTEGER REFERENCES pick_lists,
      status TEXT NOT NULL CHECK (status IN ('pending_payment', 'pending_fulfilment', 'picking', 'packed',
        'ready_for_dispatch', 'out_for_delivery', 'delivered', 'failed', 'cancelled', 'ready_for_pickup',
        'completed')),
      payment_method TEXT NOT NULL CHECK (payment_method IN ('momo', 'cod', 'virtual_account', 'online', 'upi',
        'card', 'wallet', 'gateway_checkout', 'invoice')),
      payment_status TEXT NOT NULL CHECK (payment_status IN ('initiated', 'pending', 'paid', 'failed', 'cancelled')),
      currency TEXT NOT NULL,
      subtotal_minor INTEGER NOT NULL CHECK (subtotal_minor >= 0),
      discount_minor INTEGER NOT NULL CHECK (discount_minor BETWEEN 0 AND subtotal_minor),
      delivery_minor INTEGER NOT NULL CHECK (delivery_minor >= 0),
      tax_minor INTEGER NOT NULL CHECK (tax_minor >= 0),
      customer_phone TEXT NOT NULL,
      customer_email TEXT NOT NULL,
      number_tail INTEGER,
      phone_tail INTEGER,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      channel TEXT NOT NULL CHECK (channel IN
        ('console', 'town', 'ansania', 'dhanvantari', 'collectibles', 'schools')),
      mode TEXT NOT NULL CHECK (mode IN ('delivery', 'courier', 'rental', 'consignment')),
      address_line1 TEXT NOT NULL,
      address_area TEXT NOT NULL,
      address_landmark TEXT NOT NULL,
      hold_by TEXT,
      hold_since INTEGER,
      note TEXT NOT NULL,
      picked_at INTEGER,
      status_at INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0)
    ) STRICT
    """,
    // The queue: one range a stage, in the order of work. `rank` is the priority negated, so that all of it ascends.
    """
    CREATE INDEX orders_queue ON orders (site_id, stage, rank, promise_at, id, zone_id)
      WHERE (stage BETWEEN 1 AND 5) = 1
    """,
    "CREATE INDEX orders_by_stage ON orders (site_id, stage, id)",
    "CREATE INDEX orders_by_number_tail ON orders (number_tail, site_id, id) WHERE number_tail IS NOT NULL",
    "CREATE INDEX orders_by_phone ON orders (phone_tail, site_id, id) WHERE phone_tail IS NOT NULL",
    "CREATE INDEX orders_by_email ON orders (customer_email, site_id, id) WHERE customer_email <> ''",
    """
    CREATE VIRTUAL TABLE order_names USING fts5(
      terms, content='', columnsize=0, detail=none, tokenize="ascii tokenchars '_.'")
    """,
    """
    CREATE TABLE order_lines (
      id INTEGER PRIMARY KEY,
      order_id INTEGER NOT NULL REFERENCES orders,
      site_id INTEGER NOT NULL,
      variant_id INTEGER NOT NULL REFERENCES variants,
      sku TEXT NOT NULL,
      name TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      unit_price_minor INTEGER NOT NULL,
      picked INTEGER NOT NULL CHECK (picked >= 0),
      packed INTEGER NOT NULL CHECK (packed >= 0),
      short INTEGER NOT NULL CHECK (short >= 0)
    ) STRICT
    """,
    "CREATE INDEX order_lines_by_order ON order_lines (order_id)",
    "CREATE INDEX order_lines_by_variant ON order_lines (variant_id, site_id, order_id)",
    """
    CREATE TABLE order_numbers (
      day TEXT NOT NULL PRIMARY KEY,
      last INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE payments (
      id INTEGER PRIMARY KEY,
      order_id INTEGER NOT NULL REFERENCES orders,
      method TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('initiated', 'pending', 'paid', 'failed', 'cancelled')),
      amount_minor INTEGER NOT NULL,
      currency TEXT NOT NULL,
      reference TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX payments_by_order ON payments (order_id)",
    """
    CREATE TABLE refunds (
      id INTEGER PRIMARY KEY,
      order_id INTEGER NOT NULL REFERENCES orders,
      amount_minor INTEGER NOT NULL,
      currency TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pending', 'processed', 'failed')),
      reason TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX refunds_by_order ON refunds (order_id)",
    """
    CREATE TABLE order_notes (
      id INTEGER PRIMARY KEY,
      order_id INTEGER NOT NULL REFERENCES orders,
      text TEXT NOT NULL,
      author TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX order_notes_by_order ON order_notes (order_id)",
  ]

  static let stock = [
    """
    CREATE TABLE stock_levels (
      site_id INTEGER NOT NULL REFERENCES sites,
      variant_id INTEGER NOT NULL REFERENCES variants,
      on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
      reserved INTEGER NOT NULL CHECK (reserved >= 0),
      damaged INTEGER NOT NULL CHECK (damaged >= 0),
      awaiting_put_back INTEGER NOT NULL CHECK (awaiting_put_back >= 0),
      in_transit INTEGER NOT NULL CHECK (in_transit >= 0),
      PRIMARY KEY (site_id, variant_id),
      CHECK (on_hand - reserved - damaged - awaiting_put_back >= 0)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE bin_stock (
      variant_id INTEGER NOT NULL REFERENCES variants,
      site_id INTEGER NOT NULL REFERENCES sites,
      bin_id INTEGER NOT NULL REFERENCES bins,
      on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
      allocated INTEGER NOT NULL CHECK (allocated >= 0),
      PRIMARY KEY (variant_id, site_id, bin_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE stock_moves (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor_id INTEGER REFERENCES people,
      command BLOB NOT NULL,
      site_id INTEGER NOT NULL REFERENCES sites,
      variant_id INTEGER NOT NULL REFERENCES variants,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      from_place TEXT NOT NULL CHECK (from_place IN
        ('bin', 'tote', 'bench', 'lane', 'quarantine', 'transit', 'supplier', 'customer', 'variance')),
      from_id INTEGER,
      to_place TEXT NOT NULL CHECK (to_place IN
        ('bin', 'tote', 'bench', 'lane', 'quarantine', 'transit', 'supplier', 'customer', 'variance')),
      to_id INTEGER,
      reason TEXT NOT NULL,
      order_id INTEGER REFERENCES orders
    ) STRICT
    """,
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
}
