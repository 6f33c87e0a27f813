import Commerce
import Operations
import Terminal

/// The pack station: recount the tote, label the box, and bring it to its lane, by scans alone.
struct PackScreen: Screen {
  /// What the next scan is.
  enum Step: Hashable, Sendable {
    /// A tote, an order or a parcel.
    case tote
    /// Units, then printed labels.
    case packing(PackWork)
    /// A parcel of the packed order, on its way to its lane.
    case parcel(PackWork)
    /// The lane of this parcel.
    case lane(StagingRow, PackWork)
    /// The order must not go on: its tote goes to the hold shelf.
    case stopped(CommerceError, PackWork)
  }

  private(set) var step = Step.tote
  private(set) var prompt: PackPrompt? { didSet { gate = DigitGate() } }
  private(set) var last: LastScan?
  /// Labels that were sent to a printer by this screen.
  private(set) var printed: Set<ID<Parcel>> = []
  /// Labels that no printer took; owed until one does or the label is scanned, whatever is packed in between.
  private(set) var unprinted: Set<ID<Parcel>> = []
  /// Papers under way by the tag of their call.
  private var prints: [String: PackPrint] = [:]
  private var printCount = 0
  /// Parcels of the packed order that stand in their lane.
  private var staged: Set<String> = []
  /// Another printer than the settings say, until this screen is closed.
  private(set) var printer: PrintDestination?
  /// The line counted last, for the cursor of the list.
  private(set) var lastLine: ID<OrderLine>?
  private let firstCode: String?
  private var changes = 0
  private var gate = DigitGate()

  init(_ code: String?) { firstCode = code }

  var request: ScreenRequest { .pack(work?.order.number) }

  var work: PackWork? {
    switch step {
    case .tote: nil
    case .packing(let work), .parcel(let work), .lane(_, let work), .stopped(_, let work): work
    }
  }

  /// Boxes whose label has still to be scanned.
  var labelsDue: [Parcel] { work?.parcels.filter { $0.state == .labelled } ?? [] }

  var title: String { work.map { "Pack  \($0.order.number)" } ?? "Pack" }

  var inputMode: InputMode { prompt?.takesDigit == true ? .digit : .scan }

