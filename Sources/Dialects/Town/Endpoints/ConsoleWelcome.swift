public import Contract
public import Operations

/// Extension `GET /console/welcome`: what a console asks first. Whether both understand each other, what is offered, and
/// how somebody can sign in.
public enum ConsoleWelcome: Endpoint {
  /// The house rules it follows.
  public typealias Dialect = Town
  /// It has no parameters.
  public typealias Fields = Nothing
  /// It has no body.
  public typealias Body = Nothing

  /// What a console has to know before anybody has signed in.
  public struct Reply: Codable, Hashable, Sendable {
    /// The version of the desk calls.
    public var version: Int
    /// What this server offers beyond the contract: `desk.` and a desk's name, `events`, `refresh`, `impersonate`.
    public var capabilities: [String]
    /// Who can sign in to a sample store; empty on any other.
    public var sampleAccounts: [SampleAccount]
    /// True when nobody can sign in yet.
    public var needsFirstAdmin: Bool

    /// A welcome of these parts.
    public init(version: Int, capabilities: [String], sampleAccounts: [SampleAccount], needsFirstAdmin: Bool) {
      self.version = version
      self.capabilities = capabilities
      self.sampleAccounts = sampleAccounts
      self.needsFirstAdmin = needsFirstAdmin
    }

    enum CodingKeys: String, CodingKey {
      case version, capabilities
      case sampleAccounts = "sample_accounts"
      case needsFirstAdmin = "needs_first_admin"
    }
  }

  /// Where it is served.
  public static let route = Route(.get, "/console/welcome", access: .anyone)

  /// What the published document says of it.
  public static let description = OperationDescription(
    "consoleWelcome", "What this server offers to a console, before anybody has signed in", tag: "Console",
    reply: .object([
      .required("version", .integer(1...Int64.max), "The version of the desk calls"),
      .required("capabilities", .list(.text(1...60), 0...1000)),
      .required("sample_accounts", .list(.reflecting(SampleAccount.self), 0...10_000)),
      .required("needs_first_admin", .boolean),
    ]))
}

/// Extension `GET /events`: that something changed within the caller's reach, as server-sent events. An event's id is
/// the change's sequence; what changed is asked of the history desk. `Last-Event-ID`, or `after`, goes on after a break.
public enum ChangeEvents {
  /// Where it is served.
  public static let route = Route(.get, "/events", quota: .person)

  /// What an event carries.
  public struct Notice: Codable, Hashable, Sendable {
    /// The sequence of the change.
    public var sequence: Int64

    /// A change of that sequence.
    public init(sequence: Int64) { self.sequence = sequence }
  }

  /// What the published document says of it.
  public static let description = OperationDescription(
    "changeEvents", "That something changed within the caller's reach, as server-sent events", tag: "Console",
    parameters: [
      .init("after", in: .query, .integer(0...Int64.max), about: "Goes on after this sequence"),
      .init("Last-Event-ID", in: .header, .integer(0...Int64.max), about: "As `after`; this one counts"),
    ], reply: .any, failures: [400, 401, 403], packing: .events)
}
