/// Units on their way from one town to another under one code.
public struct Transfer: Hashable, Sendable, Codable {
  /// How far it is.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Being put together in the sending town.
    case collecting
    /// On the road.
    case sent
    /// Received, every difference settled.
    case closed
  }

  /// One item of it.
  public struct Line: Hashable, Sendable, Codable {
    /// The item.
    public var variant: ID<Variant>
    /// Units that left.
    public var sent: Int
    /// Units that arrived sound.
    public var received: Int
    /// Units that arrived damaged.
    public var damaged: Int
    /// Units that never arrived, settled when it was closed.
    public var missing: Int

    /// `sent` units of an item.
    public init(variant: ID<Variant>, sent: Int, received: Int = 0, damaged: Int = 0, missing: Int = 0) {
      self.variant = variant
      self.sent = sent
      self.received = received
      self.damaged = damaged
      self.missing = missing
    }

    /// Units still on the road.
    public var due: Int { sent - received - damaged - missing }
  }

  /// Its identity.
  public var id: ID<Transfer>
  /// The code on its slip, such as `TR-00012`.
  public var code: String
  /// The town that sends.
  public var from: ID<Site>
  /// The town that receives.
  public var to: ID<Site>
  /// How far it is.
  public var state: State
  /// When it was begun.
  public var createdAt: Instant
  /// When it left.
  public var sentAt: Instant?
  /// What is in it.
  public var lines: [Line]

  /// A transfer with these properties.
  public init(
    id: ID<Transfer> = ID(0), code: String, from: ID<Site>, to: ID<Site>, state: State = .collecting,
    createdAt: Instant, sentAt: Instant? = nil, lines: [Line] = []
  ) {
    self.id = id
    self.code = code
    self.from = from
    self.to = to
    self.state = state
    self.createdAt = createdAt
    self.sentAt = sentAt
    self.lines = lines
  }

  /// Units still on the road.
  public var due: Int { lines.reduce(0) { $0 + $1.due } }
}
