/// Where money can be, for the books of custody. Every movement leaves one account and enters another, so that all
/// balances of a site always add up to zero.
public enum CashAccount: Hashable, Sendable, Codable {
  /// What was sold; its balance is minus all that customers were asked for.
  case sales
  /// What customers still owe at the door; zero for every order that has ended.
  case customer
  /// Cash in a driver's hands.
  case driver(ID<Person>)
  /// Cash in a cashier's drawer.
  case cashier(ID<Person>)
  /// Cash paid in at the bank.
  case bank
  /// Mobile money and other money that never was cash.
  case momo
  /// Small differences written off.
  case tolerance
  /// What customers were let owe.
  case debt
  /// What customers paid too much; the house owes it to them.
  case credit
  /// A difference that a named person answers for.
  case owned(ID<Person>)
  /// Money given back to customers.
  case refunds

  /// The word it is stored and shown by.
  public var word: String {
    switch self {
    case .sales: "sales"
    case .customer: "customer"
    case .driver: "driver"
    case .cashier: "cashier"
    case .bank: "bank"
    case .momo: "momo"
    case .tolerance: "tolerance"
    case .debt: "debt"
    case .credit: "credit"
    case .owned: "owned"
    case .refunds: "refunds"
    }
  }

  /// Whose it is; nil for accounts of the house.
  public var person: ID<Person>? {
    switch self {
    case .driver(let id), .cashier(let id), .owned(let id): id
    default: nil
    }
  }

  /// The account of that word and person; nil when they do not belong together.
  public init?(word: String, person: ID<Person>?) {
    switch (word, person) {
    case ("sales", nil): self = .sales
    case ("customer", nil): self = .customer
    case ("driver", let person?): self = .driver(person)
    case ("cashier", let person?): self = .cashier(person)
    case ("bank", nil): self = .bank
    case ("momo", nil): self = .momo
    case ("tolerance", nil): self = .tolerance
    case ("debt", nil): self = .debt
    case ("credit", nil): self = .credit
    case ("owned", let person?): self = .owned(person)
    case ("refunds", nil): self = .refunds
    default: return nil
    }
  }
}

/// Why money moved.
public enum CashReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// An order went to its customer: what is due is asked for.
  case due
  /// The customer paid.
  case collected
  /// Due and collected differ.
  case difference
  /// A driver handed over to a cashier.
  case cashUp = "cash_up"
  /// A cashier paid in at the bank.
  case deposit
  /// Money was given back.
  case refund
  /// An outcome was taken back.
  case reopened
  /// A customer paid a debt, or a credit was used.
  case settled
}

/// One entry of the books of custody: never changed, never deleted; a mistake is taken back by a compensating entry.
public struct CashMove: Hashable, Sendable, Codable {
  /// The site whose books they are.
  public var site: ID<Site>
  /// How much, above zero, in minor units of the site's currency.
  public var amount: Money
  /// Where from.
  public var from: CashAccount
  /// Where to.
  public var to: CashAccount
  /// Why.
  public var reason: CashReason
  /// The order it is about, if any.
  public var order: ID<Order>?
  /// The attempt it happened on, if any.
  public var dispatch: ID<Dispatch>?
  /// The cash-up it belongs to, if any.
  public var cashUp: ID<CashUp>?

  /// A movement of `amount`.
  public init(
    site: ID<Site>, amount: Money, from: CashAccount, to: CashAccount, reason: CashReason, order: ID<Order>? = nil,
    dispatch: ID<Dispatch>? = nil, cashUp: ID<CashUp>? = nil
  ) {
    self.site = site
    self.amount = amount
    self.from = from
    self.to = to
    self.reason = reason
    self.order = order
    self.dispatch = dispatch
    self.cashUp = cashUp
  }

  /// The entry that takes this one back.
  public func reversed(_ reason: CashReason = .reopened) -> CashMove {
    CashMove(
      site: site, amount: amount, from: to, to: from, reason: reason, order: order, dispatch: dispatch, cashUp: cashUp)
  }
}
