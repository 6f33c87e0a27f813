import Commerce

/// A length of time in the few characters that a column has.
enum Span {
  /// `58m`, `1h28m`, `10h`, `2d4h`, `12d`; a minus when negative. At most five cells, six with the minus.
  static func short(_ minutes: Int) -> String {
    let sign = minutes < 0 ? "-" : ""
    let total = abs(minutes)
    let (days, hours, rest) = (total / 1440, total / 60 % 24, total % 60)
    switch total {
    case ..<60: return "\(sign)\(total)m"
    case ..<600: return "\(sign)\(hours)h" + (rest < 10 ? "0" : "") + "\(rest)m"
    case ..<1440: return "\(sign)\(hours)h"
    case ..<14_400: return "\(sign)\(days)d" + (hours == 0 ? "" : "\(hours)h")
    default: return "\(sign)\(days)d"
    }
  }
}

extension LocalTime {
  /// What a person tells to somebody: `15:30` today, `22 Nov` on another day.
  func clockOrDay(today: LocalTime) -> String { date == today.date ? clock : dayAndMonth }

  /// `21 Nov 15:30`.
  var dayAndClock: String { dayAndMonth + " " + clock }
}

/// The part of an order number that people say: `…0417` when it has to be short.
enum OrderNumber {
  /// The digits after the last hyphen behind an ellipsis.
  static func short(_ number: String, ellipsis: Character) -> String {
    guard let hyphen = number.lastIndex(of: "-") else { return number }
    return String(ellipsis) + number[number.index(after: hyphen)...]
  }
}
