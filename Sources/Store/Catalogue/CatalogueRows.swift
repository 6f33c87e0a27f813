internal import Commerce
internal import Operations

extension SQLiteReads: CatalogueReads {
  func variant(_ id: ID<Variant>) throws(CommerceError) -> Variant? {
    try database.statement(
      "SELECT id, product_id, sku, name, unit, weight_grams, strict, price_minor FROM variants WHERE id = ?1"
    ).bind(id).first(Self.variant)
  }

  func variant(sku: String) throws(CommerceError) -> Variant? {
    try database.statement(
      "SELECT id, product_id, sku, name, unit, weight_grams, strict, price_minor FROM variants WHERE sku = ?1"
    ).bind(sku).first(Self.variant)
  }

  static func variant(_ row: inout Row) throws(CommerceError) -> Variant {
    Variant(
      id: row.id(), product: row.id(), sku: row.text(), name: row.text(), unit: row.text(), weightGrams: row.int(),
      strict: row.bool(), priceMinor: row.int64())
  }

  func barcode(_ code: String) throws(CommerceError) -> Barcode? {
    try database.statement("SELECT code, variant_id, pack_quantity FROM barcodes WHERE code = ?1")
      .bind(code).first(Self.barcode)
  }

  func barcodes(of variant: ID<Variant>) throws(CommerceError) -> [Barcode] {
    try database.statement("SELECT code, variant_id, pack_quantity FROM barcodes WHERE variant_id = ?1 ORDER BY code")
      .bind(variant).all(Self.barcode)
  }

  private static func barcode(_ row: inout Row) throws(CommerceError) -> Barcode {
    Barcode(code: row.text(), variant: row.id(), packQuantity: row.int())
  }

  func variants(matching text: String, limit: Int) throws(CommerceError) -> [Variant] {
    let words = text.split(whereSeparator: \.isWhitespace).map { FoldedNeedle(String($0)) }.filter { !$0.isEmpty }
    return try database.statement(
      """
      SELECT name || ' ' || sku, id, product_id, sku, name, unit, weight_grams, strict, price_minor
      FROM variants ORDER BY name, id
      """
    ).take(limit) { row throws(CommerceError) in
      var rest = row
      rest.skip()
      for word in words {
        var label = row
        guard label.text(matches: word) else { return nil }
      }
      return try Self.variant(&rest)
    }
  }
}

extension SQLiteWrites: CatalogueWrites {
  func product(named name: String, category: String) throws(CommerceError) -> ID<Product> {
    let found = try database.statement("SELECT id FROM products WHERE name = ?1 AND category = ?2")
      .bind(name).bind(category).first { row throws(CommerceError) in row.id(Product.self) }
    if let found { return found }
    try database.statement("INSERT INTO products (name, category) VALUES (?, ?)").bind(name).bind(category).run()
    return ID(database.lastInsertedRow)
  }

  func insert(_ variant: Variant) throws(CommerceError) -> ID<Variant> {
    try database.statement(
      """
      INSERT INTO variants (product_id, sku, name, unit, weight_grams, strict, price_minor)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(variant.product).bind(variant.sku).bind(variant.name).bind(variant.unit).bind(variant.weightGrams)
      .bind(variant.strict).bind(variant.priceMinor)
      .run(conflict: FieldIssue("sku", "is taken by another item"))
    return ID(database.lastInsertedRow)
  }

  func insert(_ barcode: Barcode) throws(CommerceError) {
    try database.statement("INSERT INTO barcodes (code, variant_id, pack_quantity) VALUES (?, ?, ?)")
      .bind(barcode.code).bind(barcode.variant).bind(barcode.packQuantity)
      .run(conflict: FieldIssue("code", "already stands for an item"))
  }
}
