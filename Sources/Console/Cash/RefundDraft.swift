import Commerce
import Operations
import Terminal

/// A refund being put together: what was typed stays when what it rests on changes.
struct RefundDraft: Hashable, Sendable {
  /// One thing that can be entered.
  enum Field: Hashable, Sendable {
    case units(ID<OrderLine>)
    case money(ID<OrderLine>)
    case shipping, free, tender, reason
    /// The three switches: money, goods, stock. None follows from another.
    case paysMoney, goodsBack, restock
  }

  /// What can still go back.
  var basis: Refundable
  var tender: Tender
  var paysMoney = true
  var goodsBack = false
  var restocks = true
  private(set) var focus: Field
  private var typed: [Field: LineEditor] = [:]

  init(_ basis: Refundable) {
    self.basis = basis
    tender = basis.tender
    focus = basis.lines.first.map { .units($0.line.id) } ?? .free
  }

  /// The rows of the form, each with its fields from left to right.
  var rows: [[Field]] {
    basis.lines.map { [.units($0.line.id), .money($0.line.id)] }
      + [[.shipping], [.free], [.tender], [.reason], [.paysMoney], [.goodsBack], [.restock]]
  }

  /// The row in focus, by index.
  var focusedRow: Int { rows.firstIndex { $0.contains(focus) } ?? 0 }

  func editor(_ field: Field) -> LineEditor { typed[field] ?? LineEditor(maximumLength: Self.length(field)) }

  func text(_ field: Field) -> String { typed[field]?.text.trimmed ?? "" }

  /// True once something would be lost.
  var isTouched: Bool { typed.contains { !$0.value.isEmpty } || goodsBack || !paysMoney }

  private static func length(_ field: Field) -> Int {
    switch field {
    case .units: 5
    case .reason: 200
    default: 16
    }
  }

  // MARK: Keys

  /// Takes an editing key; false when it is none of the field's.
  mutating func handle(_ key: Key) -> Bool {
    switch focus {
    case .tender, .paysMoney, .goodsBack, .restock:
      guard [.character(" "), .left, .right].contains(key) else { return false }
      turn()
      return true
    case .units, .money, .shipping, .free, .reason:
      var changed = editor(focus)
      let result = changed.handle(key)
      typed[focus] = changed
      return result != .ignored
    }
  }

  mutating func paste(_ text: String) {
    var changed = editor(focus)
    if changed.insert(text) { typed[focus] = changed }
  }

  private mutating func turn() {
    switch focus {
    case .tender: tender = tender == .cash ? .momo : .cash
    case .paysMoney: paysMoney.toggle()
    case .goodsBack: goodsBack.toggle()
    case .restock: restocks.toggle()
    case .units, .money, .shipping, .free, .reason: break
    }
  }

  mutating func go(to field: Field) { focus = field }

  /// The next field, or the one before, in reading order.
  mutating func step(_ count: Int) {
    let all = rows.flatMap { $0 }
    guard let index = all.firstIndex(of: focus) else { return }
    focus = all[(index + count + all.count) % all.count]
  }

  /// The same column a row further, or as near to it as the row has one.
  mutating func stepRow(_ count: Int) {
    let rows = rows
    let row = focusedRow
    let column = rows[row].firstIndex(of: focus) ?? 0
    let next = rows[(row + count + rows.count) % rows.count]
    focus = next[min(column, next.count - 1)]
  }

  /// Everything that can still go back.
  mutating func fillAll() {
    for line in basis.lines where line.quantity > 0 || line.remainingMinor > 0 {
      typed[.units(line.line.id)] = LineEditor("\(line.quantity)", maximumLength: 5)
      typed[.money(line.line.id)] = nil
    }
    typed[.shipping] = LineEditor(Money(minor: basis.shippingMinor, currency).plain, maximumLength: 16)
    typed[.free] = nil
    // Where less came in than the order costs, no more goes back than came in: the fee gives way first.
    var over = total.minor - basis.remaining.minor
    func take(_ field: Field, from minor: Int64) {
      guard over > 0, minor > 0 else { return }
      let part = min(over, minor)
      typed[field] = LineEditor(Money(minor: minor - part, currency).plain, maximumLength: 16)
      over -= part
    }
    take(.shipping, from: basis.shippingMinor)
    for line in basis.lines.reversed() { take(.money(line.line.id), from: line.remainingMinor) }
  }

  /// Other figures to rest on; what was typed stays.
  mutating func rest(on other: Refundable) {
    basis = other
    if !rows.joined().contains(focus) { focus = basis.lines.first.map { .units($0.line.id) } ?? .free }
  }

  // MARK: Figures

  var currency: Currency { basis.remaining.currency }

