import Commerce
import Operations
import Terminal

/// Scans the parcels of a run into its vehicle: each says where it goes; what stays behind is explained.
struct LoadScreen: Screen {
  private(set) var code: String?
  private(set) var detail: RunDetail?
  /// The parcel that was loaded last: its stop is the largest thing.
  private(set) var placed: LoadResult?
  private(set) var last: LastScan?
  /// Parcels that are not loaded and have to be explained, the one asked about first; nil while loading goes on.
  private(set) var open: [Parcel]?
  private(set) var gaps: [ID<Parcel>: LoadGap] = [:]
  private(set) var isEnded = false
  private var gate = DigitGate()

  init(_ code: String?) { self.code = code }

  var request: ScreenRequest { .dispatch(.load(detail?.run.code ?? code)) }
  var title: String { detail.map { "\(isOut ? "Hand over" : "Load") \($0.run.code)" } ?? "Load a run" }
  var inputMode: InputMode { open == nil ? .scan : .digit }
  var bannerFacts: String { detail == nil ? "" : "\(waiting.count) to \(isOut ? "hand over" : "load")" }
  var hasUnsavedWork: Bool { !gaps.isEmpty }

  func bindings(_ context: Context) -> [Binding] {
    let missing = context.missing(.dispatch)
    let left = isOut ? detail.map { Refusal(.runLeft, [.run: .text($0.run.code)], remedy: .none) } : nil
    return [
      Binding(
        "load.end", "all loaded", [.function(10)], dot: "a", importance: detail == nil || isEnded || isOut ? 0 : 30,
        refusal: missing ?? left.map { .refused($0) }),
      Binding("load.other", "other run", [.function(3)], dot: "k", importance: detail == nil ? 0 : 10),
      Binding("load.run", "the run", [.function(2)], dot: "n", importance: detail == nil ? 0 : 20),
      Binding("load.sheet", "print load sheet", [.function(12)], dot: "r", importance: detail == nil ? 0 : 5),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] {
    code.map { [.call(.dispatch(.runByCode($0)), tag: "run")] } ?? []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard open != nil else { return nil }
    open = nil
    gaps = [:]
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .scan(let code), .paste(let code): return scan(code.trimmed.uppercased())
    case .key(let key) where open != nil:
      guard case .digit(let digit) = gate.take(key) else { return [] }
      return explain(digit)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return detail.map { [.call(.dispatch(.run($0.run.id)), tag: "again")] } ?? []
    default: return []
    }
  }

  // MARK: Parcels

  /// Everything on the run with its stop, last stop first: what goes in first.
  private var all: [(stop: RunStop, parcel: Parcel)] {
    (detail?.stops ?? []).filter(\.card.isActive).reversed().flatMap { stop in stop.parcels.map { (stop, $0) } }
  }

  private func isIn(_ parcel: Parcel) -> Bool { parcel.state == .loaded || parcel.state == .out }

  /// True once the run has left: what is scanned then comes over from the driver it was taken from.
  private var isOut: Bool { detail?.run.state == .out }

  /// What still has to go in.
  private var waiting: [Parcel] { all.filter { needs($0.stop, $0.parcel) }.map(\.parcel) }

  private func needs(_ stop: RunStop, _ parcel: Parcel) -> Bool {
    stop.card.dispatch?.awaitsHandOver == true || !isIn(parcel)
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    switch name {
    case "load.other":
      self = LoadScreen(nil)
      return [.quiet]
    case "load.run":
      guard let detail else { return [] }
      return [.replace(.dispatch(.run(detail.run.code)))]
    case "load.sheet":
      guard let detail else { return [] }
      return [
        .call(
          .dispatch(.printRun(.loadSheet, of: detail.run.id, to: context.settings.printDestination)), tag: "print")
      ]
    case "load.end":
      guard detail != nil, open == nil else { return [] }
      gaps = [:]
      gate = DigitGate()
      open = all.map(\.parcel).filter { !isIn($0) }
      return open?.isEmpty == true ? end() : [.quiet]
    default: return []
    }
  }

  private mutating func explain(_ digit: Int) -> [Effect] {
    guard let parcel = open?.first, let reason = LoadGap(digit: digit) else { return [] }
    gaps[parcel.id] = reason
    open?.removeFirst()
    gate = DigitGate()
    return open?.isEmpty == true ? end() : [.quiet]
  }

  private mutating func end() -> [Effect] {
    open = nil
    defer { gaps = [:] }
    return detail.map { [.quiet, .call(.dispatch(.endLoading($0.run.id, gaps: gaps)), tag: "end")] } ?? []
  }

