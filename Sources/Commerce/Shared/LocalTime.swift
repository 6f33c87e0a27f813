/// A moment as a site's clock on the wall shows it. Every site of the five contracts keeps one offset all year.
public struct LocalTime: Hashable, Sendable {
  /// The proleptic Gregorian year.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int
  /// Minutes since local midnight, 0 to 1439.
  public let minuteOfDay: Int
  /// Seconds within the minute.
  public let second: Int

  /// The seconds of the years 0 to 9999: what four digits can say.
  private static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// `instant` on a clock `offsetMinutes` ahead of UTC; the nearest there is for one before the year 0 or after 9999.
  public init(_ instant: Instant, offsetMinutes: Int) {
    let milliseconds = instant.milliseconds
    let whole = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0) + Int64(offsetMinutes) * 60
    let seconds = max(Self.writable.lowerBound, min(Self.writable.upperBound, whole))
    let secondOfDay = floorRemainder(seconds, 86_400)
    let days = Int((seconds - secondOfDay) / 86_400)
    minuteOfDay = Int(secondOfDay / 60)
    second = Int(secondOfDay % 60)
    (year, month, day) = Self.date(ofDayNumber: days)
  }

  /// `14:30`.
  public var clock: String { padded(minuteOfDay / 60, 2) + ":" + padded(minuteOfDay % 60, 2) }

  /// `14:30:07`.
  public var clockWithSeconds: String { clock + ":" + padded(second, 2) }

  /// `2026-11-21`.
  public var date: String { padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }

  /// `20261121`, as order numbers carry it.
  public var compactDate: String { padded(year, 4) + padded(month, 2) + padded(day, 2) }

  /// `21 Nov`.
  public var dayAndMonth: String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(day) \(names[month - 1])"
  }

  /// Days since 1970-01-01 of a Gregorian date (Hinnant's civil-calendar arithmetic).
  public static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func date(ofDayNumber number: Int) -> (Int, Int, Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  static func days(inMonth month: Int, year: Int) -> Int {
    let next =
      month == 12 ? dayNumber(year: year + 1, month: 1, day: 1) : dayNumber(year: year, month: month + 1, day: 1)
    return next - dayNumber(year: year, month: month, day: 1)
  }
}

private func floorRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
  let remainder = value % divisor
  return remainder < 0 ? remainder + divisor : remainder
}
