/// Everything that can go wrong in the core, with one stable code for the console, the command line and every API.
public enum CommerceError: Error, Hashable, Sendable, Codable {
  /// A business rule said no; nothing was changed.
  case refused(Refusal)
  /// The input itself is wrong; one entry a field.
  case invalid([FieldIssue])
  /// Nothing of that kind is known by that text, within the caller's scope.
  case notFound(EntityKind, String)
  /// The caller's roles do not allow this in this town.
  case forbidden(Permission)
  /// Nobody is signed in, or not as who they say. Uniform for unknown and wrong.
  case unauthenticated
  /// Too many failed sign-ins; the wait in seconds.
  case slowedDown(seconds: Int)
  /// Somebody changed it first.
  case stale(EntityKind, changedBy: String)
  /// A unique name is taken.
  case conflict(FieldIssue)
  /// The store or the link failed, not the rules.
  case trouble(StoreTrouble)

  /// The stable code: `rule.…`, `input.invalid`, `store.…`.
  public var code: String {
    switch self {
    case .refused(let refusal): "rule." + refusal.rule.rawValue
    case .invalid: "input.invalid"
    case .notFound: "input.not_found"
    case .forbidden: "access.forbidden"
    case .unauthenticated: "access.unauthenticated"
    case .slowedDown: "access.slowed_down"
    case .stale: "edit.stale"
    case .conflict: "edit.conflict"
    case .trouble(let trouble): "store." + trouble.kind.rawValue
    }
  }
}

/// One field of an input that is wrong, and why.
public struct FieldIssue: Hashable, Sendable, Codable {
  /// The field's name as the input spells it; empty when the input as a whole is meant.
  public let field: String
  /// What is wrong with it, one clause.
  public let problem: String

  /// `field` has `problem`.
  public init(_ field: String, _ problem: String) {
    self.field = field
    self.problem = problem
  }
}

/// What kept the store from serving: the medium, not the rules.
public struct StoreTrouble: Hashable, Sendable, Codable {
  /// The kinds a person can act on.
  public enum Kind: String, Hashable, Sendable, Codable {
    case missing, exists, directory, notAStore = "not_a_store", newerSchema = "newer_schema", readOnly = "read_only"
    case busy, full, corrupt, unreachable, denied, failed
    /// A remote server does not do that.
    case notOffered = "not_offered"
    /// What answered is no server of ours, or of another version.
    case unintelligible
  }

  /// What happened.
  public let kind: Kind
  /// The file or address.
  public let place: String
  /// The library's own words, for the log; may be empty.
  public let detail: String

  /// Trouble of that kind at that place.
  public init(_ kind: Kind, place: String, detail: String = "") {
    self.kind = kind
    self.place = place
    self.detail = detail
  }
}
