import Commerce

/// Local days as the books name them, `YYYY-MM-DD`.
enum CashDay {
  /// True for a date that is written so and exists.
  static func isDay(_ text: String) -> Bool { start(of: text) != nil }

  /// The day so many days later; nil when `day` is none.
  static func adding(_ days: Int, to day: String) -> String? {
    start(of: day).map { LocalTime($0.adding(minutes: days * 1440), offsetMinutes: 0).date }
  }

  /// `Sat 21 Nov 2026`; the text itself when it is no day.
  static func words(_ day: String) -> String {
    guard let start = start(of: day) else { return day }
    let local = LocalTime(start, offsetMinutes: 0)
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let number = LocalTime.dayNumber(year: local.year, month: local.month, day: local.day)
    return "\(names[((number % 7) + 7) % 7]) \(local.dayAndMonth) \(local.year)"
  }

  private static func start(of text: String) -> Instant? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let number = LocalTime.dayNumber(year: year, month: month, day: day)
    let start = Instant(milliseconds: Int64(number) * 86_400_000)
    return LocalTime(start, offsetMinutes: 0).date == text ? start : nil
  }
}
