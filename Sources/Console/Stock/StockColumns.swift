import Commerce
import Operations
import Terminal

/// How an item, and an entry of its ledger, look as rows.
enum StockColumns {
  /// The columns of the list of found items, wide enough for these codes: half a code names nothing.
  static func hits(codes: [String] = []) -> [ListColumn<StockHit>] {
    let code = min(20, codes.map { TextWidth.width($0) }.max() ?? 10)
    return [
      ListColumn("SKU", .fixed(max(6, code)), priority: 60) { TableCell($0.variant.sku) },
      ListColumn("ITEM", .flexible(minimum: 18, weight: 3), priority: .max) { TableCell($0.variant.name) },
      ListColumn("AVAIL", .fixed(6), align: .right, priority: .max, export: "available") { hit in
        TableCell("\(hit.level.available)", hit.level.available > 0 ? .text : .warning)
      },
      ListColumn("ON HAND", .fixed(7), align: .right, priority: 50) { "\($0.level.onHand)" },
      ListColumn("RESERVED", .fixed(8), align: .right, priority: 40) { "\($0.level.reserved)" },
      ListColumn("DAMAGED", .fixed(7), align: .right, priority: 20) { "\($0.level.damaged)" },
      ListColumn("BIN", .fixed(8), priority: 70) { TableCell($0.binCode.isEmpty ? "-" : $0.binCode) },
    ]
  }

  /// The shape at the left edge says that nothing is left to sell, as the colour does.
  static func state(_ hit: StockHit) -> TableRow.State? { hit.level.available > 0 ? nil : .warning }

  /// The columns of an item's ledger on a wall clock.
  static func moves(utcOffsetMinutes: Int) -> [ListColumn<RecordedMove>] {
    [
      ListColumn("WHEN", .fixed(12), priority: 60, exported: \.at.description) { entry in
        TableCell(LocalTime(entry.at, offsetMinutes: utcOffsetMinutes).dayAndClock, .muted)
      },
      ListColumn("QTY", .fixed(5), align: .right, priority: .max) { entry in
        let change = entry.move.levelDelta.onHand
        // A move inside the site changes no total: it has no sign.
        return TableCell(change == 0 ? "\(entry.move.quantity)" : (change > 0 ? "+\(change)" : "\(change)"))
      },
      ListColumn("WHY", .flexible(minimum: 9, weight: 1), priority: 80) { TableCell(Wording.reason($0.move.reason)) },
      ListColumn("FROM", .flexible(minimum: 8, weight: 1), priority: 70) { TableCell($0.fromCode) },
      ListColumn("TO", .flexible(minimum: 8, weight: 1), priority: 75) { TableCell($0.toCode) },
      ListColumn("ORDER", .fixed(17), priority: 40) { TableCell($0.orderNumber ?? "") },
      ListColumn("WHO", .flexible(minimum: 8, weight: 1), priority: 50) { TableCell($0.actorName, .muted) },
    ]
  }
}
