import Commerce
import Operations
import Terminal

/// The floor of the town: what waits, what is in work, what is late, where and by whom. Every number opens its list.
struct HomeScreen: Screen {
  let request = ScreenRequest.home
  let title = "The floor"

  /// The three parts of the floor.
  enum Part: Int, Hashable, Sendable, CaseIterable { case floor, zones, pickers }

  private(set) var counts: FloorCounts?
  private(set) var nextUp = NextUp()
  /// Why nothing could be read.
  private var problem: CommerceError?
  private(set) var part = Part.floor
  /// The row at hand in each part, by what it counts: counts that change never move it.
  private(set) var chosen: [Part: FloorRow.Target] = [:]

  var bannerFacts: String {
    guard let counts else { return "" }
    let waiting = counts.stages[.waiting]?.orders ?? 0
    return "\(waiting) waiting" + (counts.late > 0 ? "  \(counts.late) late" : "")
  }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("floor.open", "open the list", [.enter], importance: 20, refusal: context.missing(.viewQueue)),
      Binding(
        "floor.next", "next work", [.character("n"), .function(2)], importance: 30, refusal: context.missing(.pick)),
      Binding("floor.part", "next part", [.tab, .right], section: .list, importance: 2),
      Binding("floor.partBack", "part before", [.backTab, .left], section: .list),
      Binding("list.down", "down", [.down, .character("j")], section: .list),
      Binding("list.up", "up", [.up, .character("k")], section: .list),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { load(context) }

