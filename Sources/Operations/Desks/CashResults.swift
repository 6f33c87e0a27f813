public import Commerce

/// The books of one local day.
public struct DaySheet: Hashable, Sendable, Codable {
  /// The local day, `YYYY-MM-DD`.
  public var day: String
  /// The town's currency.
  public var currency: Currency
  /// What customers were asked for, in minor units; nil while a driver's cash is to be counted blind (`CashSight`).
  public var dueMinor: Int64?
  /// What came in, by how: cash, momo. Cash is missing while a driver's is to be counted blind.
  public var byTender: [Tender: Int64]
  /// Sums between accounts, as they moved that day; those that would tell what is to be counted are nil.
  public var flow: [CashFlow]
  /// What of that day is not home now: drivers and cashiers with cash, those to be counted blind without a sum.
  public var open: [CashBalance]
  /// What somebody owns.
  public var owned: [CashBalance]
  /// Cash-ups without a decision.
  public var openCashUps: Int
  /// Who closed the day; nil while it is open.
  public var close: DayClose?
  /// The name of who closed it.
  public var closedBy: String
  /// Why it may not close; nil when it may.
  public var refusal: CommerceError?
  /// Entries of the same date that came after the close; they are in the books of the next day.
  public var movedSince = 0
  /// The oldest day of the last month that has books and was never closed; nil when there is none before today.
  public var oldestOpen: String?

  /// A sheet with these figures.
  public init(
    day: String, currency: Currency, dueMinor: Int64?, byTender: [Tender: Int64], flow: [CashFlow],
    open: [CashBalance], owned: [CashBalance], openCashUps: Int, close: DayClose?, closedBy: String,
    refusal: CommerceError?
  ) {
    self.day = day
    self.currency = currency
    self.dueMinor = dueMinor
    self.byTender = byTender
    self.flow = flow
    self.open = open
    self.owned = owned
    self.openCashUps = openCashUps
    self.close = close
    self.closedBy = closedBy
    self.refusal = refusal
  }

  private enum CodingKeys: String, CodingKey {
    case day, currency, dueMinor, byTender, flow, open, owned
    case openCashUps, close, closedBy, refusal, movedSince, oldestOpen
  }

  /// Encodes it, what came in by tender in one order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(day, forKey: .day)
    try container.encode(currency, forKey: .currency)
    try container.encodeIfPresent(dueMinor, forKey: .dueMinor)
    try container.encode(InOrder(byTender, by: \.rawValue), forKey: .byTender)
    try container.encode(flow, forKey: .flow)
    try container.encode(open, forKey: .open)
    try container.encode(owned, forKey: .owned)
    try container.encode(openCashUps, forKey: .openCashUps)
    try container.encodeIfPresent(close, forKey: .close)
    try container.encode(closedBy, forKey: .closedBy)
    try container.encodeIfPresent(refusal, forKey: .refusal)
    try container.encode(movedSince, forKey: .movedSince)
    try container.encodeIfPresent(oldestOpen, forKey: .oldestOpen)
  }
}

/// A notice as a provider sent it.
public struct IncomingNotice: Hashable, Sendable, Codable {
  /// The provider, such as `momo`.
  public var provider: String
  /// The provider's name of the event.
  public var event: String
  /// The bytes as they came, as text.
  public var raw: String
  /// How its signature stands.
  public var signature: PaymentNotice.Signature
  /// The provider's reference of the payment.
  public var reference: String
  /// What it says.
  public var status: PaymentStatus
  /// How much it says was paid.
  public var amount: Money

  /// A notice with these parts.
  public init(
    provider: String, event: String, raw: String, signature: PaymentNotice.Signature, reference: String,
    status: PaymentStatus, amount: Money
  ) {
    self.provider = provider
    self.event = event
    self.raw = raw
    self.signature = signature
    self.reference = reference
    self.status = status
    self.amount = amount
  }
}

/// What can still be refunded of an order.
public struct Refundable: Hashable, Sendable, Codable {
  /// One line.
  public struct Line: Hashable, Sendable, Codable {
    /// The line.
    public var line: OrderLine
    /// Units not refunded yet.
    public var quantity: Int
    /// Minor units not refunded yet.
    public var remainingMinor: Int64

