public import Contract
public import Operations

/// The calls of `SessionDesk`; signing in has endpoints of its own.
public enum SessionCalls {
  /// The caller's session, with grants and sites as they are now.
  public static let refreshed = DeskCall<Nothing, Session>(.query, "session", "refreshed")
  /// The towns of the caller with what waits in each.
  public static let sites = DeskCall<Nothing, [SiteSummary]>(.query, "session", "sites")
  /// Unlocks the caller's session.
  public static let unlock = DeskCall<Unlock, Nothing>(.query, "session", "unlock")

  /// What `unlock` takes.
  public struct Unlock: Codable, Hashable, Sendable {
    /// PIN or password of whoever is really there.
    public var secret: String

    /// These arguments.
    public init(secret: String) {
      self.secret = secret
    }
  }
}
