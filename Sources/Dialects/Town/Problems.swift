public import Commerce
public import Contract
import FoundationEssentials
public import Operations

/// `{"data":null,"error":{"code","message","details"}}`: how this contract says no. `details.cause` carries the core's
/// own error, so that a console loses nothing of what it would say on a local store.
struct TownProblem: Codable {
  struct Detail: Codable {
    var code: String
    var message: String
    var details: Details
  }

  struct Details: Codable {
    /// The core's stable code, such as `rule.payment.not_completed`.
    var reason: String?
    /// What is wrong with each field.
    var fields: [FieldFault]?
    /// Seconds to wait.
    var retryAfter: Int?
    /// The core's own error.
    var cause: CommerceError?
    /// The products of which there is not enough.
    var items: [TownShortage.Item]?

    enum CodingKeys: String, CodingKey {
      case reason, fields, cause, items
      case retryAfter = "retry_after"
    }
  }

  var error: Detail
}

extension Town {
  /// The answer to an error of the core or of the wire.
  public static func answer(to error: any Error) -> Response {
    switch error {
    case let error as CommerceError: answer(to: error)
    case let fault as Fault: answer(to: fault)
    case let shortage as TownShortage:
      problem(
        409, "INSUFFICIENT_STOCK", "There is not enough stock", .init(reason: shortage.reason, items: shortage.items))
    case is TownAccessDenied: problem(403, "TOWN_ACCESS_DENIED", "You do not work in that town")
    default: answer(to: Fault.internalError)
    }
  }

  /// The error an answer tells of: the core's own, or what it comes to.
  public static func error(in response: Response) -> any Error {
    guard let problem = try? JSONDecoder().decode(TownProblem.self, from: Data(response.bytes)).error else {
      return CommerceError.trouble(
        StoreTrouble(.unintelligible, place: "", detail: "status \(response.status) without the contract's envelope"))
    }
    if let cause = problem.details.cause { return cause }
    switch response.status {
    case 401: return CommerceError.unauthenticated
    case 429: return CommerceError.slowedDown(seconds: problem.details.retryAfter ?? 1)
    case 404: return CommerceError.trouble(StoreTrouble(.notOffered, place: "", detail: problem.message))
    case 400 where problem.details.fields?.isEmpty == false:
      return CommerceError.invalid((problem.details.fields ?? []).map { FieldIssue($0.field, $0.problem) })
    case 500...: return CommerceError.trouble(StoreTrouble(.unreachable, place: "", detail: problem.message))
    default: return CommerceError.trouble(StoreTrouble(.failed, place: "", detail: problem.message))
    }
  }

  /// True when it is the token that an answer refuses, so that another one may mend it.
  public static func refusesToken(_ response: Response) -> Bool {
    guard response.status == 401 else { return false }
    let problem = try? JSONDecoder().decode(TownProblem.self, from: Data(response.bytes)).error
    return problem?.details.cause == nil
  }

  /// An error, for the published document.
  public static var problem: Schema {
    .named(
      "Problem",
      .object([
        .required("data", .optional(.object([]))),
        .required(
          "error",
          .object([
            .required("code", .text(1...60)), .required("message", .text(0...1000)),
            .required("details", problemDetails, "Whatever more there is to say; an object, empty or not"),
          ])),
      ]))
  }

  private static var problemDetails: Schema {
    .object([
      .optional("reason", .text(1...100), "The stable name of the rule or check that says no"),
      .optional(
        "fields",
        .list(.object([.required("field", .text(0...1000)), .required("problem", .text(0...10_000))]), 0...10_000),
        "What is wrong with each field"),
      .optional("retry_after", .integer(1...Int64.max), "Seconds to wait"),
      .optional(
        "items",
        .list(
          .object([
            .required("product_id", .id), .required("requested", .integer(1...Int64.max)),
            .required("available", .integer(0...Int64.max)),
          ]), 0...1000), "The products of which there is not enough"),
      .optional("cause", .object([]), "The same for Townhouse's own console, in the words of its version"),
    ])
  }