  /// The units of a line that were asked for; nil when that is no number.
  func units(_ line: Refundable.Line) -> Int? {
    let text = text(.units(line.line.id))
    if text.isEmpty { return 0 }
    return text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  /// What units of a line are worth: the last ones take whatever is left.
  func worth(_ units: Int, of line: Refundable.Line) -> Int64 {
    guard units > 0, line.quantity > 0 else { return 0 }
    guard units < line.quantity else { return line.remainingMinor }
    let (product, overflow) = line.remainingMinor.multipliedReportingOverflow(by: Int64(units))
    return overflow ? line.remainingMinor : product / Int64(line.quantity)
  }

  /// The money of a line: as typed, else what its units are worth; nil when that is no amount.
  func money(_ line: Refundable.Line) -> Int64? {
    guard text(.money(line.line.id)).isEmpty else { return amount(.money(line.line.id)) }
    return units(line).map { worth($0, of: line) }
  }

  /// A typed amount in minor units; zero when nothing is typed, nil when it is none.
  func amount(_ field: Field) -> Int64? {
    let text = text(field)
    guard !text.isEmpty else { return 0 }
    if case .money(let money) = CashAmount.read(text, currency) { return money.minor }
    return nil
  }

  /// What is wrong, the first one first.
  var problem: (field: Field, words: String)? {
    for line in basis.lines {
      let field = Field.units(line.line.id)
      guard let units = units(line) else { return (field, "\(text(field)) is no number of units") }
      if units > line.quantity { return (field, "only \(line.quantity) of \(line.line.name) can still go back") }
      guard let money = money(line) else { return (.money(line.line.id), wrong(.money(line.line.id))) }
      if paysMoney, money > line.remainingMinor {
        return (.money(line.line.id), "only \(text(line.remainingMinor)) of \(line.line.name) can still go back")
      }
    }
    guard let shipping = amount(.shipping) else { return (.shipping, wrong(.shipping)) }
    if paysMoney, shipping > basis.shippingMinor {
      return (.shipping, "only \(text(basis.shippingMinor)) of the delivery fee can still go back")
    }
    guard amount(.free) != nil else { return (.free, wrong(.free)) }
    return wholeProblem
  }

  private var wholeProblem: (field: Field, words: String)? {
    let request = request
    if request.totalMinor == 0, request.returned.isEmpty {
      let first = basis.lines.first.map { Field.units($0.line.id) } ?? .free
      if goodsBack { return (first, "say how many units come back") }
      return (first, "say how many units, or an amount")
    }
    if request.totalMinor > basis.remaining.minor {
      return (focus, "\(text(request.totalMinor)) is more than can still go back: \(basis.remaining.text)")
    }
    if goodsBack, request.returned.isEmpty { return (.goodsBack, "say how many units come back") }
    if request.reason.isEmpty { return (.reason, "a refund needs a reason") }
    return nil
  }

  private func wrong(_ field: Field) -> String {
    if case .wrong(let words) = CashAmount.read(text(field), currency) { return words }
    return ""
  }

  private func text(_ minor: Int64) -> String { Money(minor: minor, currency).text }

  /// The refund as asked for so far; what is wrong counts as nothing.
  var request: RefundRequest {
    let lines = basis.lines.compactMap { line -> RefundLine? in
      let units = units(line) ?? 0
      let money = paysMoney ? money(line) ?? 0 : 0
      return units == 0 && money == 0 ? nil : RefundLine(line: line.line.id, quantity: units, amountMinor: money)
    }
    let returned = lines.filter { $0.quantity > 0 }.map { ($0.line, $0.quantity) }
    return RefundRequest(
      order: basis.order, lines: lines, shippingMinor: paysMoney ? amount(.shipping) ?? 0 : 0,
      freeMinor: paysMoney ? amount(.free) ?? 0 : 0, tender: tender, reason: text(.reason),
      returned: goodsBack ? Dictionary(returned, uniquingKeysWith: { $0 + $1 }) : [:], restock: restocks)
  }

  var total: Money { Money(minor: request.totalMinor, currency) }

  /// True when a second person has to vouch.
  var needsSecond: Bool { request.totalMinor > basis.limitMinor }

  /// What it would do, clause by clause.
  var effects: [String] {
    let request = request
    var said = [
      request.totalMinor == 0
        ? "no money goes back" : "\(total.text) goes back by \(Wording.tender(tender))"
    ]
    let units = request.returned.reduce(0) { $0 + $1.value }
    if units == 0 {
      said.append("the customer keeps the goods")
    } else {
      said.append(
        "\(counted(units, "unit comes", "units come")) back "
          + (restocks ? "into stock" : "and \(noun(units, "is", "are")) written off"))
    }
    if needsSecond { said.append("a second person vouches, for it is above \(text(basis.limitMinor))") }
    return said
  }
}
