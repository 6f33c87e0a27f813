import Commerce
import Operations
import Terminal

/// Where the parts of an item's card stand: what there is above or beside its moves.
struct StockCardLayout {
  let header: Rect
  let headerLines: [StyledLine]
  /// Where it lies, in this town and in others: beside each other, or below each other in one column.
  let places: [(rect: Rect, lines: [StyledLine])]
  let moves: Rect

  init(_ area: Rect, _ card: StockCard?, _ glyphs: Glyphs) {
    guard let card else {
      (header, headerLines, places, moves) = (area, [], [], area.splitBottom(0).bottom)
      return
    }
    let isCompact = area.columns < 60 || area.rows < 13
    let inner = area.inset(columns: isCompact ? 0 : 1)
    let lines = StockCardLines(card: card, glyphs: glyphs)
    headerLines = lines.header(width: inner.columns, isCompact: isCompact)
    let (top, rest) = inner.splitTop(headerLines.count)
    header = top
    if isCompact {
      let line = lines.binsInOneLine
      let (bins, below) = rest.splitTop(1)
      places = [(bins, [line])]
      moves = Rect(row: below.row, column: area.column, rows: below.rows, columns: area.columns)
    } else if area.columns >= 116 {
      let (left, right) = rest.splitTop(1).rest.splitLeft(max(48, rest.columns / 3), gap: 3)
      places = [
        (left, lines.bins(width: left.columns) + [.blank] + lines.others + [.blank] + lines.codes(left.columns))
      ]
      moves = right
    } else {
      let most = min(rest.rows / 2, max(lines.bins(width: 30).count, lines.others.count) + 1)
      let (middle, below) = rest.splitTop(1).rest.splitTop(most)
      let (left, right) = middle.splitLeft(middle.columns / 2, gap: 2)
      places = [(left, lines.bins(width: left.columns)), (right, lines.others)]
      moves = Rect(row: below.row, column: area.column, rows: below.rows, columns: area.columns)
    }
  }
}

/// The parts of an item's card as lines.
struct StockCardLines {
  let card: StockCard
  let glyphs: Glyphs

  func header(width: Int, isCompact: Bool) -> [StyledLine] {
    let variant = card.variant
    let level = card.level
    let first = StyledLine(variant.name, .heading)
    let available = StyledLine("\(level.available) ", level.available > 0 ? .done : .warning)
      .adding("available", level.available > 0 ? .text : .warning)
    if isCompact {
      return [first, available.adding("  of \(level.onHand) on hand, \(level.reserved) reserved", .muted)]
    }
    let strict = variant.strict ? "  every unit is scanned" : ""
    var lines = [
      first.adding("  \(variant.sku)").adding(
        "  \(card.price.text) a \(variant.unit), \(variant.weightGrams) g\(strict)", .muted),
      available.adding("  on hand \(level.onHand)  reserved \(level.reserved)")
        .adding("  damaged \(level.damaged)", level.damaged > 0 ? .warning : .muted)
        .adding("  to put back \(level.awaitingPutBack)", level.awaitingPutBack > 0 ? .warning : .muted)
        .adding("  in transit \(level.inTransit)", level.inTransit > 0 ? .text : .muted)
        .adding(card.reorder.map { "  reorder at \($0.point) up to \($0.upTo)" } ?? "", .muted),
    ]
    if let waits { lines.append(waits) }
    if width < 116 { lines += codes(width) }
    return lines
  }

  /// Differences that a second person has to decide about.
  private var waits: StyledLine? {
    let open = card.adjustments.filter { $0.adjustment.state == .waiting }
    guard !open.isEmpty else { return nil }
    let said = open.prefix(3).map { "\(Wording.signed($0.adjustment.delta)) in \($0.binCode) by \($0.makerName)" }
    return StyledLine("waits for approval: \(said.joined(separator: ", "))", .warning)
  }

  func codes(_ width: Int) -> [StyledLine] {
    guard !card.barcodes.isEmpty else { return [StyledLine("no barcode yet", .muted)] }
    let codes = card.barcodes.map { $0.code + ($0.packQuantity > 1 ? " (\($0.packQuantity) units)" : "") }
    return StyledLine.wrapped("codes " + codes.joined(separator: ", "), width, .muted)
  }

  func bins(width: Int) -> [StyledLine] {
    guard !card.bins.isEmpty else { return [StyledLine("BIN", .heading), StyledLine("in no bin", .muted)] }
    let columns = [
      Column("BIN", .fixed(10), priority: .max), Column("UNITS", .fixed(6), align: .right, priority: .max),
      Column("FREE", .fixed(6), align: .right, priority: 1),
    ]
    let rows = card.bins.map { stock -> [TableCell] in
      [TableCell(stock.bin.code), "\(stock.onHand)", TableCell("\(stock.free)", .muted)]
    }
    return StyledLine.table(columns, rows, width: width)
  }

  var binsInOneLine: StyledLine {
    guard !card.bins.isEmpty else { return StyledLine("in no bin", .muted) }
    return StyledLine(card.bins.map { "\($0.bin.code) \($0.onHand)" }.joined(separator: "  "))
  }

  var others: [StyledLine] {
    guard !card.others.isEmpty else { return [] }
    let columns = [
      Column("OTHER TOWNS", .fixed(14), priority: .max), Column("AVAIL", .fixed(6), align: .right, priority: .max),
      Column("ON HAND", .fixed(7), align: .right, priority: 1),
    ]
    let rows = card.others.map { other -> [TableCell] in
      [TableCell(other.site), "\(other.level.available)", TableCell("\(other.level.onHand)", .muted)]
    }
    return StyledLine.table(columns, rows, width: 34)
  }
}

extension StockCardScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let card else {
      let text = problem.map { Wording.text($0) } ?? ""
      canvas.write(text, row: area.row + 1, column: area.column + 1, role: .muted, width: area.columns - 2)
      return
    }
    let layout = StockCardLayout(area, card, canvas.glyphs)
    for (index, line) in layout.headerLines.enumerated() { line.draw(on: &canvas, in: layout.header.line(index)) }
    for place in layout.places { ScrollPane().draw(place.lines, on: &canvas, in: place.rect) }
    let columns = StockColumns.moves(utcOffsetMinutes: context.site?.utcOffsetMinutes ?? 0)
    moves.table.draw(
      on: &canvas, in: layout.moves, columns: columns.map(\.column), gap: layout.moves.columns >= 100 ? 2 : 1,
      empty: moves.isLoaded ? ["Nothing has moved yet."] : []
    ) { id in
      moves.rows[id].map { entry in TableRow(columns.map { $0.cell(entry) }) } ?? TableRow([])
    }
  }
}
