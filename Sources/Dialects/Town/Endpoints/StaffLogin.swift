public import Contract
public import Operations

/// X1 `POST /staff/login`: a token for whoever works here.
public enum StaffLogin: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = Nothing

  /// E-mail and password, or badge and PIN.
  public struct Body: Codable, Sendable {
    /// E-mail.
    public var email: String?
    /// Its password.
    public var password: String?
    /// Badge code.
    public var badge: String?
    /// Its PIN.
    public var pin: String?

    /// By e-mail and password.
    public init(email: String, password: String) {
      self.email = email
      self.password = password
    }

    /// By badge and PIN.
    public init(badge: String, pin: String) {
      self.badge = badge
      self.pin = pin
    }
  }

  /// Who signed in.
  public struct Reply: Codable, Sendable {
    /// The account.
    public var account: Account
    /// The token.
    public var accessToken: String
    /// `Bearer`.
    public var tokenType = "Bearer"
    /// Seconds it lives.
    public var expiresIn: Int64
    /// Extension: person, sites and grants as a console needs them.
    public var session: Session

    /// `account`, with a token of that many seconds.
    public init(account: Account, accessToken: String, expiresIn: Int64, session: Session) {
      self.account = account
      self.accessToken = accessToken
      self.expiresIn = expiresIn
      self.session = session
    }

    enum CodingKeys: String, CodingKey {
      case account, session
      case accessToken = "access_token"
      case tokenType = "token_type"
      case expiresIn = "expires_in"
    }
  }

  /// An account of the staff.
  public struct Account: Codable, Sendable {
    /// Its serial.
    public var id: Int64
    /// The identifier the contract knows them by, such as the `driver_id` of a dispatch; nil where only desks are served.
    public var publicID: String?
    /// Name.
    public var name: String
    /// The roles, such as `picker`.
    public var roles: [String]

    /// An account with these particulars.
    public init(id: Int64, publicID: String? = nil, name: String, roles: [String]) {
      self.id = id
      self.publicID = publicID
      self.name = name
      self.roles = roles
    }

    enum CodingKeys: String, CodingKey {
      case id, name, roles
      case publicID = "public_id"
    }
  }

  /// Where it is served.
  public static let route = Route(
    .post, "/staff/login", access: .anyone, isIdempotent: false, quota: .account(["email", "badge"]))

  /// What the document says of it.
  public static let description = OperationDescription(
    "staffLogin", "Signs in somebody who works here, by e-mail and password or by badge and PIN", tag: "Staff",
    body: .object([
      .optional("email", .text(3...254, .email)), .optional("password", .text(1...128)),
      .optional("badge", .text(1...64)), .optional("pin", .text(1...32)),
    ]),
    reply: .object([
      .required(
        "account",
        .object([
          .required("id", .integer(1...Int64.max)), .required("name", .text(0...120)),
          .optional("public_id", .id, "What other operations call them by, such as the driver of a dispatch"),
          .required("roles", .list(.text(1...40), 0...1000)),
        ])),
      .required("access_token", .text(1...4096)), .required("token_type", .words(["Bearer"])),
      .required("expires_in", .integer(1...Int64.max)),
      .required("session", .object([]), "Extension: person, sites and grants as a console needs them"),
    ]), failures: [400, 401, 429])
}
