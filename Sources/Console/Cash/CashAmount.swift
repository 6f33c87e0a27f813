import Commerce

/// Amounts as people type them: digits, a point before the decimals, thousands grouped or not.
enum CashAmount {
  /// What was typed, as an amount or as words that say what is wrong with it.
  enum Reading: Hashable, Sendable {
    case money(Money)
    case wrong(String)
  }

  static func read(_ text: String, _ currency: Currency) -> Reading {
    let typed = text.trimmed
    let example = Money(minor: 81_250, currency).plain
    var bare = typed
    if bare.uppercased().hasPrefix(currency.code) { bare = String(bare.dropFirst(currency.code.count)).trimmed }
    if bare.isEmpty { return .wrong("Type an amount, such as \(example)") }
    if bare.hasPrefix("-") { return .wrong("An amount is never below zero") }
    guard let plain = ungrouped(bare) else {
      return .wrong("\(typed): commas and spaces group thousands only; write \(example)")
    }
    if let money = Money(decimal: plain, currency) { return .money(money) }
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    if isNumber, parts[1].count > currency.exponent {
      return .wrong(
        currency.exponent == 0
          ? "\(currency.code) has no decimals" : "\(currency.code) has \(currency.exponent) decimals: \(typed) has more"
      )
    }
    return .wrong("\(typed) is no amount: digits alone, such as \(example)")
  }

  /// The text without what groups thousands; nil where a separator stands elsewhere.
  private static func ungrouped(_ text: String) -> String? {
    let separators: [Character] = [",", " ", "'", "\u{A0}", "\u{202F}"]
    guard text.contains(where: { separators.contains($0) }) else { return text }
    let whole = text.prefix { $0 != "." }
    let groups = whole.split(omittingEmptySubsequences: false) { separators.contains($0) }
    let fits =
      groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups.first?.count ?? 0)
      && !text.dropFirst(whole.count).contains { separators.contains($0) }
    return fits ? groups.joined() + text.dropFirst(whole.count) : nil
  }
}
