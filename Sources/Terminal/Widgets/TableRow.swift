/// One text in a row of a table.
public struct TableCell: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// What stands there.
  public var text: String
  /// What it means.
  public var role: Role

  /// A text with a meaning.
  public init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }

  /// Ordinary text.
  public init(stringLiteral value: String) { self.init(value) }
}

/// What a row looks like: its texts in the order of the columns, and its state as a shape.
public struct TableRow: Hashable, Sendable {
  /// A state that has a shape and a role.
  public enum State: Hashable, Sendable {
    /// Overdue, worth a look, finished, refused, under way.
    case late, warning, done, refused, active

    /// The shape that says the same as the colour.
    public func shape(_ glyphs: Glyphs) -> Character {
      switch self {
      case .late, .warning: glyphs.alert
      case .done: glyphs.done
      case .refused: glyphs.refused
      case .active: glyphs.active
      }
    }

    /// The role of the shape.
    public var role: Role {
      switch self {
      case .late: .late
      case .warning: .warning
      case .done: .done
      case .refused: .refused
      case .active: .accent
      }
    }
  }

  /// One text per column, in the columns' order; missing ones are blank.
  public var cells: [TableCell]
  /// The state shown at the left edge.
  public var state: State?

  /// A row of its texts.
  public init(_ cells: [TableCell], state: State? = nil) {
    self.cells = cells
    self.state = state
  }
}

extension WindowedTable {
  /// The cells at the left edge for the selection, the state and the mark.
  public static var gutter: Int { 3 }

  /// How many rows a table drawn in a rectangle shows below its head.
  public static func visibleRows(in rect: Rect) -> Int { max(0, rect.rows - 1) }

  /// Draws the head and the rows in sight; only those are asked for.
  ///
  /// With `isFocused` the terminal's cursor stands on the selected row. `empty` says what would fill the table.
  public func draw(
    on canvas: inout Canvas, in rect: Rect, columns: [Column], gap: Int = 2, isFocused: Bool = true,
    empty: [String] = [], row: (ID) -> TableRow
  ) {
    guard !rect.isEmpty else { return }
    let area = rect.splitLeft(Self.gutter).rest
    let fitted = Column.fit(columns, into: area.columns, gap: gap)
    for column in fitted {
      let head = columns[column.index]
      canvas.write(
        head.title, row: rect.row, column: area.column + column.offset, role: .heading, width: column.width,
        align: head.align)
    }
    let rows = Self.visibleRows(in: rect)
    if window.isEmpty {
      for (index, line) in empty.prefix(max(0, rows - 1)).enumerated() {
        canvas.write(line, row: rect.row + 2 + index, column: area.column, role: .muted, width: area.columns)
      }
      return
    }
    let first = shownTop(rows)
    for line in 0..<min(rows, window.count - first) {
      let id = window[first + line]
      let place = rect.line(line + 1)
      let isSelected = first + line == selectedIndex
      draw(row(id), id, isSelected, on: &canvas, in: place, from: area.column, columns, fitted)
      if isSelected {
        canvas.paint(place, role: .selection)
        if isFocused { canvas.cursor = Canvas.Position(row: place.row, column: rect.column) }
      }
    }
  }

  private func draw(
    _ content: TableRow, _ id: ID, _ isSelected: Bool, on canvas: inout Canvas, in place: Rect, from column: Int,
    _ columns: [Column], _ fitted: [Column.Fitted]
  ) {
    let glyphs = canvas.glyphs
    if isSelected {
      canvas.write(String(glyphs.selected), row: place.row, column: place.column, role: .accent)
    }
    if let state = content.state {
      canvas.write(String(state.shape(glyphs)), row: place.row, column: place.column + 1, role: state.role)
    }
    if marks.contains(id) {
      canvas.write(String(glyphs.mark), row: place.row, column: place.column + 2, role: .marked)
    }
    for fit in fitted where fit.index < content.cells.count {
      let cell = content.cells[fit.index]
      canvas.write(
        cell.text, row: place.row, column: column + fit.offset, role: cell.role, width: fit.width,
        align: columns[fit.index].align)
    }
  }
}
