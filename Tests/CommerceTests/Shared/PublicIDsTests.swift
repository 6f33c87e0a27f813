import Commerce
import TestSupport
import Testing

@Suite struct PublicIDsTests {
  private static func key(_ generator: inout SeededGenerator) -> PublicIDs {
    PublicIDs(key: (generator.next(), generator.next(), generator.next(), generator.next()))
  }

  private static func serial(_ generator: inout SeededGenerator) -> Int64 {
    let shift = Int64.random(in: 0...62, using: &generator)
    return Int64.random(in: 1...(Int64.max >> shift), using: &generator)
  }

  @Test func everySerialOfEveryKindComesBack() {
    var generator = SeededGenerator(seed: 61)
    let ids = Self.key(&generator)
    var seen: Set<UniqueID> = []
    for _ in 0..<2_000 {
      let serial = Self.serial(&generator)
      for kind in PublicIDs.Kind.allCases {
        let id = ids.id(kind, serial)
        #expect(ids.serial(kind, id) == serial)
        seen.insert(id)
        for other in PublicIDs.Kind.allCases where other != kind { #expect(ids.serial(other, id) == nil) }
      }
    }
    for kind in PublicIDs.Kind.allCases {
      for serial in [1, 2, Int64.max - 1, Int64.max] { #expect(ids.serial(kind, ids.id(kind, serial)) == serial) }
    }
    #expect(seen.count > 1_500 * PublicIDs.Kind.allCases.count)
  }

  @Test func neighboursLookUnrelated() {
    var generator = SeededGenerator(seed: 62)
    let ids = Self.key(&generator)
    for serial in Int64(1)...500 {
      let (left, right) = (ids.id(.payment, serial), ids.id(.payment, serial + 1))
      let differing = (left.high ^ right.high).nonzeroBitCount + (left.low ^ right.low).nonzeroBitCount
      #expect((30...92).contains(differing))
    }
  }

  @Test func aVersionFourIdentifierInLowerCase() {
    var generator = SeededGenerator(seed: 63)
    let ids = Self.key(&generator)
    for serial in Int64(1)...200 {
      let text = Array(ids.text(ID<Site>(serial)).utf8)
      #expect(text[14] == UInt8(ascii: "4"))
      #expect("89ab".utf8.contains(text[19]))
      #expect(text.allSatisfy { !(65...90).contains($0) })
    }
  }

  @Test func nothingElseIsRead() {
    var generator = SeededGenerator(seed: 64)
    let ids = Self.key(&generator)
    let other = Self.key(&generator)
    for serial in Int64(1)...500 {
      let text = ids.text(ID<Product>(serial))
      #expect(ids.id(text, of: Product.self) == ID(serial))
      #expect(ids.id(text, of: Variant.self) == nil)
      #expect(other.id(text, of: Product.self) == nil)
      if text.uppercased() != text { #expect(ids.id(text.uppercased(), of: Product.self) == nil) }
      for broken in [text + "0", String(text.dropLast()), text.replacing("-", with: ""), " " + text] {
        #expect(ids.id(broken, of: Product.self) == nil)
      }
      let made = UniqueID(randomHigh: generator.next(), randomLow: generator.next())
      #expect(ids.serial(.product, made) == nil)
    }
  }

  @Test func aKeyHasThirtyTwoBytes() {
    #expect(PublicIDs(key: [UInt8](repeating: 7, count: 32)) != nil)
    for count in [0, 31, 33] { #expect(PublicIDs(key: [UInt8](repeating: 7, count: count)) == nil) }
  }
}
