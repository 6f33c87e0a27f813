import Commerce

/// Pairs as a dictionary is coded, in the order of their serials: the same answer is the same bytes, however often and
/// by whichever process it is given.
struct InSerialOrder<Entity, Value: Encodable>: Encodable {
  private let pairs: [ID<Entity>: Value]

  init(_ pairs: [ID<Entity>: Value]) { self.pairs = pairs }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for (id, value) in pairs.sorted(by: { $0.key.serial < $1.key.serial }) {
      try container.encode(id)
      try container.encode(value)
    }
  }
}
