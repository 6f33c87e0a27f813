import Commerce

/// Rows of a stock file: what a bin holds of an item. The ledger is brought to that quantity by one entry.
struct StockRows: RowImporter {
  let required = ["site", "bin", "sku", "quantity"]
  let optional: [String] = []
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let code = row.code("bin")
    let sku = row.code("sku")
    let quantity = row.number("quantity", 0...1_000_000)
    let variant = try transaction.variant(sku: sku)
    if variant == nil, !sku.isEmpty { row.fail("sku", "is not known") }
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      seen.note("\(site.id) \(code) \(sku)", "sku", &row)
      guard let bin = try transaction.bin(code: code, at: site.id) else {
        row.fail("bin", "is not known in \(site.name)")
        continue
      }
      if bin.kind == .quarantine { row.fail("bin", "is quarantine") }
      guard let variant else { continue }
      let held = try transaction.binStock(bin.id, variant.id)
      let before = held?.onHand ?? 0
      if quantity < (held?.allocated ?? 0) { row.fail("quantity", "is less than pick lists are on their way to take") }
      let free = try transaction.level(of: variant.id, at: site.id).available
      if before - quantity > free { row.fail("quantity", "takes away more than the \(free) that nobody is promised") }
      guard quantity != before else { continue }
      let isNew = held == nil
      let step: PlannedRow.Step = { transaction, command throws(CommerceError) in
        try transaction.post(
          StockMove(
            site: site.id, variant: variant.id, quantity: abs(quantity - before),
            from: quantity > before ? (isNew ? .supplier : .variance) : .bin(bin.id),
            to: quantity > before ? .bin(bin.id) : .variance, reason: isNew ? .opening : .adjust), by: command)
        try transaction.append(
          Change(
            .stock, variant.id.serial, site: site.id, field: "on_hand", old: "\(before) \(bin.code)",
            new: "\(quantity) \(bin.code)", reason: "import"), by: command)
      }
      if isNew { plan.add(step) } else { plan.change(step) }
    }
    return plan
  }
}
