import Terminal
import Testing

@Suite struct CanvasTests {
  private func drawn(_ text: String, column: Int = 0, columns: Int = 12, width: Int? = nil) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: 1))
    canvas.write(text, row: 0, column: column, width: width)
    return canvas
  }

  @Test(arguments: [
    ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"), ("a\0b\u{7}c", "abc"), ("a\tb\nc", "a b c"),
    ("abc\u{202E}fed", "abcfed"), ("\u{2066}x\u{2069}\u{200F}y", "xy"), ("a\u{200B}\u{FEFF}\u{AD}b", "ab"),
    ("\u{9B}31mx", "31mx"), ("e\u{301}\u{302}\u{303}!", "e\u{301}\u{302}!"), ("\u{301}a", "a"),
    ("👩‍🍳 cook", "👩 cook"), ("👍🏽!", "👍!"), ("☕️x", "☕x"), ("🇬🇭", "GH"), ("客户", "客户"), ("a\u{A0}b", "a b"),
    ("\u{E000}\u{10FFFF}", "\u{FFFD}\u{FFFD}"), ("\u{E0041}a\u{2028}b", "a b"),
  ])
  func hostileTextIsMadeSafe(text: String, shown: String) {
    #expect(drawn(text).lines == [shown])
    #expect(TextWidth.sanitised(text) == shown)
    for scalar in drawn(text).lines[0].unicodeScalars { #expect(scalar.value >= 0x20 && scalar.value != 0x7F) }
  }

  @Test(arguments: [
    ("abc", 3), ("客户", 4), ("e\u{301}", 1), ("👩‍🍳", 2), ("🇬🇭", 2), ("☕", 2), ("✓─▶", 3), ("\u{1B}[m", 2), ("", 0),
    ("한국", 4), ("\u{200D}\u{FE0F}", 0),
  ])
  func widthCountsCells(text: String, cells: Int) {
    #expect(TextWidth.width(text) == cells)
    var canvas = Canvas(Size(columns: 20, rows: 1))
    #expect(canvas.write(text, row: 0, column: 0) == cells)
  }

  @Test func drawingOutsideIsClipped() {
    var canvas = Canvas(Size(columns: 5, rows: 2))
    #expect(canvas.write("x", row: -1, column: 0) == 0)
    #expect(canvas.write("x", row: 2, column: 0) == 0)
    canvas.write("abcdefgh", row: 0, column: -2)
    canvas.write("abc", row: 1, column: 3)
    canvas.write("zz", row: 1, column: 9)
    canvas.fill(Rect(row: -3, column: -3, rows: 20, columns: 4), "#")
    canvas.paint(Rect(row: 1, column: 4, rows: 9, columns: 9), role: .late)
    canvas.rule(row: 7)
    canvas.box(Rect(row: 5, column: 5, rows: 9, columns: 9))
    #expect(canvas.lines == ["#defg", "#  ab"])
    #expect(canvas.roleLines == ["", "....l"])
    #expect(canvas[9, 9] == Cell())
  }

  @Test func aWideGlyphIsNeverHalved() {
    #expect(drawn("ab客", columns: 3).lines == ["ab"])
    #expect(drawn("客b", column: -1, columns: 3).lines == [" b"])
    var canvas = Canvas(Size(columns: 4, rows: 1))
    canvas.write("客户", row: 0, column: 0)
    canvas.write("x", row: 0, column: 1)
    #expect(canvas.lines == [" x户"])
    canvas.write("y", row: 0, column: 2)
    #expect(canvas.lines == [" xy"])
    canvas.write("客", row: 0, column: 1)
    #expect(canvas.lines == [" 客"])
  }

  @Test(arguments: [
    ("abcdef", 4, Alignment.left, "abc…"), ("abc", 5, .right, "  abc"), ("abc", 5, .centre, " abc "),
    ("客户客户", 5, .left, "客户…"), ("客户客户", 4, .left, "客… "), ("abc", 0, .left, ""), ("abc", 1, .left, "…"),
  ])
  func textIsFitted(text: String, width: Int, align: Alignment, fitted: String) {
    #expect(TextWidth.fit(text, width, align: align) == fitted)
  }

  @Test func textIsWrapped() {
    #expect(TextWidth.wrapped("call before delivery", 8) == ["call", "before", "delivery"])
    #expect(TextWidth.wrapped("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"])
    #expect(TextWidth.wrapped("one\n\ntwo", 9) == ["one", "", "two"])
    #expect(TextWidth.wrapped("客", 1) == ["客"])
  }

  @Test func cutsAndAlignmentUseTheCanvasShapes() {
    var canvas = Canvas(Size(columns: 10, rows: 2), glyphs: .ascii)
    #expect(canvas.write("abcdef", row: 0, column: 0, width: 4) == 4)
    #expect(canvas.write("42", row: 1, column: 2, role: .late, width: 5, align: .right) == 5)
    #expect(canvas.lines == ["abc~", "     42"])
    #expect(canvas.roleLines == ["", ".....ll"])
  }

  @Test func rolesHaveLettersAndNamesOfTheirOwn() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    for role in Role.allCases { #expect(Role(name: role.name) == role) }
    #expect(Role.town(0) == .bannerTown0)
    #expect(Role.town(13) == .bannerTown1)
    #expect(Role.town(-1) == .bannerTown11)
  }

  @Test func foldingKeepsLettersReadable() {
    let folded = "Éàñ ɛƐɔ ▶✓✗●…─│客".map { character in
      character.unicodeScalars.first.map { String(Unicode.Scalar(Glyph($0).foldedToASCII)) } ?? ""
    }
    #expect(folded.joined() == "Ean eEo >+xo~-|?")
  }

  @Test func rectanglesSplitWithoutOverlap() {
    let whole = Rect(row: 1, column: 2, rows: 10, columns: 20)
    let (top, rest) = whole.splitTop(3)
    let (bottom, middle) = rest.splitBottom(2)
    #expect(top == Rect(row: 1, column: 2, rows: 3, columns: 20))
    #expect(middle == Rect(row: 4, column: 2, rows: 5, columns: 20))
    #expect(bottom == Rect(row: 9, column: 2, rows: 2, columns: 20))
    let (left, main) = whole.splitLeft(5, gap: 1)
    #expect((left.columns, main.column, main.columns) == (5, 8, 14))
    let (right, remainder) = whole.splitRight(6, gap: 1)
    #expect((right.column, remainder.columns) == (16, 13))
    #expect(whole.splitTop(99).rest.isEmpty)
    #expect(whole.inset(rows: 9, columns: 1).rows == 0)
  }
}
