/// Pairs as a dictionary is coded, in an order of their keys: the same answer is the same bytes, however often and by
/// whichever process it is given.
struct InOrder<Key: Hashable & Encodable, Value: Encodable>: Encodable {
  private let pairs: [(key: Key, value: Value)]

  init(_ pairs: [Key: Value], by rank: (Key) -> some Comparable) {
    self.pairs = pairs.sorted { rank($0.key) < rank($1.key) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for (key, value) in pairs {
      try container.encode(key)
      try container.encode(value)
    }
  }
}
