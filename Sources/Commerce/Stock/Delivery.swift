/// What a supplier is expected to bring.
public struct Delivery: Hashable, Sendable {
  /// How far it is.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable { case open, closed }

  /// One item of it.
  public struct Line: Hashable, Sendable {
    /// The item.
    public var variant: ID<Variant>
    /// Units expected.
    public var expected: Int
    /// Units received.
    public var received: Int

    /// `expected` units of an item.
    public init(variant: ID<Variant>, expected: Int, received: Int = 0) {
      self.variant = variant
      self.expected = expected
      self.received = received
    }

    /// Units still to come; none when more came.
    public var due: Int { max(0, expected - received) }
  }

  /// Its identity.
  public var id: ID<Delivery>
  /// The site it comes to.
  public var site: ID<Site>
  /// The supplier.
  public var supplier: String
  /// The number on the supplier's note, upper case, unique in the site.
  public var reference: String
  /// The day it is due, `2026-11-21`.
  public var dueOn: String
  /// How far it is.
  public var state: State
  /// When it was announced.
  public var createdAt: Instant
  /// What is expected, what came.
  public var lines: [Line]

  /// A delivery with these properties.
  public init(
    id: ID<Delivery> = ID(0), site: ID<Site>, supplier: String, reference: String, dueOn: String, state: State = .open,
    createdAt: Instant, lines: [Line]
  ) {
    self.id = id
    self.site = site
    self.supplier = supplier
    self.reference = reference
    self.dueOn = dueOn
    self.state = state
    self.createdAt = createdAt
    self.lines = lines
  }
}
