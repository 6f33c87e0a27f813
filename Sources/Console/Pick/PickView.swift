import Commerce
import Operations
import Terminal

extension PickScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    guard case .work(let work) = phase else {
      _ = emptyFocus.draw(on: &canvas, in: above, context)
      return
    }
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(min(100, above.columns / 2), gap: 2) }
    let rest = focus(work, context).draw(on: &canvas, in: left, context)
    alert(work, context)?.draw(on: &canvas, in: rest, context)
    guard !context.isCompact else { return }
    let body = rest.splitTop(1).rest
    if context.isWide {
      drawFacts(work, on: &canvas, in: body, context)
      WalkPane(rows: work.list.walk).draw(on: &canvas, in: right)
    } else if work.list.isCluster {
      let (walk, cart) = body.splitLeft(min(70, max(40, body.columns * 11 / 20)), gap: 1)
      WalkPane(rows: work.list.walk).draw(on: &canvas, in: walk)
      drawCart(work, on: &canvas, in: cart)
    } else {
      let rows = body.rows >= 7 ? (work.orders.first?.note.isEmpty == false ? 3 : 2) : 0
      let (facts, walk) = body.splitBottom(rows)
      WalkPane(rows: work.list.walk).draw(on: &canvas, in: walk)
      drawFacts(work, on: &canvas, in: facts.splitTop(1).rest, context)
    }
  }

  private var emptyFocus: ScanFocus {
    phase == .loading
      ? ScanFocus(verb: "PICK", subject: "Reading the work in hand")
      : ScanFocus(
        verb: "PICK", subject: "No work in hand",
        places: [ScanFocus.Place(label: "F2", text: "takes the next order of the queue", role: .accent)])
  }

  // MARK: What to do next

  private func focus(_ work: PickWork, _ context: Context) -> ScanFocus {
    let list = work.list
    var focus: ScanFocus
    if list.closedAt == nil, list.holder != context.session?.person.id {
      focus = taken(list, context)
    } else if let stopped = stopped(work) {
      focus = stopped
    } else if let task {
      focus = next(task, work)
    } else {
      focus = done(work)
    }
    if let prompt { focus.ask = prompt.ask(task) }
    return focus
  }

  private func next(_ task: PickTask, _ work: PickWork) -> ScanFocus {
    let list = work.list
    let group = list.currentGroup
    let finished = list.walk.count { $0.state == .done || $0.state == .short }
    let isAt = list.confirmedBin == task.bin.id || list.inHand != nil
    let wanted = group.reduce(0) { $0 + $1.remaining }
    let unit = UnitWords.of(task.variant.unit, wanted)
    var focus = ScanFocus(
      verb: list.inHand == nil ? "GET" : "PUT", subject: task.variant.name, quantity: wanted,
      unit: task.variant.strict ? "\(unit), scan each" : unit,
      places: [ScanFocus.Place(label: isAt ? "at" : "from", text: task.bin.code, role: .big)],
      corner: "\(finished) of \(counted(list.walk.count, "line"))",
      code: work.barcodes[task.variant.id]?.first ?? task.variant.sku)
    if let inHand = list.inHand, inHand.variant == task.variant.id {
      let totes = work.cart.filter { $0.needs > 0 }
      focus.places = totes.prefix(3).map {
        ScanFocus.Place(label: "\($0.needs) to", text: $0.tote, role: $0 == totes.first ? .big : .text)
      }
      focus.ask.hint = totes.count == 1 ? "its tote" : "each of \(totes.count) totes"
      focus.ask.hintRole = .accent
      return focus
    }
    if let next = list.nextTask { focus.places.append(ScanFocus.Place(label: "then", text: next.bin.code)) }
    guard !list.isCluster, let entry = list.orders.first else { return focus }
    if let tote = entry.openTote {
      focus.places.append(ScanFocus.Place(label: "tote", text: tote.code))
    } else {
      focus.places.append(ScanFocus.Place(label: "tote", text: "none yet", role: .warning))
      focus.ask.hint = entry.needsAnotherTote ? "another tote" : "a tote first"
      focus.ask.hintRole = .accent
    }
    return focus
  }

  private func done(_ work: PickWork) -> ScanFocus {
    let list = work.list
    let units = list.tasks.reduce(0) { $0 + $1.picked }
    let totes = list.orders.flatMap(\.totes).map(\.code).joined(separator: ", ")
    let lines = list.walk.count
    var focus = ScanFocus(
      verb: "DONE", subject: work.openShortages == 0 ? "All picked" : "Picked, \(work.openShortages) short",
      subjectRole: work.openShortages == 0 ? .big : .warning,
      places: [
        ScanFocus.Place(label: "F2", text: "next work", role: .accent),
        ScanFocus.Place(
          label: "",
          text: "\(counted(units, "unit")) on \(counted(lines, "line"))"
            + (totes.isEmpty ? "" : " in \(totes)")),
      ], corner: "")
    focus.ask.hint = ""
    return focus
  }

  private func taken(_ list: PickList, _ context: Context) -> ScanFocus {
    let minutes = Span.short(max(0, context.now.minutes(since: list.claimedAt)))
    return ScanFocus(
      verb: "TAKEN", subject: "\(list.holderName), \(minutes) ago", subjectRole: .warning,
      places: [
        ScanFocus.Place(label: "F2", text: "next work", role: .accent),
        ScanFocus.Place(label: "F11", text: "take it over", role: .accent),
      ])
  }

  /// Nothing is left to do because somebody cancelled or holds all of it.
  private func stopped(_ work: PickWork) -> ScanFocus? {
    let halted = work.orders.filter { $0.status == .cancelled || $0.holdReason != nil }
    guard !halted.isEmpty, halted.count == work.orders.count else { return nil }
    let isCancelled = halted.allSatisfy { $0.status == .cancelled }
    let picked = work.list.tasks.contains { $0.picked > 0 }
    let cause = halted.first?.holdReason ?? ""
    return ScanFocus(
      verb: "STOP", subject: isCancelled ? "Cancelled meanwhile" : "On hold: \(cause)", subjectRole: .refused,
      places: [
        ScanFocus.Place(label: "F2", text: "next work", role: .accent),
        isCancelled && picked
          ? ScanFocus.Place(label: ".b", text: "put back what is picked", role: .accent)
          : ScanFocus.Place(label: "", text: isCancelled ? "nothing to put back" : "to the hold shelf"),
      ])
  }

  private func alert(_ work: PickWork, _ context: Context) -> ScanAlert? {
    if prompt?.takesDigit == true { return nil }
    let halted = work.orders.filter { $0.status == .cancelled }
    if let first = halted.first, halted.count < work.orders.count {
      let number = OrderNumber.short(first.number, ellipsis: "…")
      return ScanAlert(text: "\(number) CANCELLED: set its tote aside, put-backs .b", role: .refused)
    }
    if let check = work.list.zeroCheck {
      if case .countLeft = prompt { return nil }
      return ScanAlert(text: "\(check.binCode) empty?  Next scan is yes, F4 counts what is left", role: .warning)
    }
    return nil
  }

  // MARK: Around it

  private func drawFacts(_ work: PickWork, on canvas: inout Canvas, in area: Rect, _ context: Context) {
    if work.list.isCluster { return drawCart(work, on: &canvas, in: area) }
    guard let order = work.orders.first else { return }
    _ = OrderFacts.draw(order, on: &canvas, in: area, context)
  }

  private func drawCart(_ work: PickWork, on canvas: inout Canvas, in area: Rect) {
    let rows = work.cart
    let tote = max(9, rows.map { TextWidth.width($0.tote) }.max() ?? 0)
    for (index, row) in rows.enumerated() where index < area.rows {
      let line = area.line(index)
      if row.needs > 0 {
        canvas.write("\(canvas.glyphs.selected)", row: line.row, column: line.column, role: .accent)
        canvas.write(String(row.needs), row: line.row, column: line.column + 1, role: .accent, width: 4, align: .right)
      }
      var column = line.column + 7
      let role: Role = row.isStopped ? .refused : .text
      canvas.write(row.tote, row: line.row, column: column, role: role, width: tote)
      column += tote + 1
      let number = OrderNumber.short(row.number, ellipsis: canvas.glyphs.ellipsis)
      column += canvas.write(number, row: line.row, column: column, role: role, width: line.endColumn - column) + 1
      canvas.write(
        "\(row.picked)/\(row.units)", row: line.row, column: column, role: row.picked == row.units ? .done : .muted,
        width: min(7, line.endColumn - column), align: .right)
    }
  }
}

