import Commerce
import Operations
import Terminal

/// Counts a bin without knowing what the book says: the bin, its items, and the bin once more.
struct CountScreen: Screen {
  enum Phase: Hashable, Sendable {
    case loading
    /// No bin in hand.
    case idle
    case work(CountWork)
  }

  /// What the scan line asks beside scans.
  enum Prompt: Hashable, Sendable {
    /// Which code is to be linked.
    case code
    /// Which item it stands for.
    case item(code: String)
    /// How many units one scan of it stands for.
    case pack(code: String, sku: String)
  }

  private(set) var phase = Phase.loading
  private(set) var prompt: Prompt?
  private(set) var last: LastScan?
  /// The code nobody knew, for F7.
  private(set) var unknownCode: String?
  /// True once the bin was scanned again although items were not; the next time it is so.
  private(set) var asksNone = false
  private let wanted: String?

  init(_ bin: String?) { wanted = bin }

  var request: ScreenRequest { .stockWork(.count(work?.binCode ?? wanted)) }
  var title: String { work.map { "Count  \($0.binCode)" } ?? "Count" }
  var inputMode: InputMode { .scan }
  var bannerFacts: String {
    work.map { counted($0.lines.count, "item") + " counted" } ?? ""
  }

  var work: CountWork? {
    if case .work(let work) = phase { return work }
    return nil
  }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = work == nil ? .refused(Refusal(.countFirst, remedy: .scanBin)) : nil
    let refusal = context.missing(.countStock) ?? nothing
    return [
      Binding(
        "count.next", "next", [.function(2)], dot: "n", importance: work == nil ? 60 : 20,
        refusal: context.missing(.countStock)),
      Binding("count.other", "other bin", [.function(3)], dot: "k", importance: 24, refusal: refusal),
      Binding(
        "count.link", "link barcode", [.function(7)], dot: "l", importance: unknownCode == nil ? 0 : 55,
        refusal: context.missing(.linkBarcodes)),
      Binding("count.undo", "undo", [.function(8)], dot: "u", importance: 40, refusal: refusal),
      Binding("count.finish", "bin done", [.function(10)], dot: "a", importance: 50, refusal: refusal),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] {
    guard let wanted else { return [call(.countInHand, "hand")] }
    // `#12` is a task of the list; anything else is a bin's label.
    if wanted.hasPrefix("#"), let serial = Int64(wanted.dropFirst()) { return [call(.openTask(ID(serial)), "open")] }
    return [call(.openBin(wanted), "open")]
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard prompt != nil else { return nil }
    prompt = nil
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name)
    case .scan(let code), .paste(let code): return prompt == nil ? scan(code) : answer(code)
    case .answer(.stockWork(let answer), let tag): return take(answer, tag)
    case .answer(.failed(let error, let call), let tag): return fail(error, call, tag, context)
    default: return []
    }
  }

  // MARK: Actions

  private mutating func act(_ name: String) -> [Effect] {
    prompt = nil
    switch name {
    case "count.next":
      return [call(.countTasks(PageRequest(.first, limit: 200)), "next")]
    case "count.other":
      // What was counted stays; scanning the bin goes on with it.
      phase = .idle
      asksNone = false
      return [.notice(Notice(.info, "Kept: its label goes on with it"))]
    case "count.link":
      prompt = unknownCode.map { .item(code: $0) } ?? .code
      return [.quiet]
    case "count.undo": return work.map { [call(.undoCount(on: $0.task.id), "step")] } ?? []
    case "count.finish": return finish()
    default: return []
    }
  }

  private mutating func scan(_ code: String) -> [Effect] {
    guard let work else { return phase == .loading ? [] : [call(.openBin(code), "open")] }
    if code.uppercased() == work.binCode.uppercased() { return finish() }
    asksNone = false
    if let number = TypedNumber.parse(code) { return [call(.setCounted(number, on: work.task.id), "step")] }
    return [call(.countScan(code, on: work.task.id), "step \(code)")]
  }

  private func finish() -> [Effect] {
    work.map { [call(.finishCount($0.task.id, confirmed: asksNone), "finish")] } ?? []
  }

  private mutating func answer(_ text: String) -> [Effect] {
    guard let prompt, !text.isEmpty else { return [] }
    switch prompt {
    case .code: self.prompt = .item(code: text)
    case .item(let code): self.prompt = .pack(code: code, sku: text)
    case .pack(let code, let sku):
      guard let units = TypedNumber.parse(text), units > 0 else {
        return [.notice(Notice(.refused, "A NUMBER is needed: units of one scan.  Esc leaves")), .bell]
      }
      self.prompt = nil
      unknownCode = code
      return [call(.linkBarcode(code, sku: sku, units: units), "link")]
    }
    return [.quiet]
  }

  // MARK: Answers

  private mutating func take(_ answer: StockWorkAnswer, _ tag: String) -> [Effect] {
    switch answer {
    case .countInHand(let found):
      guard let found else {
        phase = .idle
        return []
      }
      show(found)
      return [.notice(Notice(.info, "Going on with \(found.binCode)"))]
    case .count(let found):
      last = nil
      show(found)
      let only = found.item.map { "Only \($0.name) is to be counted here" }
      return [only.map { .notice(Notice(.info, $0)) } ?? .quiet]
    case .countTasks(let page):
      guard let row = page.rows.first(where: { $0.task.holder == nil }) else {
        return [.notice(Notice(.info, "Nothing waits to be counted; any bin can be"))]
      }
      return [call(.openTask(row.task.id), "open")]
    case .counted(let result):
      unknownCode = nil
      show(result.work)
      last = CountEcho.last(result.verdict)
      guard case .restarted = result.verdict else { return [.quiet] }
      return [.notice(Notice(.warning, Wording.text(result.verdict))), .bell]
    case .finished(let summary):
      phase = .idle
      asksNone = false
      last = LastScan(text: Wording.text(summary), hint: "")
      guard let blocked = summary.blocked.first else { return [.quiet] }
      return [.notice(Notice(.warning, Wording.text(blocked.refusal)))]
    case .linked(let linked):
      unknownCode = nil
      return [.notice(Notice(.done, Wording.text(linked) + ": scan it again"))]
    default: return []
    }
  }

  private mutating func show(_ found: CountWork) {
    if found.task.id != work?.task.id { asksNone = false }
    phase = .work(found)
  }

  private mutating func fail(
    _ error: CommerceError, _ call: DeskCall, _ tag: String, _ context: Context
  ) -> [Effect] {
    if phase == .loading { phase = .idle }
    guard case .refused(let refusal) = error else { return [.notice(.error(error)), .bell] }
    switch refusal.rule {
    case .countedNone:
      asksNone = true
      return [
        .notice(
          Notice(
            .warning,
            "\(Wording.text(Refusal(refusal.rule, refusal.facts, remedy: .none))). The bin once more says there is none"
          )), .bell,
      ]
    case .wrongBin:
      return [.notice(Notice(.refused, "\(Wording.text(refusal)). Its own label finishes it, F3 leaves it")), .bell]
    case .unknownCode where tag.hasPrefix("step "):
      unknownCode = String(tag.dropFirst(5))
      if context.missing(.linkBarcodes) != nil {
        return [
          .notice(
            Notice(.warning, "UNKNOWN CODE: \(unknownCode ?? ""). Put it aside; a supervisor can link it to an item")),
          .bell,
        ]
      }
    case .countPosted, .notYourWork: phase = .idle
    default: break
    }
    return [.notice(.error(error)), .bell]
  }

  private func call(_ call: StockWorkCall, _ tag: String) -> Effect { .call(.stockWork(call), tag: tag) }
}

