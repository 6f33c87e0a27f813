import Commerce
import Operations
import Terminal

/// How the shift-close board is drawn.
struct ShiftCloseLook {
  let close: ShiftClose
  let context: Context

  /// Where the kinds and the things of one kind stand: above each other, or the one at hand alone.
  struct Parts {
    var kinds: Rect
    var head: Rect
    var items: Rect
  }

  static func parts(_ area: Rect, rows: Int, _ context: Context) -> Parts {
    if context.isCompact {
      let (head, rest) = area.splitTop(1)
      return Parts(kinds: area, head: head, items: rest)
    }
    if context.isWide {
      let (left, right) = area.splitLeft(area.columns * 3 / 5, gap: 2)
      let (head, items) = right.splitTop(2)
      return Parts(kinds: left, head: head, items: items)
    }
    let kinds = min(rows + 1, max(8, area.rows - 8))
    let (top, rest) = area.splitTop(kinds)
    let (head, items) = rest.splitTop(2)
    return Parts(kinds: top, head: head, items: items)
  }

  // The word in letters of five rows, where there is room for them.
  private static let zero = [
    "#####  #####  ####    ### ", "   #   #      #   #  #   #", "  #    ####   ####   #   #",
    " #     #      #  #   #   #",
    "#####  #####  #   #   ### ",
  ]

  static func drawZero(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let town = context.site?.name ?? "this town"
    let block = canvas.glyphs.blocks.last ?? "#"
    let isLarge = area.rows >= 12
    let word = isLarge ? zero.map { String($0.map { $0 == "#" ? block : $0 }) } : ["\(canvas.glyphs.done)  ZERO"]
    let lines: [(String, Role)] =
      word.map { ($0, isLarge ? .done : .big) } + [
        ("", .text), ("ZERO: the shift in \(town) can close.", .done),
        ("Nothing is unpacked, unstaged, out late, unpaid or unowned.", .muted),
      ]
    let frame = area.centred(rows: lines.count, columns: area.columns)
    for (line, (text, role)) in lines.enumerated() where line < frame.rows {
      canvas.write(
        text, row: frame.row + line, column: frame.column, role: role, width: frame.columns, align: .centre)
    }
  }

  func drawKinds(
    _ table: WindowedTable<ShiftCloseKind>, isFocused: Bool, on canvas: inout Canvas, in rect: Rect
  ) {
    let columns = [
      Column(
        close.rows.count < rect.rows ? "LEFT TO DO" : "LEFT TO DO: \(close.rows.count) KINDS",
        .flexible(minimum: 18, weight: 1), priority: .max),
      Column("COUNT", .fixed(5), align: .right, priority: .max),
      Column("MONEY", .fixed(12), align: .right, priority: 3),
      Column("OLDEST", .fixed(6), align: .right, priority: 5),
      Column("OWNER", .flexible(minimum: 12, weight: 1), priority: 4),
      Column("MENDED BY", .flexible(minimum: 20, weight: 1), priority: 1),
    ]
    let rows = Dictionary(close.rows.map { ($0.kind, $0) }, uniquingKeysWith: { $1 })
    table.draw(on: &canvas, in: rect, columns: columns, isFocused: isFocused) { kind in
      guard let row = rows[kind] else { return TableRow([]) }
      return TableRow(
        [
          TableCell(Wording.text(kind)), TableCell("\(row.count)"), TableCell(money(row.minor)),
          TableCell(age(row.oldest)), owners(row), TableCell(Wording.remedy(kind), .muted),
        ], state: row.owners.isEmpty ? .late : .warning)
    }
  }

  func drawItems(
    _ row: ShiftCloseRow, _ table: WindowedTable<Int64>, isFocused: Bool, on canvas: inout Canvas, in parts: Parts
  ) {
    let more = row.count > row.items.count ? ", the \(row.items.count) oldest" : ""
    let head = parts.head.splitBottom(1).bottom
    canvas.write(
      "\(Wording.text(row.kind)): \(row.count)\(more). \(Wording.remedy(row.kind))", row: head.row,
      column: head.column + 1, role: .muted, width: head.columns - 2)
    let columns = [
      Column("WHAT", .fixed(18), priority: .max), Column("ABOUT", .flexible(minimum: 10, weight: 2), priority: 6),
      Column("OWNER", .flexible(minimum: 8, weight: 1), priority: 5),
      Column("MONEY", .fixed(10), align: .right, priority: 3), Column("AGE", .fixed(6), align: .right, priority: 7),
    ]
    let items = Dictionary(row.items.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    table.draw(on: &canvas, in: parts.items, columns: columns, isFocused: isFocused) { id in
      guard let item = items[id] else { return TableRow([]) }
      return TableRow([
        TableCell(item.label), TableCell(item.detail), TableCell(item.owner), TableCell(money(item.minor)),
        TableCell(age(item.since)),
      ])
    }
  }

  private func money(_ minor: Int64?) -> String { minor.map { Money(minor: $0, close.currency).digits } ?? "" }

  private func age(_ since: Instant?) -> String { since.map { Span.short(context.now.minutes(since: $0)) } ?? "" }

  private func owners(_ row: ShiftCloseRow) -> TableCell {
    guard let first = row.owners.first else { return TableCell("nobody", .late) }
    return TableCell(row.owners.count == 1 ? first : "\(first) +\(row.owners.count - 1)")
  }
}
