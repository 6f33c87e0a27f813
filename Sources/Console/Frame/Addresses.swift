public import Commerce

/// The one-line addresses of views, for whoever starts the console.
public enum Addresses {
  /// The first words of the views that need nothing else.
  public static var views: [String] { Address.views }

  /// True when the console can open what the text names.
  public static func isAddress(_ text: String) -> Bool { Address(text) != nil }

  /// The moment in the past that a text such as `yesterday 18:00` names on a town's clock; nil when it names none.
  public static func moment(_ text: String, now: Instant, offsetMinutes: Int) -> Instant? {
    PastTime.moment(text, now: now, offsetMinutes: offsetMinutes)
  }
}
