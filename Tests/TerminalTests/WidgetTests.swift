import Terminal
import Testing

@Suite struct FuzzyMatchTests {
  @Test(arguments: [
    ("", "anything", true), ("oq", "Open queue", true), ("QUEUE open", "open queue", true), ("xyz", "open", false),
    ("qo", "open queue", false), ("é", "Café", true),
  ])
  func lettersInOrderMatch(query: String, text: String, matches: Bool) {
    #expect((FuzzyMatch.match(query, in: text) != nil) == matches)
  }

  @Test func startsOfWordsWin() {
    let ranked = FuzzyMatch.rank(["sponge quota", "open queue", "pooq"], by: "oq") { $0 }
    #expect(ranked.first?.item == "open queue")
    #expect(FuzzyMatch.match("oq", in: "foo open queue")?.positions == [4, 9])
    #expect(FuzzyMatch.rank(["queue two", "queue"], by: "queue") { $0 }.first?.item == "queue")
  }
}

@Suite struct WidgetTests {
  private func drawn(
    _ columns: Int, _ rows: Int, glyphs: Glyphs = .unicode, _ draw: (inout Canvas) -> Void
  ) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: rows), glyphs: glyphs)
    draw(&canvas)
    return canvas
  }

  @Test func aPaletteNarrowsAndChooses() {
    let items = [
      PaletteItem(id: "queue", title: "Open queue", hint: "g q"),
      PaletteItem(id: "pack", title: "Pack order", hint: "p", disabled: "not a packer"),
      PaletteItem(id: "out", title: "Sign out"),
    ]
    var palette = Palette(items)
    #expect(palette.matches == [0, 1, 2])
    #expect(palette.handle(.character("o")) == .changed)
    #expect(palette.handle(.character("q")) == .changed)
    #expect(palette.handle(.enter) == .chosen(items[0]))
    #expect(palette.handle(.control("u")) == .changed)
    #expect(palette.handle(.down) == .moved)
    #expect(palette.handle(.enter) == .refused(items[1]))
    #expect(palette.handle(.escape) == .cancelled)
    let canvas = drawn(30, 4) { palette.draw(on: &$0, in: $0.bounds) }
    #expect(canvas.lines == [" :", "   Open queue             g q", " ▶ Pack order    not a packer", "   Sign out"])
    #expect(canvas.cursor == Canvas.Position(row: 0, column: 3))
    _ = palette.paste("zzz")
    #expect(drawn(30, 2) { palette.draw(on: &$0, in: $0.bounds) }.lines == [" : zzz", "   nothing matches"])
  }

  @Test func matchedLettersStandOut() {
    var palette = Palette([PaletteItem(id: "a", title: "Alpha"), PaletteItem(id: "b", title: "Palm")])
    _ = palette.handle(.character("a"))
    _ = palette.handle(.character("l"))
    #expect(drawn(20, 3) { palette.draw(on: &$0, in: $0.bounds) }.roleLines[2] == "....aa")
  }

  @Test func helpIsSearchedAndSaysWhyNot() {
    var help = HelpView([
      HelpSection("Move", [.init("Down", "next row"), .init("PgDn", "next page")]),
      HelpSection("Act", [.init("s", "send out", disabled: "nothing marked")]),
    ])
    let whole = drawn(40, 6) { help.draw(on: &$0, in: $0.bounds) }
    #expect(
      whole.lines == [
        " / type to search", " Move", "  Down  next row", "  PgDn  next page", "", " Act",
      ])
    for letter in "send" { #expect(help.handle(.character(letter)) == .changed) }
    let narrowed = drawn(40, 3) { help.draw(on: &$0, in: $0.bounds) }
    #expect(narrowed.lines == [" / send", " Act", "  s     send out: nothing marked"])
    #expect(help.handle(.escape) == .changed)
    #expect(help.handle(.escape) == .closed)
  }

  @Test func chartsShowPartsAsShapes() {
    let chart = BarChart([.init("Osu", 8, late: 2), .init("Labadi", 4), .init("Ho", 0)])
    let canvas = drawn(40, 3) { chart.draw(on: &$0, in: $0.bounds) }
    #expect(
      canvas.lines == [
        "Osu    ████████████████▓▓▓▓▓▓ 8 (2 late)", "Labadi ███████████                     4",
        "Ho                                     0",
      ])
    let ascii = drawn(30, 1, glyphs: .ascii) { BarChart([.init("A", 4, late: 4)]).draw(on: &$0, in: $0.bounds) }
    #expect(ascii.lines == ["A !!!!!!!!!!!!!!!!! 4 (4 late)"])
    let spark = drawn(4, 1) { Sparkline([9, 0, 4, 8, 8]).draw(on: &$0, in: $0.bounds) }
    #expect(spark.lines == ["▁▄██"])
    let progress = drawn(24, 1) { ProgressBar(done: 2, total: 5, label: "lines").draw(on: &$0, in: $0.bounds) }
    #expect(progress.lines == ["lines ████▍░░░░░░ 2 of 5"])
    #expect(drawn(9, 1) { ProgressBar(done: 9, total: 0).draw(on: &$0, in: $0.bounds) }.lines == ["░░ 9 of 0"])
  }

  @Test func aMessageHasShapeAndWords() {
    let canvas = drawn(40, 1) {
      MessageLine(.refused, "NOT ON THIS ORDER: KEY SOAP").draw(on: &$0, in: $0.bounds, hint: "undo F8")
    }
    #expect(canvas.lines == [" ✗ NOT ON THIS ORDER: KEY SOAP  undo F8"])
    #expect(MessageLine(.done, "x").role == .done)
  }

  @Test func aMessageGoesOnInTheRowsItGets() {
    let line = MessageLine(.refused, "WRONG RUN: P-1 goes on R-2. Scan the label")
    #expect(line.lines(24) == ["WRONG RUN: P-1 goes", "on R-2. Scan the", "label"])
    #expect(
      drawn(24, 3) { line.draw(on: &$0, in: $0.bounds) }.lines == [
        " ✗ WRONG RUN: P-1 goes", "   on R-2. Scan the", "   label",
      ])
    #expect(drawn(24, 1) { line.draw(on: &$0, in: $0.bounds) }.lines == [" ✗ WRONG RUN: P-1 goes …"])
  }

  @Test func aLabelThatIsTooLongStandsAboveItsField() {
    let form = Form([.text("a", label: "cash"), .text("b", label: "limit of write-offs", value: "50")])
    #expect(form.height(columns: 60) == 2)
    #expect(form.height(columns: 24) == 3)
    let lines = drawn(24, 3) { form.draw(on: &$0, in: $0.bounds) }.lines
    #expect(lines[1].hasSuffix("limit of write-offs"))
    #expect(lines[2].hasSuffix("50"))
  }

  @Test func tabsTurn() {
    var tabs = TabBar(["Queue", "Pick"])
    #expect(tabs.handle(.tab) == true)
    #expect(drawn(20, 1) { tabs.draw(on: &$0, in: $0.bounds) }.lines == [" Queue  [Pick]"])
    #expect(tabs.index(atColumn: 9, in: Rect(row: 0, column: 0, rows: 1, columns: 20)) == 1)
    #expect(tabs.handle(.enter) == false)
  }

  @Test func widgetsSurviveNoRoom() {
    for size in [Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: 3, rows: 2)] {
      var canvas = Canvas(size)
      let all = canvas.bounds
      Palette([PaletteItem(id: "a", title: "Alpha", hint: "x")]).draw(on: &canvas, in: all)
      HelpView([HelpSection("Move", [.init("Down", "next")])]).draw(on: &canvas, in: all)
      Dialog(question: "Sure?", body: ["a"]).draw(on: &canvas, in: all)
      Form([.text("a", label: "Name"), .toggle("b", label: "On")]).draw(on: &canvas, in: all)
      TabBar(["a", "b"]).draw(on: &canvas, in: all)
      MessageLine(.info, "text").draw(on: &canvas, in: all, hint: "hint")
      BarChart([.init("a", 1)]).draw(on: &canvas, in: all)
      ProgressBar(done: 1, total: 2, label: "x").draw(on: &canvas, in: all)
      Sparkline([1]).draw(on: &canvas, in: all)
      WindowedTable(window: [1, 2]).draw(on: &canvas, in: all, columns: [Column("A", .fixed(4))]) { _ in TableRow(["x"])
      }
      #expect(canvas.size == size)
    }
  }

  @Test func aScriptedTerminalKeepsFrames() {
    let terminal = ScriptedTerminal(Size(columns: 10, rows: 2))
    terminal.press(.down, .enter)
    terminal.feed([.resize(Size(columns: 5, rows: 1))])
    #expect(terminal.events(timeoutMilliseconds: nil) == [.key(.down)])
    var canvas = Canvas(terminal.size)
    canvas.write("hello", row: 0, column: 0)
    terminal.present(canvas)
    terminal.present(canvas)
    #expect(terminal.frames.count == 1)
    #expect(terminal.screen.lines == ["hello", ""])
    _ = terminal.events(timeoutMilliseconds: 0)
    _ = terminal.events(timeoutMilliseconds: 0)
    #expect(terminal.size == Size(columns: 5, rows: 1))
    #expect(terminal.isExhausted)
  }
}
