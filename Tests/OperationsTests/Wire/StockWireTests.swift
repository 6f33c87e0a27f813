import Commerce
import Operations
import TestSupport
import Testing

/// What the stock desks take and answer travels as JSON and arrives as it left.
@Suite("The stock desks over a wire")
struct StockWireTests {
  @Test func cardsMovesAndAdjustments() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    try await floor.sell("MILO-400", 2, tote: "T-101")
    let requests = [
      AdjustRequest(code: "MILO-400", bin: "A-01-1", amount: .by(-3), reason: .damaged, note: "fell"),
      AdjustRequest(code: "TOMATO-210", bin: "C-11-1", amount: .to(10), reason: .theft, mayWait: true),
      AdjustRequest(code: "TOMATO-210", bin: "C-11-1", amount: .to(20), reason: .theft, mayWait: true),
    ]
    for request in requests {
      try wired(try await floor.desk.adjust(wired(request), stepUp: nil, town.intent(town.supervisor)))
    }
    let waiting = try wired(try await floor.desk.approvals(wired(PageRequest()), by: town.admin)).rows
    let waits = try #require(waiting.first).adjustment.id
    try wired(try await floor.desk.approve(waits, town.intent(town.admin)))
    try await floor.desk.setReorderPoint(
      wired(ReorderPoint(point: 90, upTo: 200)), of: "TOMATO-210", town.intent(town.supervisor))
    for sku in ["MILO-400", "TOMATO-210", "RICE-5"] {
      let variant = town.variant(sku)
      let card = try wired(try await town.house.desks.stock.card(variant, by: town.admin))
      #expect(!card.bins.isEmpty)
      let page = try wired(PageRequest<Int64>(.last, limit: 2))
      try wired(try await town.house.desks.stock.moves(of: variant, page, by: town.admin))
      let reasons = try wired(Set(StockReason.allCases))
      try wired(try await floor.desk.moves(of: variant, reasons: reasons, PageRequest(), by: town.admin))
    }
    #expect(try wired(try await town.house.desks.stock.find("milo", limit: 5, by: town.picker)).count == 1)
    #expect(try !wired(try await floor.desk.lowStock(all: true, by: town.supervisor)).isEmpty)
  }

  @Test func scansAndBlindCounts() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    for code in ["MILO-400", "A-01-1", "nothing"] { try wired(try await floor.desk.resolve(code, by: town.picker)) }
    try wired(try await floor.desk.linkBarcode("99887766", to: "MILO-400", units: 24, town.intent(town.supervisor)))
    #expect(try wired(try await floor.desk.countInHand(by: town.picker)) == nil)
    try wired(try await floor.desk.requestCount("RICE-5", town.intent(town.picker)))
    let tasks = try wired(try await floor.desk.countTasks(wired(PageRequest()), by: town.picker)).rows
    let asked = try #require(tasks.first).task.id
    try wired(try await floor.desk.openCount(asked, town.intent(town.picker)))
    try await floor.desk.cancelCount(asked, reason: "no time", town.intent(town.supervisor))
    _ = try await town.place([("PHONE-X", 9)])
    let work = try wired(try await floor.desk.openCount("C-12-1", town.intent(town.picker)))
    try wired(try await floor.desk.countScan("PHONE-X", on: work.task.id, town.intent(town.picker)))
    try wired(try await floor.desk.setCounted(5, on: work.task.id, town.intent(town.picker)))
    try wired(try await floor.desk.undoCount(on: work.task.id, town.intent(town.picker)))
    try wired(try await floor.desk.setCounted(5, on: work.task.id, town.intent(town.picker)))
    try wired(try await floor.desk.countInHand(by: town.picker))
    try wired(try await floor.desk.count(work.task.id, by: town.picker))
    let summary = try wired(
      try await floor.desk.finishCount(work.task.id, confirmed: true, town.intent(town.picker)))
    #expect(summary.blocked.count == 1)
    try wired(try await floor.waiting())
  }

  @Test func whatComesAndIsMoved() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let draft = try wired(
      DeliveryDraft(
        supplier: "Unilever", reference: "PO-77", dueOn: "2026-11-22",
        lines: [.init(code: "MILO-400", quantity: 24), .init(code: "KEY-200", quantity: 10)]))
    try wired(try await floor.desk.announce(draft, town.intent(town.picker)))
    try wired(try await floor.desk.deliveries(by: town.picker))
    let inbound = try wired(try await floor.desk.inbound("PO-77", by: town.picker))
    let receipt = try wired(
      ReceiveRequest(inbound: inbound.id, code: "MILO-400", quantity: 25, bin: "A-01-1", isConfirmed: true))
    try wired(try await floor.desk.receive(receipt, town.intent(town.picker)))
    try wired(try await floor.desk.undoReceive(wired(inbound.id), town.intent(town.picker)))
    try wired(try await floor.desk.closeInbound(inbound.id, reason: "came late", town.intent(town.picker)))
    let move = try wired(MoveRequest(code: "MILO-400", quantity: 4, from: "A-01-1", to: "A-03-2"))
    try wired(try await floor.desk.move(move, town.intent(town.supervisor)))
  }

  @Test func transfers() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let there = Caller(person: town.staff.admin, site: town.elsewhere)
    #expect(try wired(try await floor.desk.destinations(by: town.supervisor)).map(\.code) == ["tema"])
    let id = try wired(try await floor.desk.beginTransfer(to: "tema", town.intent(town.supervisor))).transfer.id
    for quantity in [8, 5] {
      let request = try wired(PutInRequest(transfer: id, code: "MILO-400", quantity: quantity, bin: "A-01-1"))
      try wired(try await floor.desk.putIn(request, town.intent(town.supervisor)))
    }
    try wired(try await floor.desk.undoPutIn(id, town.intent(town.supervisor)))
    try wired(try await floor.desk.send(id, town.intent(town.supervisor)))
    try wired(try await floor.desk.transfer("TR-00001", by: town.supervisor))
    try wired(try await floor.desk.printTransfer(id, to: .queue(""), town.intent(town.supervisor)))
    try wired(try await floor.desk.transfers(by: there))
    let work = try wired(try await floor.desk.inbound("TR-00001", by: there))
    let receipt = ReceiveRequest(inbound: work.id, code: "MILO-400", quantity: 7, bin: "A-01-1")
    try wired(try await floor.desk.receive(receipt, town.intent(there)))
    try wired(try await floor.desk.closeInbound(work.id, reason: "one lost", town.intent(there)))
  }
}
