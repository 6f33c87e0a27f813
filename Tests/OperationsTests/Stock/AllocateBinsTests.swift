import Commerce
@testable import Operations
import TestSupport
import Testing

@Suite("Choosing bins")
struct AllocateBinsTests {
  @Test("random bins: never more than is free, pick before bulk, no stop more than needed, in walk order")
  func property() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<2000 {
      let bins = (1...Int.random(in: 1...6, using: &generator)).map { number in
        let onHand = Int.random(in: 0...8, using: &generator)
        return BinStock(
          bin: Bin(
            id: ID(Int64(number)), site: ID(1), code: "B\(number)",
            kind: [.pick, .pick, .bulk, .quarantine].randomElement(using: &generator) ?? .pick,
            walkOrder: Int.random(in: 1...4, using: &generator)),
          variant: ID(1), onHand: onHand, allocated: Int.random(in: 0...onHand, using: &generator))
      }
      let wanted = Int.random(in: 0...20, using: &generator)
      let (taken, missing) = AllocateBins.choose(wanted, from: bins)
      let pick = bins.filter { $0.bin.kind == .pick && $0.free > 0 }
      let bulk = bins.filter { $0.bin.kind == .bulk && $0.free > 0 }
      let free = (pick + bulk).reduce(0) { $0 + $1.free }
      #expect(taken.reduce(0) { $0 + $1.quantity } == min(wanted, free))
      #expect(missing == wanted - min(wanted, free))
      for stop in taken {
        #expect(stop.quantity > 0 && stop.bin.kind != .quarantine)
        #expect(stop.quantity <= bins.first { $0.bin.id == stop.bin.id }?.free ?? 0)
      }
      #expect(Set(taken.map(\.bin.id)).count == taken.count)
      let walk = taken.map { [$0.bin.walkOrder, Int($0.bin.id.serial)] }
      #expect(zip(walk, walk.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
      let fromPick = min(wanted, pick.reduce(0) { $0 + $1.free })
      let stops = fewest(fromPick, pick) + fewest(min(wanted, free) - fromPick, bulk)
      #expect(taken.count == stops)
    }
  }

  /// The fewest bins that hold `quantity`: by trying every set of them.
  private func fewest(_ quantity: Int, _ bins: [BinStock]) -> Int {
    (0..<1 << bins.count).filter { set in
      bins.indices.reduce(0) { $0 + (set >> $1 & 1 == 1 ? bins[$1].free : 0) } >= quantity
    }
    .map(\.nonzeroBitCount).min() ?? 0
  }

  @Test("of bins that would do alone the first on the walk is taken")
  func firstOnTheWalk() {
    let bins = [(1, 30, 9), (2, 10, 5), (3, 20, 5)].map { id, walk, units in
      BinStock(
        bin: Bin(id: ID(Int64(id)), site: ID(1), code: "B\(id)", kind: .pick, walkOrder: walk), variant: ID(1),
        onHand: units, allocated: 0)
    }
    #expect(AllocateBins.choose(4, from: bins).taken.map(\.bin.code) == ["B2"])
    #expect(AllocateBins.choose(8, from: bins).taken.map(\.bin.code) == ["B1"])
    #expect(AllocateBins.choose(12, from: bins).taken.map(\.bin.code) == ["B2", "B1"])
  }
}
