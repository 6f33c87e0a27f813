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
public struct Refund: Hashable, Sendable {
  /// Its identity.
  public var id: ID<Refund>
  /// The order it gives money back for.
  public var order: ID<Order>
  /// How much.
  public var amount: Money
  /// Where it stands.
  public var status: RefundStatus
  /// Why.
  public var reason: String
  /// When it was asked for.
  public var createdAt: Instant

  /// A refund with these properties.
  public init(
    id: ID<Refund>, order: ID<Order>, amount: Money, status: RefundStatus, reason: String, createdAt: Instant
  ) {
    self.id = id
    self.order = order
    self.amount = amount
    self.status = status
    self.reason = reason
    self.createdAt = createdAt
  }
}