  private mutating func scan(_ code: String) -> [Effect] {
    guard open == nil else {
      return [.notice(Notice(.refused, "A DIGIT is needed, no scan.  Esc goes on loading")), .bell]
    }
    guard let detail, !code.hasPrefix("R-") else { return [.call(.dispatch(.runByCode(code)), tag: "run")] }
    let handsOver = all.contains { $0.parcel.code == code && $0.stop.card.dispatch?.awaitsHandOver == true }
    return [
      .call(
        .dispatch(handsOver ? .handOver(parcel: code, on: detail.run.id) : .load(parcel: code, on: detail.run.id)),
        tag: "load")
    ]
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .dispatch(.run(let found)):
      if tag == "run" {
        self = LoadScreen(found.run.code)
        detail = found
        return [.quiet]
      }
      detail = found
      guard tag == "end" else { return [] }
      isEnded = true
      placed = nil
      last = nil
      return [.notice(Notice(.done, "\(found.run.code) is loaded; F2 shows the run, s sends it out"))]
    case .dispatch(.loaded(let result)):
      placed = result
      let place = isOut ? "is \(detail?.driver.driver.name ?? "theirs")'s now" : "at stop \(result.position)"
      last = LastScan(text: "\(result.parcel) \(place), \(result.left) to go")
      let again = detail.map { [Effect.call(.dispatch(.run($0.run.id)), tag: "again")] } ?? []
      return [.quiet] + again
    case .text(let place): return [.notice(Notice(.done, "Printed: \(place)"))]
    case .failed(let error, _):
      if tag == "print" { return [.notice(.outside(error))] }
      return tag == "again" ? [.notice(.error(error))] : [.notice(.error(error, now: context.now)), .bell]
    default: return []
    }
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus().draw(on: &canvas, in: left, context)
    guard !context.isCompact else { return }
    drawList(on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest)
  }

  private func focus() -> ScanFocus {
    guard let detail else {
      var focus = ScanFocus(verb: "LOAD", subject: "Scan a run")
      focus.places = [ScanFocus.Place(label: "", text: "its manifest, or the driver")]
      return focus
    }
    if let parcel = open?.first, let stop = all.first(where: { $0.parcel.id == parcel.id })?.stop {
      var focus = ScanFocus(verb: "WHY", subject: "\(parcel.code) is not loaded")
      focus.quantity = stop.card.dispatch?.position
      focus.unit = "stop"
      focus.places = [
        ScanFocus.Place(label: "", text: stop.card.customer), ScanFocus.Place(label: "order", text: stop.card.number),
      ]
      focus.corner = "\(open?.count ?? 0) to explain"
      focus.ask = ScanFocus.Ask(
        label: "why", hint: "a digit, Esc goes on loading",
        options: LoadGap.allCases.map { "\($0.digit) \(Wording.gap($0))" })
      return focus
    }
    let left = waiting.count
    let done = isOut ? "all handed over; F2 shows the run" : "F10 ends loading"
    if let placed {
      var focus = ScanFocus(verb: "PUT", subject: "\(placed.parcel)  stop \(placed.position)")
      focus.quantity = placed.position
      focus.unit = "of \(counted(detail.stops.count, "stop"))"
      focus.places = [ScanFocus.Place(label: "order", text: placed.number)]
      focus.corner = "\(left) to go"
      focus.ask = ScanFocus.Ask(hint: left > 0 ? "the next parcel" : done, hintRole: .accent)
      return focus
    }
    var focus = ScanFocus(
      verb: isEnded || isOut && left == 0 ? "DONE" : isOut ? "GIVE" : "LOAD",
      subject: "\(detail.run.code)  \(detail.driver.driver.name)")
    focus.quantity = left
    focus.unit = noun(left, "parcel") + (isOut ? " to hand over" : " to load")
    if let first = all.first(where: { needs($0.stop, $0.parcel) }) {
      focus.places = [
        ScanFocus.Place(label: "first", text: first.parcel.code, role: .big),
        ScanFocus.Place(label: "stop", text: "\(first.stop.card.dispatch?.position ?? 0)"),
      ]
      focus.code = first.parcel.code
    } else if !isEnded {
      focus.places = [ScanFocus.Place(label: "", text: isOut ? done : "everything is in; \(done)")]
    }
    return focus
  }

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    let columns = [
      Column("STOP", .fixed(4), align: .right, priority: .max), Column("PARCEL", .fixed(10), priority: .max),
      Column("", .fixed(9), priority: .max), Column("ORDER", .fixed(18), priority: 3),
      Column("CUSTOMER", .flexible(minimum: 10, weight: 1), priority: 2),
    ]
    ScanList(columns: columns).draw(
      all.map { stop, parcel in
        let isLeft = needs(stop, parcel)
        let words = stop.card.dispatch?.awaitsHandOver == true ? "hand over" : isLeft ? "" : "loaded"
        return ScanList.Line(
          cells: [
            TableCell("\(stop.card.dispatch?.position ?? 0)"), TableCell(parcel.code),
            TableCell(words, isLeft ? .warning : .done), TableCell(stop.card.number), TableCell(stop.card.customer),
          ], isCurrent: parcel.code == placed?.parcel)
      }, on: &canvas, in: area)
  }
}
