import Commerce
import Operations
import Terminal

/// Where the parts of the board stand.
struct BoardLayout: Hashable, Sendable {
  /// The sums of the town; nil where there is no room.
  let facts: Rect?
  /// One list, or two side by side.
  let panes: [Rect]
  /// The line at hand in more words.
  let strip: Rect?
  /// The question.
  let prompt: Rect?

  /// True where two lists stand side by side.
  static func isDouble(_ area: Rect) -> Bool { area.columns >= 100 }

  init(_ area: Rect, asks prompt: DispatchPrompt? = nil) {
    var rest = area
    if area.columns >= 60, area.rows >= 10 {
      (facts, rest) = area.splitTop(1)
    } else {
      facts = nil
    }
    if prompt != nil {
      // What is asked stands below what it is about; on a small terminal it stands alone.
      let (below, above) = rest.splitBottom(
        rest.rows < 14 ? rest.rows : DispatchPromptView.rows(prompt, half: rest.rows / 2))
      (self.prompt, rest, strip) = (below, above, nil)
    } else if rest.rows >= 14 {
      let (below, above) = rest.splitBottom(2)
      (self.prompt, rest, strip) = (nil, above, below)
    } else {
      (self.prompt, strip) = (nil, nil)
    }
    guard Self.isDouble(area) else {
      panes = [rest]
      return
    }
    let (left, right) = rest.splitLeft((rest.columns - 3) / 2, gap: 3)
    panes = [left, right]
  }

  /// The lines of a list in sight.
  var rows: Int { panes.first?.rows ?? 0 }
}

