import Commerce

/// Rows of `products.csv`: an item with its barcodes.
struct ProductRows: RowImporter {
  let required = ["sku", "name", "category", "unit", "barcode", "price", "weight_grams", "strict"]
  let optional = ["pack_barcode", "pack_quantity", "velocity"]
  let reach: ImportReach
  var skus = SeenKeys()
  var codes = SeenKeys()

  init(reach: ImportReach) { self.reach = reach }

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let sku = row.code("sku")
    skus.note(sku, "sku", &row)
    let old = try transaction.variant(sku: sku)
    let wanted = Variant(
      id: old?.id ?? ID(0), product: old?.product ?? ID(0), sku: sku, name: row.text("name"), unit: row.text("unit"),
      weightGrams: row.number("weight_grams", 0...1_000_000), strict: row.yesOrNo("strict"), priceMinor: price(&row))
    let category = row.text("category")
    let barcodes = try newBarcodes(&row, of: old, in: transaction)
    if !reach.isEverywhere { row.fail("sku", "needs the right to import everywhere") }
    var plan = PlannedRow()
    if old == nil {
      plan.add { transaction, command throws(CommerceError) in
        var variant = wanted
        variant.product = try transaction.product(named: wanted.name, category: category)
        let id = try transaction.insert(variant)
        try transaction.appendAdded(.variant, id.serial, site: nil, sku, by: command)
        try Self.link(barcodes, to: id, in: transaction, by: command)
      }
    } else if let old, old != wanted || !barcodes.isEmpty {
      plan.change { transaction, command throws(CommerceError) in
        if old != wanted { try transaction.update(wanted) }
        try transaction.append(.variant, old.id.serial, site: nil, Self.fields(old, wanted), by: command)
        try Self.link(barcodes, to: old.id, in: transaction, by: command)
      }
    }
    return plan
  }

  /// Prices are in the currency of the sites imported to.
  private func price(_ row: inout ImportRow) -> Int64 {
    let currency = reach.sites.first?.currency ?? .cedi
    guard let money = Money(decimal: row.optional("price"), currency), money.minor <= 1 << 40 else {
      row.fail("price", "is not an amount with up to \(currency.exponent) decimals")
      return 0
    }
    return money.minor
  }

  private mutating func newBarcodes(
    _ row: inout ImportRow, of variant: Variant?, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [Barcode] {
    var wanted = [("barcode", Barcode(code: row.code("barcode"), variant: ID(0)))]
    let pack = row.optional("pack_barcode")
    if pack.isEmpty != row.optional("pack_quantity").isEmpty {
      row.fail("pack_quantity", "goes with pack_barcode: both or neither")
    } else if !pack.isEmpty {
      let quantity = row.number("pack_quantity", 2...9999)
      wanted.append(
        ("pack_barcode", Barcode(code: ResolveCode.cleaned(pack), variant: ID(0), packQuantity: quantity)))
    }
    var fresh: [Barcode] = []
    for (column, barcode) in wanted {
      codes.note(barcode.code, column, &row)
      guard let taken = try transaction.barcode(barcode.code) else {
        fresh.append(barcode)
        continue
      }
      if taken.variant != variant?.id { row.fail(column, "stands for another item") }
      if taken.packQuantity != barcode.packQuantity {
        row.fail(column, "stands for \(counted(taken.packQuantity, "unit"))")
      }
    }
    return fresh
  }

  private static func link(
    _ barcodes: [Barcode], to variant: ID<Variant>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    for barcode in barcodes {
      try transaction.insert(Barcode(code: barcode.code, variant: variant, packQuantity: barcode.packQuantity))
      try transaction.append(
        Change(.variant, variant.serial, site: nil, field: "barcode", new: barcode.code, reason: "import"), by: command)
    }
  }

  private static func fields(_ old: Variant, _ new: Variant) -> [(name: String, old: String, new: String)] {
    [
      ("name", old.name, new.name), ("unit", old.unit, new.unit),
      ("weight_grams", "\(old.weightGrams)", "\(new.weightGrams)"),
      ("strict", old.strict ? "yes" : "no", new.strict ? "yes" : "no"),
      ("price_minor", "\(old.priceMinor)", "\(new.priceMinor)"),
    ]
  }
}
