import Terminal
import Testing

@Suite struct InputDecoderTests {
  private func decoded(_ text: String) -> [RawInput] {
    var decoder = InputDecoder()
    return decoder.feed(text.utf8) + decoder.flush()
  }

  @Test(arguments: [
    ("\u{1B}[A", Key.up), ("\u{1B}OB", .down), ("\u{1B}[1;5C", .right), ("\u{1B}[6~", .pageDown),
    ("\u{1B}[3~", .delete),
    ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)), ("\u{1B}OP", .function(1)),
    ("\u{1B}[[E", .function(5)),
    ("\u{1B}[Z", .backTab), ("\u{1B}x", .alt("x")), ("\u{1B}", .escape), ("\r", .enter), ("\n", .enter), ("\t", .tab),
    ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{10}", .control("p")), ("\u{1D}", .control("]")),
    ("\0", .control(" ")), ("é", .character("é")), ("客", .character("客")), ("\u{1B}Ok", .character("+")),
    ("\u{1B}[97;5u", .control("a")), ("\u{1B}[", .alt("[")),
  ])
  func sequencesBecomeKeys(text: String, key: Key) {
    #expect(decoded(text) == [.key(key)])
  }

  @Test(arguments: [
    "\u{1B}[999;5x", "\u{1B}[?62;22c", "\u{1B}]0;title\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P1$r\u{1B}\\",
    "\u{1B}[I", "\u{1B}OE", "\u{1B}[24;80R", "\u{1B}[<35;4;5M", "\u{1B}[<0;4;5m", "\u{1B}[12", "\u{85}",
  ])
  func unknownSequencesAreSwallowedWhole(text: String) {
    #expect(decoded(text) == [])
    #expect(decoded(text + "").isEmpty)
  }

  @Test func piecesAreHeldUntilTheyAreWhole() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.isPending)
    #expect(decoder.feed("[".utf8) == [])
    #expect(decoder.feed("Bx".utf8) == [.key(.down), .key(.character("x"))])
    let wide = Array("客".utf8)
    #expect(decoder.feed(wide[..<2]) == [])
    #expect(decoder.feed(wide[2...]) == [.key(.character("客"))])
    #expect(decoder.feed([0xFF, 0x61]) == [.key(.character("a"))])
    #expect(!decoder.isPending)
  }

  @Test func returnAndLineFeedAreOneEnter() {
    #expect(decoded("a\r\nb") == [.key(.character("a")), .key(.enter), .key(.character("b"))])
  }

  @Test func pastesAreData() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[200~a\r\nb\u{7}".utf8) == [])
    #expect(decoder.isPasting)
    #expect(decoder.feed("\u{1B}[31m\u{1D}c\u{1B}[20".utf8) == [])
    #expect(decoder.feed("1~q".utf8) == [.paste("a\nb[31m\u{1D}c"), .key(.character("q"))])
    #expect(!decoder.isPasting)
  }

  @Test func theMouseIsReadInBothForms() {
    #expect(decoded("\u{1B}[<0;5;3M") == [.mouse(Mouse(.click, row: 2, column: 4))])
    #expect(decoded("\u{1B}[<65;1;1M") == [.mouse(Mouse(.wheelDown, row: 0, column: 0))])
    #expect(decoded("\u{1B}[M %#") == [.mouse(Mouse(.click, row: 2, column: 4))])
  }

  @Test func aTerminalsOwnSequencesAreLearned() {
    var decoder = InputDecoder()
    decoder.learn(Array("\u{1B}[11^".utf8), as: .function(13))
    #expect(decoder.feed("\u{1B}[11^".utf8) == [.key(.function(13))])
  }

  @Test func keysHaveNames() {
    let keys: [Key] = [
      .character("a"), .character(" "), .enter, .backTab, .escape, .pageDown, .function(10), .control("p"),
      .control(" "), .alt("x"), .delete,
    ]
    for key in keys { #expect(Key(name: key.name) == key) }
    #expect(Key(name: "ctrl-p") == .control("p"))
    #expect(Key(name: "PgDn")?.name == "PgDn")
    #expect(Key(name: "f5") == .function(5))
    #expect(Key(name: "F99") == nil)
    #expect(Key(name: "") == nil)
    #expect(Key(name: "Nonsense") == nil)
  }
}

@Suite struct InputAssemblerTests {
  private func keys(_ text: String) -> [RawInput] {
    text.map { $0 == "\u{1D}" ? .key(.control("]")) : $0 == "\r" ? .key(.enter) : .key(.character($0)) }
  }

  @Test(arguments: [
    ("6001234567890", "6001234567890"), ("ORD-2026.11/21_0417", "ORD-2026.11/21_0417"),
    ("]E06001234567890", "6001234567890"),
    ("]C101234\u{1D}567", "01234\u{1D}567"), ("T-107", "T-107"), ("B-1001", "B-1001"), ("A-03-2", "A-03-2"),
    ("L-03", "L-03"),
  ])
  func aBurstIsOneScan(typed: String, code: String) {
    let assembler = InputAssembler()
    #expect(assembler.events(keys(typed) + [.key(.enter)]) == [.scan(code)])
    #expect(assembler.events(keys(typed) + [.key(.tab)]) == [.scan(code)])
  }

  @Test(arguments: ["short", "g-", "jj-k", "2-34", "/12345678", ":12345678", "1234567 89", "12345678é"])
  func othersStayKeys(typed: String) {
    let events = InputAssembler().events(keys(typed) + [.key(.enter)])
    #expect(events == typed.map { .key(.character($0)) } + [.key(.enter)])
  }

  @Test func twoScansInOneBatchStayTwo() {
    let batch = keys("6001234567890\r6009876543210\rj")
    #expect(
      InputAssembler().events(batch) == [.scan("6001234567890"), .scan("6009876543210"), .key(.character("j"))])
  }

  @Test func textModeDeliversCharacters() {
    var assembler = InputAssembler()
    assembler.textMode = true
    #expect(assembler.events(keys("123456789\r")).count == 10)
    #expect(assembler.unfinished(keys("123456789")) == 0)
    assembler.textMode = false
    #expect(assembler.unfinished([.key(.up)] + keys("123")) == 3)
  }

  @Test func aRunWithoutItsEndIsTyping() {
    #expect(InputAssembler().events(keys("12345678\u{1D}")).last == .key(.control("]")))
    #expect(InputAssembler().events([.key(.control("c"))]) == [.interrupt])
    #expect(InputAssembler().events([.paste("a\nb")]) == [.paste("a\nb")])
  }
}
