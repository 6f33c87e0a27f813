/// The one-line addresses of views, for whoever starts the console.
public enum Addresses {
  /// The first words of the views that need nothing else.
  public static var views: [String] { Address.views }

  /// True when the console can open what the text names.
  public static func isAddress(_ text: String) -> Bool { Address(text) != nil }
}
