import Commerce
import Operations
import Terminal

/// Puts a transfer to another town together: a bin, its items, and the next; then it leaves.
struct SendScreen: Screen {
  private let town: String
  private(set) var work: TransferWork?
  /// The bin that is taken from.
  private(set) var bin: Bin?
  /// The item put in last from this bin, and how many of it.
  private(set) var streak: UnitsInHand?
  private(set) var last: LastScan?

  init(_ town: String) { self.town = town }

  var request: ScreenRequest { .stockWork(.send(town)) }
  var title: String { work.map { "Send  \($0.transfer.code)" } ?? "Send" }
  var inputMode: InputMode { .scan }
  var bannerFacts: String { work.map { counted($0.transfer.due, "unit") + " to " + $0.toName } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = work == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    let refusal = context.missing(.transferStock) ?? nothing
    return [
      Binding("send.undo", "undo", [.function(8)], dot: "u", importance: 40, refusal: refusal),
      Binding("send.send", "send it", [.function(10)], dot: "a", importance: 50, refusal: refusal),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { [StockScanParts.call(.beginTransfer(to: town), "open")] }

  mutating func back(_ context: Context) -> [Effect]? {
    guard bin != nil else { return nil }
    (bin, streak) = (nil, nil)
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("send.undo"): return work.map { [StockScanParts.call(.undoPutIn($0.transfer.id), "undo")] } ?? []
    case .action("send.send"): return work.map { [StockScanParts.call(.send($0.transfer.id), "send")] } ?? []
    case .scan(let code), .paste(let code): return scan(code)
    case .answer(.stockWork(let answer), let tag): return take(answer, tag, context)
    case .answer(.failed(let error, .stockWork(.printTransfer)), _): return [.notice(.outside(error)), .bell]
    case .answer(.failed(let error, _), _): return [.notice(.error(error)), .bell]
    default: return []
    }
  }

  private mutating func scan(_ code: String) -> [Effect] {
    guard work != nil else { return [] }
    guard let number = TypedNumber.parse(code) else { return [StockScanParts.call(.resolve(code), "scan")] }
    guard let streak else { return StockScanParts.refuse("ITEM FIRST, then how many") }
    guard number > streak.quantity else {
      return StockScanParts.refuse("\(streak.words) are in; F8 takes back")
    }
    return put(streak.variant, number - streak.quantity)
  }

  private func put(_ variant: Variant, _ units: Int) -> [Effect] {
    guard let work, let bin else { return StockScanParts.refuse("BIN FIRST, then the item") }
    let request = PutInRequest(transfer: work.transfer.id, code: variant.sku, quantity: units, bin: bin.code)
    return [StockScanParts.call(.putIn(request), "put \(units)")]
  }

  private mutating func take(_ answer: StockWorkAnswer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .scan(.bin(let found)):
      (bin, streak) = (found, nil)
      return [.quiet]
    case .scan(.item(let variant, let units, let bins)):
      if streak?.variant.id != variant.id { streak = UnitsInHand(variant, units: 0, bins: bins) }
      return put(variant, units)
    case .scan(.unknown(let code)):
      return [.notice(.error(.refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanItem)))), .bell]
    case .transfer(let found):
      work = found
      return said(found, tag, context)
    case .text(let place): return [.notice(Notice(.done, "Sent; slip: \(place)")), .close]
    default: return []
    }
  }

  private mutating func said(_ found: TransferWork, _ tag: String, _ context: Context) -> [Effect] {
    switch tag {
    case "undo":
      streak = nil
      last = LastScan(text: "taken back; \(counted(found.transfer.due, "unit")) in", isDone: false)
    case "send":
      return [
        .notice(Notice(.done, "\(found.transfer.code) is on its way to \(found.toName)")),
        StockScanParts.call(.printTransfer(found.transfer.id, to: context.settings.printDestination), "print"),
      ]
    case "open": break
    default:
      if let units = Int(tag.dropFirst("put ".count)) { streak?.add(units) }
      last = streak.map {
        LastScan(text: "\($0.variant.name) ×\($0.quantity) from \(bin?.code ?? "")", hint: "undo F8")
      }
    }
    return [.quiet]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    var (left, right) = (above, Rect(row: above.row, column: above.endColumn, rows: 0, columns: 0))
    if context.isWide { (left, right) = above.splitLeft(80, gap: 2) }
    let rest = focus.draw(on: &canvas, in: left, context)
    guard !context.isCompact, let work else { return }
    let columns = [
      Column("UNITS", .fixed(6), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: 16, weight: 2), priority: .max), Column("SKU", .fixed(14), priority: 2),
    ]
    ScanList(columns: columns).draw(
      work.lines.filter { $0.figures.sent > 0 }.map { line in
        ScanList.Line(
          cells: [
            TableCell("\(line.figures.sent)"), TableCell(line.variant.name), TableCell(line.variant.sku, .muted),
          ], isCurrent: line.variant.id == streak?.variant.id)
      }, on: &canvas, in: context.isWide ? right : rest.splitTop(1).rest)
  }

  private var focus: ScanFocus {
    guard let work else { return ScanFocus(verb: "SEND", subject: "Reading what is to leave") }
    var focus = ScanFocus(verb: "SEND", subject: streak?.variant.name ?? (bin == nil ? "Scan a bin" : "Scan an item"))
    focus.quantity = streak?.quantity ?? work.transfer.due
    focus.unit = streak.map { UnitWords.of($0.variant.unit, $0.quantity) } ?? "units"
    focus.places = [ScanFocus.Place(label: "to", text: work.toName, role: .big)]
    if let bin { focus.places.append(ScanFocus.Place(label: "from", text: bin.code)) }
    focus.corner = work.transfer.code
    focus.ask = ScanFocus.Ask(
      hint: bin == nil ? "the bin to take from" : "item, its number, or another bin", hintRole: .accent)
    return focus
  }
}
