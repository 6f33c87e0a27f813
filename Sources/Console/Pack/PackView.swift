import Commerce
import Operations
import Terminal

extension PackScreen {
  func bindings(_ context: Context) -> [Binding] {
    let mayPack = context.missing(.pack)
    var closed: CommerceError? = .refused(Refusal(.toteFirst, remedy: .scanTote))
    if case .packing(let work) = step {
      closed = work.unitsLeft > 0 ? nil : .refused(Refusal(.labelFirst, remedy: .scanLabel))
    }
    let all: CommerceError? =
      work?.mayAcceptAll == false
      ? .refused(Refusal(.acceptAllNotAllowed, [.order: .text(work?.order.number ?? "")], remedy: .scanItem)) : nil
    let noBox: CommerceError? =
      work?.parcels.isEmpty == false ? nil : .refused(Refusal(.boxEmpty, remedy: .scanItem))
    return [
      Binding("pack.missing", "missing", [.function(4)], dot: "s", importance: 40, refusal: mayPack ?? closed),
      Binding("pack.damaged", "damaged", [.function(5)], dot: "d", importance: 38, refusal: mayPack ?? closed),
      Binding("pack.nextBox", "next box", [.function(9)], dot: "t", importance: 36, refusal: mayPack ?? closed),
      Binding(
        "pack.acceptAll", "accept all", [.function(10)], dot: "a", importance: 34, refusal: mayPack ?? closed ?? all),
      Binding(
        "pack.printer", "other printer", [.function(12)], dot: "r", importance: unprinted.isEmpty ? 30 : 60,
        refusal: mayPack ?? noBox),
      Binding("pack.slip", "print packing slips", dot: "i", refusal: mayPack ?? noBox),
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide, work != nil { (left, right) = above.splitLeft(min(100, above.columns / 2), gap: 2) }
    var shown = focus
    if let prompt { shown.ask = prompt.ask }
    let rest = shown.draw(on: &canvas, in: left, context)
    alert?.draw(on: &canvas, in: rest, context)
    guard let work, !context.isCompact else { return }
    let body = rest.splitTop(1).rest
    if context.isWide {
      drawLines(work, on: &canvas, in: right)
      _ = OrderFacts.draw(work.order, on: &canvas, in: body, context)
    } else {
      let (facts, lines) = body.splitBottom(body.rows >= 7 ? (work.order.note.isEmpty ? 2 : 3) : 0)
      drawLines(work, on: &canvas, in: lines)
      _ = OrderFacts.draw(work.order, on: &canvas, in: facts.splitTop(1).rest, context)
    }
  }

  // MARK: What to do next

  private var focus: ScanFocus {
    switch step {
    case .tote:
      var focus = ScanFocus(verb: "PACK", subject: "Scan a tote", subjectRole: .big)
      focus.places = [ScanFocus.Place(label: "or", text: "an order number, or a parcel to go on with")]
      return focus
    case .packing(let work): return work.unitsLeft > 0 ? counting(work) : labelling(work)
    case .parcel(let work): return staging(work)
    case .lane(let row, _):
      var focus = ScanFocus(verb: "LANE", subject: row.lane.isEmpty ? "Any lane" : row.lane)
      focus.quantity = max(1, toStage.count)
      focus.unit = noun(toStage.count, "parcel")
      focus.places = [
        ScanFocus.Place(label: "", text: row.parcel.code), ScanFocus.Place(label: "zone", text: row.zone),
      ]
      focus.ask = ScanFocus.Ask(hint: "its lane", hintRole: .accent)
      return focus
    case .stopped(_, let work):
      var focus = ScanFocus(verb: "STOP", subject: "Hold shelf", subjectRole: .refused)
      focus.places = [ScanFocus.Place(label: "tote", text: work.totes.joined(separator: ", "))]
      focus.ask = ScanFocus.Ask(hint: "the tote there", hintRole: .accent)
      return focus
    }
  }

  private func counting(_ work: PackWork) -> ScanFocus {
    let next =
      work.lines.first { $0.id == lastLine && $0.packed < $0.quantity }
      ?? work.lines.first { $0.packed < $0.quantity }
    let box = work.parcels.last
    var focus = ScanFocus(verb: "COUNT", subject: next?.name ?? "")
    focus.quantity = work.unitsLeft
    focus.unit = "left of \(work.lines.reduce(0) { $0 + $1.quantity })"
    focus.places = [
      ScanFocus.Place(label: "tote", text: work.totes.joined(separator: ", "), role: .big),
      ScanFocus.Place(label: "box", text: "\(box?.box ?? 1)"),
      ScanFocus.Place(label: "lane", text: work.lane.isEmpty ? "any" : work.lane),
    ]
    if let grams = box?.weightGrams, grams > 0 { focus.corner = "\(grams) g" }
    focus.code = next.flatMap { work.barcodes[$0.variant]?.first ?? $0.sku } ?? ""
    return focus
  }

  private func labelling(_ work: PackWork) -> ScanFocus {
    let due = labelsDue
    var focus = ScanFocus(verb: "LABEL", subject: due.map(\.code).joined(separator: "  "))
    focus.quantity = due.count
    focus.unit = noun(due.count, "label")
    focus.places = [
      ScanFocus.Place(label: "on", text: due.count == 1 ? "box \(due.first?.box ?? 1)" : "its box", role: .big),
      ScanFocus.Place(label: "lane", text: work.lane.isEmpty ? "any" : work.lane),
    ]
    let grams = due.last?.weightGrams ?? 0
    focus.ask = ScanFocus.Ask(
      hint: grams > 0 ? "its label (\(grams) g)" : "its label, or grams", hintRole: .accent)
    return focus
  }

  private func staging(_ work: PackWork) -> ScanFocus {
    var focus = ScanFocus(verb: "STAGE", subject: toStage.map(\.code).joined(separator: "  "))
    focus.quantity = toStage.count
    focus.unit = noun(toStage.count, "parcel")
    focus.places = [ScanFocus.Place(label: "to", text: work.lane.isEmpty ? "any lane" : work.lane, role: .big)]
    focus.ask = ScanFocus.Ask(hint: "the parcel, or a tote", hintRole: .accent)
    return focus
  }

  private var alert: ScanAlert? {
    if prompt?.takesDigit == true { return nil }
    if case .stopped(let error, _) = step { return ScanAlert(text: Wording.text(error), role: .refused) }
    let debts = labelsDue.filter { unprinted.contains($0.id) }
    if !debts.isEmpty {
      let codes = debts.map(\.code).joined(separator: ", ")
      return ScanAlert(text: "label owed: \(codes), F12 other printer", role: .warning)
    }
    guard let work, work.unitsLeft > 0, let first = labelsDue.first else { return nil }
    return ScanAlert(text: "label of box \(first.box) not scanned yet: \(first.code)", role: .warning)
  }

  // MARK: The lines

  private func drawLines(_ work: PackWork, on canvas: inout Canvas, in area: Rect) {
    guard area.rows > 1, area.columns > 20 else { return }
    canvas.write("  left   of", row: area.row, column: area.column, role: .heading)
    let start = area.column + 13
    let widest = work.lines.map { TextWidth.width($0.name) }.max() ?? 0
    let code = work.lines.map { TextWidth.width(barcode($0, work)) }.max() ?? 0
    let name = min(widest, max(8, area.endColumn - start - code - 3))
    canvas.write("item", row: area.row, column: start, role: .heading, width: name)
    let showsCode = start + name + 2 + code <= area.endColumn
    if showsCode { canvas.write("code", row: area.row, column: start + name + 2, role: .heading, width: code) }
    let body = area.splitTop(1).rest
    // What is still to be counted comes first where not all lines fit.
    let all = work.lines.count > body.rows ? work.lines.filter { $0.packed < $0.quantity } : work.lines
    let room = all.count > body.rows ? body.rows - 1 : body.rows
    for (index, line) in all.prefix(room).enumerated() {
      let row = body.row + index
      let left = line.quantity - line.packed
      let isLast = line.id == lastLine
      if left == 0 {
        canvas.write(String(canvas.glyphs.done), row: row, column: area.column + 1, role: .done)
      } else if isLast {
        canvas.write(String(canvas.glyphs.selected), row: row, column: area.column + 1, role: .accent)
      }
      canvas.write(
        String(left), row: row, column: area.column + 2, role: left == 0 ? .muted : .accent, width: 4, align: .right)
      canvas.write(String(line.quantity), row: row, column: area.column + 7, role: .muted, width: 4, align: .right)
      canvas.write(line.name, row: row, column: start, width: name)
      if showsCode { canvas.write(barcode(line, work), row: row, column: start + name + 2, role: .muted, width: code) }
    }
    if all.count > room {
      canvas.write("\(all.count - room) more", row: body.row + room, column: start, role: .muted)
    }
  }

  private func barcode(_ line: OrderLine, _ work: PackWork) -> String {
    work.barcodes[line.variant]?.first ?? line.sku
  }
}
