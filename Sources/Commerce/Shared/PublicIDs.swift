/// What an API shows in place of a serial: a UUID that nobody can guess or count on from, made of the serial and turned
/// back by a permutation under a key, so that no column and no index is paid for.
public struct PublicIDs: Hashable, Sendable {
  /// The kinds of thing that are shown so. The number is part of every identifier shown: it never changes.
  public enum Kind: UInt64, Hashable, Sendable, CaseIterable {
    case site = 1, product, variant, person, payment, dispatch, orderLine
  }

  private let first: SipHash
  private let second: SipHash

  /// Identifiers under a key of 32 bytes: the first half makes the odd rounds, the second the even ones.
  public init(key: (UInt64, UInt64, UInt64, UInt64)) {
    first = SipHash(key.0, key.1)
    second = SipHash(key.2, key.3)
  }

  /// Identifiers under a key of 32 bytes; nil for one of another length.
  public init?(key bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    let words = stride(from: 0, to: 32, by: 8).map { start in
      bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    self.init(key: (words[0], words[1], words[2], words[3]))
  }

  // A version 4 UUID has 122 free bits: two halves of 61. What is permuted is the kind (59 bits, mostly zero) and the
  // serial (63 bits), so that a made-up UUID turns back into one of a kind once in 2^59 tries.
  private static let halfBits: UInt64 = 61
  private static let half: UInt64 = 1 << halfBits - 1
  private static let rounds: UInt64 = 8

  /// The identifier of the thing of that kind with that serial, which is positive.
  public func id(_ kind: Kind, _ serial: Int64) -> UniqueID {
    let serial = UInt64(bitPattern: serial) & (1 << 63 - 1)
    var left = kind.rawValue << 2 | serial >> Self.halfBits
    var right = serial & Self.half
    for round in 0..<Self.rounds { (left, right) = (right, left ^ mix(right, round)) }
    return UniqueID(
      high: (left >> 13) << 16 | 0x4000 | (left >> 1) & 0xfff,
      low: 1 << 63 | (left & 1) << 61 | right)
  }

  /// The serial of a thing of that kind; nil when the identifier is of another kind, of another house or made up.
  public func serial(_ kind: Kind, _ id: UniqueID) -> Int64? {
    guard id.high >> 12 & 0xf == 4, id.low >> 62 == 2 else { return nil }
    var left = (id.high >> 16) << 13 | (id.high & 0xfff) << 1 | id.low >> 61 & 1
    var right = id.low & Self.half
    for round in (0..<Self.rounds).reversed() { (left, right) = (right ^ mix(left, round), left) }
    guard left >> 2 == kind.rawValue else { return nil }
    let serial = (left & 3) << Self.halfBits | right
    return serial > 0 && serial < 1 << 63 ? Int64(serial) : nil
  }

  private func mix(_ half: UInt64, _ round: UInt64) -> UInt64 {
    (round % 2 == 0 ? first : second).hash(half, round) & Self.half
  }
}

/// A kind of thing that is shown by a public identifier.
public protocol PubliclyIdentified {
  /// Its kind.
  static var publicKind: PublicIDs.Kind { get }
}

extension PublicIDs {
  /// The identifier of a thing as text, in lower case.
  public func text<Entity: PubliclyIdentified>(_ id: ID<Entity>) -> String {
    self.id(Entity.publicKind, id.serial).description
  }

  /// The thing an identifier names, read strictly: lower case, canonical, of this very kind; nil for anything else.
  public func id<Entity: PubliclyIdentified>(_ text: String, of: Entity.Type = Entity.self) -> ID<Entity>? {
    guard let id = UniqueID.canonical(text), let serial = serial(Entity.publicKind, id) else { return nil }
    return ID(serial)
  }
}

extension UniqueID {
  /// The identifier that a text says in the canonical form and in lower case; nil for anything else.
  public static func canonical(_ text: String) -> UniqueID? {
    text.utf8.contains { (65...90).contains($0) } ? nil : UniqueID(text)
  }
}

extension Site: PubliclyIdentified {
  /// A site.
  public static var publicKind: PublicIDs.Kind { .site }
}

extension Product: PubliclyIdentified {
  /// A product.
  public static var publicKind: PublicIDs.Kind { .product }
}

extension Variant: PubliclyIdentified {
  /// A variant.
  public static var publicKind: PublicIDs.Kind { .variant }
}

extension Person: PubliclyIdentified {
  /// A person.
  public static var publicKind: PublicIDs.Kind { .person }
}

extension Payment: PubliclyIdentified {
  /// A payment.
  public static var publicKind: PublicIDs.Kind { .payment }
}

extension Dispatch: PubliclyIdentified {
  /// A dispatch.
  public static var publicKind: PublicIDs.Kind { .dispatch }
}

extension OrderLine: PubliclyIdentified {
  /// An order line.
  public static var publicKind: PublicIDs.Kind { .orderLine }
}