extension BoardScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let site = context.site else { return }
    let layout = BoardLayout(area, asks: work.prompt)
    if let facts = layout.facts { drawFacts(on: &canvas, in: facts, site.currency) }
    guard let board else {
      let rect = layout.panes[0]
      canvas.write("reading the board", row: rect.row, column: rect.column + 3, role: .muted, width: rect.columns - 3)
      return
    }
    for (index, rect) in layout.panes.enumerated() where lists.indices.contains(index) && !rect.isEmpty {
      let cells = BoardCells(
        now: context.now, offsetMinutes: site.utcOffsetMinutes, maxAttempts: site.policy.maxAttempts,
        midnight: board.midnight, asked: work.payments, glyphs: canvas.glyphs, width: rect.columns)
      draw(lists[index], cells, isFocused: index == focus, on: &canvas, in: rect)
      if index > 0 {
        for row in rect.row..<rect.endRow {
          canvas.write(String(canvas.glyphs.vertical), row: row, column: rect.column - 2, role: .rule)
        }
      }
      if lists[index].window.isEmpty { drawNothing(index, on: &canvas, in: rect) }
    }
    if filterPrompt != nil, layout.facts == nil { drawFilter(on: &canvas, in: area.line(area.rows - 1)) }
    if let strip = layout.strip { BoardStrip(screen: self, context: context).draw(on: &canvas, in: strip) }
    if let rect = layout.prompt {
      DispatchPromptView(work: work, context: context, glyphs: canvas.glyphs).draw(on: &canvas, in: rect)
    }
  }

  /// Only the lines in sight are made into text.
  private func draw(
    _ list: WindowedTable<BoardLine>, _ cells: BoardCells, isFocused: Bool, on canvas: inout Canvas, in rect: Rect
  ) {
    for index in 0..<rect.rows {
      guard let line = list.id(atLine: index, visibleRows: rect.rows) else { break }
      let place = rect.line(index)
      let isAtHand = isFocused && line == list.selection
      if isAtHand { canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent) }
      switch line {
      case .head(let id):
        if let group = groups.group(id) { cells.draw(group, isFolded: isFolded(id), on: &canvas, in: place) }
        let own = groups.group(id)?.cards ?? []
        if !own.isEmpty, marks.isSuperset(of: own) { drawMark(on: &canvas, in: place) }
      case .card(let id, _):
        if let card = groups.cards[id] { cells.draw(card, on: &canvas, in: place) }
        if marks.contains(id) { drawMark(on: &canvas, in: place) }
      }
      if isAtHand {
        canvas.paint(place, role: .selection)
        if work.prompt == nil, filterPrompt == nil {
          canvas.cursor = Canvas.Position(row: place.row, column: place.column)
        }
      }
    }
  }

  private func drawMark(on canvas: inout Canvas, in line: Rect) {
    canvas.write(String(canvas.glyphs.mark), row: line.row, column: line.column + 2, role: .marked)
  }

  private func drawNothing(_ index: Int, on canvas: inout Canvas, in rect: Rect) {
    let text =
      filter.isNarrowed
      ? ["Nothing here with this filter.", "Esc shows everything."]
      : index == 0 && lists.count > 1
        ? ["Nothing waits to go out.", "Staged orders appear here by themselves."]
        : ["No driver has anything, and nothing waits.", "Staged orders appear here by themselves."]
    for (line, words) in text.enumerated() where line + 1 < rect.rows {
      canvas.write(words, row: rect.row + 1 + line, column: rect.column + 3, role: .muted, width: rect.columns - 3)
    }
  }

  /// READY, OUT, FAILED and DONE with their sums; at the right what is filtered or marked.
  private func drawFacts(on canvas: inout Canvas, in rect: Rect, _ currency: Currency) {
    if filterPrompt != nil { return drawFilter(on: &canvas, in: rect) }
    guard let board else { return }
    let right = sideText(currency)
    let side = TextWidth.width(right)
    canvas.write(right, row: rect.row, column: rect.endColumn - side - 1, role: .accent)
    var column = rect.column + 1
    let end = rect.endColumn - side - 2
    for (lane, word) in [(BoardCard.Lane.ready, "READY"), (.assigned, "ASSIGNED"), (.out, "OUT"), (.failed, "FAILED")] {
      let cards = board.cards.filter { $0.lane == lane }
      let cod = cards.reduce(0) { $0 + $1.due.minor }
      column += canvas.write("\(word) ", row: rect.row, column: column, role: .muted, width: end - column)
      let isBad = lane == .failed && !cards.isEmpty
      column += canvas.write(
        "\(cards.count)", row: rect.row, column: column, role: isBad ? .warning : .heading, width: end - column)
      if cod > 0, lane != .failed, rect.columns >= 100 || lane == .ready || lane == .out {
        let sum = " COD \(Money(minor: cod, currency).digits)"
        column += canvas.write(sum, row: rect.row, column: column, width: end - column)
      }
      column += 3
    }
    let rest = [("DONE", board.deliveredToday), ("RETURNS", board.dueBack)]
    for (word, count) in rest where column + word.count + "\(count)".count + 1 <= end && (word == "DONE" || count > 0) {
      column += canvas.write("\(word) ", row: rect.row, column: column, role: .muted)
      column += canvas.write("\(count)", row: rect.row, column: column, role: .heading) + 3
    }
  }

  private func sideText(_ currency: Currency) -> String {
    if !marks.isEmpty {
      let cod = (board?.cards ?? []).filter { marks.contains($0.order) }.reduce(0) { $0 + $1.due.minor }
      return "\(marks.count) marked" + (cod > 0 ? ", COD \(Money(minor: cod, currency).digits)" : "")
    }
    return filter.words.joined(separator: " ")
  }

  private func drawFilter(on canvas: inout Canvas, in rect: Rect) {
    guard let filterPrompt else { return }
    canvas.fill(rect)
    let taken = canvas.write(" / ", row: rect.row, column: rect.column, role: .key)
    filterPrompt.draw(on: &canvas, in: rect.splitLeft(taken).rest.splitLeft(min(40, rect.columns - taken)).left)
  }

  /// Every card of the filter, folded or not.
  func export(_ format: String, _ context: Context) -> [Effect] {
    guard let format = ExportTable.Format(rawValue: format), let site = context.site else { return [] }
    let cards = (groups.waiting + groups.road).flatMap(\.cards).compactMap { groups.cards[$0] }
    let rows = cards.map { card in
      [
        card.number, card.lane.word, card.customer, card.phone, card.place, card.zoneLabel, card.due.plain,
        card.paymentMethod.rawValue, card.paymentStatus.rawValue, card.promiseAt.description, card.since.description,
        card.driverCode, card.driverName, card.runCode, card.dispatch.map { String($0.position) } ?? "",
        String(card.failedAttempts), card.dispatch?.failure?.rawValue ?? "", card.onHold ? "yes" : "no",
      ]
    }
    return [
      .export(
        ExportTable(
          name: "dispatch-\(site.code)", format: format,
          columns: [
            "order", "lane", "customer", "phone", "place", "zone", "due", "method", "payment", "promise", "since",
            "driver code", "driver", "run", "stop", "failed attempts", "failure", "on hold",
          ], rows: rows))
    ]
  }
}
