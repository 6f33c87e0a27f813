import Commerce
import Contract

/// Which requests are counted together on a listener, and how many of them may come (contracts.md §1.1).
public struct Quotas: Sendable {
  private let limiter: RateLimiter

  /// Counted by `limiter`.
  public init(_ limiter: RateLimiter) { self.limiter = limiter }

  /// From one address, whoever it is.
  static let address = RateLimiter.Allowance(300)
  /// Tries to sign in to one account from one address.
  static let account = RateLimiter.Allowance(10)
  /// Calls of one person who is signed in, from wherever. A console sends a call for every scan, refresh and step
  /// through a list, several in a second on a busy floor, and a warehouse of twenty consoles has one address: counted
  /// by address they would stop each other within a minute. Who has shown who they are is held to what no person at a
  /// keyboard reaches: nearly seven calls in a second for a quarter of an hour.
  static let person = RateLimiter.Allowance(6000)
  /// Notices of a payment provider: one address speaks for all customers, and what is turned away comes again later.
  static let provider = RateLimiter.Allowance(6000)

  /// Counts a request. `route` is nil for what names none; a token that was not good signs nobody in.
  func take(_ request: Request, _ route: Route?, _ signedIn: SignedIn?) -> RateLimiter.Verdict {
    let address = Self.network(of: request.peer)
    switch route?.quota {
    case .person:
      guard let signedIn else { break }
      return limiter.take(.init(.person, signedIn.person.description), Self.person)
    case .provider: return limiter.take(.init(.provider, address), Self.provider)
    case .account(let fields):
      let all = limiter.take(.init(.address, address), Self.address)
      guard all.isAllowed, let account = Self.account(in: request, fields) else { return all }
      let own = limiter.take(.init(.account, account + " " + address), Self.account)
      return !own.isAllowed || own.remaining < all.remaining ? own : all
    case .address, nil: break
    }
    return limiter.take(.init(.address, address), Self.address)
  }

  /// The account somebody tries; nil when the body names none.
  private static func account(in request: Request, _ fields: [String]) -> String? {
    guard request.body.count <= 1 << 16, let body = try? JSONReader.read(request.body) else { return nil }
    for field in fields {
      guard case .text(let text)? = body[field], !text.isEmpty, text.utf8.count <= 300 else { continue }
      return field + " " + text.filter { !$0.isWhitespace }.lowercased()
    }
    return nil
  }

  /// The address; of an IPv6 address the half that names the network, as anybody has the other half to choose from.
  static func network(of peer: String) -> String {
    guard peer.contains(":") else { return peer }
    if peer.lowercased().hasPrefix("::ffff:"), peer.contains(".") { return String(peer.dropFirst(7)) }
    let ends = peer.lowercased().split(separator: "%", maxSplits: 1)[0].split(
      separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let head = ends[0].split(separator: ":").map(String.init)
    let tail = ends.count > 1 ? ends[1].split(separator: ":").map(String.init) : []
    let groups = head + Array(repeating: "0", count: max(0, 8 - head.count - tail.count)) + tail
    return groups.prefix(4).map { $0.drop { $0 == "0" } }.joined(separator: ":") + "::"
  }
}

extension RateLimiter.Verdict {
  /// Tells the caller how it stands with them.
  func mark(_ response: inout Response) {
    response.headers["x-ratelimit-limit"] = String(limit)
    response.headers["x-ratelimit-remaining"] = String(remaining)
    response.headers["x-ratelimit-reset"] = String(reset)
  }
}
