import Commerce
import Operations
import TestSupport
import Testing

@Suite("Blind counts")
struct CountStockTests {
  private func count(
    _ floor: StockFloor, _ bin: String, _ number: Int, of sku: String, by caller: Caller? = nil
  ) async throws(CommerceError) -> CountWork {
    let caller = caller ?? floor.town.picker
    let work = try await floor.desk.openCount(bin, floor.town.intent(caller))
    _ = try await floor.desk.countScan(SmallTown.code(sku), on: work.task.id, floor.town.intent(caller))
    return try await floor.desk.setCounted(number, on: work.task.id, floor.town.intent(caller)).work
  }

  private func finish(
    _ floor: StockFloor, _ work: CountWork, confirmed: Bool = false, by caller: Caller? = nil
  ) async throws(CommerceError) -> CountSummary {
    try await floor.desk.finishCount(
      work.task.id, confirmed: confirmed, floor.town.intent(caller ?? floor.town.picker))
  }

  @Test("a small difference is posted at once; what was sold between count and end stays sold")
  func salesStay() async throws {
    let floor = try await StockFloor.build()
    let work = try await count(floor, "A-01-1", 38, of: "MILO-400")
    try await floor.sell("MILO-400", 5, tote: "T-101")
    let summary = try await finish(floor, work)
    #expect(summary.posted == 1 && summary.waiting == 0)
    // 40 by the book, 38 in truth, 5 sold after the count.
    #expect(try await floor.held("MILO-400", "A-01-1") == 33)
    try await floor.expectClean()
  }

  @Test("a large difference waits; sales until it is approved stay, and the difference is posted, not the number")
  func approvalPostsTheVariance() async throws {
    let floor = try await StockFloor.build()
    let work = try await count(floor, "C-11-1", 60, of: "TOMATO-210")
    #expect(try await finish(floor, work).waiting == 1)
    #expect(try await floor.held("TOMATO-210", "C-11-1") == 100)
    try await floor.sell("TOMATO-210", 10, tote: "T-101")
    let row = try #require(try await floor.waiting().first)
    #expect(row.adjustment.delta == -40 && row.adjustment.counted == 60 && row.adjustment.book == 100)
    let result = try await floor.desk.approve(row.adjustment.id, floor.town.intent(floor.town.supervisor))
    #expect(result.delta == -40 && result.onHand == 50)
    try await floor.expectClean()
  }

  @Test("a pick between two scans of an item starts its count anew")
  func movedMeanwhile() async throws {
    let floor = try await StockFloor.build()
    let work = try await floor.desk.openCount("A-01-1", floor.town.intent(floor.town.picker))
    for expected in 1...3 {
      let result = try await floor.desk.countScan("MILO-400", on: work.task.id, floor.town.intent(floor.town.picker))
      #expect(result.verdict == .counted(item: "MILO 400 G", units: 1, total: expected))
    }
    try await floor.sell("MILO-400", 2, tote: "T-101")
    let scanned = try await floor.desk.countScan("MILO-400", on: work.task.id, floor.town.intent(floor.town.picker))
    #expect(scanned.verdict == .restarted(item: "MILO 400 G", total: 1))
    let undone = try await floor.desk.undoCount(on: work.task.id, floor.town.intent(floor.town.picker))
    #expect(undone.verdict == .undone(item: "MILO 400 G", total: 3))
  }

