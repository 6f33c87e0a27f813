public import Commerce
public import Operations
import Threading

/// The access tokens of the people signed in at this console. In memory only.
public final class TokenWallet: Sendable {
  /// Whose a token is: a person, and whoever acts as them.
  struct Holder: Hashable {
    var person: ID<Person>
    var impersonator: ID<Person>?
  }

  private struct Kept {
    var token: String
    /// When half of its life is over.
    var renewAt: Instant?
    var isRenewing = false
  }

  private struct State {
    var tokens: [Holder: Kept] = [:]
    /// Who signed in, the last one at the end.
    var order: [Holder] = []
  }

  private let state = Locked(State())

  /// An empty wallet.
  public init() {}

  /// Keeps a token, instead of the one that was kept before for the same person. Without a time to renew it, it is
  /// never renewed by itself.
  public func keep(
    _ token: String, of person: ID<Person>, impersonator: ID<Person>? = nil, renewAt: Instant? = nil
  ) {
    let holder = Holder(person: person, impersonator: impersonator)
    state.withLock { state in
      state.tokens[holder] = Kept(token: token, renewAt: renewAt)
      state.order.removeAll { $0 == holder }
      state.order.append(holder)
    }
  }

  /// The token a caller's requests carry; nil when nobody signed in as that.
  public func token(of caller: Caller) -> String? { token(of: Holder(caller)) }

  /// A caller's token and when it is to be renewed; nil when nobody signed in as that.
  public func held(of caller: Caller) -> (token: String, renewAt: Instant?)? {
    state.withLock { $0.tokens[Holder(caller)].map { ($0.token, $0.renewAt) } }
  }

  /// Forgets a caller's token: signed out, or no longer acting as somebody.
  public func drop(_ caller: Caller) {
    let holder = Holder(caller)
    state.withLock { state in
      state.tokens[holder] = nil
      state.order.removeAll { $0 == holder }
    }
  }

  func token(of holder: Holder) -> String? { state.withLock { $0.tokens[holder]?.token } }

  /// Whoever signed in last; nil when nobody is signed in.
  var newest: Holder? { state.withLock { $0.order.last } }

  /// Puts another token in place of `old`, unless that was replaced or dropped meanwhile.
  func replace(_ old: String, of holder: Holder, by token: String, renewAt: Instant) {
    state.withLock { state in
      guard state.tokens[holder]?.token == old else { return }
      state.tokens[holder] = Kept(token: token, renewAt: renewAt)
    }
  }

  /// True once for each token that is past half of its life: whoever hears it renews it, the others go on with it.
  func mayRenew(_ holder: Holder, at now: Instant) -> Bool {
    state.withLock { state in
      guard let kept = state.tokens[holder], let renewAt = kept.renewAt, renewAt <= now, !kept.isRenewing else {
        return false
      }
      state.tokens[holder]?.isRenewing = true
      return true
    }
  }

  /// A renewal came to nothing; another may be tried.
  func renewalFailed(_ holder: Holder) { state.withLock { $0.tokens[holder]?.isRenewing = false } }
}

extension TokenWallet.Holder {
  init(_ caller: Caller) { self.init(person: caller.person, impersonator: caller.impersonator) }

  /// As a caller of no town in particular.
  var caller: Caller { Caller(person: person, site: ID(0), impersonator: impersonator) }
}
