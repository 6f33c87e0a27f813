import CSodium
public import Commerce
public import Operations

/// Argon2id by libsodium, at 19 MiB and 2 passes (OWASP's first choice).
public struct SodiumPasswordHasher: PasswordHasher {
  private let passes: UInt64 = 2
  private let memoryBytes = 19 * 1024 * 1024
  private let longestSecret = 1024

  /// The hash of a secret nobody knows, at the same cost as every other one: what unknown people are checked against.
  static let nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$PoF6Xw3d0ru6a2JAzmoO7A$Q/GZZ++f2Oc1k5MlQCqVS+bzD/9A+JNEGDh48f0KBt8"

  /// A hasher; it holds no state.
  public init() {}

  /// The hash in libsodium's own text form, salt and costs included. Throws `input.invalid` for an empty or very long
  /// secret and `store.failed` when memory is short.
  public func hash(_ secret: String) throws(CommerceError) -> String {
    let bytes = characters(secret)
    guard !bytes.isEmpty, bytes.count <= longestSecret else {
      throw .invalid([FieldIssue("password", "is empty or too long")])
    }
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    // The C function reads exactly `count` bytes of the secret and writes at most STRBYTES, ending in NUL; both arrays
    // are ours and outlive the call.
    guard Sodium.isReady, crypto_pwhash_str(&text, bytes, UInt64(bytes.count), passes, memoryBytes) == 0 else {
      throw .trouble(StoreTrouble(.failed, place: "password hashing", detail: "not enough memory"))
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// True when `secret` is the one that was hashed; false too for a text that is no hash.
  public func verify(_ secret: String, against hash: String) -> Bool {
    let bytes = characters(secret)
    guard Sodium.isReady, bytes.count <= longestSecret else { return verifyNothing("") }
    return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
  }

  /// False, after as long as `verify` takes.
  public func verifyNothing(_ secret: String) -> Bool {
    let bytes = characters(secret).prefix(longestSecret)
    guard Sodium.isReady else { return false }
    _ = crypto_pwhash_str_verify(Self.nobody, Array(bytes), UInt64(bytes.count))
    return false
  }

  private func characters(_ secret: String) -> [CChar] { secret.utf8.map(CChar.init(bitPattern:)) }
}
