import Commerce
import Operations
import Terminal

/// Where the parts of an order's page stand: one at a time behind tabs, or side by side in two or three columns.
struct OrderLayout {
  /// A rectangle and the lines that scroll in it.
  struct Body {
    let rect: Rect
    let lines: [StyledLine]
  }

  let header: Rect
  let headerLines: [StyledLine]
  let tabs: (bar: TabBar, rect: Rect)?
  let bodies: [Body]
  /// The body that scrolls.
  let focused: Int

  /// Which parts stand in which column at a width.
  static func columns(_ width: Int) -> [[OrderSections.Section]] {
    if width < 116 { return [OrderSections.Section.allCases] }
    if width < 176 { return [[.lines, .money, .boxes], [.customer, .notes, .timeline]] }
    return [[.lines, .money], [.customer, .notes, .boxes], [.timeline]]
  }

  init(_ area: Rect, _ sections: OrderSections, focus: Int) {
    let inner = area.inset(columns: area.columns < 60 ? 0 : 1)
    headerLines = sections.header(width: inner.columns)
    let (top, rest) = inner.splitTop(headerLines.count)
    header = top
    let columns = Self.columns(area.columns)
    if columns.count == 1 {
      let all = OrderSections.Section.allCases
      let section = all.indices.contains(focus) ? all[focus] : .lines
      // Where there is no room for the names, the others are told by the digit that opens them.
      let isShort = inner.columns < 70
      let titles = all.map { part in
        isShort ? (part == section ? part.title : String(part.rawValue + 1)) : sections.tabTitle(of: part)
      }
      let bar = TabBar(titles, selected: section.rawValue)
      let (line, body) = rest.splitTop(1)
      tabs = (bar, line)
      bodies = [Body(rect: body, lines: sections.lines(of: section, width: body.columns))]
      focused = 0
    } else {
      tabs = nil
      focused = min(focus, columns.count - 1)
      let area = rest.splitTop(1).rest
      var left = area
      var bodies: [Body] = []
      for (index, parts) in columns.enumerated() {
        let share = (left.columns - 3 * (columns.count - index - 1)) / (columns.count - index)
        let (own, others) = left.splitLeft(share, gap: 3)
        left = others
        bodies.append(Body(rect: own, lines: sections.stacked(parts, width: own.columns)))
      }
      self.bodies = bodies
    }
  }
}

extension OrderScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let detail else {
      let text = problem.map { Wording.text($0) } ?? ""
      canvas.write(text, row: area.row + 1, column: area.column + 1, role: .muted, width: area.columns - 2)
      return
    }
    let layout = OrderLayout(area, sections(of: detail, context.now, canvas.glyphs), focus: focus)
    for (index, line) in layout.headerLines.enumerated() { line.draw(on: &canvas, in: layout.header.line(index)) }
    if let tabs = layout.tabs { tabs.bar.draw(on: &canvas, in: tabs.rect) }
    for (index, body) in layout.bodies.enumerated() {
      let pane = layout.tabs == nil ? panes[index] : panes[focus]
      pane.draw(body.lines, on: &canvas, in: body.rect)
      if index > 0 {
        for row in body.rect.row..<body.rect.endRow {
          canvas.write(String(canvas.glyphs.vertical), row: row, column: body.rect.column - 2, role: .rule)
        }
      }
    }
    let body = layout.bodies[layout.focused].rect
    canvas.cursor = Canvas.Position(row: body.row, column: body.column)
  }
}
