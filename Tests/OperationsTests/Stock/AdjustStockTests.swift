import Commerce
import Operations
import TestSupport
import Testing

@Suite("Adjusting stock")
struct AdjustStockTests {
  @Test("by a difference or to a quantity, each a signed entry of the ledger with its reason")
  func adjusts() async throws {
    let floor = try await StockFloor.build()
    #expect(try await floor.adjust("MILO-400", "a-01-1", .by(-3), .theft).onHand == 37)
    #expect(try await floor.adjust("6030000000011", "A-01-1", .to(41), .found).delta == 4)
    let card = try await floor.town.house.desks.stock.card(
      #require(floor.town.variants["MILO-400"]), by: floor.town.supervisor)
    #expect(card.level.onHand == 41 && card.bins[0].onHand == 41)
    let moves = try await floor.desk.moves(
      of: card.variant.id, reasons: [.theft, .found], PageRequest(.first, limit: 10), by: floor.town.supervisor)
    #expect(moves.rows.map(\.move.reason) == [.found, .theft])
    #expect(moves.rows.map(\.fromCode) == ["variance", "A-01-1"])
    try await floor.expectClean()
  }

  @Test("damaged units go to quarantine, and from there away")
  func quarantine() async throws {
    let floor = try await StockFloor.build()
    _ = try await floor.adjust("MILO-400", "A-01-1", .by(-5), .damaged)
    #expect(try await floor.level("MILO-400") == StockLevel(onHand: 40, damaged: 5))
    let gone = try await floor.adjust("MILO-400", "QUARANTINE", .by(-2), .expired)
    #expect(gone.onHand == 3)
    #expect(try await floor.level("MILO-400") == StockLevel(onHand: 38, damaged: 3))
    let more = await refusal { () throws(CommerceError) in
      _ = try await floor.adjust("MILO-400", "QUARANTINE", .by(-4), .expired)
    }
    #expect(more?.rule == .notInBin && more?.facts[.available] == .count(3))
    try await floor.expectClean()
  }

  @Test("a reason that cannot be is refused", arguments: [(3, AdjustReason.theft), (-3, .found), (2, .damaged)])
  func reasons(delta: Int, reason: AdjustReason) async throws {
    let floor = try await StockFloor.build()
    let refused = await refusal { () throws(CommerceError) in
      _ = try await floor.adjust("MILO-400", "A-01-1", .by(delta), reason)
    }
    #expect(refused?.rule == .reasonUnfit)
    #expect(try await floor.held("MILO-400", "A-01-1") == 40)
  }

  @Test("never below what is promised: the refusal says to whom")
  func promised() async throws {
    let floor = try await StockFloor.build()
    let order = try await floor.town.place([("PHONE-X", 7)])
    let sold = await refusal { () throws(CommerceError) in
      _ = try await floor.adjust("PHONE-X", "C-12-1", .by(-4), .theft)
    }
    #expect(sold?.rule == .stockPromised && sold?.facts[.available] == .count(3))
    #expect(sold?.facts[.order] == .text(order.number))
    _ = try await floor.town.house.desks.warehouse.claimNext(floor.town.intent(floor.town.picker))
    let walked = await refusal { () throws(CommerceError) in
      _ = try await floor.adjust("PHONE-X", "C-12-1", .by(-4), .damaged)
    }
    #expect(walked?.rule == .stockPromised && walked?.facts[.holder] == .text("Ama Koomson"))
    #expect(try await floor.adjust("PHONE-X", "C-12-1", .by(-3), .theft).onHand == 7)
    try await floor.expectClean()
  }

  @Test("above the limit a second person vouches, or it waits and is posted as a difference")
  func approval() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let alone = await refusal { () throws(CommerceError) in
      _ = try await floor.adjust("TOMATO-210", "C-11-1", .by(-21))
    }
    #expect(alone?.rule == .approvalNeeded && alone?.facts[.limit] == .count(20))
    let self_ = await refusal { () throws(CommerceError) in
      _ = try await floor.adjust("TOMATO-210", "C-11-1", .by(-21), stepUp: StepUp(name: "B-9", pin: "9999"))
    }
    #expect(self_?.rule == .secondPersonNeeded)
    #expect(try await floor.held("TOMATO-210", "C-11-1") == 100)
    let vouched = try await floor.adjust("TOMATO-210", "C-11-1", .by(-21), stepUp: StepUp(name: "B-0", pin: "0000"))
    #expect(vouched.onHand == 79 && !vouched.isWaiting)

    #expect(try await floor.adjust("TOMATO-210", "C-11-1", .to(50), mayWait: true).isWaiting)
    let row = try #require(try await floor.waiting().first)
    #expect(row.adjustment.delta == -29 && row.makerName == "Esi Supervisor")
    let own = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.approve(row.adjustment.id, town.intent(town.supervisor))
    }
    #expect(own?.rule == .secondPersonNeeded)
    _ = try await floor.adjust("TOMATO-210", "C-11-1", .by(-9), .sample)
    #expect(try await floor.desk.approve(row.adjustment.id, town.intent(town.admin)).onHand == 41)
    let again = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.approve(row.adjustment.id, town.intent(town.admin))
    }
    #expect(again?.rule == .approvalSettled)
    try await floor.expectClean()
  }

  @Test("the same command twice posts once; a picker may not")
  func idempotent() async throws {
    let floor = try await StockFloor.build()
    let intent = floor.town.intent(floor.town.supervisor)
    let request = AdjustRequest(code: "MILO-400", bin: "A-01-1", amount: .by(-1), reason: .sample)
    let first = try await floor.desk.adjust(request, stepUp: nil, intent)
    #expect(try await floor.desk.adjust(request, stepUp: nil, intent) == first)
    #expect(try await floor.held("MILO-400", "A-01-1") == 39)
    await #expect(throws: CommerceError.forbidden(.adjustStock)) {
      _ = try await floor.adjust("MILO-400", "A-01-1", .by(-1), .sample, by: floor.town.picker)
    }
    let other = Caller(person: floor.town.staff.supervisor, site: floor.town.elsewhere)
    await #expect(throws: CommerceError.forbidden(.adjustStock)) {
      _ = try await floor.adjust("MILO-400", "A-01-1", .by(-1), .sample, by: other)
    }
  }
}
