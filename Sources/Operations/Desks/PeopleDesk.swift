public import Commerce

/// People and what they may do: administered within the reach of whoever administers.
public protocol PeopleDesk: Sendable {
  /// Everybody with a grant within the caller's reach, by name; what they do elsewhere is left out.
  func people(by caller: Caller) async throws(CommerceError) -> [PersonDetail]
  /// One of them.
  func person(_ id: ID<Person>, by caller: Caller) async throws(CommerceError) -> PersonDetail
  /// One of them, by e-mail or badge.
  func person(named name: String, by caller: Caller) async throws(CommerceError) -> PersonDetail
  /// Adds somebody with a first grant and, where given, secrets. Throws `edit.conflict` for a taken e-mail or badge,
  /// `rule.people.beyond_reach` for a grant that is not the caller's to give.
  func add(_ draft: PersonDraft, _ intent: Intent) async throws(CommerceError) -> ID<Person>
  /// Changes name, badge and whether somebody may sign in. Throws `rule.people.last_admin` and `.beyond_reach`.
  func edit(
    _ person: ID<Person>, name: String, badge: String, isActive: Bool, _ intent: Intent
  ) async throws(CommerceError)
  /// Gives a role; one that is there already changes nothing. Throws `rule.people.own_grants` and `.beyond_reach`.
  func grant(_ grant: Grant, to person: ID<Person>, _ intent: Intent) async throws(CommerceError)
  /// Takes a role; one that is not there changes nothing. Throws `rule.people.last_admin` besides.
  func revoke(_ grant: Grant, from person: ID<Person>, _ intent: Intent) async throws(CommerceError)
  /// Sets a password, a PIN, or both. Refused while acting as somebody else.
  func setSecrets(
    of person: ID<Person>, password: String?, pin: String?, _ intent: Intent
  ) async throws(CommerceError)
  /// Acts as somebody: the session to go on with. Both names stand in every change from then on, and both must be
  /// allowed what is done.
  func impersonate(_ person: ID<Person>, _ intent: Intent) async throws(CommerceError) -> Session
  /// Ends acting as somebody; the intent is still that of both.
  func endImpersonation(_ intent: Intent) async throws(CommerceError)
}

/// A person as the people administration shows them.
public struct PersonDetail: Hashable, Sendable, Codable {
  /// Who.
  public var person: Person
  /// What they may do within the caller's reach.
  public var grants: [GrantRow]
  /// True when a password is set.
  public var hasPassword: Bool
  /// True when a PIN is set.
  public var hasPIN: Bool
  /// What the caller may do about them, and why not.
  public var actions: [ActionState<PersonAction>]
  /// The sites the caller may give roles at.
  public var grantable: [Site]
  /// True when the caller may give roles for every site.
  public var isGrantableEverywhere: Bool

  /// A person with these properties.
  public init(
    person: Person, grants: [GrantRow], hasPassword: Bool, hasPIN: Bool, actions: [ActionState<PersonAction>] = [],
    grantable: [Site] = [], isGrantableEverywhere: Bool = false
  ) {
    self.person = person
    self.grants = grants
    self.hasPassword = hasPassword
    self.hasPIN = hasPIN
    self.actions = actions
    self.grantable = grantable
    self.isGrantableEverywhere = isGrantableEverywhere
  }

  /// Why the caller may not; nil when allowed.
  public func refusal(_ action: PersonAction) -> CommerceError? {
    actions.first { $0.action == action }?.refusal
  }
}

/// A grant with the words of its place.
public struct GrantRow: Hashable, Sendable, Codable {
  /// The grant.
  public var grant: Grant
  /// The site's code; empty for every site.
  public var code: String
  /// The site's name; empty for every site.
  public var place: String

  /// `grant` at that place.
  public init(grant: Grant, code: String, place: String) {
    self.grant = grant
    self.code = code
    self.place = place
  }
}

/// What can be done about a person.
public enum PersonAction: String, Hashable, Sendable, Codable, CaseIterable {
  case edit, grant, revoke, deactivate, activate
  case setSecrets = "set_secrets"
  case impersonate
}

/// Somebody to be added.
public struct PersonDraft: Hashable, Sendable, Codable {
  /// E-mail, unique.
  public var email: String
  /// Name as shown.
  public var name: String
  /// Badge code; empty for none.
  public var badge: String
  /// The first role, and where.
  public var grant: Grant
  /// A password; empty for none.
  public var password: String
  /// A PIN of 4 to 8 digits; empty for none.
  public var pin: String

  /// Somebody with these particulars.
  public init(email: String, name: String, badge: String, grant: Grant, password: String = "", pin: String = "") {
    self.email = email
    self.name = name
    self.badge = badge
    self.grant = grant
    self.password = password
    self.pin = pin
  }
}
