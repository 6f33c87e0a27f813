public import Commerce
import Contract
public import Operations

/// Issues and reads access tokens: JWT, HS256 and nothing else, one audience a dialect, so that a token of one listener
/// is nothing to another (contracts.md G2).
public struct Tokens: Sendable {
  /// Seconds a token lives.
  public static let lifetime: Int64 = 3600
  /// Seconds a session lives, however often its token is renewed.
  public static let sessionLifetime: Int64 = 12 * 3600

  private let audience: String
  private let keys: [[UInt8]]
  private let signer: any MessageSigner
  private let clock: any Clock

  /// Tokens for `audience`. The first key signs; all of them are believed, so that a key can be changed without
  /// throwing anybody out. Every key has at least 32 bytes.
  public init(audience: String, keys: [[UInt8]], signer: any MessageSigner, clock: any Clock) {
    // A key of its own for each audience, made of the one that is configured.
    self.keys = keys.map { signer.signature(of: Array("townhouse token \(audience)".utf8), key: $0) }
    self.audience = audience
    self.signer = signer
    self.clock = clock
  }

  fileprivate struct Claims: Encodable {
    var iss = "townhouse"
    var aud: String
    var sub: Int64
    var act: Int64?
    var iat: Int64
    var exp: Int64
    var auth_time: Int64?
  }

  /// A token and the seconds it lives.
  public struct Issued: Hashable, Sendable {
    /// The token.
    public var token: String
    /// Seconds it lives.
    public var expiresIn: Int64
  }

  private static let header = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

  /// A token for `person`, and for whoever acts as them, from now or from that moment on: for the same moment always the
  /// same.
  public func issue(to person: ID<Person>, impersonator: ID<Person>? = nil, at moment: Instant? = nil) -> String {
    let now = (moment ?? clock.now).milliseconds / 1000
    return sign(
      Claims(
        aud: audience, sub: person.serial, act: impersonator?.serial, iat: now, exp: now + Self.lifetime,
        auth_time: now))
  }

  /// Another token within the session of `who`, for them or for somebody they act as from now on; nil when the session
  /// is over.
  public func renew(_ who: SignedIn, as person: ID<Person>, impersonator: ID<Person>?) -> Issued? {
    let now = clock.now.milliseconds / 1000
    let since = who.authenticatedAt.milliseconds / 1000
    let seconds = min(Self.lifetime, since + Self.sessionLifetime - now)
    guard seconds > 0 else { return nil }
    let claims = Claims(
      aud: audience, sub: person.serial, act: impersonator?.serial, iat: now, exp: now + seconds, auth_time: since)
    return Issued(token: sign(claims), expiresIn: seconds)
  }

  /// True while the token that `who` was read from is good.
  public func isGood(_ who: SignedIn) -> Bool { who.expiresAt > clock.now }

  private func sign(_ claims: Claims) -> String {
    let body = (try? JSONText.bytes(of: claims)) ?? []
    let message = Self.header + "." + Base64URL.encode(body)
    let signature = keys.first.map { signer.signature(of: Array(message.utf8), key: $0) } ?? []
    return message + "." + Base64URL.encode(signature)
  }

  /// Who a token was issued to; nil when it is altered, expired, of another listener or of another kind.
  public func read(_ token: String) -> SignedIn? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard token.utf8.count <= 4096, parts.count == 3, parts[0] == Self.header,
      let signature = Base64URL.decode(parts[2]), let body = Base64URL.decode(parts[1])
    else { return nil }
    let message = Array(token.utf8.dropLast(parts[2].utf8.count + 1))
    guard keys.contains(where: { signer.verifies(signature, of: message, key: $0) }),
      let claims = Claims(body), claims.aud == audience,
      claims.iss == "townhouse", claims.exp > clock.now.milliseconds / 1000
    else { return nil }
    return SignedIn(
      person: ID(claims.sub), impersonator: claims.act.map { ID($0) },
      expiresAt: Instant(milliseconds: claims.exp * 1000),
      authenticatedAt: Instant(milliseconds: (claims.auth_time ?? claims.iat) * 1000))
  }
}

extension Tokens.Claims {
  /// The claims of a token that is believed; nil when they are not all there.
  fileprivate init?(_ body: [UInt8]) {
    guard let claims = try? JSONReader.read(body), case .text(let issuer)? = claims["iss"],
      case .text(let audience)? = claims["aud"], let subject = claims.wholeNumber("sub"),
      let issued = claims.wholeNumber("iat"), let expires = claims.wholeNumber("exp")
    else { return nil }
    for name in ["act", "auth_time"] where claims[name] != nil && claims.wholeNumber(name) == nil { return nil }
    self.init(
      iss: issuer, aud: audience, sub: subject, act: claims.wholeNumber("act"), iat: issued, exp: expires,
      auth_time: claims.wholeNumber("auth_time"))
  }
}

extension JSONValue {
  fileprivate func wholeNumber(_ name: String) -> Int64? {
    if case .number(let text)? = self[name] { Int64(text) } else { nil }
  }
}
