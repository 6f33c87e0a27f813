import Commerce

/// An order draft with its texts cleaned, checked as a whole before anything is looked up or written.
struct CheckedDraft {
  let lines: [OrderDraft.Line]
  let customer: Customer
  let address: Address
  let note: String

  /// Throws `input.invalid` with one issue a wrong field.
  init(_ draft: OrderDraft) throws(CommerceError) {
    var issues = Self.issues(ofLines: draft.lines)
    customer = Customer(
      name: trimmed(draft.customer.name), phone: Self.phone(draft.customer.phone),
      email: trimmed(draft.customer.email).lowercased())
    address = Address(
      line1: trimmed(draft.address.line1), area: trimmed(draft.address.area), landmark: trimmed(draft.address.landmark),
      point: draft.address.point)
    note = trimmed(draft.note)
    lines = draft.lines
    if customer.name.isEmpty { issues.append(FieldIssue("customer.name", "is empty")) }
    if !Self.isPhone(customer.phone) { issues.append(FieldIssue("customer.phone", "is not a phone number")) }
    if !customer.email.isEmpty, !customer.email.contains("@") {
      issues.append(FieldIssue("customer.email", "is not an e-mail address"))
    }
    if address.line1.isEmpty { issues.append(FieldIssue("address.line1", "is empty")) }
    let texts = [
      ("customer.name", customer.name, 200), ("customer.email", customer.email, 254),
      ("address.line1", address.line1, 300), ("address.area", address.area, 100),
      ("address.landmark", address.landmark, 300), ("note", note, 1000),
    ]
    for (field, text, limit) in texts where text.utf8.count > limit * 4 {
      issues.append(FieldIssue(field, "is longer than \(limit) characters"))
    }
    if address.point?.isOnEarth == false { issues.append(FieldIssue("address.point", "is no place on earth")) }
    if !(0...1).contains(draft.priority) { issues.append(FieldIssue("priority", "is neither 0 nor 1")) }
    guard issues.isEmpty else { throw .invalid(issues) }
  }

  private static func issues(ofLines lines: [OrderDraft.Line]) -> [FieldIssue] {
    guard (1...50).contains(lines.count) else { return [FieldIssue("lines", "must be 1 to 50")] }
    var issues: [FieldIssue] = []
    var seen: Set<ID<Variant>> = []
    for (index, line) in lines.enumerated() {
      if !(1...999).contains(line.quantity) {
        issues.append(FieldIssue("lines[\(index)].quantity", "must be 1 to 999"))
      }
      if !seen.insert(line.variant).inserted {
        issues.append(FieldIssue("lines[\(index)].variant", "stands on an earlier line"))
      }
    }
    return issues
  }

  /// Digits with an optional leading plus; what people put between the digits is left out.
  static func phone(_ text: String) -> String {
    String(text.filter { !" -./()".contains($0) })
  }

  static func isPhone(_ text: String) -> Bool {
    if text.isEmpty { return true }
    let digits = text.utf8.dropFirst(text.hasPrefix("+") ? 1 : 0)
    return (3...20).contains(digits.count) && digits.allSatisfy { $0 >= 48 && $0 <= 57 }
  }
}

/// `text` without white space at its ends.
func trimmed(_ text: String) -> String {
  var rest = text[...]
  while let first = rest.first, first.isWhitespace { rest.removeFirst() }
  while let last = rest.last, last.isWhitespace { rest.removeLast() }
  return String(rest)
}

extension Channel {
  /// How orders of the channel reach their customer.
  var mode: FulfilmentMode {
    switch self {
    case .console, .town, .dhanvantari: .delivery
    case .ansania: .courier
    case .collectibles: .rental
    case .schools: .consignment
    }
  }
}
