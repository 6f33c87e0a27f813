/// The refund machine: PENDING → PROCESSED or FAILED, FAILED → PENDING (contracts.md §2.4).
public enum RefundStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case pending, processed, failed

  /// The statuses this one may become.
  public var next: Set<RefundStatus> {
    switch self {
    case .pending: [.processed, .failed]
    case .failed: [.pending]
    case .processed: []
    }
  }
}

/// Money owed back to a customer.
public struct Refund: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Refund>
  /// The order it gives money back for.
  public var order: ID<Order>
  /// How much: lines, shipping and free amount together.
  public var amount: Money
  /// What of it is for lines.
  public var lines: [RefundLine]
  /// What of it is for the delivery fee, in minor units.
  public var shippingMinor: Int64
  /// By what the money goes back.
  public var tender: Tender
  /// Where it stands.
  public var status: RefundStatus
  /// Why.
  public var reason: String
  /// What the provider said when it failed; empty otherwise.
  public var failure: String
  /// Who looks after it; nil when nobody does.
  public var owner: ID<Person>?
  /// The second person who vouched, where one was needed.
  public var approver: ID<Person>?
  /// The provider's reference, once there is one.
  public var reference: String?
  /// How often the provider was asked; each try after a definite no is a request of its own.
  public var attempt: Int
  /// The payment whose money came too late, when it gives back that; nil for every other refund.
  public var latePayment: ID<Payment>?
  /// When it was asked for.
  public var createdAt: Instant
  /// When it last changed.
  public var updatedAt: Instant

  /// A refund with these properties.
  public init(
    id: ID<Refund>, order: ID<Order>, amount: Money, lines: [RefundLine] = [], shippingMinor: Int64 = 0,
    tender: Tender = .momo, status: RefundStatus, reason: String, failure: String = "", owner: ID<Person>? = nil,
    approver: ID<Person>? = nil, reference: String? = nil, attempt: Int = 1, latePayment: ID<Payment>? = nil,
    createdAt: Instant, updatedAt: Instant? = nil
  ) {
    self.id = id
    self.order = order
    self.amount = amount
    self.lines = lines
    self.shippingMinor = shippingMinor
    self.tender = tender
    self.status = status
    self.reason = reason
    self.failure = failure
    self.owner = owner
    self.approver = approver
    self.reference = reference
    self.attempt = attempt
    self.latePayment = latePayment
    self.createdAt = createdAt
    self.updatedAt = updatedAt ?? createdAt
  }
}

/// What of a refund is for one order line.
public struct RefundLine: Hashable, Sendable, Codable {
  /// The line.
  public var line: ID<OrderLine>
  /// For how many of its units; 0 for a part of the price alone.
  public var quantity: Int
  /// How much, in minor units.
  public var amountMinor: Int64

  /// `amountMinor` for `quantity` units of `line`.
  public init(line: ID<OrderLine>, quantity: Int, amountMinor: Int64) {
    self.line = line
    self.quantity = quantity
    self.amountMinor = amountMinor
  }
}
