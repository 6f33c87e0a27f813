import Commerce

/// Facts as words.
struct FactWords {
  private let facts: [FactName: Fact]
  private let now: Instant?

  init(_ facts: [FactName: Fact], now: Instant?) {
    self.facts = facts
    self.now = now
  }

  func has(_ name: FactName) -> Bool { facts[name] != nil }

  subscript(name: FactName, otherwise: String = "it") -> String {
    switch facts[name] {
    case .none: otherwise
    case .text(let text): text.replacing("_", with: text.contains(" ") ? "_" : " ")
    case .count(let count): String(count)
    case .money(let money): money.text
    case .time(let time): now.map { Wording.age(since: time, now: $0) } ?? time.description
    }
  }

  /// What is wanted instead, and where.
  var need: String {
    guard has(.neededItem) || has(.neededBin) else { return "" }
    let item = has(.neededItem) ? self[.neededItem] : ""
    let bin = has(.neededBin) ? (item.isEmpty ? "" : " at ") + self[.neededBin] : ""
    return ".  Need \(item)\(bin)"
  }

  var status: String { self[.status, "elsewhere"] }
  var target: String { has(.target) ? ", it cannot become \(self[.target])" : "" }
  var because: String { has(.reason) ? ": \(self[.reason])" : "" }
  var age: String { has(.since) ? " \(self[.since])" : "" }
}