/// A step of a count as the last line shows it.
enum CountEcho {
  static func last(_ verdict: CountVerdict) -> LastScan {
    switch verdict {
    case .undone: LastScan(text: Wording.text(verdict), isDone: false)
    case .restarted(let item, let total): LastScan(text: "\(item) \(total), counted anew", hint: "undo F8")
    default: LastScan(text: Wording.text(verdict), hint: "undo F8")
    }
  }
}

extension CountScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus.draw(on: &canvas, in: left, context)
    guard !context.isCompact, let work else { return }
    let columns = [
      Column("COUNTED", .fixed(7), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: 16, weight: 2), priority: .max), Column("SKU", .fixed(14), priority: 2),
    ]
    ScanList(columns: columns).draw(
      work.lines.map { line in
        ScanList.Line(
          cells: [TableCell("\(line.counted)"), TableCell(line.variant.name), TableCell(line.variant.sku, .muted)],
          isCurrent: line.variant.id == work.last)
      }, on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest)
  }

  private var focus: ScanFocus {
    guard let work else {
      var focus = ScanFocus(verb: "COUNT", subject: phase == .loading ? "Reading the count in hand" : "Scan a bin")
      focus.places = [
        ScanFocus.Place(label: "", text: "F2 takes the next of the list, any bin's label begins its count")
      ]
      focus.ask = ScanFocus.Ask(hint: "a bin", hintRole: .accent)
      return asked(focus)
    }
    let line = work.lines.first { $0.variant.id == work.last }
    var focus = ScanFocus(verb: "COUNT", subject: line?.variant.name ?? work.item?.name ?? "Scan every item")
    focus.quantity = line?.counted ?? 0
    focus.unit = line.map { UnitWords.of($0.variant.unit, $0.counted) } ?? "units"
    focus.places = [ScanFocus.Place(label: "in", text: work.binCode, role: .big)]
    if work.item != nil, line == nil { focus.places.append(ScanFocus.Place(label: "", text: "only this item")) }
    focus.ask =
      asksNone
      ? ScanFocus.Ask(hint: "\(work.binCode) again: no more here", hintRole: .warning)
      : ScanFocus.Ask(hint: "item, its number, or \(work.binCode) when done", hintRole: .accent)
    return asked(focus)
  }

  private func asked(_ focus: ScanFocus) -> ScanFocus {
    var focus = focus
    switch prompt {
    case .code: focus.ask = ScanFocus.Ask(label: "code", hint: "scan the code to link, Esc leaves")
    case .item(let code): focus.ask = ScanFocus.Ask(label: "item", hint: "its SKU or known code for \(code)")
    case .pack: focus.ask = ScanFocus.Ask(label: "units", hint: "units of one scan: 1, or a case's number")
    case nil: break
    }
    return focus
  }
}
