import Terminal
import Testing

@Suite struct WindowedTableTests {
  /// A table over 0..<count whose demands are met at once, ten rows at a time.
  private struct Source {
    let count: Int
    var table: WindowedTable<Int>
    var demands = 0

    init(count: Int) {
      self.count = count
      table = WindowedTable(window: Array(0..<min(10, count)), hasAfter: count > 10)
      table.capacity = 40
    }

    mutating func press(_ key: Key, rows: Int = 5) {
      var demand = table.move(key, visibleRows: rows)
      while let wanted = demand {
        demands += 1
        switch wanted {
        case .first: table.replace(window: Array(0..<10), hasBefore: false, hasAfter: true)
        case .last: table.replace(window: Array((count - 10)..<count), hasBefore: true, hasAfter: false)
        case .before(let id):
          let start = max(0, id - 10)
          table.prepend(Array(start..<id), hasBefore: start > 0)
        case .after(let id):
          let end = min(count, id + 11)
          table.append(Array(id + 1..<end), hasAfter: end < count)
        }
        demand = nil
      }
    }
  }

  @Test func anyKeysReachWhatAPlainListReaches() {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for count in [1, 3, 10, 11, 95, 400] {
      var source = Source(count: count)
      var expected = 0
      for step in 0..<600 {
        let keys: [(Key, Int)] = [(.up, -1), (.down, 1), (.pageUp, -4), (.pageDown, 4), (.home, -count), (.end, count)]
        let (key, by) = keys[random(step % 50 == 0 ? 6 : 4)]
        source.press(key)
        expected = min(max(0, expected + by), count - 1)
        #expect(source.table.selection == expected, "count \(count), step \(step), \(key.name)")
        let seen = (0..<5).compactMap { source.table.id(atLine: $0, visibleRows: 5) }
        #expect(seen.contains(expected))
        #expect(seen == Array((seen.first ?? 0)..<(seen.first ?? 0) + seen.count))
        #expect(source.table.window.count <= 60)
      }
    }
  }

  @Test func rowsThatComeAndGoLeaveTheSelection() {
    var table = WindowedTable(window: Array(0..<20))
    for _ in 0..<6 { _ = table.move(.down, visibleRows: 5) }
    #expect(table.id(atLine: 2, visibleRows: 5) == 6)
    table.replace(window: [100, 101] + Array(0..<20), hasBefore: false, hasAfter: false)
    #expect(table.selection == 6)
    #expect(table.id(atLine: 2, visibleRows: 5) == 6)
  }

  @Test func aVanishedRowHandsOverToItsNeighbour() {
    var table = WindowedTable(window: [1, 2, 3, 4])
    table.select(3)
    table.replace(window: [1, 2, 4], hasBefore: false, hasAfter: false)
    #expect(table.selection == 4)
    table.replace(window: [1, 2], hasBefore: false, hasAfter: false)
    #expect(table.selection == 2)
    table.replace(window: [], hasBefore: false, hasAfter: false)
    #expect(table.selection == nil)
    #expect(table.move(.down, visibleRows: 5) == nil)
    table.replace(window: [9], hasBefore: false, hasAfter: false)
    #expect(table.selection == 9)
  }

  @Test func twoRowsOfMarginStayInSight() {
    var table = WindowedTable(window: Array(0..<20))
    for _ in 0..<4 { _ = table.move(.down, visibleRows: 6) }
    #expect(table.id(atLine: 0, visibleRows: 6) == 1)
    #expect(table.selection == 4)
    _ = table.move(.end, visibleRows: 6)
    #expect(table.id(atLine: 5, visibleRows: 6) == 19)
  }

  @Test func aFailedDemandIsAskedAgain() {
    var table = WindowedTable(window: Array(0..<10), hasAfter: true)
    #expect(table.move(.end, visibleRows: 5) == .last)
    table.demandFailed()
    #expect(table.selection == 0)
    #expect(table.move(.end, visibleRows: 5) == .last)
  }

  @Test func marksOutliveTheWindow() {
    var table = WindowedTable(window: [1, 2, 3])
    table.toggleMark()
    table.select(3)
    table.mark(from: 2)
    #expect(table.marks == [1, 2, 3])
    table.toggleMark()
    table.replace(window: [7, 8], hasBefore: true, hasAfter: true)
    #expect(table.marks == [1, 2])
  }

  @Test func theMouseSelectsAndScrolls() {
    var table = WindowedTable(window: Array(0..<20))
    let rect = Rect(row: 2, column: 0, rows: 6, columns: 20)
    #expect(table.handle(Mouse(.click, row: 5, column: 3), in: rect).clicked == 2)
    #expect(table.selection == 2)
    #expect(table.handle(Mouse(.click, row: 2, column: 3), in: rect).clicked == nil)
    #expect(table.handle(Mouse(.click, row: 9, column: 3), in: rect).clicked == nil)
    _ = table.handle(Mouse(.wheelDown, row: 5, column: 3), in: rect)
    #expect(table.selection == 5)
  }

  @Test func theLowestPriorityGoesFirst() {
    let columns = [
      Column("A", .fixed(6), priority: .max), Column("B", .flexible(minimum: 5, weight: 1), priority: 2),
      Column("C", .fixed(8), priority: 1),
    ]
    #expect(Column.fit(columns, into: 40).map(\.index) == [0, 1, 2])
    #expect(Column.fit(columns, into: 40).map(\.width) == [6, 22, 8])
    #expect(Column.fit(columns, into: 20).map(\.index) == [0, 1])
    #expect(Column.fit(columns, into: 10).map(\.index) == [0])
    #expect(Column.fit(columns, into: 4).map(\.width) == [4])
    #expect(Column.fit(columns, into: 40).map(\.offset) == [0, 8, 32])
  }

  @Test func rowsAreDrawnWithShapesAndTheCursor() {
    var table = WindowedTable(window: [398, 417, 418])
    table.select(417)
    table.marks = [418]
    var canvas = Canvas(Size(columns: 30, rows: 5))
    let columns = [
      Column("ORDER", .fixed(6)), Column("AGE", .fixed(5), align: .right),
      Column("WHO", .flexible(minimum: 4, weight: 1)),
    ]
    table.draw(on: &canvas, in: canvas.bounds, columns: columns) { id in
      TableRow(["…\(id)", TableCell("22m", .late), "Kofi 客户 Mensah"], state: id == 398 ? .late : nil)
    }
    #expect(
      canvas.lines == [
        "   ORDER     AGE  WHO", " ! …398      22m  Kofi 客户 M…", "▶  …417      22m  Kofi 客户 M…",
        "  ◆…418      22m  Kofi 客户 M…", "",
      ])
    #expect(
      canvas.roleLines == [
        "...hhhhh.....hhh..hhh", ".l...........lll", String(repeating: "s", count: 30), "..k..........lll", "",
      ])
    #expect(canvas.cursor == Canvas.Position(row: 2, column: 0))
  }

  @Test func anEmptyTableSaysWhatWouldFillIt() {
    var canvas = Canvas(Size(columns: 30, rows: 5), glyphs: .ascii)
    WindowedTable<Int>().draw(
      on: &canvas, in: canvas.bounds, columns: [Column("ORDER", .fixed(6))], empty: ["no orders"]
    ) {
      _ in TableRow([])
    }
    #expect(canvas.lines == ["   ORDER", "", "   no orders", "", ""])
    #expect(canvas.cursor == nil)
  }
}