  @Test("a difference that would break promises stays open, with the facts, until it no longer does")
  func promises() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let order = try await town.place([("PHONE-X", 9)])
    let work = try await count(floor, "C-12-1", 5, of: "PHONE-X")
    let summary = try await finish(floor, work)
    #expect(summary.posted == 0 && summary.blocked.first?.refusal.rule == .stockPromised)
    #expect(summary.blocked.first?.refusal.facts[.order] == .text(order.number))
    let id = try #require(try await floor.waiting().first?.adjustment.id)
    let still = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.approve(id, town.intent(town.supervisor))
    }
    #expect(still?.rule == .stockPromised)
    try await town.house.desks.orders.cancel(order.id, reason: "none left", town.intent(town.admin))
    #expect(try await floor.desk.approve(id, town.intent(town.supervisor)).onHand == 5)
    try await floor.expectClean()
  }

  @Test("an interrupted count goes on where it was; nobody else counts into it")
  func resumes() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let work = try await count(floor, "A-01-1", 12, of: "MILO-400")
    let again = try await SmallTown.reopen(at: town.path, clock: town.clock)
    let found = try await again.house.desks.stockWork.countInHand(by: town.picker)
    #expect(found?.task.id == work.task.id && found?.lines.first?.counted == 12)
    let held = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.openCount("A-01-1", town.intent(town.second))
    }
    #expect(held?.rule == .heldByOther && held?.facts[.holder] == .text("Ama K."))
    town.clock.advance(minutes: 20)
    let taken = try await floor.desk.openCount("A-01-1", town.intent(town.second))
    #expect(taken.lines.isEmpty, "a count of two people would be nobody's")
    let lost = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.countScan("MILO-400", on: work.task.id, town.intent(town.picker))
    }
    #expect(lost?.rule == .notYourWork)
  }

  @Test("what nobody scanned counts as none only when that is confirmed")
  func notScanned() async throws {
    let floor = try await StockFloor.build()
    let work = try await floor.desk.openCount("C-12-1", floor.town.intent(floor.town.picker))
    let asked = await refusal { () throws(CommerceError) in _ = try await finish(floor, work) }
    #expect(asked?.rule == .countedNone && asked?.facts[.quantity] == .count(1))
    #expect(asked?.facts[.item] == nil, "blind")
    #expect(try await finish(floor, work, confirmed: true).posted == 1)
    #expect(try await floor.level("PHONE-X").onHand == 0)
    try await floor.expectClean()
  }

  @Test("short picks queue their bin; an item's count asks for that item only")
  func queue() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    try await town.place([("PHONE-X", 3)])
    let list = try await town.house.desks.warehouse.claimNext(town.intent(town.picker)).list.id
    _ = try await town.house.desks.warehouse.scan("T-101", on: list, town.intent(town.picker))
    _ = try await town.house.desks.warehouse.short(
      got: 1, reason: .notFound, on: list, town.intent(town.picker))
    #expect(try await floor.desk.requestCount("RICE-5", town.intent(town.picker)) == 2)
    #expect(try await floor.desk.requestCount("RICE-5", town.intent(town.picker)) == 0)
    let rows = try await floor.desk.countTasks(PageRequest(.first, limit: 10), by: town.picker).rows
    #expect(rows.map(\.binCode) == ["C-12-1", "A-03-2", "B-05-1"])
    #expect(rows.map(\.task.source) == [.short, .requested, .requested])
    let work = try await floor.desk.openCount(rows[1].task.id, town.intent(town.picker))
    let other = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.countScan("MILO-400", on: work.task.id, town.intent(town.picker))
    }
    #expect(other?.rule == .notToCount && other?.facts[.neededItem] == .text("RICE LONG GRAIN 5 KG"))
    _ = try await floor.desk.setCounted(20, on: work.task.id, town.intent(town.picker))
    #expect(try await finish(floor, work).posted == 0)
    try await floor.expectClean()
  }

  @Test("a correction between count and approval is not posted twice")
  func corrected() async throws {
    let floor = try await StockFloor.build()
    let work = try await count(floor, "C-11-1", 60, of: "TOMATO-210")
    _ = try await finish(floor, work)
    _ = try await floor.adjust("TOMATO-210", "C-11-1", .by(-15), .theft)
    let id = try #require(try await floor.waiting().first?.adjustment.id)
    #expect(try await floor.desk.approve(id, floor.town.intent(floor.town.supervisor)).onHand == 60)
    let second = try await count(floor, "C-11-1", 30, of: "TOMATO-210")
    _ = try await finish(floor, second)
    let third = try await count(floor, "C-11-1", 59, of: "TOMATO-210")
    _ = try await finish(floor, third)
    #expect(try await floor.waiting().isEmpty, "the newer count stands")
    #expect(try await floor.held("TOMATO-210", "C-11-1") == 59)
    try await floor.expectClean()
  }
}
