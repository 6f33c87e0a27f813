public import Contract

/// Extension `POST /staff/refresh`: another token for one that is still good, until the session is twelve hours old.
public enum StaffRefresh: Endpoint {
  /// The house rules it follows.
  public typealias Dialect = Town
  /// It has no parameters.
  public typealias Fields = Nothing
  /// It has no body.
  public typealias Body = Nothing
  /// As signing in.
  public typealias Reply = StaffLogin.Reply

  /// Where it is served.
  public static let route = Route(.post, "/staff/refresh", isIdempotent: false, quota: .person)

  /// What the published document says of it.
  public static let description = OperationDescription(
    "staffRefresh", "Another token for one that is still good, until the session is twelve hours old", tag: "Staff",
    reply: StaffLogin.description.reply, failures: [401, 403])
}

/// Extension `POST /staff/impersonate`: a session and a token as somebody else; both names stand in every change made
/// with it, and both must be allowed what is done.
public enum StaffImpersonate: Endpoint {
  /// The house rules it follows.
  public typealias Dialect = Town
  /// It has no parameters.
  public typealias Fields = Nothing
  /// As signing in.
  public typealias Reply = StaffLogin.Reply

  /// Whom, and from which town.
  public struct Body: Codable, Sendable {
    /// The serial of the person to act as.
    public var person: Int64
    /// The serial of the town in hand.
    public var site: Int64

    /// To act as `person`.
    public init(person: Int64, site: Int64) {
      self.person = person
      self.site = site
    }
  }

  /// Where it is served.
  public static let route = Route(.post, "/staff/impersonate", quota: .person)

  /// What the published document says of it.
  public static let description = OperationDescription(
    "staffImpersonate", "A session and a token as somebody else", tag: "Staff", parameters: [.commandID],
    body: .object([
      .required("person", .integer(0...Int64.max), "The serial of the person to act as"),
      .required("site", .integer(0...Int64.max), "The serial of the town in hand"),
    ]), reply: StaffLogin.description.reply, failures: [400, 401, 403, 404, 409])
}
