import CSodium
public import Commerce
public import Operations

/// Identifiers from the system's source of randomness.
public struct SystemIDSource: IDSource {
  /// A source; it holds no state.
  public init() {}

  /// A fresh version 4 UUID.
  public func next() -> UniqueID {
    UniqueID(randomHigh: word(), randomLow: word())
  }

  private func word() -> UInt64 { UInt64(randombytes_random()) << 32 | UInt64(randombytes_random()) }
}
