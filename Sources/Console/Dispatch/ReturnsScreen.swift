import Commerce
import Operations
import Terminal

/// Scans parcels in that come back: each says where it goes now.
struct ReturnsScreen: Screen {
  private(set) var rows: [ReturnRow] = []
  private(set) var isLoaded = false
  private(set) var result: ReturnResult?
  private(set) var last: LastScan?

  var request: ScreenRequest { .dispatch(.returns) }
  var title: String { "Returns" }
  var inputMode: InputMode { .scan }
  var bannerFacts: String { isLoaded ? "\(rows.count) due back" : "" }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding(
        "returns.put_backs", "put-backs", [.function(2)], dot: "n", importance: 20, refusal: context.missing(.putBack))
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { [.call(.dispatch(.returns), tag: "list")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("returns.put_backs"): return [.open(.putBacks)]
    case .scan(let code), .paste(let code):
      return [.call(.dispatch(.scanBack(code.trimmed.uppercased())), tag: "back")]
    case .answer(.dispatch(.returns(let found)), _):
      rows = found
      isLoaded = true
    case .answer(.dispatch(.returned(let back)), _):
      result = back
      rows.removeAll { $0.code == back.parcel }
      let place = back.lane.isEmpty ? "its contents go back to their bins" : "to lane \(back.lane)"
      let left = back.left == 0 ? "\(back.number) is complete" : "\(back.left) of \(back.number) to come"
      last = LastScan(text: "\(back.parcel) is back, \(place), \(left)")
      return [.quiet, .call(.dispatch(.returns), tag: "list")]
    case .answer(.failed(let error, let call), _):
      let said = Effect.notice(.error(error, now: context.now))
      return call.isMutation ? [said, .bell] : [said]
    case .committed: return opened(context)
    default: break
    }
    return []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus(context).draw(on: &canvas, in: left, context)
    guard !context.isCompact else { return }
    drawList(on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest, context)
  }

  private func focus(_ context: Context) -> ScanFocus {
    if let result {
      var focus = ScanFocus(
        verb: result.lane.isEmpty ? "PUT BACK" : "LANE",
        subject: result.lane.isEmpty ? "\(result.parcel): empty it" : result.lane)
      focus.quantity = rows.count
      focus.unit = noun(rows.count, "parcel") + " due"
      focus.places = [
        ScanFocus.Place(label: "parcel", text: result.parcel, role: .big),
        ScanFocus.Place(label: "order", text: result.number),
        ScanFocus.Place(label: "", text: Wording.status(result.status)),
      ]
      focus.corner = result.lane.isEmpty ? "F2 puts back" : ""
      focus.ask = ScanFocus.Ask(hint: "the next parcel", hintRole: .accent)
      return focus
    }
    var focus = ScanFocus(verb: "BACK", subject: rows.isEmpty && isLoaded ? "Nothing is due back" : "Scan a parcel")
    focus.quantity = isLoaded && !rows.isEmpty ? rows.count : nil
    focus.unit = noun(rows.count, "parcel") + " due"
    if let first = rows.first {
      let age = Span.short(max(0, context.now.minutes(since: first.since)))
      focus.places = [
        ScanFocus.Place(label: "oldest", text: first.code, role: .big),
        ScanFocus.Place(label: "with", text: first.driverName), ScanFocus.Place(label: "since", text: age),
      ]
      focus.code = first.code
    } else if isLoaded {
      focus.places = [ScanFocus.Place(label: "", text: "failed and cancelled orders appear here until they are in")]
    }
    return focus
  }

  private func drawList(on canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("PARCEL", .fixed(10), priority: .max), Column("AGE", .fixed(6), align: .right, priority: .max),
      Column("WITH", .flexible(minimum: 12, weight: 1), priority: 5), Column("ORDER", .fixed(18), priority: 4),
      Column("STATUS", .fixed(9), priority: 2), Column("GOES TO", .fixed(8), priority: 3),
    ]
    ScanList(columns: columns).draw(
      rows.map { row in
        let age = max(0, context.now.minutes(since: row.since))
        return ScanList.Line(
          cells: [
            TableCell(row.code), TableCell(Span.short(age), age >= 1440 ? .late : .text), TableCell(row.driverName),
            TableCell(row.number), TableCell(Wording.status(row.status), .muted),
            TableCell(row.laneCode.isEmpty ? "put-back" : row.laneCode),
          ], isCurrent: row.code == result?.parcel, isLate: age >= 1440)
      }, on: &canvas, in: area)
  }
}
