extension M002 {
  static let service: [String] = [
    // A customer is whoever has the phone: the last nine digits of it, as orders are looked up by.
    """
    CREATE TABLE customer_notes (
      id INTEGER PRIMARY KEY,
      phone_tail INTEGER NOT NULL,
      site_id INTEGER NOT NULL REFERENCES sites,
      phone TEXT NOT NULL,
      text TEXT NOT NULL,
      author TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX customer_notes_by_phone ON customer_notes (phone_tail, site_id, id)",
    """
    CREATE TABLE saved_views (
      person_id INTEGER NOT NULL REFERENCES people,
      name TEXT NOT NULL,
      address TEXT NOT NULL,
      PRIMARY KEY (person_id, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX IF NOT EXISTS bin_stock_by_bin ON bin_stock (bin_id, variant_id) WHERE on_hand > 0",
  ]
}
