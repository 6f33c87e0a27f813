/// Why somebody says that a bin holds another quantity than the book. The raw value is the digit on the form.
public enum AdjustReason: Int, Hashable, Sendable, Codable, CaseIterable {
  case damaged = 1
  case expired = 2
  case theft = 3
  case found = 4
  case correction = 5
  case sample = 6
  case other = 7

  /// The word of it, as files and the command line write it.
  public var word: String { String(describing: self) }

  /// The reason of that word.
  public init?(word: String) {
    guard let reason = Self.allCases.first(where: { $0.word == word.lowercased() }) else { return nil }
    self = reason
  }

  /// Whether units can come by it.
  public var mayAdd: Bool { [.found, .correction, .other].contains(self) }
  /// Whether units can go by it.
  public var mayTake: Bool { self != .found }

  /// How the ledger says it.
  public var stockReason: StockReason {
    switch self {
    case .damaged: .damage
    case .expired: .expired
    case .theft: .theft
    case .found: .found
    case .correction: .correction
    case .sample: .sample
    case .other: .adjust
    }
  }
}
