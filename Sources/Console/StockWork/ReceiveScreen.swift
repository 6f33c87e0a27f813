import Commerce
import Operations
import Terminal

/// Receives a delivery or a transfer: its code, then item, quantity, bin, and the next.
struct ReceiveScreen: Screen {
  private(set) var work: InboundWork?
  private(set) var hand: UnitsInHand?
  private(set) var last: LastScan?
  private(set) var prompt: LinkPrompt?
  /// The code nobody knew, for F7.
  private(set) var unknownCode: String?
  /// True once more than expected was scanned into this bin; the same bin again means it.
  private var confirms: String?
  private let wanted: String?

  init(_ code: String?) { wanted = code }

  var request: ScreenRequest { .stockWork(.receive(work?.code ?? wanted)) }
  var title: String { work.map { "Receive  \($0.code)" } ?? "Receive" }
  var inputMode: InputMode { .scan }
  var bannerFacts: String { work.map { "\($0.due) to come" } ?? "" }
  var hasUnsavedWork: Bool { hand != nil }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = work == nil ? .refused(Refusal(.nothingOpen, remedy: .scanNeeded)) : nil
    let refusal = context.missing(.receiveStock) ?? nothing
    return [
      Binding("receive.next", "another delivery", [.function(2)], dot: "n", importance: 20),
      Binding("receive.other", "other item", [.function(3)], dot: "k", importance: hand == nil ? 0 : 30),
      Binding(
        "receive.link", "link barcode", [.function(7)], dot: "l", importance: unknownCode == nil ? 0 : 55,
        refusal: context.missing(.linkBarcodes)),
      Binding("receive.undo", "undo", [.function(8)], dot: "u", importance: 40, refusal: refusal),
      Binding("receive.close", "all in", [.function(10)], dot: "a", importance: 50, refusal: refusal),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] {
    wanted.map { [StockScanParts.call(.inbound($0), "open")] } ?? []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard prompt != nil || hand != nil else { return nil }
    if prompt == nil { hand = nil }
    prompt = nil
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name)
    case .scan(let code), .paste(let code): return scan(code)
    case .filled(let fields, _):
      return work.map { [StockScanParts.call(.closeInbound($0.id, reason: fields["text"] ?? ""), "close")] } ?? []
    case .answer(.stockWork(let answer), let tag): return take(answer, tag)
    case .answer(.failed(let error, let call), _): return fail(error, call)
    default: return []
    }
  }

  private mutating func act(_ name: String) -> [Effect] {
    prompt = nil
    switch name {
    case "receive.next":
      (work, hand) = (nil, nil)
      return [.quiet]
    case "receive.other":
      hand = nil
      return [.quiet]
    case "receive.link":
      prompt = LinkPrompt(unknownCode)
      return [.quiet]
    case "receive.undo": return work.map { [StockScanParts.call(.undoReceive($0.id), "undo")] } ?? []
    case "receive.close": return work.map { [StockScanParts.call(.closeInbound($0.id, reason: ""), "close")] } ?? []
    default: return []
    }
  }

  private mutating func scan(_ code: String) -> [Effect] {
    if prompt != nil {
      guard let call = code.isEmpty ? nil : prompt?.take(code) else { return [.quiet] }
      prompt = nil
      return [StockScanParts.call(call, "link")]
    }
    guard work != nil else { return [StockScanParts.call(.inbound(code), "open")] }
    if let number = TypedNumber.parse(code) {
      guard hand != nil, number > 0 else { return StockScanParts.refuse("ITEM FIRST, then how many") }
      hand?.set(number)
      confirms = nil
      return [.quiet]
    }
    return [StockScanParts.call(.resolve(code), "scan")]
  }

  private mutating func take(_ answer: StockWorkAnswer, _ tag: String) -> [Effect] {
    switch answer {
    case .scan(let found): return take(found)
    case .inbound(let found): return take(found, tag)
    case .linked(let linked):
      unknownCode = nil
      return [.notice(Notice(.done, Wording.text(linked) + ": scan it again"))]
    default: return []
    }
  }

  private mutating func take(_ found: StockScan) -> [Effect] {
    switch found {
    case .unknown(let code):
      unknownCode = code
      return [.notice(.error(.refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .linkBarcode)))), .bell]
    case .item(let variant, let units, let bins):
      unknownCode = nil
      confirms = nil
      if hand?.variant.id == variant.id {
        hand?.add(units)
        return [.quiet]
      }
      if let hand {
        return StockScanParts.refuse("BIN FIRST: \(hand.words) of \(hand.variant.name) need a bin. F3 leaves them")
      }
      hand = UnitsInHand(variant, units: units, bins: bins)
      return [.quiet]
    case .bin(let bin):
      guard let hand, let work else { return StockScanParts.refuse("ITEM FIRST, then its bin") }
      return [
        StockScanParts.call(
          .receive(
            ReceiveRequest(
              inbound: work.id, code: hand.variant.sku, quantity: hand.quantity, bin: bin.code,
              isConfirmed: confirms == bin.code)), "receive \(bin.code)")
      ]
    }
  }

  private mutating func take(_ found: InboundWork, _ tag: String) -> [Effect] {
    confirms = nil
    switch tag {
    case "open": (hand, last) = (nil, nil)
    case "undo": last = LastScan(text: "taken back; \(found.due) of \(found.code) to come", isDone: false)
    case "close":
      (work, hand) = (nil, nil)
      last = LastScan(text: "\(found.code) is in, everything said")
      return [.quiet]
    default:
      let bin = tag.dropFirst("receive ".count)
      last = hand.map { LastScan(text: "\($0.variant.name) ×\($0.quantity) in \(bin)", hint: "undo F8") }
      hand = nil
    }
    work = found
    return [found.due == 0 && tag != "undo" ? .notice(Notice(.info, "All is in: F10 closes \(found.code)")) : .quiet]
  }

  private mutating func fail(_ error: CommerceError, _ call: DeskCall) -> [Effect] {
    guard case .refused(let refusal) = error else { return [.notice(.error(error)), .bell] }
    switch (refusal.rule, call) {
    case (.overReceipt, .stockWork(.receive(let request))), (.notExpected, .stockWork(.receive(let request))):
      guard case .delivery = request.inbound else { break }
      confirms = request.bin
      let said = Wording.text(Refusal(refusal.rule, refusal.facts, remedy: .none))
      return [.notice(Notice(.warning, "\(said). \(request.bin) again takes it in")), .bell]
    case (.shortReceipt, _):
      let said = Wording.text(Refusal(refusal.rule, refusal.facts, remedy: .none))
      return [.fill(.text(said, label: "why"), tag: "close")]
    case (.deliveryClosed, _), (.transferReceived, _): work = nil
    default: break
    }
    return [.notice(.error(error)), .bell]
  }
}

