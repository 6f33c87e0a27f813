/// SipHash-2-4 of two words under a key: a pseudo-random function that is quick on short input.
struct SipHash: Hashable, Sendable {
  private let key: (UInt64, UInt64)

  init(_ low: UInt64, _ high: UInt64) { key = (low, high) }

  static func == (left: Self, right: Self) -> Bool { left.key == right.key }

  func hash(into hasher: inout Hasher) {
    hasher.combine(key.0)
    hasher.combine(key.1)
  }

  /// The hash of the sixteen bytes that two words are, little-endian.
  func hash(_ words: UInt64...) -> UInt64 {
    var state = State(key.0, key.1)
    for word in words { state.absorb(word) }
    state.absorb(UInt64(words.count * 8) << 56)
    return state.finish()
  }

  private struct State {
    var v0, v1, v2, v3: UInt64

    init(_ low: UInt64, _ high: UInt64) {
      v0 = low ^ 0x736f_6d65_7073_6575
      v1 = high ^ 0x646f_7261_6e64_6f6d
      v2 = low ^ 0x6c79_6765_6e65_7261
      v3 = high ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    mutating func finish() -> UInt64 {
      v2 ^= 0xff
      for _ in 0..<4 { round() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
      v0 &+= v1
      v1 = Self.rotated(v1, 13) ^ v0
      v0 = Self.rotated(v0, 32)
      v2 &+= v3
      v3 = Self.rotated(v3, 16) ^ v2
      v0 &+= v3
      v3 = Self.rotated(v3, 21) ^ v0
      v2 &+= v1
      v1 = Self.rotated(v1, 17) ^ v2
      v2 = Self.rotated(v2, 32)
    }

    private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
  }
}
