import Commerce

/// Says when an item is ordered again.
enum SetReorderPoint {
  static func run(
    _ point: ReorderPoint?, of code: String, at site: ID<Site>, in transaction: any WriteTransaction,
    by command: Command, scope: Scope, reason: String = ""
  ) throws(CommerceError) {
    let (variant, _) = try StockPlaces.item(code, at: site, in: transaction, scope: scope)
    if let point {
      guard (0...1_000_000).contains(point.point) else {
        throw .invalid([FieldIssue("point", "is not 0 to 1000000")])
      }
      guard point.upTo > point.point, point.upTo <= 1_000_000 else {
        throw .invalid([FieldIssue("up_to", "is not more than the point")])
      }
    }
    let old = try transaction.reorderPoint(of: variant.id, at: site)
    guard old != point else { return }
    try transaction.setReorderPoint(point, of: variant.id, at: site)
    try transaction.append(
      Change(
        .reorder, variant.id.serial, site: site, field: "reorder", old: old.map(words) ?? "",
        new: point.map(words) ?? "", reason: reason), by: command)
  }

  static func words(_ point: ReorderPoint) -> String { "at \(point.point) up to \(point.upTo)" }
}

/// Rows of a file of reorder points.
struct ReorderPointRows: RowImporter {
  let required = ["site", "sku", "point", "up_to"]
  let optional: [String] = []
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let sku = row.code("sku")
    let point = ReorderPoint(point: row.number("point", 0...999_999), upTo: row.number("up_to", 1...1_000_000))
    if point.upTo <= point.point { row.fail("up_to", "is not more than point") }
    let variant = try transaction.variant(sku: sku)
    if variant == nil, !sku.isEmpty { row.fail("sku", "is not known") }
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      seen.note("\(site.id) \(sku)", "sku", &row)
      guard let variant else { continue }
      let old = try transaction.reorderPoint(of: variant.id, at: site.id)
      guard old != point else { continue }
      let step: PlannedRow.Step = { transaction, command throws(CommerceError) in
        try transaction.setReorderPoint(point, of: variant.id, at: site.id)
        try transaction.append(
          Change(
            .reorder, variant.id.serial, site: site.id, field: "reorder", old: old.map(SetReorderPoint.words) ?? "",
            new: SetReorderPoint.words(point), reason: "import"), by: command)
      }
      if old == nil { plan.add(step) } else { plan.change(step) }
    }
    return plan
  }
}

/// Rows of a file of expected deliveries, one item a row.
struct DeliveryRows: RowImporter {
  let required = ["site", "reference", "supplier", "due", "sku", "quantity"]
  let optional: [String] = []
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let reference = row.code("reference")
    let supplier = row.text("supplier")
    let due = row.text("due")
    if !due.isEmpty, !AnnounceDelivery.isDay(due) { row.fail("due", "is not a day such as 2026-11-21") }
    let sku = row.code("sku")
    let quantity = row.number("quantity", 1...100_000)
    let variant = try transaction.variant(sku: sku)
    if variant == nil, !sku.isEmpty { row.fail("sku", "is not known") }
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      seen.note("\(site.id) \(reference) \(sku)", "sku", &row)
      let known = try transaction.delivery(reference: reference, at: site.id)
      if known?.state == .closed { row.fail("reference", "is closed already") }
      guard let variant else { continue }
      let old = known?.lines.first { $0.variant == variant.id }
      guard known?.supplier != supplier || known?.dueOn != due || old?.expected != quantity else { continue }
      let step: PlannedRow.Step = { transaction, command throws(CommerceError) in
        // An earlier row of the file may have announced it by now.
        guard var delivery = try transaction.delivery(reference: reference, at: site.id) else {
          let id = try transaction.insert(
            Delivery(
              site: site.id, supplier: supplier, reference: reference, dueOn: due, createdAt: command.at,
              lines: [Delivery.Line(variant: variant.id, expected: quantity)]))
          try transaction.appendAdded(
            .delivery, id.serial, site: site.id, "\(reference) \(quantity) \(sku)", by: command)
          return
        }
        let line = delivery.lines.first { $0.variant == variant.id }
        try transaction.append(
          .delivery, delivery.id.serial, site: site.id,
          [
            ("supplier", delivery.supplier, supplier), ("due_on", delivery.dueOn, due),
            ("expected", line.map { "\($0.expected) \(sku)" } ?? "", "\(quantity) \(sku)"),
          ], by: command)
        delivery.supplier = supplier
        delivery.dueOn = due
        try transaction.update(delivery, closedAt: nil)
        try transaction.set(
          Delivery.Line(variant: variant.id, expected: quantity, received: line?.received ?? 0), of: delivery.id)
      }
      if known == nil { plan.add(step) } else { plan.change(step) }
    }
    return plan
  }
}
