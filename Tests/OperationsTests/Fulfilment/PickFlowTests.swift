import Commerce
import Operations
import TestSupport
import Testing

@Suite("Picking one order")
struct PickFlowTests {
  @Test("a four-line order takes one claim and five scans, and closes itself")
  func fourLines() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("RICE-5", 3), ("KEY-200", 6), ("FRYTOL-1", 1)])
    let desk = town.house.desks.warehouse
    var work = try await desk.claimNext(town.intent(town.picker))
    #expect(work.list.orders.map(\.number) == [order.number])
    #expect(work.list.openTasks.map(\.bin.code) == ["A-01-1", "A-03-2", "A-07-1", "B-02-4"])
    for code in ["T-101", "MILO-400", "RICE-5", "KEY-200", "FRYTOL-1"].map(SmallTown.code) {
      work = try await desk.scan(code, on: work.list.id, town.intent(town.picker)).work
    }
    #expect(work.list.closedAt != nil)
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.stage == .picked)
    #expect(detail.lines.allSatisfy { $0.picked == $0.quantity })
    #expect(detail.totes == ["T-101"])
  }

  @Test("one scan confirms the quantity; further ones are silent, one too many is an over-scan, and none moves stock")
  func countingAndOverScan() async throws {
    let (town, work) = try await claimed([("MILO-400", 2), ("KEY-200", 1)])
    let verdicts = try await scans(["T-101", "MILO-400", "MILO-400", "MILO-400", "MILO-400"], work, town)
    #expect(verdicts[1] == .taken(item: "MILO 400 G", quantity: 2, bin: "A-01-1", tote: "T-101", jumped: false))
    #expect(verdicts[2] == .counted(item: "MILO 400 G", scans: 2, of: 2))
    #expect(verdicts[3] == .overScan(item: "MILO 400 G", of: 2, suggestCount: false))
    #expect(verdicts[4] == .overScan(item: "MILO 400 G", of: 2, suggestCount: true))
    let card = try await town.house.desks.stock.card(town.variant("MILO-400"), by: town.picker)
    #expect(card.bins.map(\.onHand) == [38])
    #expect(card.level.onHand == 40)
  }

  @Test("a wrong item changes nothing and says what is needed; the right one after it is taken")
  func wrongThenRight() async throws {
    let (town, work) = try await claimed([("RICE-5", 3)])
    let verdicts = try await scans(["T-101", "KEY-200", "RICE-5"], work, town)
    guard case .refused(let refusal) = verdicts[1] else { return #expect(Bool(false), "not refused") }
    #expect(refusal.rule == .notOnOrder)
    #expect(refusal.facts[.neededItem] == .text("RICE LONG GRAIN 5 KG"))
    #expect(refusal.facts[.neededBin] == .text("A-03-2"))
    #expect(
      verdicts[2] == .taken(item: "RICE LONG GRAIN 5 KG", quantity: 3, bin: "A-03-2", tote: "T-101", jumped: false))
  }

  @Test("another line of the same order is counted where the picker stands")
  func otherLineJumps() async throws {
    let (town, work) = try await claimed([("MILO-400", 1), ("KEY-200", 2)])
    let verdicts = try await scans(["T-101", "KEY-200"], work, town)
    #expect(verdicts[1] == .taken(item: "KEY SOAP 200 G", quantity: 2, bin: "A-07-1", tote: "T-101", jumped: true))
  }

  @Test("a strict item is scanned unit by unit")
  func strictItem() async throws {
    let (town, work) = try await claimed([("PHONE-X", 2)])
    let verdicts = try await scans(["T-101", "PHONE-X", "PHONE-X", "PHONE-X"], work, town)
    #expect(verdicts[1] == .taken(item: "PHONE X 64 GB", quantity: 1, bin: "C-12-1", tote: "T-101", jumped: false))
    #expect(verdicts[2] == .taken(item: "PHONE X 64 GB", quantity: 1, bin: "C-12-1", tote: "T-101", jumped: false))
    guard case .refused(let refusal) = verdicts[3] else { return #expect(Bool(false), "not refused") }
    #expect(refusal.rule == .listDone)
  }

  @Test("a short pick is taken from the other bin, and undo puts everything back as it was")
  func shortAndUndo() async throws {
    let (town, work) = try await claimed([("RICE-5", 3), ("KEY-200", 1)])
    let desk = town.house.desks.warehouse
    _ = try await scans(["T-101"], work, town)
    let before = try await town.house.desks.stock.card(town.variant("RICE-5"), by: town.picker)
    let short = try await desk.short(got: 1, reason: .notFound, on: work.list.id, town.intent(town.picker))
    #expect(short.verdict == .shorted(item: "RICE LONG GRAIN 5 KG", missing: 2, elsewhere: ["B-05-1"], short: 0))
    let after = try await town.house.desks.stock.card(town.variant("RICE-5"), by: town.picker)
    #expect(after.level.onHand == before.level.onHand - 2)
    #expect(after.level.reserved == before.level.reserved)
    _ = try await desk.undo(on: work.list.id, town.intent(town.picker))
    _ = try await desk.undo(on: work.list.id, town.intent(town.picker))
    let undone = try await town.house.desks.stock.card(town.variant("RICE-5"), by: town.picker)
    #expect(undone == before)
  }

  @Test("nothing left anywhere opens a shortage; dropping it lets the order go on and lowers the total")
  func shortageDropped() async throws {
    let (town, work) = try await claimed([("MILO-400", 2), ("KEY-200", 1)])
    let desk = town.house.desks.warehouse
    _ = try await scans(["T-101"], work, town)
    let result = try await desk.short(got: 0, reason: .notFound, on: work.list.id, town.intent(town.picker))
    #expect(result.verdict == .shorted(item: "MILO 400 G", missing: 2, elsewhere: [], short: 2))
    _ = try await scans(["KEY-200"], work, town)
    let rows = try await desk.shortages(PageRequest(), by: town.picker).rows
    #expect(rows.map(\.shortage.quantity) == [2])
    let shortage = try #require(rows.first)
    try await desk.settle(shortage.shortage.id, .drop, reason: "customer agreed", town.intent(town.supervisor))
    let detail = try await town.house.desks.orders.detail(shortage.shortage.order, by: town.admin)
    #expect(detail.order.stage == .picked)
    #expect(detail.order.totals.totalMinor == 650)
    // Not paid yet: less is asked for, and nothing is paid back.
    #expect(detail.payments.map(\.amount.minor) == [650])
    #expect(detail.refunds.isEmpty)
    await #expect(throws: CommerceError.self) {
      try await desk.settle(shortage.shortage.id, .drop, reason: "again", town.intent(town.supervisor))
    }
  }

  @Test("damaged units go to quarantine and sound ones of the same bin are asked for instead")
  func damaged() async throws {
    let (town, work) = try await claimed([("MILO-400", 2)])
    let desk = town.house.desks.warehouse
    _ = try await scans(["T-101"], work, town)
    let result = try await desk.damaged(1, on: work.list.id, town.intent(town.picker))
    #expect(result.verdict == .quarantined(item: "MILO 400 G", quantity: 1, elsewhere: ["A-01-1"], short: 0))
    let level = try await town.house.desks.stock.card(town.variant("MILO-400"), by: town.picker).level
    #expect(level == StockLevel(onHand: 40, reserved: 2, damaged: 1))
  }

  @Test("a skipped line goes to the end and must still be done")
  func skip() async throws {
    let (town, work) = try await claimed([("MILO-400", 1), ("RICE-5", 1), ("KEY-200", 1)])
    let result = try await town.house.desks.warehouse.skip(on: work.list.id, town.intent(town.picker))
    #expect(result.work.list.openTasks.map(\.bin.code) == ["A-03-2", "A-07-1", "A-01-1"])
    #expect(result.work.list.closedAt == nil)
  }

  @Test("the last unit of a bin asks whether it is empty; the next right scan says yes")
  func zeroCheck() async throws {
    let (town, work) = try await claimed([("MILO-400", 40), ("KEY-200", 1)])
    let desk = town.house.desks.warehouse
    _ = try await scans(["T-101", "MILO-400"], work, town)
    let asked = try await desk.work(work.list.id, by: town.picker)
    #expect(asked.list.zeroCheck?.binCode == "A-01-1")
    _ = try await scans(["KEY-200"], work, town)
    #expect(try await desk.work(work.list.id, by: town.picker).list.zeroCheck == nil)
  }

  @Test("the same command again answers the same and moves nothing")
  func sameCommandTwice() async throws {
    let (town, work) = try await claimed([("MILO-400", 2), ("KEY-200", 1)])
    _ = try await scans(["T-101"], work, town)
    let intent = town.intent(town.picker)
    let desk = town.house.desks.warehouse
    let first = try await desk.scan(SmallTown.code("MILO-400"), on: work.list.id, intent)
    let second = try await desk.scan(SmallTown.code("MILO-400"), on: work.list.id, intent)
    #expect(first == second)
    #expect(second.work.list.tasks.first?.scans == 1)
  }

  private func claimed(_ lines: [(String, Int)]) async throws -> (SmallTown, PickWork) {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place(lines)
    return (town, try await town.house.desks.warehouse.claimNext(town.intent(town.picker)))
  }

  private func scans(_ codes: [String], _ work: PickWork, _ town: SmallTown) async throws -> [PickVerdict] {
    var verdicts: [PickVerdict] = []
    for code in codes {
      verdicts.append(
        try await town.house.desks.warehouse.scan(SmallTown.code(code), on: work.list.id, town.intent(town.picker))
          .verdict)
    }
    return verdicts
  }
}

extension SmallTown {
  /// The item of that SKU; one that no store has when the town does not trade it.
  func variant(_ sku: String) -> ID<Variant> { variants[sku] ?? ID(-1) }
}
