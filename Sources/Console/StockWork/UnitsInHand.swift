import Commerce
import Operations
import Terminal

/// Units of an item between a scan and the bin they go into: further scans add, a typed number says how many in all.
struct UnitsInHand: Hashable, Sendable {
  let variant: Variant
  private(set) var quantity: Int
  /// The bins it lies in, the best first.
  let bins: [BinStock]

  init(_ variant: Variant, units: Int, bins: [BinStock]) {
    self.variant = variant
    quantity = units
    self.bins = bins
  }

  /// Another scan of the same item.
  mutating func add(_ units: Int) { quantity += units }

  /// A typed number.
  mutating func set(_ number: Int) { quantity = number }

  /// `3 bags`.
  var words: String { "\(quantity) \(UnitWords.of(variant.unit, quantity))" }
}

/// The bars that scan screens of stock work have in common.
enum StockScanParts {
  /// A scan that fits nowhere here.
  static func refuse(_ text: String) -> [Effect] { [.notice(Notice(.refused, text)), .bell] }

  static func call(_ call: StockWorkCall, _ tag: String) -> Effect { .call(.stockWork(call), tag: tag) }
}

/// Linking a code nobody knows, step by step on the scan line of a stock screen.
struct LinkPrompt: Hashable, Sendable {
  private enum Step: Hashable, Sendable { case code, item, units }

  private var step: Step
  private(set) var code: String
  private var sku = ""

  /// Starts with the code that was not known, or asks for one.
  init(_ unknown: String?) {
    code = unknown ?? ""
    step = unknown == nil ? .code : .item
  }

  /// Takes a line; answers the call once all is known, or nil while it asks on.
  mutating func take(_ text: String) -> StockWorkCall? {
    switch step {
    case .code: (code, step) = (text, .item)
    case .item: (sku, step) = (text, .units)
    case .units:
      if let units = TypedNumber.parse(text), units > 0 { return .linkBarcode(code, sku: sku, units: units) }
    }
    return nil
  }

  var ask: ScanFocus.Ask {
    switch step {
    case .code: ScanFocus.Ask(label: "code", hint: "scan the code to link, Esc leaves")
    case .item: ScanFocus.Ask(label: "item", hint: "its SKU or known code for \(code)")
    case .units: ScanFocus.Ask(label: "units", hint: "units of one scan: 1, or a case's number")
    }
  }
}
