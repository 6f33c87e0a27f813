extension M003 {
  /// Accounts of customers, owners of orders, answers kept by key.
  static let town: [String] = [
    """
    CREATE TABLE customer_accounts (
      person_id INTEGER NOT NULL PRIMARY KEY REFERENCES people,
      phone TEXT NOT NULL,
      site_id INTEGER REFERENCES sites,
      created_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX customer_accounts_by_phone ON customer_accounts (phone) WHERE phone <> ''",
    // Customers are many, and none of the back office's people.
    "ALTER TABLE people ADD COLUMN is_customer INTEGER NOT NULL DEFAULT 0 CHECK (is_customer IN (0, 1))",
    "CREATE INDEX people_at_work ON people (name, id) WHERE is_customer = 0",
    // Orders that staff placed belong to nobody and cost nothing here.
    "ALTER TABLE orders ADD COLUMN owner_id INTEGER REFERENCES people",
    "ALTER TABLE orders ADD COLUMN guest_nonce BLOB CHECK (length(guest_nonce) = 16)",
    "CREATE INDEX orders_by_owner ON orders (owner_id, site_id, id) WHERE owner_id IS NOT NULL",
    "CREATE INDEX variants_by_product ON variants (product_id)",
    """
    CREATE TABLE kept_replies (
      key BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 16),
      request BLOB NOT NULL CHECK (length(request) = 16),
      status INTEGER NOT NULL,
      body TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX kept_replies_by_age ON kept_replies (at)",
  ]
}
