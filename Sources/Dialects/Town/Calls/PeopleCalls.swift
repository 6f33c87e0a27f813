public import Commerce
public import Contract
public import Operations

/// The calls of `PeopleDesk`.
public enum PeopleCalls {
  /// Everybody with a grant within the caller's reach, by name.
  public static let people = DeskCall<Nothing, [PersonDetail]>(.query, "people", "people")
  /// One of them.
  public static let person = DeskCall<PersonArguments, PersonDetail>(.query, "people", "person")
  /// One of them, by e-mail or badge.
  public static let personByName = DeskCall<PersonByName, PersonDetail>(.query, "people", "person-by-name")
  /// Adds somebody with a first grant and, where given, secrets.
  public static let add = DeskCall<Add, ID<Person>>(.command, "people", "add")
  /// Changes name, badge and whether somebody may sign in.
  public static let edit = DeskCall<Edit, Nothing>(.command, "people", "edit")
  /// Gives a role.
  public static let grant = DeskCall<GrantPerson, Nothing>(.command, "people", "grant")
  /// Takes a role.
  public static let revoke = DeskCall<GrantPerson, Nothing>(.command, "people", "revoke")
  /// Sets a password, a PIN, or both.
  public static let setSecrets = DeskCall<SetSecrets, Nothing>(.command, "people", "set-secrets")
  /// Ends acting as somebody.
  public static let endImpersonation = DeskCall<Nothing, Nothing>(.command, "people", "end-impersonation")

  /// What `person` takes.
  public struct PersonArguments: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<Person>

    /// These arguments.
    public init(id: ID<Person>) {
      self.id = id
    }
  }

  /// What `personByName` takes.
  public struct PersonByName: Codable, Hashable, Sendable {
    /// The name.
    public var name: String

    /// These arguments.
    public init(name: String) {
      self.name = name
    }
  }

  /// What `add` takes.
  public struct Add: Codable, Hashable, Sendable {
    /// What is wanted.
    public var draft: PersonDraft

    /// These arguments.
    public init(draft: PersonDraft) {
      self.draft = draft
    }
  }

  /// What `edit` takes.
  public struct Edit: Codable, Hashable, Sendable {
    /// Who.
    public var person: ID<Person>
    /// The name.
    public var name: String
    /// The badge code; empty for none.
    public var badge: String
    /// True when they may sign in.
    public var isActive: Bool

    /// These arguments.
    public init(person: ID<Person>, name: String, badge: String, isActive: Bool) {
      self.person = person
      self.name = name
      self.badge = badge
      self.isActive = isActive
    }
  }

  /// What `grant`, `revoke` take.
  public struct GrantPerson: Codable, Hashable, Sendable {
    /// The role, and where.
    public var grant: Grant
    /// Who.
    public var person: ID<Person>

    /// These arguments.
    public init(grant: Grant, person: ID<Person>) {
      self.grant = grant
      self.person = person
    }
  }

  /// What `setSecrets` takes.
  public struct SetSecrets: Codable, Hashable, Sendable {
    /// Who.
    public var person: ID<Person>
    /// The password; nil leaves it.
    public var password: String?
    /// The PIN; nil leaves it.
    public var pin: String?

    /// These arguments.
    public init(person: ID<Person>, password: String?, pin: String?) {
      self.person = person
      self.password = password
      self.pin = pin
    }
  }
}