  private static func answer(to fault: Fault) -> Response {
    switch fault {
    case .unknownRoute: problem(404, "NOT_FOUND", "There is nothing here")
    case .methodNotAllowed(let methods):
      problem(
        405, "METHOD_NOT_ALLOWED", "This path has other methods",
        headers: ["allow": methods.map(\.rawValue).joined(separator: ", ")])
    case .bodyTooLarge(let limit): problem(413, "PAYLOAD_TOO_LARGE", "The body is larger than \(limit) bytes")
    case .unsupportedMediaType: problem(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json")
    case .malformed(let what): problem(400, "VALIDATION_ERROR", "The request cannot be read: \(what)")
    case .fields(let fields):
      problem(400, "VALIDATION_ERROR", "Some fields are wrong", .init(reason: "input.invalid", fields: fields))
    case .rateLimited(let seconds):
      problem(
        429, "RATE_LIMITED", "Too many requests; wait \(seconds) s", .init(retryAfter: seconds),
        headers: ["retry-after": String(seconds)])
    case .keyReused: problem(409, "CONFLICT", "This Idempotency-Key came with another request before")
    case .unauthenticated:
      problem(401, "UNAUTHORIZED", "Sign in first", headers: ["www-authenticate": "Bearer"])
    case .unavailable(let why): problem(503, "SERVICE_UNAVAILABLE", why)
    case .internalError: problem(500, "INTERNAL_ERROR", "Something went wrong here")
    }
  }

  private static func answer(to error: CommerceError) -> Response {
    var details = TownProblem.Details(reason: error.code, cause: error)
    switch error {
    case .refused(let refusal):
      switch refusal.rule {
      case .insufficientStock: return problem(409, "INSUFFICIENT_STOCK", "There is not enough stock", details)
      case .paymentNotCompleted:
        return problem(409, "PAYMENT_NOT_COMPLETED", "The order is not paid yet", details)
      case .moveNotAllowed, .stopped, .notPicked, .notPacked, .notReady, .notAssigned, .notOut, .dispatchEnded,
        .runLeft:
        return problem(409, "INVALID_STATUS_TRANSITION", "The order is not in that state", details)
      case .noProvider, .providerRefused:
        return problem(503, "SERVICE_UNAVAILABLE", "No payment provider is set up", details)
      default: return problem(409, "CONFLICT", "A rule of the house says no: \(refusal.rule.rawValue)", details)
      }
    case .invalid(let issues):
      details.fields = issues.map { FieldFault($0.field, $0.problem) }
      return problem(400, "VALIDATION_ERROR", "Some fields are wrong", details)
    case .notFound: return problem(404, "NOT_FOUND", "That is not known here", details)
    case .forbidden: return problem(403, "FORBIDDEN", "You may not do that", details)
    case .unauthenticated:
      // Somebody's secret was wrong, not the token: the cause tells a console that another token would not mend it.
      return problem(401, "UNAUTHORIZED", "Sign in first", details, headers: ["www-authenticate": "Bearer"])
    case .slowedDown(let seconds): return answer(to: Fault.rateLimited(seconds: seconds))
    case .stale, .conflict: return problem(409, "CONFLICT", "It was changed or taken by somebody else", details)
    case .trouble(let trouble):
      // Where the store lies and what its library said is nobody's business out there.
      switch trouble.kind {
      case .busy, .full, .readOnly: return problem(503, "SERVICE_UNAVAILABLE", "The store cannot take that now")
      case .unreachable: return problem(503, "SERVICE_UNAVAILABLE", "The payment provider does not answer")
      default: return problem(500, "INTERNAL_ERROR", "Something went wrong here")
      }
    }
  }

  private static func problem(
    _ status: Int, _ code: String, _ message: String, _ details: TownProblem.Details = .init(),
    headers: [String: String] = [:]
  ) -> Response {
    let detail = TownProblem.Detail(code: code, message: message, details: details)
    let body = (try? JSONText.bytes(of: detail)) ?? Array(#"{"code":"INTERNAL_ERROR"}"#.utf8)
    return .json(
      status, Array(#"{"data":null,"error":"#.utf8) + body + Array("}".utf8), headers: headers)
  }
}

/// Of some products of an order there is not enough; nothing was placed.
public struct TownShortage: Error, Hashable, Sendable {
  /// One product.
  public struct Item: Codable, Hashable, Sendable {
    /// The product.
    public var productID: String
    /// Units wanted.
    public var requested: Int
    /// Units that can be ordered.
    public var available: Int

    enum CodingKeys: String, CodingKey {
      case requested, available
      case productID = "product_id"
    }
  }

  /// The products, in the order's own order.
  public var items: [Item]

  /// The core's shortage in the contract's words.
  public init(_ short: [ShopPlacing.Short], _ ids: PublicIDs) {
    items = short.map { Item(productID: ids.text($0.product), requested: $0.requested, available: $0.available) }
  }

  var reason: String { "rule." + Rule.insufficientStock.rawValue }
}

/// Somebody who works in other towns asked for something of this one.
public struct TownAccessDenied: Error, Hashable, Sendable {
  /// Not here.
  public init() {}
}
