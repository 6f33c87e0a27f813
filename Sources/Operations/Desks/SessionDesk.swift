public import Commerce

/// Signing in, and what the signed-in person may see.
public protocol SessionDesk: Sendable {
  /// Signs in by e-mail and password. Throws `access.unauthenticated`, uniform in text and time for unknown and wrong,
  /// or `access.slowed_down` after repeated failures.
  func signIn(email: String, password: String) async throws(CommerceError) -> Session
  /// Signs in by badge and PIN; errors as for the password.
  func signIn(badge: String, pin: String) async throws(CommerceError) -> Session
  /// Unlocks the session of the same person by PIN or password.
  func unlock(_ session: Session, secret: String) async throws(CommerceError)
  /// The session again, with grants and sites as they are now.
  func refreshed(_ session: Session) async throws(CommerceError) -> Session
  /// The granted towns with what waits in each.
  func sites(of session: Session) async throws(CommerceError) -> [SiteSummary]
  /// Who can sign in to a sample store; empty on any other.
  func sampleAccounts() async throws(CommerceError) -> [SampleAccount]
  /// True when the store has no one who could sign in yet.
  func needsFirstAdmin() async throws(CommerceError) -> Bool
}

/// A signed-in person and the sites open to them.
public struct Session: Hashable, Sendable, Codable {
  /// Who.
  public var person: Person
  /// The sites they may enter, by name.
  public var sites: [Site]
  /// What they may do.
  public var grants: [Grant]
  /// Who acts as that person, if anybody.
  public var impersonator: Person?
  /// What the impersonator may do; both must be allowed what is done.
  public var impersonatorGrants: [Grant]

  /// A session of `person`, or of `impersonator` acting as that person.
  public init(
    person: Person, sites: [Site], grants: [Grant], impersonator: Person? = nil, impersonatorGrants: [Grant] = []
  ) {
    self.person = person
    self.sites = sites
    self.grants = grants
    self.impersonator = impersonator
    self.impersonatorGrants = impersonatorGrants
  }

  /// What the grants allow.
  public var policy: AccessPolicy {
    AccessPolicy(grants, impersonator: impersonator == nil ? nil : impersonatorGrants)
  }

  /// Whose secrets open it: the person's who is really there.
  public var holder: Person { impersonator ?? person }

  /// The caller of what is done at a site.
  public func caller(at site: ID<Site>) -> Caller {
    Caller(person: person.id, site: site, impersonator: impersonator?.id)
  }
}

/// A town in the switcher.
public struct SiteSummary: Hashable, Sendable, Codable {
  /// The town.
  public var site: Site
  /// Orders waiting to be picked.
  public var waiting: Int
  /// Orders in picking or picked.
  public var picking: Int
  /// Orders packed or ready.
  public var packedOrReady: Int
  /// Open orders past their promise.
  public var late: Int

  /// A town with these counts.
  public init(site: Site, waiting: Int, picking: Int, packedOrReady: Int, late: Int) {
    self.site = site
    self.waiting = waiting
    self.picking = picking
    self.packedOrReady = packedOrReady
    self.late = late
  }
}

/// Somebody who can sign in to a sample store.
public struct SampleAccount: Hashable, Sendable, Codable {
  /// E-mail.
  public var email: String
  /// Badge code.
  public var badge: String
  /// Name.
  public var name: String
  /// Role, and where.
  public var role: String

  /// An account with these particulars.
  public init(email: String, badge: String, name: String, role: String) {
    self.email = email
    self.badge = badge
    self.name = name
    self.role = role
  }
}
