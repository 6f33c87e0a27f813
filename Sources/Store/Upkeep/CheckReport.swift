/// What a check of a store found.
public struct CheckReport: Hashable, Sendable {
  /// One thing that is not as it must be.
  public struct Problem: Hashable, Sendable {
    /// The rule that is broken, such as `stock.levels`.
    public let rule: String
    /// Where and how, one clause.
    public let detail: String

    /// `detail` breaks `rule`.
    public init(_ rule: String, _ detail: String) {
      self.rule = rule
      self.detail = detail
    }
  }

  /// Everything that was found wrong, at most a hundred entries a rule.
  public var problems: [Problem] = []
  /// How many orders the store holds.
  public var orders = 0
  /// How many entries its stock ledger has.
  public var moves = 0
  /// How many changes its feed has.
  public var changes = 0

  /// True when nothing is wrong.
  public var isSound: Bool { problems.isEmpty }
}

/// How far long work has come.
public struct Progress: Hashable, Sendable {
  /// Parts done.
  public let done: Int
  /// All parts.
  public let total: Int
  /// What is being done, for the progress line.
  public let task: String

  /// `done` of `total` parts.
  public init(done: Int, total: Int, task: String) {
    self.done = done
    self.total = total
    self.task = task
  }
}
