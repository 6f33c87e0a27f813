import Commerce
import Operations
import TestSupport
import Testing

/// What the warehouse desk takes and answers travels as JSON and arrives as it left.
@Suite("The warehouse desk over a wire")
struct WarehouseWireTests {
  private let vouched = StepUp(name: "B-9", pin: "9999")

  @Test func theQueueAndTheFloor() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.warehouse
    for number in 1...3 { try await town.place([("MILO-400", number)], priority: number % 2) }
    try await town.house.desks.orders.hold(ID(3), reason: "fraud", town.intent(town.support))
    let query = try wired(
      QueueQuery(
        site: town.site, stages: [.waiting, .picked], promisedBefore: town.clock.now, onHold: false, text: "Kofi"))
    _ = try await desk.queue(query, wired(PageRequest()), by: wired(town.picker))
    let all = try wired(try await desk.queue(QueueQuery(site: town.site), PageRequest(limit: 1), by: town.picker))
    #expect(all.rows.count == 1 && all.hasAfter)
    let key = try #require(all.rows.first).key
    for anchor in [PageRequest<QueueKey>.Anchor.first, .last, .after(key), .before(key), .from(key)] {
      try wired(try await desk.queue(QueueQuery(site: town.site), wired(PageRequest(anchor)), by: town.picker))
    }
    #expect(try wired(try await desk.workInHand(by: town.picker)) == nil)
    _ = try await desk.claimNext(town.intent(town.picker))
    #expect(try wired(try await desk.floor(by: town.supervisor)).pickers.isEmpty == false)
    #expect(try wired(try await desk.zones(by: town.picker)).isEmpty == false)
  }

  @Test func everyAnswerOfAWalk() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.warehouse
    let order = try await town.place([("MILO-400", 40), ("RICE-5", 3), ("KEY-200", 2), ("PHONE-X", 1)])
    let list = try wired(try await desk.claim(wired([order.id]), wired(town.intent(town.picker)))).list.id
    try wired(try await desk.work(list, by: town.picker))
    func scan(_ codes: String...) async throws {
      for code in codes { try wired(try await desk.scan(code, on: list, town.intent(town.picker))) }
    }
    try await scan("nothing", "T-101", "A-01-1", "MILO-400")
    #expect(try wired(try await desk.work(list, by: town.picker)).list.zeroCheck != nil)
    try wired(try await desk.countLeft(2, on: list, town.intent(town.picker)))
    try await scan("MILO-400")
    try wired(try await desk.skip(on: list, town.intent(town.picker)))
    let bins = try wired(try await desk.elsewhere(on: list, by: town.picker))
    if let bin = bins.first?.bin.id {
      try wired(try await desk.takeElsewhere(from: bin, on: list, town.intent(town.picker)))
    }
    try wired(try await desk.undo(on: list, town.intent(town.picker)))
    try wired(try await desk.anotherTote(on: list, town.intent(town.picker)))
    try await scan("T-102")
    try wired(try await desk.damaged(1, on: list, town.intent(town.picker)))
    try wired(try await desk.short(got: 0, reason: wired(ShortReason.notFound), on: list, town.intent(town.picker)))
    try wired(try await desk.workInHand(by: town.picker))
    let taken = try wired(try await desk.takeOver(list, stepUp: wired(vouched), town.intent(town.second)))
    #expect(taken.list.holder == town.staff.second)
    try wired(try await desk.linkBarcode("4006381333931", to: "KEY-200", town.intent(town.supervisor)))
  }

  @Test func everyAnswerOfPackingAndStaging() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.warehouse
    var policy = try await town.house.desks.house.site(by: town.admin).policy
    policy.acceptAllAtPacking = true
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    let order = try await picked([("MILO-400", 3), ("KEY-200", 3)], town)
    let work = try wired(try await desk.openPacking("T-101", by: town.picker))
    try wired(try await desk.packing(order, by: town.picker))
    try wired(try await desk.packScan("RICE-5", order: order, town.intent(town.picker)))
    try wired(try await desk.packScan("KEY-200", order: order, town.intent(town.picker)))
    try wired(try await desk.nextBox(order: order, town.intent(town.picker)))
    let milo = try #require(work.lines.first { $0.sku == "MILO-400" }).id
    try wired(try await desk.damagedAtPacking(1, line: milo, order: order, town.intent(town.picker)))
    try await pickAgain("T-110", town)
    try wired(try await desk.missing(1, line: milo, order: order, town.intent(town.picker)))
    try await pickAgain("T-111", town)
    let all = try wired(try await desk.acceptAll(order: order, town.intent(town.picker)))
    guard case .labelsDue(let labels) = all.verdict else {
      Issue.record("no labels are due: \(all.verdict)")
      return
    }
    try wired(try await desk.setWeight(1200, order: order, town.intent(town.picker)))
    for label in labels { try wired(try await desk.packScan(label, order: order, town.intent(town.picker))) }
    let parcel = try #require(try await desk.packing(order, by: town.picker).parcels.first)
    try wired(try await desk.papers(of: parcel.id, by: town.picker))
    for destination in [PrintDestination.folder, .queue("zebra")] {
      _ = try await desk.printPaper(
        wired(PaperKind.packingSlip), of: parcel.id, to: wired(destination), town.intent(town.picker))
    }
    #expect(try wired(try await desk.stagingList(by: town.picker)).count == labels.count)
    for label in labels {
      let row = try wired(try await desk.stagingParcel(label, by: town.picker))
      try wired(try await desk.stage(parcel: label, lane: row.lane, town.intent(town.picker)))
    }
  }

  @Test func shortagesAndPutBacks() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.warehouse
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 1)])
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", "KEY-200"] { _ = try await desk.scan(code, on: list, town.intent(town.picker)) }
    _ = try await desk.short(got: 0, reason: .unreachable, on: list, town.intent(town.picker))
    let page = try wired(try await desk.shortages(wired(PageRequest()), by: town.supervisor))
    let shortage = try #require(page.rows.first).shortage.id
    try await desk.settle(shortage, wired(ShortageSettlement.retry), reason: "found", town.intent(town.supervisor))
    try await town.house.desks.orders.cancel(order.id, reason: "changed mind", town.intent(town.supervisor))
    let rows = try wired(try await desk.putBacks(wired(PageRequest()), by: town.picker)).rows
    let item = try wired(try await desk.putBackItem("KEY-200", by: town.picker))
    #expect(rows == [item])
    try wired(try await desk.putBack(item.putBack.id, into: item.binCode, town.intent(town.picker)))
  }

  private func picked(_ lines: [(String, Int)], _ town: SmallTown) async throws -> ID<Order> {
    let desk = town.house.desks.warehouse
    let order = try await town.place(lines)
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101"] + lines.map(\.0) { _ = try await desk.scan(code, on: list, town.intent(town.picker)) }
    return order.id
  }

  /// Walks for the units that the pack station asked for.
  private func pickAgain(_ tote: String, _ town: SmallTown) async throws {
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.second)).list.id
    for code in [tote, "MILO-400"] { try wired(try await desk.scan(code, on: list, town.intent(town.second))) }
  }
}
