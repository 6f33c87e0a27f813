import Commerce
import Operations
import Terminal

/// The items of an order that is being written: a prompt that finds and scans, and the lines with their numbers.
struct OrderItems: Hashable, Sendable {
  /// One line.
  struct Line: Hashable, Sendable {
    var variant: Variant
    var quantity: Int
    /// The line of the order it is; nil for one to be added.
    var line: ID<OrderLine>?
    /// The price of one, as it is or was sold.
    var priceMinor: Int64
    /// What can still be promised beside what the order has; nil until it is known.
    var available: Int?
    /// Units the order has already, and of those in a tote.
    var ordered = 0
    var picked = 0

    /// Units that cannot be promised.
    var short: Int { available.map { max(0, quantity - ordered - $0) } ?? 0 }
  }

  private(set) var lines: [Line] = []
  private(set) var prompt = LineEditor(placeholder: "scan, SKU or words of the name", maximumLength: 120)
  /// What the prompt finds, and the row chosen there.
  private(set) var hits: [StockHit] = []
  private(set) var chosen = 0
  /// True once one of several has to be chosen: then Enter takes the row at hand.
  private(set) var isAsking = false
  /// The line at hand.
  private(set) var selected = 0
  /// True once digits replace the number of the line at hand.
  private var isTypingNumber = false

  /// Everything on it, in minor units.
  var subtotalMinor: Int64 { lines.reduce(0) { $0 + $1.priceMinor * Int64($1.quantity) } }
  /// Units in all.
  var units: Int { lines.reduce(0) { $0 + $1.quantity } }
  /// The lines as a draft has them.
  var draft: [OrderDraft.Line] { lines.map { OrderDraft.Line(variant: $0.variant.id, quantity: $0.quantity) } }

  mutating func set(_ lines: [Line]) {
    self.lines = lines
    selected = min(selected, max(0, lines.count - 1))
  }

  /// What is available now, by item.
  mutating func take(_ preview: OrderPreview) {
    for line in preview.lines {
      guard let index = lines.firstIndex(where: { $0.variant.id == line.variant.id }) else { continue }
      lines[index].available = line.available
    }
  }

  /// What is available now of one item.
  mutating func take(_ level: StockLevel, of variant: ID<Variant>) {
    for index in lines.indices where lines[index].variant.id == variant { lines[index].available = level.available }
  }

  // MARK: The prompt

  mutating func type(_ key: Key) -> EditResult {
    let result = prompt.handle(key)
    if result == .changed {
      chosen = 0
      isAsking = false
    }
    if prompt.isEmpty { hits = [] }
    return result
  }

  mutating func paste(_ text: String) -> Bool { prompt.insert(text) }

  mutating func show(_ found: [StockHit]) {
    guard !prompt.isEmpty else { return }
    hits = found
    chosen = min(chosen, max(0, found.count - 1))
  }

  /// Goes through what was found; false at its ends.
  mutating func choose(_ step: Int) -> Bool {
    guard hits.indices.contains(chosen + step) else { return false }
    chosen += step
    isAsking = true
    return true
  }

  /// Takes what was typed, for a look-up of its own.
  mutating func takePrompt() -> String {
    hits = []
    chosen = 0
    isAsking = false
    return prompt.take()
  }

  /// Puts a text back that means several things, with what it found.
  mutating func ask(_ text: String, _ found: [StockHit]) {
    prompt.set(text)
    hits = found
    chosen = 0
    isAsking = true
  }

  /// The one that Enter takes, once somebody chooses.
  var choice: StockHit? { isAsking && hits.indices.contains(chosen) ? hits[chosen] : nil }

  // MARK: Lines

  /// Adds units of an item, or raises the number it stands there with; it is the line at hand then.
  mutating func add(_ hit: StockHit, units: Int) {
    isTypingNumber = false
    if let index = lines.firstIndex(where: { $0.variant.id == hit.variant.id }) {
      lines[index].quantity = min(999, lines[index].quantity + units)
      lines[index].available = hit.level.available
      selected = index
    } else {
      lines.append(
        Line(
          variant: hit.variant, quantity: min(999, units), priceMinor: hit.variant.priceMinor,
          available: hit.level.available))
      selected = lines.count - 1
    }
  }

  mutating func select(_ index: Int) {
    selected = min(max(0, index), max(0, lines.count - 1))
    isTypingNumber = false
  }

  /// What was typed into a number stands: the next digit begins another one.
  mutating func settle() { isTypingNumber = false }

  /// A key on the line at hand: digits set the number, `+` and `-` change it, Del takes the line off. True when
  /// something has changed.
  mutating func edit(_ key: Key) -> Bool {
    guard lines.indices.contains(selected) else { return false }
    let line = lines[selected]
    switch key {
    case .character("+"), .right: return set(line.quantity + 1, typing: false)
    case .character("-"), .left: return set(line.quantity - 1, typing: false)
    case .backspace: return set(line.quantity / 10, typing: true)
    case .delete: return remove()
    case .character(let digit):
      guard let value = digit.isASCII ? digit.wholeNumberValue : nil else { return false }
      return set(isTypingNumber ? line.quantity * 10 + value : value, typing: true)
    default: return false
    }
  }

  private mutating func set(_ quantity: Int, typing: Bool) -> Bool {
    guard (max(0, lines[selected].picked)...999).contains(quantity) || typing && quantity <= 999 else { return false }
    isTypingNumber = typing
    lines[selected].quantity = quantity
    return true
  }

  private mutating func remove() -> Bool {
    isTypingNumber = false
    // What the order has already stays to be seen as taken off.
    if lines[selected].ordered > 0 {
      lines[selected].quantity = 0
    } else {
      lines.remove(at: selected)
      selected = min(selected, max(0, lines.count - 1))
    }
    return true
  }

  /// A line that was emptied by typing goes once it is left.
  mutating func dropEmpty() {
    lines.removeAll { $0.quantity == 0 && $0.ordered == 0 }
    selected = min(selected, max(0, lines.count - 1))
    isTypingNumber = false
  }
}
