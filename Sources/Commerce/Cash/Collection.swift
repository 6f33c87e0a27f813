/// By what a customer paid at the door.
public enum Tender: String, Hashable, Sendable, Codable, CaseIterable { case cash, momo }

/// Who answers for a difference between due and collected. The digit is the key it is chosen by.
public enum DifferenceReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// Small change: written off, up to the site's tolerance without a second person.
  case tolerance
  /// The customer owes it.
  case customerDebt = "customer_debt"
  /// The customer kept part of the order: the rest comes back and is no longer due.
  case returnedItem = "returned_item"
  /// The driver answers for it.
  case driverShortage = "driver_shortage"
  /// Paid too much, or no change at hand: the house owes it to the customer, never to the driver.
  case customerCredit = "customer_credit"

  /// The digit 1 to 5.
  public var digit: Int {
    switch self {
    case .tolerance: 1
    case .customerDebt: 2
    case .returnedItem: 3
    case .driverShortage: 4
    case .customerCredit: 5
    }
  }

  /// The reason chosen by that digit.
  public init?(digit: Int) {
    guard let found = Self.allCases.first(where: { $0.digit == digit }) else { return nil }
    self = found
  }

  /// True when it can explain that somebody paid too little; the others explain too much.
  public var explainsShort: Bool { self != .customerCredit }
}

/// What was collected at the door, beside what was due; due is never overwritten.
public struct Collection: Hashable, Sendable {
  /// Its identity.
  public var id: ID<Collection>
  /// The attempt.
  public var dispatch: ID<Dispatch>
  /// The order.
  public var order: ID<Order>
  /// By what.
  public var tender: Tender
  /// What was due.
  public var due: Money
  /// What was collected.
  public var collected: Money
  /// Who answers for the difference; nil when there is none.
  public var difference: DifferenceReason?
  /// What the customer did not keep: units and what they cost, no longer due.
  public var returned: [RefundLine]
  /// The second person who vouched, where one was needed.
  public var approver: ID<Person>?
  /// When.
  public var at: Instant
  /// True once the outcome was taken back.
  public var isReversed: Bool

  /// A collection with these properties.
  public init(
    id: ID<Collection>, dispatch: ID<Dispatch>, order: ID<Order>, tender: Tender, due: Money, collected: Money,
    difference: DifferenceReason? = nil, returned: [RefundLine] = [], approver: ID<Person>? = nil, at: Instant,
    isReversed: Bool = false
  ) {
    self.id = id
    self.dispatch = dispatch
    self.order = order
    self.tender = tender
    self.due = due
    self.collected = collected
    self.difference = difference
    self.returned = returned
    self.approver = approver
    self.at = at
    self.isReversed = isReversed
  }
}

/// A driver's cash handed over to a cashier: counted blind, agreed or owned by a name.
public struct CashUp: Hashable, Sendable, Codable {
  /// How far a cash-up has come.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Counted as expected: the cash is the cashier's.
    case agreed
    /// Count, expectation or declaration differ: nothing has moved, somebody has to decide.
    case open
    /// The difference has an owner: the cash is the cashier's.
    case settled
    /// Counted anew; this count moved nothing.
    case superseded
  }

  /// Its identity.
  public var id: ID<CashUp>
  /// The site.
  public var site: ID<Site>
  /// Whose cash.
  public var driver: ID<Person>
  /// Who counted.
  public var cashier: ID<Person>
  /// What the books say the driver holds, at the moment of the count.
  public var expected: Money
  /// What the cashier counted, not knowing what was expected.
  public var counted: Money
  /// What the driver said to hand over; nil when nothing was declared.
  public var declared: Money?
  /// How far it has come.
  public var state: State
  /// Why it differs; empty when it does not.
  public var reason: CashUpReason?
  /// Who answers for the difference; nil when there is none or nobody decided.
  public var owner: ID<Person>?
  /// The second person who vouched.
  public var approver: ID<Person>?
  /// When it was counted.
  public var countedAt: Instant
  /// When it was agreed or settled.
  public var settledAt: Instant?

  /// A cash-up with these properties.
  public init(
    id: ID<CashUp>, site: ID<Site>, driver: ID<Person>, cashier: ID<Person>, expected: Money, counted: Money,
    declared: Money? = nil, state: State, reason: CashUpReason? = nil, owner: ID<Person>? = nil,
    approver: ID<Person>? = nil, countedAt: Instant, settledAt: Instant? = nil
  ) {
    self.id = id
    self.site = site
    self.driver = driver
    self.cashier = cashier
    self.expected = expected
    self.counted = counted
    self.declared = declared
    self.state = state
    self.reason = reason
    self.owner = owner
    self.approver = approver
    self.countedAt = countedAt
    self.settledAt = settledAt
  }

  /// Counted minus expected, in minor units: negative when something is missing.
  public var differenceMinor: Int64 { counted.minor - expected.minor }
}

/// Why a cash-up differs, and so who answers for it. The digit is the key it is chosen by.
public enum CashUpReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// The driver answers for it.
  case driver
  /// The cashier answers for it.
  case cashier
  /// Small change, within the site's tolerance.
  case tolerance

  /// The digit 1 to 3.
  public var digit: Int {
    switch self {
    case .driver: 1
    case .cashier: 2
    case .tolerance: 3
    }
  }

  /// The reason chosen by that digit.
  public init?(digit: Int) {
    guard let found = Self.allCases.first(where: { $0.digit == digit }) else { return nil }
    self = found
  }
}
