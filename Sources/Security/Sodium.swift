import CSodium

/// The library, initialised once before its first use; every function here is safe to call from any thread after it.
enum Sodium {
  /// False only when the system has no source of randomness: then nothing may be hashed or minted.
  static let isReady = sodium_init() >= 0
}
