/// A difference between a bin and the book, said by hand or found by a count: posted at once, or waiting for a second
/// person. It carries the difference and never the absolute quantity, so that what is sold or picked meanwhile stays.
public struct StockAdjustment: Hashable, Sendable, Codable {
  /// How it came about.
  public enum Origin: String, Hashable, Sendable, Codable, CaseIterable { case adjust, count }
  /// What became of it.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable { case waiting, posted, rejected }

  /// Its identity.
  public var id: ID<StockAdjustment>
  /// The site.
  public var site: ID<Site>
  /// The bin; nil for quarantine.
  public var bin: ID<Bin>?
  /// What differs.
  public var variant: ID<Variant>
  /// Units to add; to take away when negative. Never zero.
  public var delta: Int
  /// Why.
  public var reason: AdjustReason
  /// How it came about.
  public var origin: Origin
  /// A word more about why.
  public var note: String
  /// The count that found it.
  public var count: ID<CountTask>?
  /// What was counted.
  public var counted: Int?
  /// What the book said at that moment.
  public var book: Int?
  /// The last ledger entry of the bin and item at that moment.
  public var sequence: Int64?
  /// What became of it.
  public var state: State
  /// Who said or counted it.
  public var madeBy: ID<Person>?
  /// When.
  public var madeAt: Instant
  /// Who approved or rejected it; nil while it waits, or where nobody had to.
  public var decidedBy: ID<Person>?
  /// When it was posted or rejected.
  public var decidedAt: Instant?

  /// A difference of `delta` units.
  public init(
    id: ID<StockAdjustment> = ID(0), site: ID<Site>, bin: ID<Bin>?, variant: ID<Variant>, delta: Int,
    reason: AdjustReason, origin: Origin, note: String = "", count: ID<CountTask>? = nil, counted: Int? = nil,
    book: Int? = nil, sequence: Int64? = nil, state: State = .waiting, madeBy: ID<Person>?, madeAt: Instant,
    decidedBy: ID<Person>? = nil,
    decidedAt: Instant? = nil
  ) {
    self.id = id
    self.site = site
    self.bin = bin
    self.variant = variant
    self.delta = delta
    self.reason = reason
    self.origin = origin
    self.note = note
    self.count = count
    self.counted = counted
    self.book = book
    self.sequence = sequence
    self.state = state
    self.madeBy = madeBy
    self.madeAt = madeAt
    self.decidedBy = decidedBy
    self.decidedAt = decidedAt
  }

  /// True when it is more than one person may post alone.
  public func needsApproval(_ policy: SitePolicy) -> Bool { delta.magnitude > UInt(max(0, policy.stockApprovalUnits)) }

  /// The ledger entry that posts it. Damaged units leave their bin for quarantine; other differences meet the account of
  /// variance.
  public var move: StockMove {
    let place = bin.map(StockLocation.bin) ?? .quarantine
    let other: StockLocation = reason == .damaged && delta < 0 && bin != nil ? .quarantine : .variance
    return StockMove(
      site: site, variant: variant, quantity: Int(delta.magnitude), from: delta < 0 ? place : other,
      to: delta < 0 ? other : place, reason: origin == .count ? .count : reason.stockReason)
  }
}
