public import Commerce
public import Operations

extension Wording {
  /// A report's name.
  public static func text(_ kind: ReportKind) -> String {
    switch kind {
    case .orders: "Orders by day and hour"
    case .pickers: "Pickers"
    case .drivers: "Drivers"
    case .failures: "Failed deliveries"
    case .cod: "Cash by holder and age"
    case .refunds: "Refunds by reason"
    case .stock: "Stock by age"
    }
  }

  /// What a report tells.
  public static func about(_ kind: ReportKind) -> String {
    switch kind {
    case .orders: "placed, packed, sent, delivered, failed, cancelled; placed by hour"
    case .pickers: "lines an hour, scans a line, mis-scans, shorts: for the process, not for policing"
    case .drivers: "attempts, success at first and at any, cash taken, minutes a stop"
    case .failures: "why, where and with whom deliveries failed"
    case .cod: "who holds how much cash since when"
    case .refunds: "how much went back, why, and where it stands"
    case .stock: "what lies longest, and what it is worth"
    }
  }

  /// A figure as people read it.
  public static func text(_ value: ReportValue, _ currency: Currency) -> String {
    switch value {
    case .text(let text): text
    case .count(let count): "\(count)"
    case .money(let minor): Money(minor: minor, currency).digits
    case .hidden: "to count"
    case .minutes(let minutes): span(minutes: minutes)
    case .share(let share): share.map { "\($0 / 10).\($0 % 10) %" } ?? ""
    case .tenths(let tenths): tenths.map { "\($0 / 10).\($0 % 10)" } ?? ""
    }
  }

  /// A figure as programs read it: no grouping, no units.
  public static func plain(_ value: ReportValue, _ currency: Currency) -> String {
    switch value {
    case .money(let minor): Money(minor: minor, currency).plain
    case .hidden: ""
    case .minutes(let minutes): "\(minutes)"
    case .share(let share): share.map { "\($0 / 10).\($0 % 10)" } ?? ""
    default: text(value, currency)
    }
  }
}
