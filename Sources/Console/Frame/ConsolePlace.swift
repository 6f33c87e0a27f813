/// Where one can work: a store of this machine, or a server of the configuration.
public struct ConsolePlace: Hashable, Sendable, Identifiable {
  /// What whoever started the console knows it by.
  public let id: String
  /// Its name, such as `local` or `shop`.
  public let name: String
  /// Where it is: a file or an address.
  public let location: String
  /// Commands that wait in its journal on this disk, to be sent when somebody works there.
  public let waiting: Int

  /// A place with these particulars.
  public init(id: String, name: String, location: String, waiting: Int = 0) {
    self.id = id
    self.name = name
    self.location = location
    self.waiting = waiting
  }
}

/// The places there are, and which of them is worked at.
public struct ConsolePlaces: Hashable, Sendable {
  /// All of them, in the order they are shown in.
  public var all: [ConsolePlace]
  /// The one in hand.
  public var current: String

  /// These places; none unless said otherwise.
  public init(_ all: [ConsolePlace] = [], current: String = "") {
    self.all = all
    self.current = current
  }
}