/// The walk as a list: shape, bin, item, units; windowed by whole pages, so that a scan moves no rows.
struct WalkPane: Hashable, Sendable {
  let rows: [WalkRow]

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.rows > 0, area.columns > 20 else { return }
    let shown = window(area.rows)
    let bin = max(6, rows.map { TextWidth.width($0.bin) }.max() ?? 0)
    let widest = max(16, rows.map { TextWidth.width($0.item) }.max() ?? 0)
    let start = area.column + 3 + bin + 2
    let item = min(widest, max(8, area.endColumn - start - 7))
    for (index, row) in rows[shown].enumerated() {
      let line = area.line(index)
      let role: Role = row.state == .current ? .accent : row.state == .short ? .warning : .text
      if let shape = shape(row.state, canvas.glyphs) {
        canvas.write(
          String(shape), row: line.row, column: line.column + 1, role: row.state == .done ? .done : role)
      }
      canvas.write(row.bin, row: line.row, column: line.column + 3, role: role, width: bin)
      canvas.write(row.item, row: line.row, column: start, width: item)
      canvas.write(row.quantity, row: line.row, column: start + item, width: 5, align: .right)
      let side = start + item + 7
      canvas.write(row.remark, row: line.row, column: side, role: .muted, width: max(0, area.endColumn - side))
    }
    let before = shown.lowerBound
    let after = rows.count - shown.upperBound
    guard before + after > 0 else { return }
    let more =
      "\(before > 0 ? "\(before) before" : "")\(before > 0 && after > 0 ? ", " : "")"
      + "\(after > 0 ? "\(after) more" : "")"
    let line = area.line(area.rows - 1)
    canvas.write(more, row: line.row, column: line.column + 3, role: .muted, width: line.columns - 3)
  }

  /// The page the current row stands on.
  func window(_ height: Int) -> Range<Int> {
    guard rows.count > height else { return 0..<rows.count }
    let page = max(1, height - 1)
    let current = rows.firstIndex { $0.state == .current } ?? max(0, rows.count - 1)
    let first = current / page * page
    return first..<min(rows.count, first + page)
  }

  private func shape(_ state: WalkRow.State, _ glyphs: Glyphs) -> Character? {
    switch state {
    case .current: glyphs.selected
    case .done: glyphs.done
    case .short: glyphs.alert
    case .open: nil
    }
  }
}