  private func load(_ context: Context) -> [Effect] {
    [.call(.warehouse(.floor), tag: "floor")] + NextUp.calls(context)
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.floor(let counts), _):
      self.counts = counts
      problem = nil
    case .answer(.work(let work), _): return [.open(.pick(work.list.id))]
    case .answer(.failed(let error, let call), _):
      if call == .warehouse(.floor) { problem = error }
      return [.notice(.error(error, now: context.now))] + (call == .warehouse(.floor) ? [] : [.bell])
    // Lateness comes with time alone, so a minute asks as a commit does.
    case .committed, .tick, .resized: return load(context)
    case .answer(.queue(let page), _): nextUp.take(page)
    case .action("floor.open"):
      guard let request = row(context)?.request else { return [] }
      return [.open(request)]
    case .action("floor.next"): return [.call(.warehouse(.claimNext), tag: "next")]
    case .action("floor.part"): step(part: 1, context)
    case .action("floor.partBack"): step(part: -1, context)
    case .action("list.down"): step(by: 1, context)
    case .action("list.up"): step(by: -1, context)
    case .mouse(let mouse): return take(mouse, context)
    default: break
    }
    return []
  }

  private func rows(of part: Part, _ now: Instant) -> [FloorRow] {
    guard let counts else { return [] }
    switch part {
    case .floor: return counts.floorRows
    case .zones: return counts.zoneRows
    case .pickers: return counts.pickerRows(now)
    }
  }

  private func index(in rows: [FloorRow], of part: Part) -> Int {
    rows.firstIndex { $0.target == chosen[part] } ?? 0
  }

  private func row(_ context: Context) -> FloorRow? {
    let rows = rows(of: part, context.now)
    return rows.isEmpty ? nil : rows[index(in: rows, of: part)]
  }

  private mutating func step(by count: Int, _ context: Context) {
    let rows = rows(of: part, context.now)
    guard !rows.isEmpty else { return }
    let target = index(in: rows, of: part) + count
    if rows.indices.contains(target) {
      chosen[part] = rows[target].target
    } else {
      step(part: count > 0 ? 1 : -1, context)
    }
  }

  private mutating func step(part count: Int, _ context: Context) {
    let all = Part.allCases
    for offset in 1..<all.count {
      let next = all[(part.rawValue + count * offset + all.count * 2) % all.count]
      guard !rows(of: next, context.now).isEmpty else { continue }
      part = next
      return
    }
  }

  private mutating func take(_ mouse: Mouse, _ context: Context) -> [Effect] {
    switch mouse.action {
    case .wheelDown: step(by: 1, context)
    case .wheelUp: step(by: -1, context)
    case .click, .doubleClick:
      for (part, rect) in places(in: floorArea(context.area, context))
      where rect.contains(row: mouse.row, column: mouse.column) {
        let rows = rows(of: part, context.now)
        let line = mouse.row - rect.row - 1 + first(rows, part, rect)
        guard rows.indices.contains(line) else { return [] }
        self.part = part
        chosen[part] = rows[line].target
        if mouse.action == .doubleClick, let request = rows[line].request { return [.open(request)] }
      }
    }
    return []
  }

  // MARK: Drawing

  /// The rows of the floor itself; below them stands what is picked next, where there is room.
  private func floorArea(_ area: Rect, _ context: Context) -> Rect {
    context.size.rows >= NextUp.neededRows ? area.splitTop(context.isWide ? 14 : 21).top : area
  }

  /// Where the parts stand: side by side where there is room, else only the one at hand.
  private func places(in area: Rect) -> [(Part, Rect)] {
    if area.columns < 60 { return [(part, area)] }
    if area.columns >= 150 {
      let width = (area.columns - 8) / 3
      return Part.allCases.map {
        ($0, Rect(row: area.row, column: area.column + 1 + $0.rawValue * (width + 3), rows: area.rows, columns: width))
      }
    }
    let half = (area.columns - 5) / 2
    let right = area.column + half + 4
    let upper = (area.rows - 1) / 2
    return [
      (.floor, Rect(row: area.row, column: area.column + 1, rows: area.rows, columns: half)),
      (.zones, Rect(row: area.row, column: right, rows: upper, columns: half)),
      (.pickers, Rect(row: area.row + upper + 1, column: right, rows: area.rows - upper - 1, columns: half)),
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard counts != nil else {
      canvas.write(
        problem.map { Wording.text($0) } ?? "reading the floor", row: area.row + 1, column: area.column + 3,
        role: .muted, width: area.columns - 4)
      return
    }
    let parts = floorArea(area, context)
    for (part, rect) in places(in: parts) { draw(part, on: &canvas, in: rect, context) }
    if parts != area { nextUp.draw(on: &canvas, in: area.splitTop(parts.rows + 1).rest, context) }
  }

  private func first(_ rows: [FloorRow], _ part: Part, _ rect: Rect) -> Int {
    max(0, min(index(in: rows, of: part) - (rect.rows - 1) / 2, rows.count - rect.rows + 1))
  }

  private func draw(_ part: Part, on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    let heads: [Part: String] = [.floor: "ORDERS", .zones: "BY ZONE", .pickers: "BY PICKER  in hand, lines today"]
    canvas.write(heads[part] ?? "", row: rect.row, column: rect.column + 2, role: .heading)
    let rows = rows(of: part, context.now)
    let list = rect.splitTop(1).rest
    if rows.isEmpty {
      let empty = part == .zones ? "no open orders" : "nobody works: n takes the next order"
      canvas.write(empty, row: list.row, column: list.column + 2, role: .muted, width: list.columns - 2)
    }
    let largest = max(1, rows.filter { part != .floor || isStage($0) }.map(\.value).max() ?? 1)
    let start = first(rows, part, rect)
    for (line, row) in rows.dropFirst(start).prefix(list.rows).enumerated() {
      let isAtHand = part == self.part && row.target == self.row(context)?.target
      draw(row, on: &canvas, in: list.line(line), largest, isAtHand: isAtHand)
    }
  }

  private func isStage(_ row: FloorRow) -> Bool {
    if case .stage = row.target { return true }
    return false
  }

  private func draw(_ row: FloorRow, on canvas: inout Canvas, in line: Rect, _ largest: Int, isAtHand: Bool) {
    let label = line.columns >= 50 ? 20 : 12
    if isAtHand {
      canvas.write(String(canvas.glyphs.selected), row: line.row, column: line.column, role: .accent)
      canvas.cursor = Canvas.Position(row: line.row, column: line.column)
    }
    let stands = row.late > 0
    if stands {
      canvas.write(String(canvas.glyphs.alert), row: line.row, column: line.column + 1, role: .late)
    }
    canvas.write(row.label, row: line.row, column: line.column + 2, width: label)
    canvas.write(
      "\(row.value)", row: line.row, column: line.column + 2 + label, role: row.value == 0 ? .muted : .text, width: 5,
      align: .right)
    let rest = line.splitLeft(label + 8).rest
    switch row.target {
    case .late, .held, .shortages, .putBacks: break
    case .picker:
      canvas.write(row.note, row: rest.row, column: rest.column, role: .muted, width: rest.columns)
    case .stage, .zone:
      let side = stands ? "\(row.late) late" : ""
      let (text, bar) = rest.splitRight(8, gap: 1)
      if row.value > 0 {
        BarChart([BarChart.Bar("", row.value, late: row.late, text: "")], maximum: largest).draw(
          on: &canvas, in: bar)
      }
      canvas.write(side, row: text.row, column: text.column, role: .late, width: text.columns, align: .right)
    }
    if isAtHand { canvas.paint(line.splitLeft(label + 7).left, role: .selection) }
  }
}
