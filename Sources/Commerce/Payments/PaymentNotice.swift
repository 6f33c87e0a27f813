/// What a payment provider told us, kept as it came: stored before anything else happens, once per event, and applied so
/// that the same notice again changes nothing (contracts.md I28 to I30).
public struct PaymentNotice: Hashable, Sendable, Codable {
  /// How the signature stands.
  public enum Signature: String, Hashable, Sendable, Codable, CaseIterable { case valid, unsigned, invalid }

  /// What became of it.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Stored, not applied yet.
    case received
    /// It changed a payment, or would have said the same again.
    case applied
    /// Nothing to do: another event said more already.
    case ignored
    /// It fits no payment, or its amount is wrong: somebody has to look.
    case failed
  }

  /// Its identity.
  public var id: ID<PaymentNotice>
  /// Who sent it, such as `momo`.
  public var provider: String
  /// The provider's own name of the event; unique per provider.
  public var event: String
  /// The bytes as they came, as text.
  public var raw: String
  /// How its signature stands.
  public var signature: Signature
  /// The provider's reference of the payment.
  public var reference: String
  /// What it says the payment is.
  public var status: PaymentStatus
  /// How much it says was paid.
  public var amount: Money
  /// When it came.
  public var receivedAt: Instant
  /// What became of it.
  public var state: State
  /// Why it failed or was ignored; empty otherwise.
  public var outcome: String
  /// When it was applied last.
  public var appliedAt: Instant?
  /// The payment it is about, once known.
  public var payment: ID<Payment>?
  /// That payment's site.
  public var site: ID<Site>?

  /// A notice with these properties.
  public init(
    id: ID<PaymentNotice>, provider: String, event: String, raw: String, signature: Signature, reference: String,
    status: PaymentStatus, amount: Money, receivedAt: Instant, state: State = .received, outcome: String = "",
    appliedAt: Instant? = nil, payment: ID<Payment>? = nil, site: ID<Site>? = nil
  ) {
    self.id = id
    self.provider = provider
    self.event = event
    self.raw = raw
    self.signature = signature
    self.reference = reference
    self.status = status
    self.amount = amount
    self.receivedAt = receivedAt
    self.state = state
    self.outcome = outcome
    self.appliedAt = appliedAt
    self.payment = payment
    self.site = site
  }
}
