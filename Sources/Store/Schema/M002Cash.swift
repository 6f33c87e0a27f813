extension M002 {
  static let cash: [String] = payments + books + collections + notices

  // What was there gets its site, so that lists are index ranges; an order placed before keeps its rows.
  private static let payments = [
    "ALTER TABLE payments ADD COLUMN site_id INTEGER NOT NULL DEFAULT 0 REFERENCES sites",
    """
    ALTER TABLE payments ADD COLUMN cancel_reason TEXT CHECK (cancel_reason IN ('user', 'expired', 'superseded'))
    """,
    "UPDATE payments SET site_id = (SELECT site_id FROM orders WHERE orders.id = payments.order_id)",
    "CREATE INDEX payments_by_site ON payments (site_id, id)",
    // Cash to come is the rule; what a provider owes an answer for is the exception that people look for.
    """
    CREATE INDEX payments_asked ON payments (site_id, status, id)
      WHERE method <> 'cod' AND status IN ('initiated', 'pending')
    """,
    "CREATE INDEX payments_ended ON payments (site_id, status, id) WHERE status IN ('failed', 'cancelled')",
    "CREATE INDEX payments_by_reference ON payments (reference) WHERE reference IS NOT NULL",
    "ALTER TABLE refunds ADD COLUMN site_id INTEGER NOT NULL DEFAULT 0 REFERENCES sites",
    "ALTER TABLE refunds ADD COLUMN shipping_minor INTEGER NOT NULL DEFAULT 0 CHECK (shipping_minor >= 0)",
    "ALTER TABLE refunds ADD COLUMN tender TEXT NOT NULL DEFAULT 'momo' CHECK (tender IN ('cash', 'momo'))",
    "ALTER TABLE refunds ADD COLUMN failure TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE refunds ADD COLUMN owner_id INTEGER REFERENCES people",
    "ALTER TABLE refunds ADD COLUMN approver_id INTEGER REFERENCES people",
    "ALTER TABLE refunds ADD COLUMN reference TEXT",
    "ALTER TABLE refunds ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1 CHECK (attempt > 0)",
    "ALTER TABLE refunds ADD COLUMN late_payment_id INTEGER REFERENCES payments",
    "ALTER TABLE refunds ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0",
    """
    UPDATE refunds SET updated_at = created_at,
      site_id = (SELECT site_id FROM orders WHERE orders.id = refunds.order_id),
      tender = (SELECT iif(payment_method = 'cod', 'cash', 'momo') FROM orders WHERE orders.id = refunds.order_id)
    """,
    "CREATE INDEX refunds_by_site ON refunds (site_id, id)",
    "CREATE INDEX refunds_by_status ON refunds (site_id, status, id)",
    // Money that came too late goes back once.
    "CREATE UNIQUE INDEX refunds_late ON refunds (late_payment_id) WHERE late_payment_id IS NOT NULL",
    """
    CREATE TABLE refund_lines (
      refund_id INTEGER NOT NULL REFERENCES refunds,
      line_id INTEGER NOT NULL REFERENCES order_lines,
      quantity INTEGER NOT NULL CHECK (quantity >= 0),
      amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
      PRIMARY KEY (refund_id, line_id)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let accounts = """
    ('sales', 'customer', 'driver', 'cashier', 'bank', 'momo', 'tolerance', 'debt', 'credit', 'owned', 'refunds')
    """

  private static let books = [
    """
    CREATE TABLE cash_moves (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor_id INTEGER REFERENCES people,
      command BLOB NOT NULL,
      site_id INTEGER NOT NULL REFERENCES sites,
      amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      from_word TEXT NOT NULL CHECK (from_word IN \(accounts)),
      from_person INTEGER REFERENCES people,
      to_word TEXT NOT NULL CHECK (to_word IN \(accounts)),
      to_person INTEGER REFERENCES people,
      reason TEXT NOT NULL CHECK (reason IN
        ('due', 'collected', 'difference', 'cash_up', 'deposit', 'refund', 'reopened', 'settled')),
      order_id INTEGER REFERENCES orders,
      dispatch_id INTEGER,
      cash_up_id INTEGER REFERENCES cash_ups,
      CHECK ((from_word IN ('driver', 'cashier', 'owned')) = (from_person IS NOT NULL)),
      CHECK ((to_word IN ('driver', 'cashier', 'owned')) = (to_person IS NOT NULL)),
      CHECK ((from_word, from_person) IS NOT (to_word, to_person))
    ) STRICT
    """,
    "CREATE INDEX cash_moves_by_site ON cash_moves (site_id, sequence)",
    "CREATE INDEX cash_moves_by_time ON cash_moves (site_id, at)",
    "CREATE INDEX cash_moves_from ON cash_moves (site_id, from_word, from_person, sequence)",
    "CREATE INDEX cash_moves_to ON cash_moves (site_id, to_word, to_person, sequence)",
    "CREATE INDEX cash_moves_by_order ON cash_moves (order_id) WHERE order_id IS NOT NULL",
    """
    CREATE TRIGGER cash_moves_stay BEFORE UPDATE ON cash_moves
    BEGIN SELECT raise(ABORT, 'the books of custody are append-only'); END
    """,
    """
    CREATE TRIGGER cash_moves_are_kept BEFORE DELETE ON cash_moves
    BEGIN SELECT raise(ABORT, 'the books of custody are append-only'); END
    """,
    // Kept beside the entries in the same transaction; person 0 stands for accounts of the house.
    """
    CREATE TABLE cash_balances (
      site_id INTEGER NOT NULL REFERENCES sites,
      word TEXT NOT NULL,
      person_id INTEGER NOT NULL,
      minor INTEGER NOT NULL,
      since INTEGER,
      PRIMARY KEY (site_id, word, person_id),
      CHECK ((minor = 0) = (since IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE cash_ups (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      driver_id INTEGER NOT NULL REFERENCES people,
      cashier_id INTEGER NOT NULL REFERENCES people,
      expected_minor INTEGER NOT NULL,
      counted_minor INTEGER NOT NULL CHECK (counted_minor >= 0),
      declared_minor INTEGER,
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      state TEXT NOT NULL CHECK (state IN ('agreed', 'open', 'settled', 'superseded')),
      reason TEXT CHECK (reason IN ('driver', 'cashier', 'tolerance')),
      owner_id INTEGER REFERENCES people,
      approver_id INTEGER REFERENCES people,
      counted_at INTEGER NOT NULL,
      settled_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX cash_ups_by_site ON cash_ups (site_id, id)",
    "CREATE INDEX cash_ups_by_driver ON cash_ups (site_id, driver_id, id)",
    "CREATE UNIQUE INDEX cash_ups_open ON cash_ups (site_id, driver_id) WHERE state = 'open'",
    """
    CREATE TABLE cash_declarations (
      site_id INTEGER NOT NULL REFERENCES sites,
      driver_id INTEGER NOT NULL REFERENCES people,
      minor INTEGER NOT NULL CHECK (minor >= 0),
      PRIMARY KEY (site_id, driver_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE day_closes (
      site_id INTEGER NOT NULL REFERENCES sites,
      day TEXT NOT NULL CHECK (length(day) = 10),
      person_id INTEGER NOT NULL REFERENCES people,
      at INTEGER NOT NULL,
      owned_minor INTEGER NOT NULL,
      PRIMARY KEY (site_id, day)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let collections = [
    """
    CREATE TABLE collections (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      dispatch_id INTEGER NOT NULL,
      order_id INTEGER NOT NULL REFERENCES orders,
      tender TEXT NOT NULL CHECK (tender IN ('cash', 'momo')),
      due_minor INTEGER NOT NULL CHECK (due_minor >= 0),
      collected_minor INTEGER NOT NULL CHECK (collected_minor >= 0),
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      difference TEXT CHECK (difference IN
        ('tolerance', 'customer_debt', 'returned_item', 'driver_shortage', 'customer_credit')),
      approver_id INTEGER REFERENCES people,
      at INTEGER NOT NULL,
      is_reversed INTEGER NOT NULL CHECK (is_reversed IN (0, 1))
    ) STRICT
    """,
    // An order is collected once, whatever becomes of its attempts (I57).
    "CREATE UNIQUE INDEX collections_standing ON collections (order_id) WHERE is_reversed = 0",
    "CREATE INDEX collections_by_dispatch ON collections (dispatch_id)",
    """
    CREATE TABLE collection_lines (
      collection_id INTEGER NOT NULL REFERENCES collections,
      line_id INTEGER NOT NULL REFERENCES order_lines,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
      PRIMARY KEY (collection_id, line_id)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let notices = [
    """
    CREATE TABLE payment_notices (
      id INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      event TEXT NOT NULL,
      raw TEXT NOT NULL,
      signature TEXT NOT NULL CHECK (signature IN ('valid', 'unsigned', 'invalid')),
      reference TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('initiated', 'pending', 'paid', 'failed', 'cancelled')),
      amount_minor INTEGER NOT NULL,
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      received_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('received', 'applied', 'ignored', 'failed')),
      outcome TEXT NOT NULL,
      applied_at INTEGER,
      payment_id INTEGER REFERENCES payments,
      site_id INTEGER REFERENCES sites,
      UNIQUE (provider, event)
    ) STRICT
    """,
    "CREATE INDEX payment_notices_by_site ON payment_notices (site_id, id)",
    "CREATE INDEX payment_notices_by_state ON payment_notices (state, site_id, id)",
    """
    CREATE TRIGGER payment_notices_stay BEFORE UPDATE OF provider, event, raw, signature, reference, status,
      amount_minor, currency, received_at ON payment_notices
    BEGIN SELECT raise(ABORT, 'a notice stays as it came'); END
    """,
    """
    CREATE TRIGGER payment_notices_are_kept BEFORE DELETE ON payment_notices
    BEGIN SELECT raise(ABORT, 'a notice stays as it came'); END
    """,
  ]
}
