import Commerce
import TestSupport
import Testing

@Suite("Values")
struct ValueTests {
  @Test("identifiers round trip in either case and refuse everything else")
  func uniqueID() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let id = UniqueID(randomHigh: generator.next(), randomLow: generator.next())
      #expect(UniqueID(id.description) == id)
      #expect(UniqueID(id.description.uppercased()) == id)
    }
    for text in ["", "1", "00000000-0000-4000-8000-00000000000", "00000000-0000-4000-8000-00000000000g"] {
      #expect(UniqueID(text) == nil)
    }
  }

  @Test("one is said in the singular")
  func counts() {
    #expect([0, 1, 2].map { counted($0, "stop") } == ["0 stops", "1 stop", "2 stops"])
    #expect([1, 3].map { counted($0, "count waits", "counts wait") } == ["1 count waits", "3 counts wait"])
    #expect([1, 5].map { noun($0, "box", "boxes") } == ["box", "boxes"])
  }

  @Test("a ledger entry changes the level by exactly what crosses the site's door, and back again")
  func moves() {
    let places: [StockLocation] = [
      .bin(ID(1)), .tote(ID(1)), .bench, .lane(ID(1)), .quarantine, .transit, .supplier, .customer, .variance,
    ]
    for from in places {
      for to in places where from != to {
        let move = StockMove(
          site: ID(1), variant: ID(1), quantity: 3, from: from, to: to, reason: .adjust)
        let delta = move.levelDelta
        #expect(delta.onHand == (to.isInside ? 3 : 0) - (from.isInside ? 3 : 0))
        #expect(delta.damaged == (to == .quarantine ? 3 : 0) - (from == .quarantine ? 3 : 0))
        let back = move.reversed(.adjust).levelDelta
        #expect(delta.onHand + back.onHand == 0 && delta.damaged + back.damaged == 0)
        #expect(delta.inTransit + back.inTransit == 0 && delta.reserved == 0)
      }
    }
  }

  @Test("available is on hand less everything that is spoken for (I1)")
  func available() {
    let level = StockLevel(onHand: 10, reserved: 3, damaged: 2, awaitingPutBack: 1, inTransit: 50)
    #expect(level.available == 4)
    #expect(level.isSound)
    #expect(!StockLevel(onHand: 1, reserved: 2).isSound)
    #expect(!StockLevel(onHand: 1, reserved: -1).isSound)
  }

  @Test("every status stands in one stage of the floor, and error codes are stable and unique")
  func stages() {
    let stages = OrderStatus.allCases.map { FloorStage(status: $0, isPicked: false) }
    #expect(Set(stages).count == 9)
    #expect(FloorStage(status: .picking, isPicked: true) == .picked)
    #expect(Set(Rule.allCases.map(\.rawValue)).count == Rule.allCases.count)
    #expect(CommerceError.refused(Refusal(.onHold, remedy: .release)).code == "rule.order.on_hold")
  }
}
