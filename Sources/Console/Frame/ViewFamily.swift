/// The views of one area: each knows its line of text, its screen, and the keys that lead to it.
protocol ViewFamily: Hashable, Sendable {
  /// The first words of all views that take no object.
  static var names: [String] { get }
  /// Reads a view from its first word and the rest; nil when it is none of this area.
  init?(view: String, words: [String])
  /// The words of the address; `init?(view:words:)` reads them back.
  var words: [String] { get }
  /// The same kind of view without anything that belongs to one town.
  var withoutTown: Self { get }
  /// Its screen.
  var screen: any Screen { get }
  /// The actions that lead here.
  static func goTo(_ context: Context) -> [Binding]
}
