import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct KeyedListTests {
  private func page(_ numbers: Range<Int>, before: Bool = false, after: Bool = false) -> Page<QueueRow> {
    Page(rows: ListSample.queueRows(numbers), hasBefore: before, hasAfter: after)
  }

  private func loaded(_ numbers: Range<Int>, after: Bool = false) throws -> KeyedList<QueueRow> {
    var list = KeyedList<QueueRow>(pageSize: 10)
    let first = try need(list.restart())
    #expect(first.request == PageRequest(.first, limit: 10))
    _ = list.take(page(numbers, after: after), for: first.number)
    return list
  }

  @Test func fastTypingCostsOneQueryAnAnswerAndShowsNoOldOne() throws {
    var list = try loaded(0..<5)
    let stale = try need(list.restart())
    #expect(list.restart() == nil)
    #expect(list.restart() == nil)
    let next = try need(list.take(page(3..<4), for: stale.number))
    #expect(list.window.count == 5, "the answer to an old filter never shows")
    #expect(list.take(page(1..<3), for: next.number) == nil)
    #expect(list.window.map(\.number) == ListSample.queueRows(1..<3).map(\.number))
  }

  @Test func anAnswerToNobodyChangesNothing() throws {
    var list = try loaded(0..<5)
    #expect(list.take(page(7..<9), for: 99) == nil)
    #expect(list.window.count == 5)
  }

  @Test func movesLoadMoreAsTheCursorNearsTheEdge() throws {
    var list = try loaded(0..<10, after: true)
    var fetch: KeyedList<QueueRow>.Fetch?
    for _ in 0..<6 where fetch == nil { fetch = list.move(.down, visibleRows: 5) }
    let wanted = try need(fetch)
    #expect(wanted.request.anchor == .after(ListSample.queueRow(9).key))
    _ = list.take(page(10..<20, before: true, after: true), for: wanted.number)
    #expect(list.window.count == 20)
    #expect(list.table.hasAfter)
  }

  @Test func endAndHomeJumpByKey() throws {
    var list = try loaded(0..<10, after: true)
    let end = try need(list.move(.end, visibleRows: 5))
    #expect(end.request.anchor == .last)
    _ = list.take(page(90..<100, before: true), for: end.number)
    #expect(list.selected?.number == ListSample.queueRow(99).number)
    let home = try need(list.move(.home, visibleRows: 5))
    #expect(home.request.anchor == .first)
    _ = list.take(page(0..<10, after: true), for: home.number)
    #expect(list.selected?.number == ListSample.queueRow(0).number)
  }

  @Test func whatComesAboveIsCountedAndMovesNothing() throws {
    var list = try loaded(2..<8)
    _ = list.move(.down, visibleRows: 5)
    let fetch = try need(list.refresh())
    _ = list.take(page(0..<9), for: fetch.number)
    #expect(list.newer == 2)
    #expect(list.window.first?.number == ListSample.queueRow(2).number)
    #expect(list.selected?.number == ListSample.queueRow(3).number)
    #expect(list.table.id(atLine: 1, visibleRows: 5) == list.table.selection)
    let home = try need(list.move(.home, visibleRows: 5))
    _ = list.take(page(0..<9), for: home.number)
    #expect(list.newer == 0)
    #expect(list.selected?.number == ListSample.queueRow(0).number)
  }

  @Test func aRowThatVanishesLeavesTheCursorOnItsNeighbour() throws {
    var list = try loaded(0..<6)
    _ = list.move(.down, visibleRows: 5)
    let fetch = try need(list.refresh())
    let left = ListSample.queueRows(0..<1) + ListSample.queueRows(2..<6)
    _ = list.take(Page(rows: left), for: fetch.number)
    #expect(list.selected?.number == ListSample.queueRow(2).number)
  }

  @Test func aSelectedRowThatComesForwardStaysSelected() throws {
    var list = try loaded(0..<6)
    for _ in 0..<3 { _ = list.move(.down, visibleRows: 5) }
    let urgent = ListSample.queueRow(3, priority: 1)
    let fetch = try need(list.refresh())
    _ = list.take(
      Page(rows: [urgent] + ListSample.queueRows(0..<3) + ListSample.queueRows(4..<6)), for: fetch.number)
    #expect(list.selected == urgent)
    #expect(list.newer == 0)
  }

  @Test func aRefreshFarDownReadsOnlyTheWindow() throws {
    var list = try loaded(0..<10, after: true)
    let end = try need(list.move(.end, visibleRows: 5))
    _ = list.take(page(90..<100, before: true), for: end.number)
    let refresh = try need(list.refresh())
    #expect(refresh.request == PageRequest(.from(ListSample.queueRow(90).key), limit: 10))
  }

  @Test func aRangeMarksWhatTheCursorPassesAndGivesBackWhatItLeaves() throws {
    var list = try loaded(0..<6)
    list.toggleMark()
    _ = list.step(by: 2, visibleRows: 5)
    list.toggleRange()
    _ = list.step(by: 2, visibleRows: 5)
    #expect(list.marked.map(\.rowID) == [400, 402, 403, 404].map { ID($0) })
    _ = list.step(by: -1, visibleRows: 5)
    #expect(list.marked.map(\.rowID) == [400, 402, 403].map { ID($0) })
    list.clearMarks()
    #expect(list.marked.isEmpty && !list.isMarkingRange)
  }

  @Test func afterAFailureTheNextMoveAsksAgain() throws {
    var list = try loaded(0..<10, after: true)
    let end = try need(list.move(.end, visibleRows: 5))
    #expect(list.fail(end.number) == nil)
    #expect(list.move(.end, visibleRows: 5) != nil)
  }
}

