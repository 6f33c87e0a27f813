public import Commerce

/// The time, injected so that tests are exact.
public protocol Clock: Sendable {
  /// The current moment, UTC.
  var now: Instant { get }
}

/// Randomness and identifiers, injected so that tests are exact.
public protocol IDSource: Sendable {
  /// A fresh random identifier, for commands and for what the APIs show.
  func next() -> UniqueID
}

/// Slow, salted hashing of passwords and PINs (Argon2id).
public protocol PasswordHasher: Sendable {
  /// The hash to store. Takes about 15 ms; never call it on the UI thread or inside a transaction.
  func hash(_ secret: String) throws(CommerceError) -> String
  /// True when `secret` is the one that was hashed; constant time in the secret.
  func verify(_ secret: String, against hash: String) -> Bool
  /// Takes as long as `verify` and is always false: for people who do not exist.
  func verifyNothing(_ secret: String) -> Bool
}

/// Where labels, slips and sheets go: a file or a printer.
public protocol Printer: Sendable {
  /// Prints or writes `text` under `title`; answers where it went, for the message line. Throws `store.…` trouble.
  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String
}

/// Where to print.
public enum PrintDestination: Hashable, Sendable, Codable {
  /// The folder the configuration names.
  case folder
  /// A printer queue of the system, by name; empty for the default one.
  case queue(String)
  /// Nowhere any more: whoever asks has printed it where they sit, and says where that was.
  case elsewhere(String)
}

/// The store: one writer, many readers, acknowledged means on disk.
public protocol Store: Sendable {
  /// Runs `body` on one consistent snapshot.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadTransaction) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value

  /// Runs `body` in one immediate transaction and commits it durably; whatever it throws rolls everything back.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any WriteTransaction) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value

  /// Signals, at most every 50 ms, that this or another process has committed changes; never what they are.
  func commits() -> AsyncStream<Void>
}

/// Signing with a secret key (HMAC-SHA256): tokens, guests' keys, providers' notices.
public protocol MessageSigner: Sendable {
  /// The 32 bytes that only the holder of `key` can make of `message`.
  func signature(of message: [UInt8], key: [UInt8]) -> [UInt8]
  /// True when `signature` is that of `message`; constant time.
  func verifies(_ signature: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool
}
