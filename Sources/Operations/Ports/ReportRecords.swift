public import Commerce

/// What boards and reports read across the nouns; index ranges only, so that a million past orders cost nothing.
public protocol ReportReads {
  /// What is left to do at a site, kind by kind; kinds with nothing left are left out.
  func shiftClose(at site: ID<Site>, now: Instant, in scope: Scope) throws(CommerceError) -> [ShiftCloseRow]
}

/// One kind of thing that is left to do.
public struct ShiftCloseRow: Hashable, Sendable {
  /// What it is.
  public var kind: ShiftCloseKind
  /// How many there are.
  public var count: Int
  /// What is at stake, in minor units of the site's currency; nil where it is not about money.
  public var minor: Int64?
  /// Since when the oldest has waited.
  public var oldest: Instant?
  /// Who answers for them, the one with the most first; empty when nobody does.
  public var owners: [String]
  /// The first of them, the oldest first.
  public var items: [ShiftCloseItem]

  /// `count` things of that kind.
  public init(
    kind: ShiftCloseKind, count: Int, minor: Int64? = nil, oldest: Instant? = nil, owners: [String] = [],
    items: [ShiftCloseItem] = []
  ) {
    self.kind = kind
    self.count = count
    self.minor = minor
    self.oldest = oldest
    self.owners = owners
    self.items = items
  }
}

/// One thing that is left to do.
public struct ShiftCloseItem: Hashable, Sendable {
  /// Its number within its kind.
  public var id: Int64
  /// The order it is about, if any.
  public var order: ID<Order>?
  /// The payment it is about, if any.
  public var payment: ID<Payment>?
  /// What people call it: an order number, a name, a code.
  public var label: String
  /// Whom or what it is about.
  public var detail: String
  /// Who answers for it; empty when nobody does.
  public var owner: String
  /// What is at stake, in minor units; nil where it is not about money.
  public var minor: Int64?
  /// Since when.
  public var since: Instant?

  /// A thing with these properties.
  public init(
    id: Int64, order: ID<Order>?, payment: ID<Payment>? = nil, label: String, detail: String, owner: String = "",
    minor: Int64? = nil, since: Instant?
  ) {
    self.id = id
    self.order = order
    self.payment = payment
    self.label = label
    self.detail = detail
    self.owner = owner
    self.minor = minor
    self.since = since
  }
}
