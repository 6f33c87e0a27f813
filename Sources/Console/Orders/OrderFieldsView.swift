import Commerce
import Operations
import Terminal

/// Draws what is entered for an order: everything at once where there is room, else the part at hand.
struct OrderFieldsView {
  let fields: OrderFields
  let currency: Currency
  /// What is known of the customer, in a line or two.
  let known: [StyledLine]
  /// The sum below the lines.
  let total: StyledLine
  /// The terms at the right; a new order has more of them than an edit.
  let isFocused: Bool

  func draw(on canvas: inout Canvas, in area: Rect) {
    let inner = area.inset(columns: area.columns < 60 ? 0 : 1)
    let forms = max(fields.customer.fields.count, fields.terms.fields.count)
    if inner.rows >= forms + 9, inner.columns >= 70 {
      drawAll(on: &canvas, in: inner, forms: forms)
    } else {
      drawPart(on: &canvas, in: inner)
    }
  }

  private func drawAll(on canvas: inout Canvas, in area: Rect, forms: Int) {
    let (top, afterForms) = area.splitTop(forms)
    let (left, right) = top.splitLeft(area.columns / 2, gap: 2)
    fields.customer.draw(on: &canvas, in: left, isFocused: fields.part == .customer)
    fields.terms.draw(on: &canvas, in: right, isFocused: fields.part == .terms)
    let told = Array(known.prefix(2))
    let (middle, rest) = afterForms.splitTop(max(1, told.count))
    for (row, line) in told.enumerated() { line.draw(on: &canvas, in: middle.line(row).inset(columns: 2)) }
    let (bottom, list) = rest.splitBottom(1)
    drawItems(on: &canvas, in: list)
    total.draw(on: &canvas, in: bottom)
  }

  private func drawPart(on canvas: inout Canvas, in area: Rect) {
    let (bottom, rest) = area.splitBottom(1)
    total.draw(on: &canvas, in: bottom)
    switch fields.part {
    case .customer:
      let (form, below) = rest.splitTop(fields.customer.fields.count)
      fields.customer.draw(on: &canvas, in: form)
      for (row, line) in known.prefix(below.rows).enumerated() { line.draw(on: &canvas, in: below.line(row)) }
    case .item, .lines: drawItems(on: &canvas, in: rest)
    case .terms: fields.terms.draw(on: &canvas, in: rest)
    }
  }

  private func drawItems(on canvas: inout Canvas, in area: Rect) {
    let (line, rest) = area.splitTop(1)
    let items = fields.items
    let isHere = fields.part == .item
    let taken = canvas.write("item ", row: line.row, column: line.column, role: .key, width: line.columns)
    items.prompt.draw(on: &canvas, in: line.splitLeft(taken).rest.splitLeft(44).left, isFocused: isHere)
    if isHere, !items.hits.isEmpty {
      drawHits(on: &canvas, in: rest)
    } else {
      drawLines(on: &canvas, in: rest)
    }
  }

  private func drawHits(on canvas: inout Canvas, in rect: Rect) {
    let columns = [
      Column("FREE", .fixed(5), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: 14, weight: 3), priority: .max), Column("SKU", .fixed(14), priority: 20),
      Column("PRICE", .fixed(9), align: .right, priority: 50), Column("BIN", .fixed(8), priority: 10),
    ]
    let rows = fields.items.hits.map { hit -> [TableCell] in
      [
        TableCell("\(hit.level.available)", hit.level.available > 0 ? .text : .warning), TableCell(hit.variant.name),
        TableCell(hit.variant.sku, .muted), TableCell(digits(hit.variant.priceMinor)), TableCell(hit.binCode, .muted),
      ]
    }
    drawTable(columns, rows, selected: fields.items.chosen, on: &canvas, in: rect)
  }

  private func drawLines(on canvas: inout Canvas, in rect: Rect) {
    let items = fields.items
    guard !items.lines.isEmpty else {
      let text = "Scan or type an item; Enter adds one of it."
      canvas.write(text, row: rect.row + 1, column: rect.column + 2, role: .muted, width: rect.columns - 2)
      return
    }
    let edits = items.lines.contains { $0.ordered > 0 }
    var columns = [
      Column("QTY", .fixed(3), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: 14, weight: 3), priority: .max),
    ]
    if edits { columns.append(Column("WAS", .fixed(3), align: .right, priority: 80)) }
    columns += [
      Column("FREE", .fixed(7), align: .right, priority: 70), Column("SKU", .fixed(14), priority: 20),
      Column("PRICE", .fixed(9), align: .right, priority: 30), Column("TOTAL", .fixed(10), align: .right, priority: 50),
    ]
    let rows = items.lines.map { line -> [TableCell] in
      var cells = [
        TableCell("\(line.quantity)", line.quantity == line.ordered || !edits ? .text : .accent),
        TableCell(line.variant.name),
      ]
      if edits { cells.append(TableCell("\(line.ordered)", .muted)) }
      let free = line.available.map { line.short > 0 ? "\($0) \(canvas.glyphs.alert)" : "\($0)" } ?? ""
      cells += [
        TableCell(free, line.short > 0 ? .warning : .text), TableCell(line.variant.sku, .muted),
        TableCell(digits(line.priceMinor), .muted), TableCell(digits(line.priceMinor * Int64(line.quantity))),
      ]
      return cells
    }
    drawTable(columns, rows, selected: fields.part == .lines ? items.selected : nil, on: &canvas, in: rect)
  }

  private func drawTable(
    _ columns: [Column], _ rows: [[TableCell]], selected: Int?, on canvas: inout Canvas, in rect: Rect
  ) {
    let table = rect.splitLeft(2).rest
    let lines = StyledLine.table(columns, rows, width: table.columns, gap: table.columns < 60 ? 1 : 2)
    guard let head = lines.first, rect.rows > 1 else { return }
    head.draw(on: &canvas, in: table.line(0))
    let room = rect.rows - 1
    let at = selected ?? rows.count - 1
    let first = max(0, min(at - room + 1, rows.count - room))
    for (row, line) in lines.dropFirst(1 + first).prefix(room).enumerated() {
      line.draw(on: &canvas, in: table.line(row + 1))
      guard first + row == selected else { continue }
      let place = rect.line(row + 1)
      canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      canvas.paint(place, role: .selection)
      if fields.part == .lines { canvas.cursor = Canvas.Position(row: place.row, column: table.column) }
    }
  }

  private func digits(_ minor: Int64) -> String { Money(minor: minor, currency).digits }
}
