extension M003 {
  /// A close says up to which entry of the books it goes: what moves afterwards is of the next day. Whoever closed so
  /// far closed the day at hand, and so everything until then.
  static let cash = [
    "ALTER TABLE day_closes ADD COLUMN through INTEGER NOT NULL DEFAULT 0 CHECK (through >= 0)",
    """
    UPDATE day_closes SET through = ifnull((
      SELECT max(m.sequence) FROM cash_moves m WHERE m.site_id = day_closes.site_id AND m.at <= day_closes.at), 0)
    """,
  ]

  /// The phone a payment is asked of; empty for the customer's own.
  static let payments = [
    "ALTER TABLE payments ADD COLUMN phone TEXT NOT NULL DEFAULT ''"
  ]

  /// What a command was about, so that its id with other content is told apart; NULL for commands of before.
  static let commands = [
    "ALTER TABLE commands ADD COLUMN digest TEXT"
  ]

  /// Customers that are known by more than their orders, one a phone and town, and the words of their names.
  static let customers = [
    """
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      phone_tail INTEGER NOT NULL,
      phone TEXT NOT NULL,
      name TEXT NOT NULL,
      email TEXT NOT NULL,
      line1 TEXT NOT NULL,
      area TEXT NOT NULL,
      landmark TEXT NOT NULL,
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (phone_tail, site_id)
    ) STRICT
    """,
    """
    CREATE TABLE customer_words (
      word TEXT NOT NULL,
      customer_id INTEGER NOT NULL REFERENCES customers,
      PRIMARY KEY (word, customer_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX customer_words_by_customer ON customer_words (customer_id)",
  ]

  /// A board counts what ended today from the index alone.
  static let dispatch = [
    "DROP INDEX dispatches_ended",
    """
    CREATE INDEX dispatches_ended ON dispatches (site_id, closed_at, driver_id, status, failure)
      WHERE closed_at IS NOT NULL
    """,
  ]

  /// What delivering costs in a town, and in a zone of its own fee; NULL where the town's holds.
  static let places = [
    "ALTER TABLE sites ADD COLUMN delivery_fee_minor INTEGER NOT NULL DEFAULT 0 CHECK (delivery_fee_minor >= 0)",
    "ALTER TABLE zones ADD COLUMN fee_minor INTEGER CHECK (fee_minor >= 0)",
  ]
}
