extension Migration {
  /// The first schema: places, catalogue, people, orders, stock, floor work, history, and the counts kept beside them.
  static let foundation = Migration(
    number: 1,
    statements: M001.places + M001.people + M001.orders + M001.stock + M001.floor + M001.history + M001.counts)
}

enum M001 {
  static let places = [
    """
    CREATE TABLE sites (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE CHECK (code <> ''),
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('town', 'store', 'warehouse', 'school', 'online')),
      currency TEXT NOT NULL CHECK (length(currency) = 3),
      utc_offset_minutes INTEGER NOT NULL,
      opens INTEGER NOT NULL,
      closes INTEGER NOT NULL,
      promise_minutes INTEGER NOT NULL,
      cluster_size INTEGER NOT NULL,
      bin_check INTEGER NOT NULL CHECK (bin_check IN (0, 1)),
      zero_check INTEGER NOT NULL CHECK (zero_check IN (0, 1)),
      lease_minutes INTEGER NOT NULL,
      accept_all_at_packing INTEGER NOT NULL CHECK (accept_all_at_packing IN (0, 1)),
      correction_minutes INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE lanes (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      code TEXT NOT NULL CHECK (code <> ''),
      UNIQUE (site_id, code)
    ) STRICT
    """,
    """
    CREATE TABLE zones (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      code TEXT NOT NULL CHECK (code <> ''),
      name TEXT NOT NULL,
      lane_id INTEGER NOT NULL REFERENCES lanes,
      latitude INTEGER,
      longitude INTEGER,
      UNIQUE (site_id, code)
    ) STRICT
    """,
    """
    CREATE TABLE bins (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      code TEXT NOT NULL CHECK (code <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('pick', 'bulk', 'quarantine')),
      walk_order INTEGER NOT NULL,
      UNIQUE (site_id, code)
    ) STRICT
    """,
    """
    CREATE TABLE totes (
      id INTEGER PRIMARY KEY,
      site_id INTEGER NOT NULL REFERENCES sites,
      code TEXT NOT NULL CHECK (code <> ''),
      UNIQUE (site_id, code)
    ) STRICT
    """,
    """
    CREATE TABLE products (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      category TEXT NOT NULL,
      UNIQUE (name, category)
    ) STRICT
    """,
    """
    CREATE TABLE variants (
      id INTEGER PRIMARY KEY,
      product_id INTEGER NOT NULL REFERENCES products,
      sku TEXT NOT NULL UNIQUE CHECK (sku <> ''),
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      weight_grams INTEGER NOT NULL,
      strict INTEGER NOT NULL CHECK (strict IN (0, 1)),
      price_minor INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX variants_by_name ON variants (name, id)",
    """
    CREATE TABLE barcodes (
      code TEXT NOT NULL PRIMARY KEY,
      variant_id INTEGER NOT NULL REFERENCES variants,
      pack_quantity INTEGER NOT NULL CHECK (pack_quantity > 0)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX barcodes_by_variant ON barcodes (variant_id)",
  ]

  static let people = [
    """
    CREATE TABLE people (
      id INTEGER PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      badge TEXT NOT NULL,
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
      password_hash TEXT,
      pin_hash TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX people_by_badge ON people (badge) WHERE badge <> ''",
    """
    CREATE TABLE grants (
      id INTEGER PRIMARY KEY,
      person_id INTEGER NOT NULL REFERENCES people,
      role TEXT NOT NULL CHECK (role IN
        ('picker', 'dispatcher', 'cashier', 'support', 'supervisor', 'admin', 'driver', 'customer')),
      site_id INTEGER REFERENCES sites
    ) STRICT
    """,
    "CREATE INDEX grants_by_person ON grants (person_id)",
    "CREATE INDEX grants_by_site ON grants (site_id, person_id)",
    """
    CREATE TABLE sign_in_failures (
      name TEXT NOT NULL PRIMARY KEY,
      count INTEGER NOT NULL,
      last INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE settings (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
