public import Commerce

/// The words of the core's values, for console and command line: the one place where they are said.
public enum Wording {
  /// An error as one line: what is wrong, and what to do.
  public static func text(_ error: CommerceError) -> String { text(error, now: nil) }

  /// An error as one line; with `now` times are told as ages.
  public static func text(_ error: CommerceError, now: Instant?) -> String {
    switch error {
    case .refused(let refusal): text(refusal, now: now)
    case .invalid(let issues): issues.map(text).joined(separator: "; ")
    case .notFound(let kind, let name):
      name.isEmpty ? "No such \(entity(kind)) here" : "No \(entity(kind)) \"\(name)\" here"
    case .forbidden(let permission):
      "Your role here may not \(verb(permission)); "
        + (Commerce.Role.supervisor.permissions.contains(permission) ? "a supervisor can" : "an admin can")
    case .unauthenticated: "Name and secret do not match, or nobody is signed in"
    case .slowedDown(let seconds): "Too many tries: wait \(seconds) s, then try again"
    case .stale(let kind, let person): "\(person) changed this \(entity(kind)) first; look again, then repeat"
    case .conflict(let issue): text(issue)
    case .trouble(let trouble): text(trouble)
    }
  }

  /// True for what is worth a look but nobody's mistake.
  static func isWarning(_ error: CommerceError) -> Bool {
    switch error {
    case .trouble, .slowedDown: true
    case .refused(let refusal): [.overScan, .unknownCode, .noWork, .nothingToUndo].contains(refusal.rule)
    default: false
    }
  }

  /// A wrong field and what is wrong with it.
  public static func text(_ issue: FieldIssue) -> String {
    issue.field.isEmpty ? issue.problem : "\(issue.field.replacing("_", with: " ")): \(issue.problem)"
  }

  /// What keeps the store from serving, and what to do.
  public static func text(_ trouble: StoreTrouble) -> String {
    let place = trouble.place
    switch trouble.kind {
    case .missing: return "there is no store at \(place); townhouse init creates one"
    case .exists: return "\(place) exists already; choose another name"
    case .directory: return "\(place) is a folder, not a store"
    case .notAStore: return "\(place) is not a Townhouse store"
    case .newerSchema: return "\(place) was written by a newer Townhouse; update this one"
    case .readOnly: return "\(place) is read-only; ask for write access"
    case .busy: return "the store is busy with another process; try again"
    case .full: return "the disk of \(place) is full; free some space"
    case .corrupt: return "\(place) is damaged; townhouse check says where, townhouse restore mends"
    case .unreachable: return "\(place) does not answer; nothing is lost"
    case .notOffered: return "this server does not offer that" + (trouble.detail.isEmpty ? "" : ": " + trouble.detail)
    case .unintelligible:
      let server = place.isEmpty ? "the server" : place
      return server + " does not speak as this console does: another version, or another kind of server"
    case .denied where place.contains("://"): return "no connection with \(place) that can be trusted"
    case .denied: return "no access to \(place); ask its owner"
    case .failed:
      return trouble.detail.isEmpty ? "the store at \(place) failed" : "the store failed: \(trouble.detail)"
    }
  }

  /// The kind of a thing in a sentence.
  public static func entity(_ kind: EntityKind) -> String {
    switch kind {
    case .pickList: "pick list"
    case .putBack: "put-back"
    case .variant: "item"
    default: kind.rawValue.lowercased()
    }
  }

  /// What a permission lets somebody do.
  static func verb(_ permission: Permission) -> String { permission.rawValue.replacing("_", with: " ") }
}
