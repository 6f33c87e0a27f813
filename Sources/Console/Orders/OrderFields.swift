import Commerce
import Operations
import Terminal

/// What is entered when an order is written or edited: who and where, the items, the terms. One way leads through all
/// of it: Tab and Enter go on, Shift-Tab goes back.
struct OrderFields: Hashable, Sendable {
  enum Part: Int, Hashable, Sendable, CaseIterable { case customer, item, lines, terms }

  /// What a key led to.
  enum Outcome: Hashable, Sendable {
    case ignored, moved
    /// A field was left by Enter or Tab.
    case left(String)
    /// Something was entered that changes what the order is.
    case changed
    /// Items are wanted that this text finds.
    case search(String)
    /// One more of what this text stands for.
    case add(String)
    /// Enter on the last field.
    case submitted
  }

  private(set) var part = Part.customer
  var customer: Form
  var items = OrderItems()
  var terms: Form

  init(customer: Form, terms: Form) {
    self.customer = customer
    self.terms = terms
  }

  /// The field at hand.
  var field: String {
    switch part {
    case .customer: customer.fields.indices.contains(customer.focus) ? customer.fields[customer.focus].id : ""
    case .item: "item"
    case .lines: "lines"
    case .terms: terms.fields.indices.contains(terms.focus) ? terms.fields[terms.focus].id : ""
    }
  }

  mutating func go(to field: String) {
    items.settle()
    if customer.fields.contains(where: { $0.id == field }) {
      part = .customer
      customer.focus(on: field)
    } else if terms.fields.contains(where: { $0.id == field }) {
      part = .terms
      terms.focus(on: field)
    } else {
      part = field == "lines" && !items.lines.isEmpty ? .lines : .item
    }
  }

  /// Shows what is wrong at its field, as the core names it, and goes there.
  mutating func show(_ issues: [FieldIssue]) {
    let names = [
      "customer.name": "name", "customer.phone": "phone", "address.line1": "address", "address.area": "area",
      "address.landmark": "landmark", "note": "note", "totals": "fee",
    ]
    let errors = Dictionary(issues.map { (names[$0.field] ?? "lines", $0.problem) }, uniquingKeysWith: { $1 })
    customer.show(errors: errors)
    terms.show(errors: errors)
    if let field = (customer.fields + terms.fields).first(where: { $0.error != nil })?.id {
      go(to: field)
    } else {
      go(to: "lines")
    }
  }

  mutating func handle(_ key: Key) -> Outcome {
    switch part {
    case .customer:
      let (outcome, form, next) = inForm(customer, key, after: .item, before: nil)
      customer = form
      if let next { enter(next) }
      return outcome
    case .terms:
      let (outcome, form, next) = inForm(terms, key, after: nil, before: items.lines.isEmpty ? .item : .lines)
      terms = form
      if let next { enter(next) }
      return outcome
    case .item: return inItem(key)
    case .lines: return inLines(key)
    }
  }

  /// What a key does in a form, the form then, and the part that follows when the form is left.
  private func inForm(_ form: Form, _ key: Key, after: Part?, before: Part?) -> (Outcome, Form, Part?) {
    var form = form
    let left = field
    let isLast = form.focus == form.fields.count - 1
    switch key {
    case .tab, .down, .enter:
      if isLast, after == nil, key == .enter { return (.submitted, form, nil) }
      if isLast { return (.left(left), form, after) }
      _ = form.handle(.down)
      return (.left(left), form, nil)
    case .backTab, .up:
      if form.focus == 0 { return (.left(left), form, before) }
      _ = form.handle(.up)
      return (.left(left), form, nil)
    default:
      switch form.handle(key) {
      case .changed: return (.changed, form, nil)
      case .moved: return (.moved, form, nil)
      case .ignored, .submitted, .cancelled: return (.ignored, form, nil)
      }
    }
  }

  private mutating func enter(_ next: Part) {
    part = next
    if next == .lines { items.select(items.lines.count - 1) }
  }

  private mutating func inItem(_ key: Key) -> Outcome {
    switch key {
    case .down where !items.hits.isEmpty: _ = items.choose(1)
    case .up where !items.hits.isEmpty: _ = items.choose(-1)
    case .tab, .down: items.lines.isEmpty ? go(to: terms.fields.first?.id ?? "") : enter(.lines)
    case .backTab, .up: go(to: customer.fields.last?.id ?? "")
    case .enter:
      if items.prompt.isEmpty {
        go(to: terms.fields.first?.id ?? "")
        return .moved
      }
      return .add(items.prompt.text)
    default:
      switch items.type(key) {
      case .changed: return .search(items.prompt.text)
      case .moved: return .moved
      case .ignored: return .ignored
      }
    }
    return .moved
  }

  private mutating func inLines(_ key: Key) -> Outcome {
    switch key {
    case .down, .tab:
      if items.selected + 1 < items.lines.count { items.select(items.selected + 1) } else { leaveLines(to: terms) }
      return .moved
    case .up, .backTab:
      if items.selected > 0 {
        items.select(items.selected - 1)
      } else {
        items.dropEmpty()
        part = .item
      }
      return .moved
    case .enter:
      items.dropEmpty()
      part = .item
      return .changed
    default:
      guard items.edit(key) else { return .ignored }
      if items.lines.isEmpty { part = .item }
      return .changed
    }
  }

  private mutating func leaveLines(to form: Form) {
    items.dropEmpty()
    go(to: form.fields.first?.id ?? "")
  }

  mutating func paste(_ text: String) -> Outcome {
    switch part {
    case .customer: return customer.paste(text) == .ignored ? .ignored : .changed
    case .terms: return terms.paste(text) == .ignored ? .ignored : .changed
    case .item, .lines:
      part = .item
      return items.paste(text) ? .search(items.prompt.text) : .ignored
    }
  }

  // MARK: What was entered

  var person: Customer { Customer(name: customer["name"].trimmed, phone: customer["phone"].trimmed) }

  var address: Commerce.Address {
    Commerce.Address(
      line1: customer["address"].trimmed, area: customer["area"].trimmed, landmark: customer["landmark"].trimmed)
  }

  /// Enters a value into a field of either form.
  mutating func set(_ field: String, to value: String) {
    for index in customer.fields.indices where customer.fields[index].id == field {
      customer.fields[index].kind = .text(LineEditor(value, maximumLength: 300))
    }
    for index in terms.fields.indices where terms.fields[index].id == field {
      terms.fields[index].kind = .text(LineEditor(value, maximumLength: 300))
    }
  }

  /// The fields of who and where.
  static func customerForm(phone: String = "") -> Form {
    Form([
      .text("phone", label: "phone", value: phone, placeholder: "0244…", maximumLength: 24),
      .text("name", label: "name", maximumLength: 200), .text("address", label: "address", maximumLength: 300),
      .text("area", label: "area", placeholder: "finds the zone", maximumLength: 100),
      .text("landmark", label: "landmark", maximumLength: 300),
    ])
  }
}
