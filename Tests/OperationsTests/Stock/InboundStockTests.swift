import Commerce
import Operations
import TestSupport
import Testing

@Suite("Receiving, moving, ordering")
struct InboundStockTests {
  private func announce(_ floor: StockFloor) async throws -> InboundWork {
    _ = try await floor.desk.announce(
      DeliveryDraft(
        supplier: "Unilever", reference: "po-77", dueOn: "2026-11-22",
        lines: [.init(code: "MILO-400", quantity: 24), .init(code: "KEY-200", quantity: 10)]),
      floor.town.intent(floor.town.picker))
    return try await floor.desk.inbound("PO-77", by: floor.town.picker)
  }

  private func receive(
    _ floor: StockFloor, _ id: InboundID, _ sku: String, _ quantity: Int, _ bin: String, confirmed: Bool = false,
    by caller: Caller? = nil
  ) async throws(CommerceError) -> InboundWork {
    try await floor.desk.receive(
      ReceiveRequest(inbound: id, code: sku, quantity: quantity, bin: bin, isConfirmed: confirmed),
      floor.town.intent(caller ?? floor.town.picker))
  }

  @Test("part of a delivery is sold at once; more than expected is asked about; what is short needs a reason")
  func delivery() async throws {
    let floor = try await StockFloor.build()
    let work = try await announce(floor)
    #expect(work.lines.map(\.binCode) == ["A-07-1", "A-01-1"] && work.due == 34)
    #expect(try await receive(floor, work.id, "MILO-400", 12, "A-01-1").due == 22)
    #expect(try await floor.level("MILO-400").available == 52)
    let over = await refusal { () throws(CommerceError) in
      _ = try await receive(floor, work.id, "MILO-400", 13, "A-01-1")
    }
    #expect(over?.rule == .overReceipt && over?.facts[.limit] == .count(12))
    _ = try await receive(floor, work.id, "MILO-400", 13, "A-01-1", confirmed: true)
    let foreign = await refusal { () throws(CommerceError) in
      _ = try await receive(floor, work.id, "RICE-5", 1, "A-03-2")
    }
    #expect(foreign?.rule == .notExpected)
    let short = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.closeInbound(work.id, reason: "", floor.town.intent(floor.town.picker))
    }
    #expect(short?.rule == .shortReceipt && short?.facts[.quantity] == .count(10))
    #expect(
      try await floor.desk.closeInbound(work.id, reason: "out of soap", floor.town.intent(floor.town.picker)).isClosed)
    let closed = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.inbound("PO-77", by: floor.town.picker)
    }
    #expect(closed?.rule == .deliveryClosed)
    try await floor.expectClean()
  }

  @Test("the last units put away are taken back, unless they are promised by now")
  func takenBack() async throws {
    let floor = try await StockFloor.build()
    let work = try await announce(floor)
    _ = try await receive(floor, work.id, "MILO-400", 24, "A-01-1")
    #expect(try await floor.desk.undoReceive(work.id, floor.town.intent(floor.town.picker)).due == 34)
    #expect(try await floor.level("MILO-400").onHand == 40)
    _ = try await receive(floor, work.id, "MILO-400", 24, "A-01-1")
    try await floor.town.place([("MILO-400", 50)])
    let promised = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.undoReceive(work.id, floor.town.intent(floor.town.picker))
    }
    #expect(promised?.rule == .stockPromised)
    try await floor.expectClean()
  }

  @Test("a transfer leaves one town, is on the road to the other, and comes in part, damaged and short")
  func transfer() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let there = Caller(person: town.staff.admin, site: town.elsewhere)
    let begun = try await floor.desk.beginTransfer(to: "tema", town.intent(town.supervisor))
    #expect(begun.transfer.code == "TR-00001")
    #expect(
      try await floor.desk.beginTransfer(to: "tema", town.intent(town.supervisor)).transfer.id == begun.transfer.id)
    let id = begun.transfer.id
    for quantity in [8, 2, 5] {
      _ = try await floor.desk.putIn(
        PutInRequest(transfer: id, code: "MILO-400", quantity: quantity, bin: "A-01-1"), town.intent(town.supervisor))
    }
    _ = try await floor.desk.undoPutIn(id, town.intent(town.supervisor))
    #expect(try await floor.level("MILO-400") == StockLevel(onHand: 30))
    #expect(try await floor.level("MILO-400", at: there) == StockLevel(onHand: 40, inTransit: 10))
    let early = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.inbound("TR-00001", by: there)
    }
    #expect(early?.rule == .transferNotSent)
    let sent = try await floor.desk.send(id, town.intent(town.supervisor))
    #expect(sent.slip.contains("*TR-00001*") && sent.slip.contains("  10  MILO 400 G"))
    let away = await refusal { () throws(CommerceError) in
      _ = try await floor.desk.inbound("TR-00001", by: town.supervisor)
    }
    #expect(away?.rule == .transferNotHere)
    let work = try await floor.desk.inbound("tr-00001", by: there)
    _ = try await receive(floor, work.id, "MILO-400", 7, "A-01-1", by: there)
    _ = try await receive(floor, work.id, "MILO-400", 1, "QUARANTINE", by: there)
    let over = await refusal { () throws(CommerceError) in
      _ = try await receive(floor, work.id, "MILO-400", 3, "A-01-1", confirmed: true, by: there)
    }
    #expect(over?.rule == .overReceipt, "more than was sent cannot have come")
    #expect(try await floor.level("MILO-400", at: there) == StockLevel(onHand: 48, damaged: 1, inTransit: 2))
    _ = try await floor.desk.closeInbound(work.id, reason: "two tins lost", town.intent(there))
    #expect(try await floor.level("MILO-400", at: there) == StockLevel(onHand: 48, damaged: 1))
    try await floor.expectClean()
  }

  @Test("both towns are guarded: who has no grant in a town neither sends from nor receives in it")
  func isolation() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let begun = try await floor.desk.beginTransfer(to: "tema", town.intent(town.supervisor))
    let stranger = Caller(person: town.staff.supervisor, site: town.elsewhere)
    await #expect(throws: CommerceError.forbidden(.receiveStock)) {
      _ = try await floor.desk.inbound(begun.transfer.code, by: stranger)
    }
    let there = Caller(person: town.staff.admin, site: town.elsewhere)
    await #expect(throws: CommerceError.notFound(.transfer, begun.transfer.id.description)) {
      _ = try await floor.desk.putIn(
        PutInRequest(transfer: begun.transfer.id, code: "MILO-400", quantity: 1, bin: "A-01-1"), town.intent(there))
    }
  }

  @Test("from bin to bin is one entry; what pickers are on the way to stays; quarantine is a bin")
  func moves() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    func move(_ quantity: Int, _ from: String, _ to: String) async throws(CommerceError) -> MoveResult {
      try await floor.desk.move(
        MoveRequest(code: "PHONE-X", quantity: quantity, from: from, to: to), town.intent(town.supervisor))
    }
    try await town.place([("PHONE-X", 7)])
    _ = try await town.house.desks.warehouse.claimNext(town.intent(town.picker))
    let taken = await refusal { () throws(CommerceError) in _ = try await move(4, "C-12-1", "A-01-1") }
    #expect(taken?.rule == .stockPromised && taken?.facts[.holder] == .text("Ama Koomson"))
    _ = try await move(3, "C-12-1", "A-01-1")
    #expect(try await floor.held("PHONE-X", "A-01-1") == 3)
    _ = try await move(2, "A-01-1", "QUARANTINE")
    #expect(try await floor.level("PHONE-X").damaged == 2)
    _ = try await move(1, "QUARANTINE", "A-01-1")
    #expect(try await floor.level("PHONE-X") == StockLevel(onHand: 10, reserved: 7, damaged: 1))
    let same = await refusal { () throws(CommerceError) in _ = try await move(1, "A-01-1", "A-01-1") }
    #expect(same?.rule == .sameBin)
    try await floor.expectClean()
  }

  @Test("low stock counts what is on order and on the road")
  func lowStock() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    try await floor.desk.setReorderPoint(
      ReorderPoint(point: 50, upTo: 100), of: "MILO-400", town.intent(town.supervisor))
    try await floor.desk.setReorderPoint(ReorderPoint(point: 5, upTo: 9), of: "PHONE-X", town.intent(town.supervisor))
    _ = try await announce(floor)
    let rows = try await floor.desk.lowStock(all: false, by: town.picker)
    #expect(rows.map(\.variant.sku) == ["MILO-400"] && rows[0].onOrder == 24 && rows[0].suggested == 36)
    #expect(try await floor.desk.lowStock(all: true, by: town.picker).count == 2)
    try await floor.desk.setReorderPoint(nil, of: "MILO-400", town.intent(town.supervisor))
    #expect(try await floor.desk.lowStock(all: false, by: town.picker).isEmpty)
  }

  @Test("a file announces deliveries and sets points, all or nothing")
  func files() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let house = town.house.desks.house
    let csv = "site,reference,supplier,due,sku,quantity\naccra,PO-1,Nestle,2026-11-23,MILO-400,48\n"
    let more = csv + "accra,PO-1,Nestle,2026-11-23,KEY-200,5\n"
    let report = try await house.importRows(.deliveries, csv: more, dryRun: false, town.intent(town.admin))
    #expect(report.committed && report.added == 2)
    #expect(try await floor.desk.inbound("PO-1", by: town.picker).due == 53)
    let again = try await house.importRows(.deliveries, csv: more, dryRun: false, town.intent(town.admin))
    #expect(again.unchanged == 2)
    let bad = try await house.importRows(
      .reorder, csv: "site,sku,point,up_to\naccra,MILO-400,9,20\naccra,NONE,9,3\n", dryRun: false,
      town.intent(town.admin))
    #expect(!bad.committed && bad.issues.count == 2)
    #expect(try await floor.desk.lowStock(all: true, by: town.picker).isEmpty)
  }

  @Test("a case's barcode is linked on the spot and counts its units")
  func packs() async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    let linked = try await floor.desk.linkBarcode("99887766", to: "MILO-400", units: 24, town.intent(town.supervisor))
    #expect(linked.item == "MILO 400 G" && linked.units == 24)
    guard case .item(_, let units, let bins) = try await floor.desk.resolve("99887766", by: town.picker) else {
      Issue.record("not an item")
      return
    }
    #expect(units == 24 && bins.first?.bin.code == "A-01-1")
    await #expect(throws: CommerceError.forbidden(.linkBarcodes)) {
      _ = try await floor.desk.linkBarcode("99887755", to: "MILO-400", units: 2, town.intent(town.picker))
    }
  }
}
