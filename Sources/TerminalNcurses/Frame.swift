internal import CNcurses
internal import Terminal

/// The last frame that was shown; of the next one only what differs is handed to curses.
struct Frame {
  private var shown: Canvas?
  private var folded: [UInt64: UInt64] = [:]
  let ascii: Bool

  init(ascii: Bool) { self.ascii = ascii }

  /// Forgets the last frame, as the screen no longer shows it.
  mutating func forget() { shown = nil }

  /// Hands what changed to curses; false when nothing did.
  mutating func update(to canvas: Canvas, looks: [(attributes: attr_t, pair: Int32)]) -> Bool {
    let old = shown?.size == canvas.size ? shown : nil
    shown = canvas
    if let old, old == canvas { return false }
    let columns = canvas.size.columns
    for row in 0..<canvas.size.rows {
      let start = row * columns
      guard let changed = Self.changed(old, canvas, start..<start + columns) else { continue }
      put(canvas, changed, row: row, looks: looks)
    }
    return true
  }

  /// The cells of a row from the first to the last that differ; whole wide glyphs.
  private static func changed(_ old: Canvas?, _ new: Canvas, _ row: Range<Int>) -> Range<Int>? {
    guard let old else { return row.isEmpty ? nil : row }
    func differs(_ index: Int) -> Bool {
      old.glyphBits[index] != new.glyphBits[index] || old.roleBytes[index] != new.roleBytes[index]
    }
    guard var first = row.first(where: differs), var last = row.last(where: differs) else { return nil }
    while first > row.lowerBound, Glyph(bits: new.glyphBits[first]).isContinuation { first -= 1 }
    while last + 1 < row.upperBound, Glyph(bits: new.glyphBits[last + 1]).isContinuation { last += 1 }
    return first..<last + 1
  }

  /// Hands the cells over, a run of one role at a time.
  private mutating func put(
    _ canvas: Canvas, _ cells: Range<Int>, row: Int, looks: [(attributes: attr_t, pair: Int32)]
  ) {
    var start = cells.lowerBound
    while start < cells.upperBound {
      let role = canvas.roleBytes[start]
      var end = start + 1
      while end < cells.upperBound,
        canvas.roleBytes[end] == role || Glyph(bits: canvas.glyphBits[end]).isContinuation
      {
        end += 1
      }
      let look = looks[Int(role)]
      let column = Int32(start - row * canvas.size.columns)
      if ascii {
        let run = canvas.glyphBits[start..<end].map { fold($0) }
        nc_put(Int32(row), column, run, Int32(run.count), look.attributes, look.pair)
      } else {
        // The run is read where it lies in the canvas; curses copies it.
        canvas.glyphBits.withUnsafeBufferPointer { bits in
          guard let base = bits.baseAddress else { return }
          nc_put(Int32(row), column, base + start, Int32(end - start), look.attributes, look.pair)
        }
      }
      start = end
    }
  }

  private mutating func fold(_ bits: UInt64) -> UInt64 {
    if bits < 0x7F { return bits }
    if let known = folded[bits] { return known }
    let glyph = Glyph(bits: bits)
    let result = glyph.isContinuation ? 0x20 : UInt64(glyph.foldedToASCII)
    folded[bits] = result
    return result
  }
}
