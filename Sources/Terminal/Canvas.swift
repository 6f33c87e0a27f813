/// What every view draws on and every view test compares; no terminal behind it.
///
/// Drawing clips and never traps. Whatever text is written, only safe glyphs reach the cells.
public struct Canvas: Hashable, Sendable {
  /// Its extent in cells.
  public let size: Size
  /// The shapes to draw with.
  public var glyphs: Glyphs
  /// Where the terminal's own cursor stands; nil hides it.
  public var cursor: Position?
  /// The packed glyphs row by row, for a driver.
  public private(set) var glyphBits: [UInt64]
  /// The roles' raw values row by row, for a driver.
  public private(set) var roleBytes: [UInt8]

  /// A cell by row and column.
  public struct Position: Hashable, Sendable {
    /// Counted from the top left.
    public var row, column: Int

    /// A place on the canvas.
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// An empty canvas.
  public init(_ size: Size, glyphs: Glyphs = .unicode) {
    self.size = size
    self.glyphs = glyphs
    glyphBits = Array(repeating: Glyph.space.bits, count: size.rows * size.columns)
    roleBytes = Array(repeating: Role.text.rawValue, count: size.rows * size.columns)
  }

  /// All of it as a rectangle.
  public var bounds: Rect { Rect(size) }

  /// The cell at a place; an empty one outside.
  public subscript(row: Int, column: Int) -> Cell {
    guard let index = index(row, column) else { return Cell() }
    return Cell(glyph: Glyph(bits: glyphBits[index]), role: Role(rawValue: roleBytes[index]) ?? .text)
  }

  /// Writes text from a cell to the right and returns how many columns it took.
  ///
  /// With `width` at most that many cells are used and a cut shows an ellipsis; alignment works within `width`.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int, role: Role = .text, width: Int? = nil, align: Alignment = .left
  ) -> Int {
    guard row >= 0, row < size.rows else { return 0 }
    guard let width else { return put(text, row, column, role, end: size.columns) }
    guard width > 0 else { return 0 }
    let needed = TextWidth.width(text)
    if needed <= width, align == .left {
      return put(text, row, column, role, end: min(size.columns, column + width))
    }
    let cut = TextWidth.clipped(text, width, ellipsis: glyphs.ellipsis)
    let room = width - cut.width
    let before =
      switch align {
      case .left: 0
      case .centre: room / 2
      case .right: room
      }
    let taken = put(cut.text, row, column + before, role, end: min(size.columns, column + width))
    return align == .left ? taken : width
  }

  /// Fills a rectangle with one character.
  public mutating func fill(_ rect: Rect, _ glyph: Character = " ", role: Role = .text) {
    let found = GlyphScanner(String(glyph)).first(where: { $0.width == 1 })?.glyph ?? .space
    for row in clippedRows(rect) {
      for column in clippedColumns(rect) { set(row, column, found, role) }
    }
  }

  /// Draws a line across the whole canvas.
  public mutating func rule(row: Int, role: Role = .rule) {
    fill(Rect(row: row, column: 0, rows: 1, columns: size.columns), glyphs.horizontal, role: role)
  }

  /// Gives the cells of a rectangle another meaning and leaves their glyphs.
  public mutating func paint(_ rect: Rect, role: Role) {
    for row in clippedRows(rect) {
      for column in clippedColumns(rect) { roleBytes[row * size.columns + column] = role.rawValue }
    }
  }

  /// Draws the outline of a rectangle.
  public mutating func box(_ rect: Rect, role: Role = .rule) {
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    let (bottom, right) = (rect.endRow - 1, rect.endColumn - 1)
    for row in [rect.row, bottom] {
      fill(Rect(row: row, column: rect.column, rows: 1, columns: rect.columns), glyphs.horizontal, role: role)
    }
    for column in [rect.column, right] {
      fill(Rect(row: rect.row, column: column, rows: rect.rows, columns: 1), glyphs.vertical, role: role)
    }
    write(String(glyphs.topLeft), row: rect.row, column: rect.column, role: role)
    write(String(glyphs.topRight), row: rect.row, column: right, role: role)
    write(String(glyphs.bottomLeft), row: bottom, column: rect.column, role: role)
    write(String(glyphs.bottomRight), row: bottom, column: right, role: role)
  }

  /// The rows as text, without trailing spaces.
  public var lines: [String] {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns { line += Glyph(bits: glyphBits[row * size.columns + column]).text }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The rows' roles, one letter a cell, without trailing ordinary text.
  public var roleLines: [String] {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns {
        line.append((Role(rawValue: roleBytes[row * size.columns + column]) ?? .text).letter)
      }
      while line.last == Role.text.letter { line.removeLast() }
      return line
    }
  }

  private mutating func put(_ text: String, _ row: Int, _ start: Int, _ role: Role, end: Int) -> Int {
    var column = start
    if TextWidth.plainCount(text) != nil {
      for byte in text.utf8 {
        if column >= end { break }
        if column >= 0 { set(row, column, Glyph(bits: UInt64(byte)), role) }
        column += 1
      }
      return max(0, column - start)
    }
    for (glyph, width) in GlyphScanner(text) {
      if column >= end { break }
      if width == 2 {
        // Half a wide glyph cannot be shown: an edge leaves a blank instead.
        if column >= 0, column + 1 < end {
          set(row, column, glyph, role)
          set(row, column + 1, .continuation, role, keepingLeft: true)
        } else if column >= 0 {
          set(row, column, .space, role)
        } else if column == -1, end > 0 {
          set(row, 0, .space, role)
        }
      } else if column >= 0 {
        set(row, column, glyph, role)
      }
      column += width
    }
    return max(0, min(column, end) - start)
  }

  /// Puts one glyph in place; the other half of a wide glyph that is written over becomes blank.
  private mutating func set(_ row: Int, _ column: Int, _ glyph: Glyph, _ role: Role, keepingLeft: Bool = false) {
    let index = row * size.columns + column
    if !keepingLeft, Glyph(bits: glyphBits[index]).isContinuation, column > 0 {
      glyphBits[index - 1] = Glyph.space.bits
    }
    if column + 1 < size.columns, Glyph(bits: glyphBits[index + 1]).isContinuation {
      glyphBits[index + 1] = Glyph.space.bits
    }
    glyphBits[index] = glyph.bits
    roleBytes[index] = role.rawValue
  }

  private func index(_ row: Int, _ column: Int) -> Int? {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return nil }
    return row * size.columns + column
  }

  private func clippedRows(_ rect: Rect) -> Range<Int> {
    let first = min(max(0, rect.row), size.rows)
    return first..<max(first, min(size.rows, rect.endRow))
  }

  private func clippedColumns(_ rect: Rect) -> Range<Int> {
    let first = min(max(0, rect.column), size.columns)
    return first..<max(first, min(size.columns, rect.endColumn))
  }
}
