/// How far something has come.
public struct ProgressBar: Hashable, Sendable {
  /// Steps done, and all of them.
  public var done, total: Int
  /// What is done, before the bar.
  public var label: String

  /// A bar; numbers out of range count as nothing or all.
  public init(done: Int, total: Int, label: String = "") {
    self.done = done
    self.total = total
    self.label = label
  }

  /// Draws label, bar and numbers in the first row.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let numbers = " \(done) of \(total)"
    var column = rect.column
    if !label.isEmpty {
      column += canvas.write(label, row: rect.row, column: column, width: rect.columns / 2) + 1
    }
    let room = rect.endColumn - column - TextWidth.width(numbers)
    if room > 0 {
      let part = total > 0 ? Double(min(max(0, done), total)) / Double(total) : 0
      Bar.draw(part, 0, on: &canvas, row: rect.row, column: column, width: room, track: true)
      column += room
    }
    canvas.write(numbers, row: rect.row, column: column, width: rect.endColumn - column)
  }
}

/// Horizontal bars with labels and values, each with a late part.
public struct BarChart: Hashable, Sendable {
  /// One bar.
  public struct Bar: Hashable, Sendable {
    /// What it stands for.
    public var label: String
    /// Its length.
    public var value: Int
    /// How much of it is late; shown as well as said.
    public var late: Int
    /// What stands behind it; the value when nil.
    public var text: String?

    /// A bar.
    public init(_ label: String, _ value: Int, late: Int = 0, text: String? = nil) {
      self.label = label
      self.value = value
      self.late = late
      self.text = text
    }
  }

  /// The bars from the top.
  public var bars: [Bar]
  /// The value of a full bar; the largest one when nil.
  public var maximum: Int?

  /// A chart of its bars.
  public init(_ bars: [Bar], maximum: Int? = nil) {
    self.bars = bars
    self.maximum = maximum
  }

  /// Draws a bar a row.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    let labels = min(bars.map { TextWidth.width($0.label) }.max() ?? 0, rect.columns / 3)
    let texts = bars.map { $0.text ?? ($0.late > 0 ? "\($0.value) (\($0.late) late)" : "\($0.value)") }
    let sides = min(texts.map(TextWidth.width).max() ?? 0, rect.columns / 3)
    let room = rect.columns - labels - sides - 2
    let largest = max(1, maximum ?? bars.map(\.value).max() ?? 1)
    for (line, bar) in bars.prefix(rect.rows).enumerated() {
      let row = rect.row + line
      canvas.write(bar.label, row: row, column: rect.column, width: labels)
      Terminal.Bar.draw(
        Double(bar.value) / Double(largest), Double(min(bar.late, bar.value)) / Double(largest), on: &canvas,
        row: row, column: rect.column + labels + 1, width: room, track: false)
      canvas.write(
        texts[line], row: row, column: rect.endColumn - sides, role: bar.late > 0 ? .late : .text, width: sides,
        align: .right)
    }
  }
}

/// A row of levels, one cell a value.
public struct Sparkline: Hashable, Sendable {
  /// The values from the left.
  public var values: [Int]

  /// A sparkline of its values.
  public init(_ values: [Int]) { self.values = values }

  /// Draws the latest values that fit, scaled from nothing to the largest.
  public func draw(on canvas: inout Canvas, in rect: Rect, role: Role = .bar) {
    guard !rect.isEmpty else { return }
    let shown = values.suffix(rect.columns)
    let largest = max(1, shown.max() ?? 1)
    let levels = canvas.glyphs.levels
    for (column, value) in shown.enumerated() {
      let level = max(0, value) * (levels.count - 1) / largest
      canvas.write(String(levels[level]), row: rect.row, column: rect.column + column, role: role)
    }
  }
}

/// One bar in one row.
enum Bar {
  /// Draws a part of the width, its late share last and in another shape, and the empty rest if asked.
  static func draw(
    _ part: Double, _ late: Double, on canvas: inout Canvas, row: Int, column: Int, width: Int, track: Bool
  ) {
    guard width > 0 else { return }
    let blocks = canvas.glyphs.blocks
    let full = blocks.last ?? "#"
    let cells = min(1, max(0, part)) * Double(width)
    var whole = Int(cells)
    let rest = cells - Double(whole)
    canvas.fill(Rect(row: row, column: column, rows: 1, columns: whole), full, role: .bar)
    if whole < width, rest > 0 {
      let step = Int(rest * Double(blocks.count))
      // A value that is not nothing is always seen.
      if step > 0 || whole == 0 {
        canvas.write(String(blocks[max(0, step - 1)]), row: row, column: column + whole, role: .bar)
        whole += 1
      }
    }
    if late > 0 {
      let lateCells = min(whole, max(1, Int((late * Double(width)).rounded())))
      let start = column + whole - lateCells
      canvas.fill(
        Rect(row: row, column: start, rows: 1, columns: lateCells), canvas.glyphs.isASCII ? "!" : "▓", role: .barLate)
    }
    if track, whole < width {
      canvas.fill(
        Rect(row: row, column: column + whole, rows: 1, columns: width - whole), canvas.glyphs.track, role: .barMuted)
    }
  }
}
