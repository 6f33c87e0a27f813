import Commerce
import Operations
import Terminal

/// Brings packed parcels to their lanes: a parcel, a lane, and the next.
struct StageScreen: Screen {
  enum Step: Hashable, Sendable {
    case parcel
    /// The lane of this parcel.
    case lane(StagingRow)
  }

  private(set) var step = Step.parcel
  private(set) var rows: [StagingRow] = []
  private(set) var isLoaded = false
  private(set) var last: LastScan?

  var request: ScreenRequest { .stage }
  var title: String { "Stage" }
  var inputMode: InputMode { .scan }
  var bannerFacts: String { isLoaded ? "\(rows.count) waiting" : "" }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding(
        "stage.pack", "pack", [.function(2)], dot: "n", importance: 20, refusal: context.missing(.pack)),
      Binding("stage.other", "other parcel", [.function(3)], dot: "k", importance: inHand == nil ? 0 : 30),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  mutating func back(_ context: Context) -> [Effect]? {
    guard inHand != nil else { return nil }
    step = .parcel
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("stage.pack"): return [.replace(.pack(nil))]
    case .action("stage.other"):
      step = .parcel
      return [.quiet]
    case .scan(let code), .paste(let code): return scan(code)
    case .answer(let answer, let tag): return take(answer, tag)
    case .committed: return [read]
    default: return []
    }
  }

  /// The parcel that waits for its lane.
  var inHand: StagingRow? {
    if case .lane(let row) = step { return row }
    return nil
  }

  private func scan(_ code: String) -> [Effect] {
    guard let inHand else { return [.call(.warehouse(.stagingParcel(code)), tag: "parcel")] }
    return [.call(.warehouse(.stage(parcel: inHand.parcel.code, lane: code)), tag: code)]
  }

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .staging(let found):
      rows = found
      isLoaded = true
      return []
    case .stagingParcel(let row):
      step = .lane(row)
      return [.quiet]
    case .staged(let result):
      step = .parcel
      rows.removeAll { $0.parcel.code == result.parcel }
      let rest = result.ready ? "\(result.number) is ready" : "\(result.left) of \(result.number) to go"
      last = LastScan(text: "\(result.parcel) in \(result.lane), \(rest)")
      return [.quiet]
    case .failed(let error, let call):
      // Another parcel instead of the lane: that one is meant now.
      if case .warehouse(.stage) = call, case .refused(let refusal) = error, refusal.rule == .unknownCode,
        rows.contains(where: { $0.parcel.code == tag.uppercased() })
      {
        return [.call(.warehouse(.stagingParcel(tag)), tag: "parcel")]
      }
      return call.isMutation ? [.notice(.error(error)), .bell] : [.notice(.error(error))]
    default: return []
    }
  }

  private var read: Effect { .call(.warehouse(.stagingList), tag: "list") }
}

extension StageScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus(context).draw(on: &canvas, in: left, context)
    guard !context.isCompact else { return }
    drawList(on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest, context)
  }

  private func focus(_ context: Context) -> ScanFocus {
    guard let row = inHand else {
      var focus = ScanFocus(verb: "STAGE", subject: rows.isEmpty && isLoaded ? "Nothing waits" : "Scan a parcel")
      focus.quantity = isLoaded && !rows.isEmpty ? rows.count : nil
      focus.unit = noun(rows.count, "parcel")
      if let first = rows.first {
        focus.places = [
          ScanFocus.Place(label: "first", text: first.parcel.code, role: .big),
          ScanFocus.Place(label: "to", text: first.lane.isEmpty ? "any lane" : first.lane),
        ]
        focus.code = first.parcel.code
      } else if isLoaded {
        focus.places = [ScanFocus.Place(label: "", text: "packed parcels appear here; F2 packs the next tote")]
      }
      return focus
    }
    var focus = ScanFocus(verb: "LANE", subject: row.lane.isEmpty ? "Any lane" : row.lane)
    focus.quantity = row.boxes
    focus.unit = noun(row.boxes, "box", "boxes")
    focus.places = [ScanFocus.Place(label: "parcel", text: row.parcel.code, role: .big)]
    if row.boxes > 1 { focus.places.append(ScanFocus.Place(label: "box", text: "\(row.parcel.box) of \(row.boxes)")) }
    if !row.zone.isEmpty { focus.places.append(ScanFocus.Place(label: "zone", text: row.zone)) }
    focus.corner = row.number
    focus.ask = ScanFocus.Ask(hint: "its lane", hintRole: .accent)
    return focus
  }

  private func drawList(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("PARCEL", .fixed(10), priority: .max), Column("LANE", .fixed(6), priority: .max),
      Column("PROMISE", .fixed(7), align: .right, priority: 5), Column("", .fixed(6), align: .right, priority: 4),
      Column("ORDER", .fixed(18), priority: 3), Column("BOX", .fixed(5), align: .right, priority: 1),
      Column("ZONE", .fixed(12), priority: 2), Column("CUSTOMER", .flexible(minimum: 10, weight: 1), priority: 0),
    ]
    ScanList(columns: columns).draw(
      rows.map { row in
        let minutes = row.promiseAt.minutes(since: context.now)
        let today = context.local(context.now)
        return ScanList.Line(
          cells: [
            TableCell(row.parcel.code), TableCell(row.lane.isEmpty ? "any" : row.lane),
            TableCell(context.local(row.promiseAt).clockOrDay(today: today)),
            TableCell(Span.short(minutes), minutes < 0 ? .late : .muted), TableCell(row.number),
            TableCell(row.boxes > 1 ? "\(row.parcel.box)/\(row.boxes)" : "1", .muted), TableCell(row.zone),
            TableCell(row.customer),
          ], isCurrent: row.parcel.code == inHand?.parcel.code, isLate: minutes < 0)
      }, on: &canvas, in: area)
  }
}
