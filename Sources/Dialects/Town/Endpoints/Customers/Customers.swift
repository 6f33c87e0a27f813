public import Commerce
public import Contract
public import Operations

/// A customer's account as the contract shows it.
public struct WireCustomer: Codable, Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// Name.
  public var fullName: String
  /// E-mail.
  public var email: String
  /// Phone.
  public var phone: String
  /// The town they usually order from; null when none was named.
  @Nullable public var townID: String?
  /// When they signed up.
  public var createdAt: Instant

  enum CodingKeys: String, CodingKey {
    case id, email, phone
    case fullName = "full_name"
    case townID = "town_id"
    case createdAt = "created_at"
  }

  /// An account with its identifiers.
  public init(_ account: CustomerAccount, _ ids: PublicIDs) {
    id = ids.text(account.person.id)
    fullName = account.person.name
    email = account.person.email
    phone = account.phone
    townID = account.town.map { ids.text($0) }
    createdAt = account.createdAt.wholeSecond
  }

  static let shape = Schema.named(
    "Customer",
    .object([
      .required("id", .id), .required("full_name", .text(0...300)), .required("email", .text(0...254)),
      .required("phone", .text(0...40)), .required("town_id", .optional(.id)), .required("created_at", .time),
    ]))
}

/// An account, and the token that speaks for it.
public struct WireSession: Codable, Sendable, Hashable {
  /// The account.
  public var customer: WireCustomer
  /// The token.
  public var accessToken: String
  /// `Bearer`.
  public var tokenType = "Bearer"
  /// Seconds the token lives.
  public var expiresIn: Int64

  /// `customer`, with a token of that many seconds.
  public init(customer: WireCustomer, accessToken: String, expiresIn: Int64) {
    self.customer = customer
    self.accessToken = accessToken
    self.expiresIn = expiresIn
  }

  enum CodingKeys: String, CodingKey {
    case customer
    case accessToken = "access_token"
    case tokenType = "token_type"
    case expiresIn = "expires_in"
  }

  static let shape = Schema.object([
    .required("customer", WireCustomer.shape), .required("access_token", .text(0...4096)),
    .required("token_type", .words(["Bearer"])), .required("expires_in", .integer(1...Int64.max)),
  ])
}

/// T1 `POST /customers/signup`: opens a customer's account.
public enum SignUpCustomer: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = Nothing
  /// What is answered.
  public typealias Reply = WireSession

  /// Who, and the password they chose.
  public struct Body: Codable, Sendable, Hashable {
    /// Name.
    public var fullName: String
    /// E-mail.
    public var email: String
    /// Phone.
    public var phone: String
    /// The password, 8 to 128 characters.
    public var password: String
    /// The town they usually order from.
    public var townID: String?

    /// An account with these particulars.
    public init(fullName: String, email: String, phone: String, password: String, townID: String? = nil) {
      self.fullName = fullName
      self.email = email
      self.phone = phone
      self.password = password
      self.townID = townID
    }

    enum CodingKeys: String, CodingKey {
      case email, phone, password
      case fullName = "full_name"
      case townID = "town_id"
    }
  }

  /// Where it is served.
  public static let route = Route(.post, "/customers/signup", success: 201, access: .anyone)

  /// What the document says of it.
  public static let description = OperationDescription(
    "signUp", "Opens a customer's account", tag: "Customers",
    body: .object([
      .required("full_name", .text(1...120)), .required("email", .text(3...254, .email)),
      .required("phone", .text(7...16, .phone)), .required("password", .text(8...128)), .optional("town_id", .id),
    ]), reply: WireSession.shape, failures: [400, 409, 429])
}

/// T2 `POST /customers/login`: signs a customer in.
public enum LogInCustomer: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = Nothing
  /// What is answered.
  public typealias Reply = WireSession

  /// E-mail or phone, and the password.
  public struct Body: Codable, Sendable, Hashable {
    /// E-mail.
    public var email: String?
    /// Phone.
    public var phone: String?
    /// The password.
    public var password: String

    /// By e-mail or phone.
    public init(email: String? = nil, phone: String? = nil, password: String) {
      self.email = email
      self.phone = phone
      self.password = password
    }
  }

  /// Where it is served.
  public static let route = Route(
    .post, "/customers/login", access: .anyone, isIdempotent: false, quota: .account(["email", "phone"]))

  /// What the document says of it.
  public static let description = OperationDescription(
    "logIn", "Signs a customer in by e-mail or phone", tag: "Customers",
    body: .object([
      .optional("email", .text(3...254, .email)), .optional("phone", .text(7...16, .phone)),
      .required("password", .text(1...128)),
    ]), reply: WireSession.shape, failures: [400, 401, 429])
}

/// T3 `GET /customers/me`: the customer who is signed in.
public enum ShowMe: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = Nothing
  /// What is sent; nothing.
  public typealias Body = Nothing

  /// The account.
  public struct Reply: Codable, Sendable, Hashable {
    /// The account.
    public var customer: WireCustomer

    /// An account.
    public init(customer: WireCustomer) { self.customer = customer }
  }

  /// Where it is served.
  public static let route = Route(.get, "/customers/me")

  /// What the document says of it.
  public static let description = OperationDescription(
    "showMe", "The customer who is signed in", tag: "Customers",
    reply: .object([.required("customer", WireCustomer.shape)]), failures: [401, 403])
}
