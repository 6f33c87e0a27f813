public import Commerce
public import Operations
import Synchronization

/// The access tokens of the people signed in at this console. In memory only.
public final class TokenWallet: Sendable {
  private struct Holder: Hashable {
    var person: ID<Person>
    var impersonator: ID<Person>?
  }

  private let tokens = Mutex<[Holder: String]>([:])

  /// An empty wallet.
  public init() {}

  /// Keeps a token, instead of the one that was kept before for the same person.
  public func keep(_ token: String, of person: ID<Person>, impersonator: ID<Person>? = nil) {
    tokens.withLock { $0[Holder(person: person, impersonator: impersonator)] = token }
  }

  /// The token a caller's requests carry; nil when nobody signed in as that.
  public func token(of caller: Caller) -> String? {
    tokens.withLock { $0[Holder(person: caller.person, impersonator: caller.impersonator)] }
  }
}
