public import Commerce

/// Who a token says is calling. What they may do is read again by every use case.
public struct SignedIn: Hashable, Sendable {
  /// Who.
  public var person: ID<Person>
  /// Who acts as that person, if anybody.
  public var impersonator: ID<Person>?
  /// When the token ends.
  public var expiresAt: Instant
  /// When they showed who they are; tokens made of this one keep it.
  public var authenticatedAt: Instant

  /// `person`, until then.
  public init(person: ID<Person>, impersonator: ID<Person>? = nil, expiresAt: Instant, authenticatedAt: Instant) {
    self.person = person
    self.impersonator = impersonator
    self.expiresAt = expiresAt
    self.authenticatedAt = authenticatedAt
  }
}