  mutating func opened(_ context: Context) -> [Effect] {
    firstCode.map { [change(.openPacking($0), "open")] } ?? []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard prompt == nil else {
      prompt = nil
      return [.quiet]
    }
    guard case .tote = step else {
      step = .tote
      return [.quiet]
    }
    return nil
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .scan(let code), .paste(let code): return prompt == nil ? scan(code) : answer(code)
    case .key(let key) where prompt?.takesDigit == true:
      switch gate.take(key) {
      case .digit(let digit): return choose(digit, context)
      case .other: return refuse("A DIGIT is needed, no scan.  Esc leaves")
      case .nothing: return []
      }
    case .key(.enter) where prompt != nil: return answer("")
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed:
      guard case .packing(let work) = step else { return [] }
      return [.call(.warehouse(.packing(work.order.id)), tag: "read\(changes)")]
    default: return []
    }
  }

  // MARK: Scans

  private mutating func scan(_ code: String) -> [Effect] {
    switch step {
    case .tote: return [change(.openPacking(code), "open")]
    case .packing(let work):
      if let grams = TypedNumber.parse(code), isWeight(code, work) {
        return [change(.setWeight(grams, order: work.order.id))]
      }
      return [change(.packScan(code, order: work.order.id))]
    case .parcel: return [change(.stagingParcel(code), "parcel \(code)")]
    case .lane(let row, _): return [change(.stage(parcel: row.parcel.code, lane: code), "lane \(code)")]
    case .stopped(_, let work):
      // The tote or the shelf: it lies where it should now. Another tote opens as always.
      step = .tote
      guard !work.totes.contains(code.uppercased()) else {
        last = LastScan(text: "\(work.order.number) to the hold shelf", isDone: false)
        return [.quiet]
      }
      return [change(.openPacking(code), "open")]
    }
  }

  /// Up to five digits are grams once there is a box, unless an item of the order goes by them.
  private func isWeight(_ code: String, _ work: PackWork) -> Bool {
    guard let box = work.parcels.last, box.state == .open || box.state == .labelled else { return false }
    return !work.lines.contains { $0.sku == code } && !work.barcodes.values.contains { $0.contains(code) }
  }

  // MARK: Actions

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    prompt = nil
    guard let work else { return [] }
    switch name {
    case "pack.missing": return ask(.missing, work)
    case "pack.damaged": return ask(.damaged, work)
    case "pack.nextBox": return [change(.nextBox(order: work.order.id))]
    case "pack.acceptAll": return [change(.acceptAll(order: work.order.id))]
    case "pack.printer": prompt = .printer(PackPrompt.printers(context.settings))
    case "pack.slip": return work.parcels.map { print(.packingSlip, $0, context) }
    default: return []
    }
    return [.quiet]
  }

  /// Asks which line, where there is more than one with units left, and how many of it.
  private mutating func ask(_ loss: PackPrompt.Loss, _ work: PackWork) -> [Effect] {
    let open = work.lines.filter { $0.picked > $0.packed }
    guard let first = open.first else { return refuse("NOTHING IS LEFT to count") }
    prompt = open.count == 1 ? .quantity(loss, first) : .line(loss, Array(open.prefix(9)))
    return [.quiet]
  }

  private mutating func choose(_ digit: Int, _ context: Context) -> [Effect] {
    guard let work else { return [] }
    switch prompt {
    case .line(let loss, let lines):
      guard digit <= lines.count else { return [] }
      prompt = .quantity(loss, lines[digit - 1])
      return []
    case .quantity(let loss, let line) where prompt?.takesDigit == true:
      return lose(digit, loss, line, work)
    case .printer(let choices):
      guard digit <= choices.count else { return [] }
      prompt = nil
      printer = choices[digit - 1].destination
      let due = labelsDue
      let name = choices[digit - 1].words
      return [.notice(Notice(.info, "Labels go to \(name)"))] + due.map { print(.label, $0, context) }
    default: return []
    }
  }

  private mutating func answer(_ text: String) -> [Effect] {
    guard let work, case .quantity(let loss, let line) = prompt, let number = TypedNumber.parse(text) else {
      return refuse("A \(prompt?.takesDigit == true ? "DIGIT" : "NUMBER") is needed, no scan.  Esc leaves")
    }
    return lose(number, loss, line, work)
  }

  private mutating func lose(
    _ quantity: Int, _ loss: PackPrompt.Loss, _ line: OrderLine, _ work: PackWork
  ) -> [Effect] {
    let limit = line.picked - line.packed
    guard (1...max(1, limit)).contains(quantity) else { return refuse("AT MOST \(limit) of \(line.name) are left") }
    prompt = nil
    return [
      change(
        loss == .missing
          ? .missing(quantity, line: line.id, order: work.order.id)
          : .damagedAtPacking(quantity, line: line.id, order: work.order.id))
    ]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .packing(let work): return tag == "open" || tag == "read\(changes)" ? show(work, opens: tag == "open") : []
    case .pack(let result): return take(result, context)
    case .stagingParcel(let row):
      guard let work else { return [] }
      step = .lane(row, work)
      return [.quiet]
    case .staged(let result): return take(result)
    case .text(let place): return printed(tag, at: place)
    case .failed(let error, .warehouse(.printPaper)): return notPrinted(tag, error)
    case .failed(let error, let call): return take(error, of: call, tag)
    default: return []
    }
  }

  private mutating func show(_ work: PackWork, opens: Bool) -> [Effect] {
    if work.order.status == .packed || work.order.status == .readyForDispatch {
      step = .parcel(work)
      staged = Set(work.parcels.filter { $0.state == .staged }.map(\.code))
    } else {
      step = .packing(work)
    }
    guard opens else { return [] }
    printed = Set(work.parcels.filter { $0.state != .open }.map(\.id))
    lastLine = nil
    last = LastScan(text: "\(work.order.number) is open")
    return [.quiet]
  }

  private mutating func take(_ result: PackResult, _ context: Context) -> [Effect] {
    let before = work
    step = .packing(result.work)
    lastLine =
      result.work.lines.first { line in
        before?.lines.first { $0.id == line.id }.map { $0.packed < line.packed } ?? false
      }?.id ?? lastLine
    var effects: [Effect] = [.quiet]
    switch result.verdict {
    case .counted(let item, let quantity, _): last = LastScan(text: "\(item) ×\(quantity) counted")
    case .labelsDue: last = LastScan(text: "all counted")
    case .labelScanned(let parcel, let packed):
      last = LastScan(text: packed ? "\(result.work.order.number) packed" : "\(parcel) labelled")
      if packed {
        step = .parcel(result.work)
        staged = []
      }
    case .nextBox(let box): last = LastScan(text: "box \(box) is open")
    case .weighed(let parcel, let grams): last = LastScan(text: "\(parcel) weighs \(grams) g")
    case .backToPicking(let item, let quantity, let short):
      step = .tote
      let rest = short > 0 ? ", \(short) of them nowhere: on the shortage list" : ""
      let number = result.work.order.number
      last = LastScan(text: "\(number) back to picking", isDone: false)
      return [
        .notice(Notice(.warning, "\(number) WAITS for \(quantity + short) \(item)\(rest).  Set its tote aside"))
      ]
    case .refused(let refusal): return [.notice(.error(.refused(refusal))), .bell]
    }
    for parcel in labelsDue where !printed.contains(parcel.id) {
      printed.insert(parcel.id)
      effects.append(print(.label, parcel, context))
    }
    return effects
  }

  private mutating func take(_ result: StageResult) -> [Effect] {
    guard let work else { return [] }
    staged.insert(result.parcel)
    if result.left > 0 {
      step = .parcel(work)
      last = LastScan(text: "\(result.parcel) in \(result.lane), \(result.left) to go")
    } else {
      step = .tote
      last = LastScan(text: "\(result.number) ready in \(result.lane)")
    }
    return [.quiet]
  }

  private mutating func take(_ error: CommerceError, of call: DeskCall, _ tag: String) -> [Effect] {
    guard call.isMutation else { return [] }
    // At the stage steps a scan may also be the next tote, or another parcel than the one in hand.
    if isUnknown(error), case .parcel(let work) = step, tag.hasPrefix("parcel ") {
      guard work.lane.isEmpty || tag.dropFirst(7).uppercased() != work.lane else {
        return [.notice(.error(.refused(Refusal(.parcelFirst, remedy: .scanParcel)))), .bell]
      }
      return [change(.openPacking(String(tag.dropFirst(7))), "open")]
    }
    if isUnknown(error), case .lane(_, let work) = step, tag.hasPrefix("lane ") {
      let code = String(tag.dropFirst(5))
      if work.parcels.contains(where: { $0.code == code.uppercased() }) {
        return [change(.stagingParcel(code), "switch")]
      }
    }
    if case .refused(let refusal) = error, [.stopped, .onHold, .paymentNotCompleted].contains(refusal.rule),
      case .packing(let work) = step
    {
      // The cause stays where the work was, until the tote is out of the way.
      step = .stopped(error, work)
      return [.quiet, .bell]
    }
    return [.notice(.error(error)), .bell]
  }

  private func isUnknown(_ error: CommerceError) -> Bool {
    if case .refused(let refusal) = error { return refusal.rule == .unknownCode }
    return false
  }

  /// Parcels of the packed order that have still to be brought to their lane.
  var toStage: [Parcel] { work?.parcels.filter { !staged.contains($0.code) } ?? [] }

  // MARK: Papers

  private mutating func print(_ paper: PaperKind, _ parcel: Parcel, _ context: Context) -> Effect {
    printCount += 1
    let tag = "print\(printCount)"
    prints[tag] = PackPrint(paper: paper, parcel: parcel, changes: changes)
    let destination = printer ?? context.settings.printDestination
    return .call(.warehouse(.printPaper(paper, of: parcel.id, to: destination)), tag: tag)
  }

  private mutating func printed(_ tag: String, at place: String) -> [Effect] {
    guard let print = prints[tag] else { return [] }
    // An earlier try at another printer may fail still; that is no loss any more.
    prints = prints.filter { $0.value.paper != print.paper || $0.value.parcel.id != print.parcel.id }
    if print.paper == .label { unprinted.remove(print.parcel.id) }
    // What was said of a later scan is not talked over.
    return print.changes == changes ? [.notice(Notice(.info, "\(print.name) printed: \(place)"))] : []
  }

  private mutating func notPrinted(_ tag: String, _ error: CommerceError) -> [Effect] {
    guard let print = prints.removeValue(forKey: tag) else { return [] }
    if print.paper == .label {
      // A label that was scanned is on its box, whatever the printer says.
      let known = work?.parcels.first { $0.id == print.parcel.id }
      guard known == nil || known?.state == .labelled else { return [] }
      unprinted.insert(print.parcel.id)
    }
    return [.notice(print.failed(error)), .bell]
  }

  // MARK: Calls

  private mutating func change(_ call: WarehouseCall, _ tag: String = "change") -> Effect {
    changes += 1
    return .call(.warehouse(call), tag: tag)
  }

  private func refuse(_ text: String) -> [Effect] { [.notice(Notice(.refused, text)), .bell] }
}