    /// `remainingMinor` of `line`.
    public init(line: OrderLine, quantity: Int, remainingMinor: Int64) {
      self.line = line
      self.quantity = quantity
      self.remainingMinor = remainingMinor
    }
  }

  /// The order.
  public var order: ID<Order>
  /// Its number.
  public var number: String
  /// Its lines.
  public var lines: [Line]
  /// Of the delivery fee, in minor units.
  public var shippingMinor: Int64
  /// In all, in minor units: what was paid less what was refunded.
  public var remaining: Money
  /// How the money came, and so how it goes back unless said otherwise.
  public var tender: Tender
  /// The sum above which a second person has to vouch, in minor units.
  public var limitMinor: Int64
  /// Why nothing can be refunded; nil when something can.
  public var refusal: CommerceError?
  /// What it rests on.
  public var basis: String

  /// What can be refunded.
  public init(
    order: ID<Order>, number: String, lines: [Line], shippingMinor: Int64, remaining: Money, tender: Tender,
    limitMinor: Int64, refusal: CommerceError?, basis: String
  ) {
    self.order = order
    self.number = number
    self.lines = lines
    self.shippingMinor = shippingMinor
    self.remaining = remaining
    self.tender = tender
    self.limitMinor = limitMinor
    self.refusal = refusal
    self.basis = basis
  }
}

/// A refund as asked for. Money, goods and stock are three independent switches: this is the money; `returned` says
/// which goods are expected back, `restock` whether they go into stock again.
public struct RefundRequest: Hashable, Sendable, Codable {
  /// The order.
  public var order: ID<Order>
  /// Lines, with units and amount each.
  public var lines: [RefundLine]
  /// Of the delivery fee, in minor units.
  public var shippingMinor: Int64
  /// Any other sum, in minor units.
  public var freeMinor: Int64
  /// By what it goes back.
  public var tender: Tender
  /// Why; mandatory.
  public var reason: String
  /// Units that come back, by line; empty when the customer keeps them.
  public var returned: [ID<OrderLine>: Int]
  /// True when what comes back goes into stock again; false when it is written off as damaged.
  public var restock: Bool

  /// A refund of these parts.
  public init(
    order: ID<Order>, lines: [RefundLine] = [], shippingMinor: Int64 = 0, freeMinor: Int64 = 0, tender: Tender = .momo,
    reason: String, returned: [ID<OrderLine>: Int] = [:], restock: Bool = true
  ) {
    self.order = order
    self.lines = lines
    self.shippingMinor = shippingMinor
    self.freeMinor = freeMinor
    self.tender = tender
    self.reason = reason
    self.returned = returned
    self.restock = restock
  }

  /// What goes back in all, in minor units.
  public var totalMinor: Int64 { lines.reduce(0) { $0 + $1.amountMinor } + shippingMinor + freeMinor }
}

/// What cancelling an order would do.
public struct CancelPreview: Hashable, Sendable, Codable {
  /// The order.
  public var order: ID<Order>
  /// Its number.
  public var number: String
  /// Where it stands.
  public var status: OrderStatus
  /// The rule of the table that applies, in words of the core.
  public var rule: String
  /// What is refunded; zero when nothing was paid.
  public var refund: Money
  /// Units that are free again at once.
  public var freed: Int
  /// Units that have to be put back from totes, bench and lanes.
  public var putBacks: Int
  /// Parcels that have to come back from the road.
  public var dueBack: Int
  /// The dispatch it closes: the driver's name; empty when there is none.
  public var driverName: String
  /// Why it cannot be cancelled; nil when it can.
  public var refusal: CommerceError?
  /// What it rests on.
  public var basis: String

  /// A preview.
  public init(
    order: ID<Order>, number: String, status: OrderStatus, rule: String, refund: Money, freed: Int, putBacks: Int,
    dueBack: Int, driverName: String, refusal: CommerceError?, basis: String
  ) {
    self.order = order
    self.number = number
    self.status = status
    self.rule = rule
    self.refund = refund
    self.freed = freed
    self.putBacks = putBacks
    self.dueBack = dueBack
    self.driverName = driverName
    self.refusal = refusal
    self.basis = basis
  }
}
