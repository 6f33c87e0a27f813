import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum OverviewView: ViewFamily {
  case shiftClose
  case reports
  case report(ReportKind, days: Int)
  case people
  case person(PersonKey)
  /// The town's orders at a moment, as it was written; empty asks for one.
  case past(String)
  case pastOrder(String, String)
  /// Commands on their way to a server.
  case outbox

  static let names = ["shift-close", "reports", "people", "past", "outbox"]

  /// One of each, for the table of keys.
  static let examples: [Self] =
    [.shiftClose, .reports] + ReportKind.allCases.prefix(1).map { .report($0, days: ReportScreen.usualDays) }
    + [.people, .person(.id(ID(1))), .past(""), .pastOrder("ORD", ""), .outbox]

  init?(view: String, words: [String]) {
    // Whatever stands before an `@`, what follows it is a moment.
    if let at = words.firstIndex(of: "@") {
      guard let view = Self.past(view, Array(words[..<at]), words[(at + 1)...].joined(separator: " ")) else {
        return nil
      }
      self = view
      return
    }
    switch (view, words.first) {
    case ("shift-close", nil): self = .shiftClose
    case ("reports", nil): self = .reports
    case ("people", nil): self = .people
    case ("outbox", nil): self = .outbox
    case ("past", _): self = .past(words.joined(separator: " "))
    case ("person", let name?) where words.count == 1: self = .person(.name(name))
    case ("report", let name?):
      guard let kind = ReportKind(rawValue: name.lowercased()), let days = Self.days(words.dropFirst()) else {
        return nil
      }
      self = .report(kind, days: days)
    default: return nil
    }
  }

  private static func past(_ view: String, _ words: [String], _ when: String) -> Self? {
    switch (view, words.first) {
    case ("queue", nil), ("orders", nil), ("home", nil), ("past", nil): .past(when)
    case ("order", let number?) where words.count == 1: .pastOrder(number.uppercased(), when)
    default: nil
    }
  }

  private static func days(_ words: ArraySlice<String>) -> Int? {
    guard let word = words.first else { return ReportScreen.usualDays }
    guard words.count == 1, word.lowercased().hasPrefix("days="), let days = Int(word.dropFirst(5)),
      (1...ReportKind.mostDays).contains(days)
    else { return nil }
    return days
  }

  var words: [String] {
    switch self {
    case .shiftClose: ["shift-close"]
    case .reports: ["reports"]
    case .report(let kind, let days): ["report", kind.rawValue, "days=\(days)"]
    case .people: ["people"]
    case .outbox: ["outbox"]
    case .person(.id(let id)): ["person", "\(id)"]
    case .person(.name(let name)): ["person", name]
    case .past(let when): ["past"] + when.split(separator: " ").map(String.init)
    case .pastOrder(let number, let when): ["order", number, "@"] + when.split(separator: " ").map(String.init)
    }
  }

  var withoutTown: Self {
    switch self {
    case .person: .people
    case .pastOrder(_, let when): .past(when)
    default: self
    }
  }

  var screen: any Screen {
    switch self {
    case .shiftClose: ShiftCloseScreen()
    case .people: PeopleScreen()
    case .outbox: OutboxScreen()
    case .person(let key): PersonScreen(key)
    case .reports: ReportsScreen()
    case .report(let kind, let days): ReportScreen(kind, days: days)
    case .past(let when): PastScreen(when)
    case .pastOrder(let number, let when): PastOrderScreen(number, when)
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    // A local store keeps nothing back.
    let outbox = context.link == nil ? [] : [Binding("go.outbox", "outbox", goTo: "O", section: .goTo)]
    func go(_ view: String, _ label: String, _ letter: Character?, _ permission: Permission) -> Binding {
      Binding("go.\(view)", label, goTo: letter, section: .goTo, refusal: context.missing(permission))
    }
    return [
      go("shift-close", "shift close", "e", .viewReports), go("reports", "reports", "R", .viewReports),
      go("people", "people", "P", .viewPeople), go("past", "back in time", nil, .viewHistory),
    ] + outbox
  }
}