@Suite struct ListTextTests {
  @Test(arguments: [
    (0, "0m"), (58, "58m"), (-15, "-15m"), (88, "1h28m"), (124, "2h04m"), (-599, "-9h59m"), (605, "10h"),
    (1500, "1d1h"), (2880, "2d"), (20_000, "13d"),
  ])
  func spansFitTheirColumn(minutes: Int, text: String) {
    #expect(Span.short(minutes) == text)
    #expect(text.count <= 6)
  }

  @Test func countsSayWhatIsKnown() {
    #expect(ListCount.text(shown: 37, isWhole: true, isNarrowed: true, total: 2000, "order") == "37 of 2 000")
    #expect(
      ListCount.text(shown: 100, isWhole: false, isNarrowed: true, total: 2000, "order") == "100+ of 2 000")
    #expect(
      ListCount.text(shown: 100, isWhole: false, isNarrowed: false, total: 2000, "order") == "2 000 orders")
    #expect(ListCount.text(shown: 7, isWhole: true, isNarrowed: false, total: nil, "order") == "7")
  }

  private func export(_ format: ExportTable.Format, _ cell: String) -> String {
    ExportTable(name: "x", format: format, columns: ["a", "b"], rows: [[cell, "2"]]).text
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+233244", "'+233244"), ("-15", "-15"), ("-15m", "'-15m"),
    ("  =cmd|x", "'  =cmd|x"), ("plain", "plain"), ("", ""),
  ])
  func aSpreadsheetRunsNothing(cell: String, safe: String) {
    #expect(export(.tsv, cell) == "a\tb\n\(safe)\t2\n")
  }

  @Test func csvQuotesAndEveryFormatIsCleanOfControlCharacters() {
    #expect(export(.csv, "say \"hi\", twice") == "a,b\r\n\"say \"\"hi\"\", twice\",2\r\n")
    #expect(
      export(.csv, "\u{1B}[31mred\u{202E}").unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\r" || $0 == "\n" })
    #expect(export(.json, "a\"b\\c") == "[\n  {\"a\": \"a\\\"b\\\\c\", \"b\": \"2\"}\n]\n")
    #expect(export(.text, "long cell") == "a          b\nlong cell  2\n")
  }
}
