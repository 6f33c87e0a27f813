import Terminal
import Testing

@Suite struct LineEditorTests {
  private func typed(_ keys: [Key], into editor: LineEditor = LineEditor()) -> LineEditor {
    var editor = editor
    for key in keys { _ = editor.handle(key) }
    return editor
  }

  @Test(arguments: [
    ([Key.backspace], "kofi mensa", 10), ([.control("w")], "kofi ", 5), ([.control("u")], "", 0),
    ([.control("a"), .delete], "ofi mensah", 0), ([.home, .control("k")], "", 0),
    ([.left, .character("X")], "kofi mensaXh", 11),
    ([.home, .backspace], "kofi mensah", 0), ([.delete], "kofi mensah", 11),
    ([.left, .left, .control("e")], "kofi mensah", 11),
    ([.control("a"), .right, .right, .character("é")], "koéfi mensah", 3), ([.function(1), .enter], "kofi mensah", 11),
  ])
  func keysEdit(keys: [Key], text: String, cursor: Int) {
    let editor = typed(keys, into: LineEditor("kofi mensah"))
    #expect(editor.text == text)
    #expect(editor.cursor == cursor)
  }

  @Test func pastesNeverSubmitNorControl() {
    var editor = LineEditor(maximumLength: 12)
    editor.insert("one\ntwo\u{1B}[31m\u{202E}!\n")
    #expect(editor.text == "one two[31m!")
    editor.insert("more")
    #expect(editor.text.count == 12)
  }

  @Test func groupSeparatorsAreKeptWhereTheyAreData() {
    #expect(typed([.character("a"), .control("]"), .character("b")]).text == "ab")
    let codes = typed([.character("a"), .control("]"), .character("b")], into: LineEditor(keepsSeparators: true))
    #expect(codes.text == "a\u{1D}b")
    var canvas = Canvas(Size(columns: 6, rows: 1))
    codes.draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.lines == ["a·b"])
  }

  @Test func longTextScrollsWithTheCursorInSight() {
    var canvas = Canvas(Size(columns: 6, rows: 1))
    LineEditor("abcdefghij").draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.lines == ["fghij"])
    #expect(canvas.cursor == Canvas.Position(row: 0, column: 5))
    LineEditor("客户客户").draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.lines == ["客户"])
    #expect(canvas.cursor == Canvas.Position(row: 0, column: 4))
  }

  @Test func secretsAreMasked() {
    var canvas = Canvas(Size(columns: 10, rows: 1))
    LineEditor("geheim", isSecret: true).draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.lines == ["••••••"])
  }

  @Test func anyKeysKeepTheCursorInside() {
    let keys: [Key] = [
      .character("a"), .character("\u{301}"), .character("客"), .character("\u{1112}"), .character("\u{1161}"), .left,
      .right, .backspace, .delete, .home, .end, .control("w"), .character(" "), .character("🇬🇭"),
    ]
    var editor = LineEditor(maximumLength: 20)
    var state: UInt64 = 3
    for _ in 0..<4000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      _ = editor.handle(keys[Int(state >> 40) % keys.count])
      #expect(editor.cursor >= 0 && editor.cursor <= editor.text.count)
    }
  }
}

@Suite struct FormTests {
  private let form = Form([
    .text("name", label: "Name"), .secret("pin", label: "PIN"),
    .choice("role", label: "Role", ["picker", "dispatcher"]), .toggle("active", label: "Active"),
  ])

  private func pressed(_ keys: [Key]) -> (form: Form, last: FormResult) {
    var form = form
    var last = FormResult.ignored
    for key in keys { last = form.handle(key) }
    return (form, last)
  }

  @Test func fieldsAreFilledOneAfterTheOther() {
    let (form, last) = pressed([
      .character("A"), .character("b"), .enter, .character("1"), .tab, .right, .down, .character(" "), .enter,
    ])
    #expect(last == .submitted)
    #expect(
      [form["name"], form["pin"], form["role"], form["active"], form["none"]] == ["Ab", "1", "dispatcher", "yes", ""])
    #expect(pressed([.backTab]).form.focus == 3)
    #expect(pressed([.escape]).last == .cancelled)
    #expect(pressed([.down, .down, .character("d")]).form["role"] == "dispatcher")
    #expect(pressed([.down, .down, .character("z")]).last == .ignored)
    #expect(pressed([.down, .down]).form.wantsText == false)
  }

  @Test func errorsStandBesideTheirFields() {
    var form = form
    form.show(errors: ["pin": "too short"])
    #expect(form.focus == 1)
    var canvas = Canvas(Size(columns: 44, rows: 4))
    form.draw(on: &canvas, in: canvas.bounds)
    #expect(
      canvas.lines == ["  Name", "▶ PIN                            ✗ too short", "  Role     picker", "  Active   no"])
    #expect(canvas.cursor == Canvas.Position(row: 1, column: 9))
    _ = form.handle(.character("1"))
    #expect(form.fields[1].error == nil)
  }

  @Test func aShortPlaceScrollsToTheFocus() {
    let (form, _) = pressed([.backTab])
    var canvas = Canvas(Size(columns: 24, rows: 2))
    form.draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.lines == ["  Role     picker", "▶ Active < no >"])
  }
}

@Suite struct DialogTests {
  @Test func enterIsNeverYes() {
    var dialog = Dialog(question: "Cancel order …0417 in Accra?", confirmKey: .character("c"))
    #expect(dialog.handle(.enter) == .cancelled)
    #expect(dialog.handle(.escape) == .cancelled)
    #expect(dialog.handle(.character("y")) == .ignored)
    #expect(dialog.handle(.character("c")) == .confirmed)
  }

  @Test func bulkNeedsTheNameTyped() {
    var dialog = Dialog(question: "Delete all?", requiredText: "Ho")
    #expect(dialog.handle(.enter) == .ignored)
    #expect(dialog.handle(.character("H")) == .changed)
    #expect(dialog.handle(.character("o")) == .changed)
    #expect(dialog.handle(.enter) == .confirmed)
  }

  @Test func whatDoesNotFitIsCounted() {
    let dialog = Dialog(
      question: "Cancel 3 orders in Accra?", body: ["one", "two", "three"], confirmKey: .character("c"),
      confirmLabel: "cancel them")
    var canvas = Canvas(Size(columns: 40, rows: 6))
    dialog.draw(on: &canvas, in: canvas.bounds)
    #expect(
      canvas.lines == [
        "┌──────────────────────────────────────┐", "│ Cancel 3 orders in Accra?            │",
        "│ one                                  │", "│ and 2 more                           │",
        "│ c cancel them   Esc no               │", "└──────────────────────────────────────┘",
      ])
  }
}
