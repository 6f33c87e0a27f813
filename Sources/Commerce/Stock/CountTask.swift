/// A bin, or one item in it, to be counted without knowing what the book says.
public struct CountTask: Hashable, Sendable, Codable {
  /// What asked for it.
  public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
    /// Somebody in the office.
    case requested
    /// A short pick, or a picker who went elsewhere.
    case short
    /// A bin that was said to be empty and was not.
    case zeroCheck = "zero_check"
    /// The counter's own wish.
    case floor
  }

  /// How far it is.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable { case open, done, cancelled }

  /// Its identity.
  public var id: ID<CountTask>
  /// The site.
  public var site: ID<Site>
  /// The bin.
  public var bin: ID<Bin>
  /// The item, when only that one is to be counted.
  public var variant: ID<Variant>?
  /// What asked for it.
  public var source: Source
  /// How far it is.
  public var state: State
  /// When it was asked for.
  public var createdAt: Instant
  /// Who counts; nil while nobody does.
  public var holder: ID<Person>?
  /// When the counter last scanned.
  public var touchedAt: Instant?
  /// When it was finished or called off.
  public var closedAt: Instant?

  /// A task with these properties.
  public init(
    id: ID<CountTask> = ID(0), site: ID<Site>, bin: ID<Bin>, variant: ID<Variant>?, source: Source,
    state: State = .open,
    createdAt: Instant, holder: ID<Person>? = nil, touchedAt: Instant? = nil, closedAt: Instant? = nil
  ) {
    self.id = id
    self.site = site
    self.bin = bin
    self.variant = variant
    self.source = source
    self.state = state
    self.createdAt = createdAt
    self.holder = holder
    self.touchedAt = touchedAt
    self.closedAt = closedAt
  }
}

/// What was counted of one item in a bin, and what the book said at that very moment.
public struct CountLine: Hashable, Sendable {
  /// The item.
  public var variant: ID<Variant>
  /// Units counted.
  public var counted: Int
  /// Units by the book when the last of them was counted.
  public var book: Int
  /// The last ledger entry of the bin and item at that moment.
  public var sequence: Int64

  /// `counted` units against `book` at that entry of the ledger.
  public init(variant: ID<Variant>, counted: Int, book: Int, sequence: Int64) {
    self.variant = variant
    self.counted = counted
    self.book = book
    self.sequence = sequence
  }

  /// What counting found too much, too little when negative. Later moves don't touch it.
  public var variance: Int { counted - book }

  /// The line after another scan of `units`. What moved in the bin between two scans may have been among the counted
  /// units or not, nobody knows: then this scan is the first of a new count of the item.
  public func counting(_ units: Int, book: Int, sequence: Int64) -> (line: CountLine, isRestarted: Bool) {
    let isRestarted = sequence != self.sequence && counted > 0
    return (
      CountLine(
        variant: variant, counted: (isRestarted ? 0 : counted) + units, book: book, sequence: sequence), isRestarted
    )
  }
}

/// One scan or number of a count, kept so that it can be taken back.
public struct CountEntry: Hashable, Sendable {
  /// Its place in the count.
  public var sequence: Int64
  /// The line as it was before; nil when it was the first of its item.
  public var before: CountLine?
  /// The item.
  public var variant: ID<Variant>

  /// An entry about `variant`, after which `before` would be restored.
  public init(sequence: Int64, variant: ID<Variant>, before: CountLine?) {
    self.sequence = sequence
    self.variant = variant
    self.before = before
  }
}
