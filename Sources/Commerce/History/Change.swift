/// One audited change of one field, or an event of an entity. The sequence of changes is the change feed that live
/// screens, audit and looking back in time read.
public struct Change: Hashable, Sendable, Codable {
  /// What kind of thing changed.
  public var entity: EntityKind
  /// Which one.
  public var entityID: Int64
  /// The site it belongs to; nil for people, products and other things of the whole house.
  public var site: ID<Site>?
  /// The field, such as `status`, or an event name, such as `picked`.
  public var field: String
  /// The value before; empty at creation.
  public var old: String
  /// The value after.
  public var new: String
  /// Why, where a reason was given.
  public var reason: String

  /// A change of `field` from `old` to `new`.
  public init(
    _ entity: EntityKind, _ entityID: Int64, site: ID<Site>?, field: String, old: String = "", new: String,
    reason: String = ""
  ) {
    self.entity = entity
    self.entityID = entityID
    self.site = site
    self.field = field
    self.old = old
    self.new = new
    self.reason = reason
  }
}

/// A change as it stands in the feed: numbered, dated and signed.
public struct RecordedChange: Hashable, Sendable, Codable {
  /// Its place in the feed; strictly increasing.
  public var sequence: Int64
  /// When.
  public var at: Instant
  /// Who; nil for the house itself (import, expiry).
  public var actor: ID<Person>?
  /// The actor's name.
  public var actorName: String
  /// Who acted as the actor, if anybody.
  public var impersonator: ID<Person>?
  /// That person's name; empty when nobody did.
  public var impersonatorName: String
  /// The command that caused it.
  public var command: UniqueID
  /// What changed.
  public var change: Change

  /// A change at that place of the feed.
  public init(
    sequence: Int64, at: Instant, actor: ID<Person>?, actorName: String, impersonator: ID<Person>? = nil,
    impersonatorName: String = "", command: UniqueID, change: Change
  ) {
    self.sequence = sequence
    self.at = at
    self.actor = actor
    self.actorName = actorName
    self.impersonator = impersonator
    self.impersonatorName = impersonatorName
    self.command = command
    self.change = change
  }
}
