import Commerce

/// A moment in the past as people write it.
enum PastTime {
  /// Reads `2026-11-20T18:00`, `2026-11-20`, `18:00` (the last one there was), `yesterday 18:00`, `-2h`, `-30m`, `-3d`
  /// or a full ISO 8601 time, on the town's clock; nil for anything else and for the future.
  static func moment(_ text: String, now: Instant, offsetMinutes: Int) -> Instant? {
    let text = text.lowercased().replacing("_", with: " ")
    guard let found = parse(text, now, offsetMinutes), found <= now else { return nil }
    return found
  }

  private static func parse(_ text: String, _ now: Instant, _ offset: Int) -> Instant? {
    if let exact = Instant(iso8601: text.uppercased()) { return exact }
    if let back = span(text) { return now.adding(minutes: -back) }
    let today = LocalTime(now, offsetMinutes: offset)
    if text.hasPrefix("yesterday") {
      let rest = text.dropFirst("yesterday".count).split(separator: " ").joined()
      guard let minutes = rest.isEmpty ? 1439 : clock(rest) else { return nil }
      return moment(today.date, minutes, offset)?.adding(minutes: -1440)
    }
    let words = text.split(whereSeparator: { $0 == " " || $0 == "t" || $0 == "@" }).map(String.init)
    switch words.count {
    case 1:
      guard let minutes = clock(words[0]) else { return moment(words[0], 1439, offset) }
      guard let found = moment(today.date, minutes, offset) else { return nil }
      return found <= now ? found : found.adding(minutes: -1440)
    case 2: return clock(words[1]).flatMap { moment(words[0], $0, offset) }
    default: return nil
    }
  }

  private static func moment(_ date: String, _ minutes: Int, _ offset: Int) -> Instant? {
    let clock = "\(minutes / 600)\(minutes / 60 % 10):\(minutes % 60 / 10)\(minutes % 10)"
    return Instant(iso8601: "\(date)T\(clock)Z")?.adding(minutes: -offset)
  }

  private static func clock(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
      (0...23).contains(hours), (0...59).contains(minutes)
    else { return nil }
    return hours * 60 + minutes
  }

  /// Minutes of `-2h`, `-30m`, `-3d`.
  private static func span(_ text: String) -> Int? {
    guard text.first == "-", let unit = text.last, let count = Int(text.dropFirst().dropLast()),
      (0...100_000).contains(count)
    else { return nil }
    switch unit {
    case "m": return count
    case "h": return count * 60
    case "d": return count * 1440
    default: return nil
    }
  }

  /// The moment as an address keeps it: `2026-11-20T18:00`.
  static func text(_ moment: Instant, offsetMinutes: Int) -> String {
    let local = LocalTime(moment, offsetMinutes: offsetMinutes)
    return "\(local.date)T\(local.clock)"
  }
}
