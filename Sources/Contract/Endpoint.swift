/// One operation of one dialect: everything client and server share about it.
public protocol Endpoint: Sendable {
  /// Whose house rules it follows.
  associatedtype Dialect: APIDialect
  /// Path and query parameters, by wire name.
  associatedtype Fields: Codable & Sendable
  /// The body of a request; `Nothing` when there is none.
  associatedtype Body: Codable & Sendable
  /// What a success carries, inside the dialect's envelope.
  associatedtype Reply: Codable & Sendable

  /// Where it is served.
  static var route: Route { get }
  /// What the published document says of it.
  static var description: OperationDescription { get }
}

/// What the published document says of an operation, and what is checked of a request before it is read.
public struct OperationDescription: Sendable {
  /// Its name, unique in the document, such as `placeOrder`.
  public var id: String
  /// One line.
  public var summary: String
  /// The chapter of the document.
  public var tag: String
  /// The parameters in path and query; those in the path are always required.
  public var parameters: [Parameter]
  /// The body; nil when there is none.
  public var body: Schema? { givenBody ?? deferredBody?.value }
  /// True when there is a body.
  public var hasBody: Bool { givenBody != nil || deferredBody != nil }
  /// What a success carries, inside the envelope.
  public var reply: Schema { deferredReply?.value ?? givenReply }
  /// The statuses of failure it may answer with, beside those any operation may.
  public var failures: [Int]
  /// Statuses of success beside the route's own.
  public var otherSuccesses: [Int]
  /// What its reply is put into.
  public var packing: Packing

  /// What a reply is put into.
  public enum Packing: Sendable {
    /// The dialect's envelope.
    case envelope
    /// Nothing: the reply is the body; it has an `ETag`.
    case bare
    /// A stream of server-sent events.
    case events
  }

  /// A description of these parts.
  public init(
    _ id: String, _ summary: String, tag: String, parameters: [Parameter] = [], body: Schema? = nil, reply: Schema,
    failures: [Int] = [], otherSuccesses: [Int] = [], packing: Packing = .envelope
  ) {
    self.id = id
    self.summary = summary
    self.tag = tag
    self.parameters = parameters
    givenBody = body
    givenReply = reply
    self.failures = failures
    self.otherSuccesses = otherSuccesses
    self.packing = packing
  }

  /// A description whose body and reply are found out when somebody first asks, as a server need not begin with that.
  public init(
    _ id: String, _ summary: String, tag: String, parameters: [Parameter] = [],
    deferredBody: @escaping @Sendable () -> Schema, deferredReply: @escaping @Sendable () -> Schema,
    failures: [Int] = []
  ) {
    self.init(id, summary, tag: tag, parameters: parameters, reply: .any, failures: failures)
    self.deferredBody = Deferred(deferredBody)
    self.deferredReply = Deferred(deferredReply)
  }

  private var givenBody: Schema?
  private var givenReply: Schema
  private var deferredBody: Deferred<Schema>?
  private var deferredReply: Deferred<Schema>?

  /// One parameter.
  public struct Parameter: Sendable {
    /// Where it stands.
    public enum Place: String, Sendable { case path, query, header }

    /// Its wire name.
    public var name: String
    /// Where it stands.
    public var place: Place
    /// What it may be.
    public var schema: Schema
    /// True when it may not be left out.
    public var isRequired: Bool
    /// One line.
    public var about: String

    /// A parameter of these properties.
    public init(_ name: String, in place: Place, _ schema: Schema, isRequired: Bool = false, about: String = "") {
      self.name = name
      self.place = place
      self.schema = schema
      self.isRequired = isRequired || place == .path
      self.about = about
    }
  }
}

/// The house rules of one API: its name, its prefix, its envelope, its errors.
public protocol APIDialect: Sendable {
  /// Its name, which is also the audience of its tokens.
  static var name: String { get }
  /// What every path begins with, such as `/api/v1`.
  static var prefix: String { get }
  /// Puts a reply into the envelope.
  static func seal(_ reply: some Encodable) throws -> [UInt8]
  /// Takes a reply out of its envelope; the inverse of `seal`.
  static func open<Reply: Decodable>(_ type: Reply.Type, _ body: [UInt8]) throws -> Reply
  /// The answer to an error, in the dialect's own shape: `Fault`, or an error of the core.
  static func answer(to error: any Error) -> Response
  /// The error an answer tells of; the inverse of `answer(to:)`.
  static func error(in response: Response) -> any Error
  /// The envelope of a success around `reply`, for the published document.
  static func envelope(_ reply: Schema) -> Schema
  /// The shape of an error, for the published document.
  static var problem: Schema { get }
}

/// No body, or no parameters.
public struct Nothing: Codable, Hashable, Sendable {
  /// Nothing.
  public init() {}
}

/// What is wrong with a request before any rule of the house is asked.
public enum Fault: Error, Hashable, Sendable {
  /// No operation has this path.
  case unknownRoute
  /// The path has other methods: these.
  case methodNotAllowed([HTTPMethod])
  /// The body is larger than so many bytes.
  case bodyTooLarge(limit: Int)
  /// The body is not JSON by its content type.
  case unsupportedMediaType
  /// The request cannot be read at all, for this reason.
  case malformed(String)
  /// Fields are wrong; each with what is wrong.
  case fields([FieldFault])
  /// Too many requests; seconds to wait.
  case rateLimited(seconds: Int)
  /// The same key came with another request.
  case keyReused
  /// Nobody is signed in, or not with this token.
  case unauthenticated
  /// This listener does not do that now, for this reason.
  case unavailable(String)
  /// Our own mistake; nothing of it is told.
  case internalError
}

/// One field that is wrong.
public struct FieldFault: Hashable, Sendable, Codable {
  /// Its path, such as `items[0].quantity`; empty for the whole body.
  public var field: String
  /// One clause.
  public var problem: String

  /// `field` has `problem`.
  public init(_ field: String, _ problem: String) {
    self.field = field
    self.problem = problem
  }
}
