import Commerce
import Operations
import TestSupport
import Testing

@Suite("Packing and staging")
struct PackAndStageTests {
  @Test("five units take nine scans from tote to lane")
  func fiveUnitsNineScans() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await picked([("MILO-400", 2), ("KEY-200", 3)], town)
    let desk = town.house.desks.warehouse
    var scans = 1
    var work = try await desk.openPacking("T-101", by: town.picker)
    #expect(work.unitsLeft == 5)
    var verdict: PackVerdict?
    for sku in ["MILO-400", "MILO-400", "KEY-200", "KEY-200", "KEY-200"] {
      let result = try await desk.packScan(SmallTown.code(sku), order: order, town.intent(town.picker))
      (verdict, work) = (result.verdict, result.work)
      scans += 1
    }
    guard case .labelsDue(let codes) = verdict, let label = codes.first else {
      return #expect(Bool(false), "no label was due: \(String(describing: verdict))")
    }
    let closed = try await desk.packScan(label, order: order, town.intent(town.picker))
    #expect(closed.verdict == .labelScanned(parcel: label, packed: true))
    _ = try await desk.stagingParcel(label, by: town.picker)
    let staged = try await desk.stage(parcel: label, lane: "L-03", town.intent(town.picker))
    scans += 3
    #expect(staged.ready)
    #expect(scans == 9)
    let detail = try await town.house.desks.orders.detail(order, by: town.admin)
    #expect(detail.order.status == .readyForDispatch)
    #expect(detail.totes.isEmpty)
    let statuses = detail.timeline.filter { $0.change.field == "status" }.map(\.change.new)
    #expect(statuses.suffix(3) == ["picking", "packed", "ready_for_dispatch"])
  }

  @Test("an item of another order, one unit too many and a foreign label change nothing")
  func refusals() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await picked([("MILO-400", 1), ("KEY-200", 1)], town)
    let desk = town.house.desks.warehouse
    let foreign = try await desk.packScan(SmallTown.code("RICE-5"), order: order, town.intent(town.picker))
    #expect(foreign.verdict.rule == .notInTote)
    try await town.place([("RICE-5", 1)])
    let list = try await desk.claimNext(town.intent(town.second)).list.id
    for code in ["T-107", SmallTown.code("RICE-5")] {
      _ = try await desk.scan(code, on: list, town.intent(town.second))
    }
    let strayed = try await desk.packScan(SmallTown.code("RICE-5"), order: order, town.intent(town.picker))
    guard case .refused(let refusal) = strayed.verdict else { return #expect(Bool(false), "not refused") }
    #expect(refusal.facts[.tote] == .text("T-107"))
    _ = try await desk.packScan(SmallTown.code("MILO-400"), order: order, town.intent(town.picker))
    let over = try await desk.packScan(SmallTown.code("MILO-400"), order: order, town.intent(town.picker))
    #expect(over.verdict.rule == .overCount)
    #expect(over.work.unitsLeft == 1)
    let early = try await desk.packScan(
      over.work.parcels.first?.code ?? "", order: order, town.intent(town.picker))
    #expect(early.verdict.rule == .packIncomplete)
  }

  @Test("an order in two boxes is ready only when both stand in their lane")
  func twoBoxes() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await picked([("MILO-400", 1), ("KEY-200", 1)], town)
    let desk = town.house.desks.warehouse
    _ = try await desk.packScan(SmallTown.code("MILO-400"), order: order, town.intent(town.picker))
    #expect(try await desk.nextBox(order: order, town.intent(town.picker)).verdict == .nextBox(2))
    let due = try await desk.packScan(SmallTown.code("KEY-200"), order: order, town.intent(town.picker)).verdict
    guard case .labelsDue(let labels) = due, labels.count == 2 else {
      return #expect(Bool(false), "two labels are due, not \(due)")
    }
    for (label, packed) in zip(labels, [false, true]) {
      let scanned = try await desk.packScan(label, order: order, town.intent(town.picker)).verdict
      #expect(scanned == .labelScanned(parcel: label, packed: packed))
    }
    let first = try await desk.stage(parcel: labels[0], lane: "L-03", town.intent(town.picker))
    #expect(!first.ready && first.left == 1)
    #expect(try await town.house.desks.orders.detail(order, by: town.admin).order.status == .packed)
    #expect(try await desk.stage(parcel: labels[1], lane: "L-03", town.intent(town.picker)).ready)
  }

  @Test("a parcel goes into the lane of its zone and no other")
  func wrongLane() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await picked([("MILO-400", 1)], town)
    let desk = town.house.desks.warehouse
    let label = try await packed(order, ["MILO-400"], town)
    let error = await #expect(throws: CommerceError.self) {
      try await desk.stage(parcel: label, lane: "L-01", town.intent(town.picker))
    }
    #expect(error?.code == "rule.stage.wrong_lane")
    #expect(try await town.house.desks.orders.detail(order, by: town.admin).order.status == .packed)
  }

  @Test("a unit missing at the pack station sends the order back as a short job and it comes home whole")
  func missingUnit() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await picked([("MILO-400", 2)], town)
    let desk = town.house.desks.warehouse
    let work = try await desk.packing(order, by: town.picker)
    let line = try #require(work.lines.first)
    _ = try await desk.packScan(SmallTown.code("MILO-400"), order: order, town.intent(town.picker))
    let back = try await desk.missing(1, line: line.id, order: order, town.intent(town.picker))
    #expect(back.verdict == .backToPicking(item: "MILO 400 G", quantity: 1, short: 0))
    let again = try await desk.claimNext(town.intent(town.second))
    #expect(again.list.tasks.map(\.quantity) == [1])
    for code in ["T-102", SmallTown.code("MILO-400")] {
      _ = try await desk.scan(code, on: again.list.id, town.intent(town.second))
    }
    let label = try await packed(order, ["MILO-400"], town)
    _ = try await desk.stage(parcel: label, lane: "L-03", town.intent(town.picker))
    #expect(try await town.house.desks.orders.detail(order, by: town.admin).order.status == .readyForDispatch)
    let level = try await town.house.desks.stock.card(town.variant("MILO-400"), by: town.picker).level
    #expect(level == StockLevel(onHand: 39, reserved: 2))
  }

  @Test("an order cancelled mid-pick becomes a put-back; stock is available again only when scanned")
  func putBack() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 4)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", SmallTown.code("MILO-400")] {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    try await town.house.desks.orders.cancel(order.id, reason: "changed mind", town.intent(town.supervisor))
    let stock = town.house.desks.stock
    #expect(try await stock.card(town.variant("KEY-200"), by: town.picker).level == StockLevel(onHand: 60))
    #expect(
      try await stock.card(town.variant("MILO-400"), by: town.picker).level
        == StockLevel(onHand: 40, awaitingPutBack: 2))
    let item = try await desk.putBackItem(SmallTown.code("MILO-400"), by: town.picker)
    #expect(item.binCode == "A-01-1")
    _ = try await desk.putBack(item.putBack.id, into: "A-01-1", town.intent(town.picker))
    #expect(try await stock.card(town.variant("MILO-400"), by: town.picker).level == StockLevel(onHand: 40))
    #expect(try await desk.putBacks(PageRequest(), by: town.picker).rows.isEmpty)
    try await town.place([("MILO-400", 1)])
    let next = try await desk.claimNext(town.intent(town.picker)).list.id
    let tote = try await desk.scan("T-101", on: next, town.intent(town.picker))
    #expect(tote.verdict.rule == nil)
  }

  @Test("a correction takes an order back step by step, with a reason, within the window")
  func stepBack() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await picked([("MILO-400", 1)], town)
    let label = try await packed(order, ["MILO-400"], town)
    let desk = town.house.desks.warehouse
    _ = try await desk.stage(parcel: label, lane: "L-03", town.intent(town.picker))
    try await desk.stepBack(order: order, reason: "wrong box", town.intent(town.supervisor))
    #expect(try await town.house.desks.orders.detail(order, by: town.admin).order.status == .packed)
    try await desk.stepBack(order: order, reason: "wrong box", town.intent(town.supervisor))
    let back = try await town.house.desks.orders.detail(order, by: town.admin)
    #expect(back.order.stage == .picked)
    #expect(back.lines.allSatisfy { $0.packed == 0 })
    _ = try await packed(order, ["MILO-400"], town)
    town.clock.advance(minutes: 121)
    await #expect(throws: CommerceError.self) {
      try await desk.stepBack(order: order, reason: "late", town.intent(town.supervisor))
    }
  }

  private func picked(_ lines: [(String, Int)], _ town: SmallTown) async throws -> ID<Order> {
    let order = try await town.place(lines)
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101"] + lines.map({ SmallTown.code($0.0) }) {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    return order.id
  }

  private func packed(_ order: ID<Order>, _ units: [String], _ town: SmallTown) async throws -> String {
    var label = ""
    for sku in units {
      let result = try await town.house.desks.warehouse.packScan(
        SmallTown.code(sku), order: order, town.intent(town.picker))
      if case .labelsDue(let codes) = result.verdict { label = codes.first ?? "" }
    }
    _ = try await town.house.desks.warehouse.packScan(label, order: order, town.intent(town.picker))
    return label
  }
}

extension PackVerdict {
  /// The rule that refused, if one did.
  var rule: Rule? {
    if case .refused(let refusal) = self { refusal.rule } else { nil }
  }
}
