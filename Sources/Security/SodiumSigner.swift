internal import CSodium
public import Operations

/// HMAC-SHA256 by libsodium.
public struct SodiumSigner: MessageSigner {
  /// The signer.
  public init() {}

  /// See `MessageSigner`.
  public func signature(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var state = crypto_auth_hmacsha256_state()
    crypto_auth_hmacsha256_init(&state, key, key.count)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    var out = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
    crypto_auth_hmacsha256_final(&state, &out)
    return out
  }

  /// See `MessageSigner`.
  public func verifies(_ signature: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
    let right = self.signature(of: message, key: key)
    return signature.count == right.count && sodium_memcmp(signature, right, right.count) == 0
  }
}
