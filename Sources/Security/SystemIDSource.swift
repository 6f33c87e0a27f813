import CSodium
public import Commerce
public import Operations

/// Identifiers from the system's source of randomness.
public struct SystemIDSource: IDSource {
  /// A source; it holds no state.
  public init() {}

  /// A fresh version 4 UUID.
  public func next() -> UniqueID {
    var words: [UInt64] = [0, 0]
    // Overwrites exactly the sixteen bytes of the array; works without `sodium_init` as well.
    words.withUnsafeMutableBytes { randombytes_buf($0.baseAddress, $0.count) }
    return UniqueID(randomHigh: words[0], randomLow: words[1])
  }
}
