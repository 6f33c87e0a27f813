public import Commerce

/// What a console that works on a server may know of the way there, and of the commands it still keeps: those that wait
/// for an answer, and those that were refused after their reader had gone on. A local store has none.
public protocol OutboxDesk: Sendable {
  /// How it stands with the link: at once, and whenever that changes; the newest only.
  func states() -> AsyncStream<LinkState>
  /// The commands this console keeps, those that were refused first, each group oldest first.
  func commands() async -> [OutboxCommand]
  /// Sends a command again under its own id, after those that wait. Throws `input.not_found` when it is gone, and
  /// `rule.claim.not_yours` for somebody else's.
  func retry(_ command: UniqueID, by caller: Caller) async throws(CommerceError)
  /// Forgets a command for good; why is kept beside it in the journal. Throws as `retry` does, and
  /// `rule.reason.needed` without a reason.
  func drop(_ command: UniqueID, reason: String, by caller: Caller) async throws(CommerceError)
}

/// How it stands with the link to a server.
public struct LinkState: Hashable, Sendable {
  /// Whether the server answers.
  public enum Reach: Hashable, Sendable {
    /// Nothing was asked yet.
    case unknown
    /// It answered last after so many milliseconds.
    case online(milliseconds: Int)
    /// It has not answered since then.
    case offline(since: Instant)
  }

  /// Whether the server answers.
  public var reach: Reach
  /// Commands that wait for an answer; they are safe on this machine's disk.
  public var waiting: Int
  /// Commands that were refused and that nobody has looked at.
  public var refused: Int
  /// True when commands wait for their person to sign in again.
  public var needsSignIn: Bool
  /// When what was read last was true, where it comes from memory because the server does not answer; else nil.
  public var knownAt: Instant?

  /// A link of which nothing is known.
  public init(
    reach: Reach = .unknown, waiting: Int = 0, refused: Int = 0, needsSignIn: Bool = false, knownAt: Instant? = nil
  ) {
    self.reach = reach
    self.waiting = waiting
    self.refused = refused
    self.needsSignIn = needsSignIn
    self.knownAt = knownAt
  }

  /// True while the server does not answer.
  public var isOffline: Bool {
    if case .offline = reach { return true }
    return false
  }
}

/// A command that a console keeps.
public struct OutboxCommand: Hashable, Sendable {
  /// Its id.
  public var id: UniqueID
  /// Who intends it.
  public var person: ID<Person>
  /// The town it is about.
  public var site: ID<Site>
  /// What it is: desk and call, such as `orders/hold`.
  public var call: String
  /// Its plain arguments by name; numbers as digits.
  public var arguments: [String: String]
  /// When it was accepted here.
  public var at: Instant
  /// What the server said, and when; nil while it waits.
  public var refusal: CommerceError?
  /// When the server said so.
  public var refusedAt: Instant?

  /// A command with these particulars.
  public init(
    id: UniqueID, person: ID<Person>, site: ID<Site>, call: String, arguments: [String: String], at: Instant,
    refusal: CommerceError? = nil, refusedAt: Instant? = nil
  ) {
    self.id = id
    self.person = person
    self.site = site
    self.call = call
    self.arguments = arguments
    self.at = at
    self.refusal = refusal
    self.refusedAt = refusedAt
  }
}
