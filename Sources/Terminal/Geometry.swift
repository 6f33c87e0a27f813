/// How many columns and rows a terminal has.
public struct Size: Hashable, Sendable {
  /// Cells across.
  public var columns: Int
  /// Cells down.
  public var rows: Int

  /// A size; negative numbers count as zero.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// Where a text stands in the room it is given.
public enum Alignment: Hashable, Sendable {
  /// At the first, the middle or the last cell.
  case left, centre, right
}

/// A rectangle of cells; row 0 and column 0 are at the top left.
public struct Rect: Hashable, Sendable {
  /// The topmost row.
  public var row: Int
  /// The leftmost column.
  public var column: Int
  /// Its height in cells.
  public var rows: Int
  /// Its width in cells.
  public var columns: Int

  /// A rectangle; negative extents count as zero.
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// All of a canvas of this size.
  public init(_ size: Size) {
    self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  /// The row just below it.
  public var endRow: Int { row + rows }
  /// The column just right of it.
  public var endColumn: Int { column + columns }
  /// Whether it holds no cell.
  public var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Whether the cell lies in it.
  public func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < endRow && column >= self.column && column < endColumn
  }

  /// The rectangle with its edges moved inwards.
  public func inset(rows: Int = 0, columns: Int = 0) -> Rect {
    Rect(
      row: row + rows, column: column + columns, rows: self.rows - 2 * rows, columns: self.columns - 2 * columns)
  }

  /// Its first `count` rows, and the rest.
  public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(0, count), rows)
    return (
      Rect(row: row, column: column, rows: taken, columns: columns),
      Rect(row: row + taken, column: column, rows: rows - taken, columns: columns)
    )
  }

  /// Its last `count` rows, and the rest.
  public func splitBottom(_ count: Int) -> (bottom: Rect, rest: Rect) {
    let (rest, bottom) = splitTop(rows - min(max(0, count), rows))
    return (bottom, rest)
  }

  /// Its first `count` columns, and the rest after a gap.
  public func splitLeft(_ count: Int, gap: Int = 0) -> (left: Rect, rest: Rect) {
    let taken = min(max(0, count), columns)
    let skipped = min(taken + max(0, gap), columns)
    return (
      Rect(row: row, column: column, rows: rows, columns: taken),
      Rect(row: row, column: column + skipped, rows: rows, columns: columns - skipped)
    )
  }

  /// Its last `count` columns, and the rest before a gap.
  public func splitRight(_ count: Int, gap: Int = 0) -> (right: Rect, rest: Rect) {
    let taken = min(max(0, count), columns)
    let kept = max(0, columns - taken - max(0, gap))
    return (
      Rect(row: row, column: endColumn - taken, rows: rows, columns: taken),
      Rect(row: row, column: column, rows: rows, columns: kept)
    )
  }

  /// One of its rows as a rectangle of its own; empty when there is no such row.
  public func line(_ index: Int) -> Rect {
    Rect(row: row + index, column: column, rows: index >= 0 && index < rows ? 1 : 0, columns: columns)
  }

  /// A rectangle of this size in its middle, no larger than itself.
  public func centred(rows: Int, columns: Int) -> Rect {
    let height = min(rows, self.rows)
    let width = min(columns, self.columns)
    return Rect(
      row: row + (self.rows - height) / 2, column: column + (self.columns - width) / 2, rows: height, columns: width)
  }
}
