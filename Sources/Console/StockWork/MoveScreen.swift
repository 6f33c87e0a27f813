import Commerce
import Operations
import Terminal

/// Takes units from one bin to another: the bin, the item, how many, the other bin.
struct MoveScreen: Screen {
  private(set) var from: Bin?
  private(set) var hand: UnitsInHand?
  private(set) var last: LastScan?
  private var lastMove: MoveResult?

  let request = ScreenRequest.stockWork(.move)
  let title = "Move"
  let inputMode = InputMode.scan
  var hasUnsavedWork: Bool { hand != nil }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = lastMove == nil ? .refused(Refusal(.nothingToUndo, remedy: .scanBin)) : nil
    return [
      Binding("move.other", "begin again", [.function(3)], dot: "k", importance: from == nil ? 0 : 30),
      Binding(
        "move.undo", "undo", [.function(8)], dot: "u", importance: 40,
        refusal: context.missing(.transferStock) ?? nothing),
    ]
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard from != nil else { return nil }
    if hand == nil { from = nil }
    hand = nil
    return [.quiet]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("move.other"):
      (from, hand) = (nil, nil)
      return [.quiet]
    case .action("move.undo"):
      guard let lastMove else { return [] }
      let back = MoveRequest(code: lastMove.sku, quantity: lastMove.quantity, from: lastMove.to, to: lastMove.from)
      return [StockScanParts.call(.move(back), "undo")]
    case .scan(let code), .paste(let code):
      guard let number = TypedNumber.parse(code) else { return [StockScanParts.call(.resolve(code), "scan")] }
      guard hand != nil, number > 0 else { return StockScanParts.refuse("ITEM FIRST, then how many") }
      hand?.set(number)
      return [.quiet]
    case .answer(.stockWork(.scan(let found)), _): return take(found)
    case .answer(.stockWork(.moved(let result)), let tag):
      (hand, lastMove) = (nil, tag == "undo" ? nil : result)
      let words = "\(result.item) ×\(result.quantity) \(result.from) → \(result.to)"
      last =
        tag == "undo" ? LastScan(text: "taken back: \(words)", isDone: false) : LastScan(text: words, hint: "undo F8")
      return [.quiet]
    case .answer(.failed(let error, _), _): return [.notice(.error(error)), .bell]
    default: return []
    }
  }

  private mutating func take(_ found: StockScan) -> [Effect] {
    switch found {
    case .unknown(let code):
      return [.notice(.error(.refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanItem)))), .bell]
    case .bin(let bin):
      guard let from, let hand else {
        self.from = bin
        return [.quiet]
      }
      let request = MoveRequest(code: hand.variant.sku, quantity: hand.quantity, from: from.code, to: bin.code)
      return [StockScanParts.call(.move(request), "move")]
    case .item(let variant, let units, let bins):
      guard from != nil else { return StockScanParts.refuse("BIN FIRST: scan where it lies") }
      if hand?.variant.id == variant.id {
        hand?.add(units)
      } else if let hand {
        return StockScanParts.refuse("BIN FIRST: \(hand.words) of \(hand.variant.name) need a bin. F3 begins again")
      } else {
        hand = UnitsInHand(variant, units: units, bins: bins)
      }
      return [.quiet]
    }
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let above = LastScan.draw(last, on: &canvas, in: area)
    _ = focus.draw(on: &canvas, in: context.isWide ? above.splitLeft(80, gap: 2).left : above, context)
  }

  private var focus: ScanFocus {
    guard let from else {
      var focus = ScanFocus(verb: "MOVE", subject: "Scan a bin")
      focus.places = [ScanFocus.Place(label: "", text: "where the units lie; quarantine counts as a bin")]
      focus.ask = ScanFocus.Ask(hint: "the bin to take from", hintRole: .accent)
      return focus
    }
    var focus = ScanFocus(verb: "MOVE", subject: hand?.variant.name ?? "Scan an item")
    focus.places = [ScanFocus.Place(label: "from", text: from.code, role: .big)]
    focus.ask = ScanFocus.Ask(hint: "an item of \(from.code), or another bin", hintRole: .accent)
    guard let hand else { return focus }
    focus.quantity = hand.quantity
    focus.unit = UnitWords.of(hand.variant.unit, hand.quantity)
    if let held = hand.bins.first(where: { $0.bin.id == from.id }) {
      focus.places.append(ScanFocus.Place(label: "free", text: "\(held.free)"))
    }
    focus.ask = ScanFocus.Ask(hint: "its new bin; a number, or again for more", hintRole: .accent)
    return focus
  }
}
