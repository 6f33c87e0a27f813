import CSodium

/// A running BLAKE2b hash of 32 bytes, for telling whether two contents are the same.
public struct ContentHash {
  // The library asks for 64-byte alignment; a class of our own frees what was aligned.
  private final class State {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    deinit { raw.deallocate() }
  }

  private let state = State()

  /// A hash of nothing yet; nil when the library cannot be used.
  public init?() {
    guard Sodium.isReady else { return nil }
    crypto_generichash_init(OpaquePointer(state.raw), nil, 0, Self.length)
  }

  private static let length = 32

  /// Goes on with these bytes.
  public mutating func add(_ bytes: [UInt8]) {
    crypto_generichash_update(OpaquePointer(state.raw), bytes, UInt64(bytes.count))
  }

  /// Ends it: 64 hexadecimal digits. Nothing may be added afterwards.
  public consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Self.length)
    crypto_generichash_final(OpaquePointer(state.raw), &digest, Self.length)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
