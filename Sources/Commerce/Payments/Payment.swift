/// How an order is paid (contracts.md §2.4).
public enum PaymentMethod: String, Hashable, Sendable, Codable, CaseIterable {
  case momo, cod, virtualAccount = "virtual_account", online, upi, card, wallet
  case gatewayCheckout = "gateway_checkout", invoice

  /// True when the money must be PAID before picking starts; cash on delivery and invoices go straight to fulfilment.
  public var isPrepaid: Bool { self != .cod && self != .invoice }
}

/// The payment machine (I23).
public enum PaymentStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case initiated, pending, paid, failed, cancelled

  /// The statuses this one may become.
  public var next: Set<PaymentStatus> {
    switch self {
    case .initiated: [.pending, .paid, .failed, .cancelled]
    case .pending: [.paid, .failed, .cancelled]
    case .failed: [.paid]
    case .paid, .cancelled: []
    }
  }

  /// True while the provider may still answer.
  public var isLive: Bool { self == .initiated || self == .pending }
}

/// What the payment gate of the lifecycle looks at.
public struct PaymentFacts: Hashable, Sendable {
  /// How the order is paid.
  public let method: PaymentMethod
  /// Where its payment stands.
  public let status: PaymentStatus
  /// Since when it stands there.
  public let since: Instant

  /// A payment by `method`, in `status` since then.
  public init(method: PaymentMethod, status: PaymentStatus, since: Instant) {
    self.method = method
    self.status = status
    self.since = since
  }
}

/// One attempt to pay an order, or its cash to collect.
public struct Payment: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Payment>
  /// The order it pays.
  public var order: ID<Order>
  /// How.
  public var method: PaymentMethod
  /// Where it stands.
  public var status: PaymentStatus
  /// What is asked for.
  public var amount: Money
  /// The provider's reference, once there is one.
  public var reference: String?
  /// The phone that is asked; empty for the customer's own.
  public var phone: String
  /// Why it was cancelled, once it was.
  public var cancelReason: CancelReason?
  /// When it was started.
  public var createdAt: Instant
  /// When it last changed.
  public var updatedAt: Instant

  /// Why a payment was cancelled (contracts.md §2.4).
  public enum CancelReason: String, Hashable, Sendable, Codable, CaseIterable { case user, expired, superseded }

  /// A payment with these properties.
  public init(
    id: ID<Payment>, order: ID<Order>, method: PaymentMethod, status: PaymentStatus, amount: Money,
    reference: String? = nil, phone: String = "", cancelReason: CancelReason? = nil, createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.order = order
    self.method = method
    self.status = status
    self.amount = amount
    self.reference = reference
    self.phone = phone
    self.cancelReason = cancelReason
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}
