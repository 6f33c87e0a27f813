/// The methods the contracts use.
public enum HTTPMethod: String, Hashable, Sendable, CaseIterable {
  case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
}

/// Who may call an operation at all. What a caller may do with what it finds is the core's decision, not the route's.
public enum Access: Hashable, Sendable {
  /// Anybody.
  case anyone
  /// A provider, by a signature over the raw body.
  case signature
  /// A bearer token of one of these audiences; `guest` adds those who hold a guest's token for the object.
  case bearer(guest: Bool)
  /// Anybody, but who sends a bearer token must send a good one.
  case optionalBearer
  /// Callers of the same machine only.
  case loopback
}

/// With what else a request is counted, where the number of requests is limited.
public enum Quota: Hashable, Sendable {
  /// Whatever comes from the same address.
  case address
  /// Whatever the same signed-in person sends.
  case person
  /// Notices of the same payment provider.
  case provider
  /// Tries to sign in to the same account from the same address, beside everything from that address; the account is
  /// named by one of these fields of the body.
  case account([String])
}

/// Where an operation is served, and how a request of it must look.
public struct Route: Hashable, Sendable {
  /// The method.
  public var method: HTTPMethod
  /// The path below the dialect's prefix, with `{name}` for what the caller fills in.
  public var path: String
  /// The status of success.
  public var success: Int
  /// Who may call it.
  public var access: Access
  /// The most bytes of a body it takes.
  public var bodyLimit: Int
  /// True when the `Idempotency-Key` header is honoured: every operation that changes something.
  public var isIdempotent: Bool
  /// With what else its requests are counted.
  public var quota: Quota

  /// A route of these properties; the body limit is 1 MiB unless said otherwise (contracts.md §1.0).
  public init(
    _ method: HTTPMethod, _ path: String, success: Int = 200, access: Access = .bearer(guest: false),
    bodyLimit: Int = 1 << 20, isIdempotent: Bool? = nil, quota: Quota = .address
  ) {
    self.method = method
    self.path = path
    self.success = success
    self.access = access
    self.bodyLimit = bodyLimit
    self.isIdempotent = isIdempotent ?? (method != .get)
    self.quota = quota
  }

  /// The path cut at its slashes; a segment in braces takes any text.
  public var segments: [Segment] {
    path.split(separator: "/").map { part in
      part.hasPrefix("{") && part.hasSuffix("}")
        ? .parameter(String(part.dropFirst().dropLast())) : .fixed(String(part))
    }
  }

  /// The names in braces, in order.
  public var parameters: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// One piece of a path.
  public enum Segment: Hashable, Sendable {
    /// This very text.
    case fixed(String)
    /// Whatever stands there, under that name.
    case parameter(String)
  }
}