extension ReceiveScreen {
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus.draw(on: &canvas, in: left, context)
    guard !context.isCompact, let work else { return }
    let columns = [
      Column("DUE", .fixed(5), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: 16, weight: 2), priority: .max), Column("SKU", .fixed(14), priority: 2),
      Column("IN", .fixed(5), align: .right, priority: 5), Column("OF", .fixed(5), align: .right, priority: 4),
      Column("BIN", .fixed(9), priority: 6),
    ]
    ScanList(columns: columns).draw(
      work.lines.map { line in
        ScanList.Line(
          cells: [
            TableCell("\(line.due)", line.due == 0 ? .done : .text), TableCell(line.variant.name),
            TableCell(line.variant.sku, .muted), TableCell("\(line.received)"), TableCell("\(line.expected)"),
            TableCell(line.binCode.isEmpty ? "-" : line.binCode),
          ], isCurrent: line.variant.id == hand?.variant.id)
      }, on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest)
  }

  private var focus: ScanFocus {
    var focus: ScanFocus
    if let work, let hand {
      let line = work.lines.first { $0.variant.id == hand.variant.id }
      focus = ScanFocus(verb: "PUT", subject: hand.variant.name)
      focus.quantity = hand.quantity
      focus.unit = UnitWords.of(hand.variant.unit, hand.quantity)
      focus.places = [
        ScanFocus.Place(label: "into", text: hand.bins.first?.bin.code ?? "any bin", role: .big),
        ScanFocus.Place(label: "", text: line.map { "\($0.due) to come" } ?? "not expected"),
      ]
      focus.ask =
        confirms.map { ScanFocus.Ask(hint: "\($0) again: take in", hintRole: .warning) }
        ?? ScanFocus.Ask(hint: "its bin; a number, or again for more", hintRole: .accent)
    } else if let work {
      let line = work.lines.first { $0.due > 0 }
      focus = ScanFocus(verb: "IN", subject: line == nil ? "All of \(work.code) is in" : "Scan an item")
      focus.quantity = work.due
      focus.unit = "to come"
      focus.places = [ScanFocus.Place(label: "from", text: work.from)]
      focus.ask = ScanFocus.Ask(hint: line == nil ? "F10 closes it" : "any item of it", hintRole: .accent)
    } else {
      focus = ScanFocus(verb: "IN", subject: "Scan a delivery")
      focus.places = [ScanFocus.Place(label: "", text: "the supplier's reference, or the code of a transfer's slip")]
      focus.ask = ScanFocus.Ask(hint: "g V lists what is expected")
    }
    focus.corner = work?.code ?? ""
    if let prompt { focus.ask = prompt.ask }
    return focus
  }
}
