public import Commerce

/// One intended change: a value with an id, so that the same command again has the same outcome and changes nothing.
public struct Command: Hashable, Sendable {
  /// Minted once by whoever intends the change, and kept through every retry.
  public var id: UniqueID
  /// Who intends it.
  public var actor: ID<Person>?
  /// Who acts as the actor, if anybody.
  public var impersonator: ID<Person>?
  /// The site it is about; nil for the whole house.
  public var site: ID<Site>?
  /// When it was intended.
  public var at: Instant

  /// A command of `actor` at `site`.
  public init(
    id: UniqueID, actor: ID<Person>?, impersonator: ID<Person>? = nil, site: ID<Site>?, at: Instant
  ) {
    self.id = id
    self.actor = actor
    self.impersonator = impersonator
    self.site = site
    self.at = at
  }
}

/// Who asks, and where: what every desk call carries. Grants are read again each time; this is not a permission.
public struct Caller: Hashable, Sendable, Codable {
  /// Who.
  public var person: ID<Person>
  /// The town in hand.
  public var site: ID<Site>
  /// Who acts as that person, if anybody; both names stand in every change.
  public var impersonator: ID<Person>?

  /// `person` at `site`.
  public init(person: ID<Person>, site: ID<Site>, impersonator: ID<Person>? = nil) {
    self.person = person
    self.site = site
    self.impersonator = impersonator
  }
}
