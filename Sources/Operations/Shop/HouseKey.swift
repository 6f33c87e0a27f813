public import Commerce

/// The house's own secret, made once and kept among its settings: what identifiers, guests' tokens and commands' ids of
/// the APIs are made under, each under a key of its own.
public struct HouseKey: Sendable {
  /// What a key is for.
  public enum Purpose: String, Sendable {
    case publicIDs = "public ids"
    case guests
    case replies
  }

  private static let setting = "house_key"
  private let secret: [UInt8]
  private let signer: any MessageSigner

  /// The secret of the house, made now when there is none yet: two that start at once agree on one.
  public static func open(_ house: House, signer: any MessageSigner) async throws(CommerceError) -> HouseKey {
    let stored = try await house.store.read { transaction throws(CommerceError) in try transaction.setting(setting) }
    if let stored { return HouseKey(stored, signer) }
    // 366 random bits; three, so that the bits that every UUID has in common cost nothing.
    let fresh = (0..<3).map { _ in house.ids.next().description }.joined(separator: " ")
    let kept = try await house.store.write { transaction throws(CommerceError) in
      if let other = try transaction.setting(setting) { return other }
      try transaction.setSetting(setting, to: fresh)
      return fresh
    }
    return HouseKey(kept, signer)
  }

  private init(_ text: String, _ signer: any MessageSigner) {
    secret = Array(text.utf8)
    self.signer = signer
  }

  /// The 32 bytes that only this house can make of these texts, for that purpose.
  public func signature(_ purpose: Purpose, _ texts: String...) -> [UInt8] {
    signer.signature(of: Self.message(texts), key: key(purpose))
  }

  /// True when `signature` is that of these texts; constant time.
  public func verifies(_ signature: [UInt8], _ purpose: Purpose, _ texts: String...) -> Bool {
    signer.verifies(signature, of: Self.message(texts), key: key(purpose))
  }

  /// An identifier that only this house can make of these texts, for that purpose.
  public func id(_ purpose: Purpose, _ texts: String...) -> UniqueID {
    let bytes = signer.signature(of: Self.message(texts), key: key(purpose))
    func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    return UniqueID(randomHigh: word(bytes.prefix(8)), randomLow: word(bytes.dropFirst(8).prefix(8)))
  }

  /// The identifiers the APIs show.
  public var publicIDs: PublicIDs? { PublicIDs(key: key(.publicIDs)) }

  private func key(_ purpose: Purpose) -> [UInt8] {
    signer.signature(of: Array("townhouse \(purpose.rawValue)".utf8), key: secret)
  }

  /// Each with its length, so that no two lists of texts read the same.
  private static func message(_ texts: [String]) -> [UInt8] {
    texts.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
  }
}
