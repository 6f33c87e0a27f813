import Commerce
import Operations
import TestSupport
import Testing

/// Paths that cross: undo after the work went on, two lists on one order, boxes that lost their reason.
@Suite("Awkward paths over the floor")
struct AwkwardPathsTests {
  @Test("undo after a step back is refused: the units are no longer in the tote")
  func undoAfterStepBack() async throws {
    let (town, desk, order, list) = try await picked([("MILO-400", 3)])
    try await pack(order, ["MILO-400", "MILO-400", "MILO-400"], town)
    try await desk.stepBack(order: order, reason: "wrong box", town.intent(town.supervisor))
    let error = await #expect(throws: CommerceError.self) { try await desk.undo(on: list, town.intent(town.picker)) }
    #expect(error?.code == "rule.undo.not_possible")
    try await Oracle(town).check("after the refusal")
  }

  @Test("a partly staged order that is stepped back has each unit once")
  func stepBackPartlyStaged() async throws {
    let (town, desk, order, _) = try await picked([("MILO-400", 1), ("KEY-200", 1)])
    _ = try await desk.packScan(SmallTown.code("MILO-400"), order: order, town.intent(town.picker))
    _ = try await desk.nextBox(order: order, town.intent(town.picker))
    try await pack(order, ["KEY-200"], town)
    let boxes = try await desk.packing(order, by: town.picker).parcels.map(\.code)
    _ = try await desk.stage(parcel: boxes[0], lane: "L-03", town.intent(town.picker))
    try await desk.stepBack(order: order, reason: "wrong box", town.intent(town.supervisor))
    try await Oracle(town).check("after the step back")
    try await pack(order, ["MILO-400", "KEY-200"], town)
    let again = try await desk.packing(order, by: town.picker).parcels
    _ = try await desk.stage(parcel: again[0].code, lane: "L-03", town.intent(town.picker))
    try await Oracle(town).check("staged again")
  }

  @Test("giving a list back leaves alone an order that somebody else has taken on")
  func releaseAfterAnotherTookOn() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.setClusterSize(2)
    let first = try await town.place([("MILO-400", 40)])
    try await town.place([("KEY-200", 1)])
    let desk = town.house.desks.warehouse
    let mine = try await desk.claimNext(town.intent(town.picker)).list.id
    _ = try await desk.short(got: 0, reason: .unreachable, on: mine, town.intent(town.picker))
    let shortage = try #require(try await desk.shortages(PageRequest(), by: town.supervisor).rows.first)
    try await desk.settle(shortage.shortage.id, .retry, reason: "found", town.intent(town.supervisor))
    let theirs = try await desk.claim([first.id], town.intent(town.second)).list.id
    _ = try await desk.scan("T-109", on: theirs, town.intent(town.second))
    try await desk.release(mine, town.intent(town.picker))
    let detail = try await town.house.desks.orders.detail(first.id, by: town.admin)
    #expect(detail.order.pickList == theirs)
    #expect(detail.order.status == .picking)
    #expect(detail.totes == ["T-109"])
  }

  @Test("giving a second job back keeps the tote that carries the first job's units")
  func releaseKeepsFullTotes() async throws {
    let (town, desk, order, _) = try await picked([("MILO-400", 2)])
    let line = try #require(try await desk.packing(order, by: town.picker).lines.first)
    _ = try await desk.missing(1, line: line.id, order: order, town.intent(town.picker))
    let second = try await desk.claimNext(town.intent(town.second)).list.id
    try await desk.release(second, town.intent(town.second))
    #expect(try await town.house.desks.orders.detail(order, by: town.admin).totes == ["T-101"])
  }

  @Test("an order whose last missing unit is dropped can be packed with what is there")
  func dropAfterCounting() async throws {
    let (town, desk, order, _) = try await picked([("MILO-400", 40)])
    let line = try #require(try await desk.packing(order, by: town.picker).lines.first)
    for _ in 0..<39 { _ = try await desk.packScan(SmallTown.code("MILO-400"), order: order, town.intent(town.picker)) }
    let back = try await desk.missing(1, line: line.id, order: order, town.intent(town.picker))
    #expect(back.verdict == .backToPicking(item: "MILO 400 G", quantity: 0, short: 1))
    let shortage = try #require(try await desk.shortages(PageRequest(), by: town.supervisor).rows.first)
    try await desk.settle(shortage.shortage.id, .drop, reason: "agreed", town.intent(town.supervisor))
    let box = try #require(try await desk.openPacking("T-101", by: town.picker).parcels.first)
    let label = try await desk.packScan(box.code, order: order, town.intent(town.picker))
    #expect(label.verdict == .labelScanned(parcel: box.code, packed: true))
    try await Oracle(town).check("packed without the missing one")
  }

  @Test("what was done for a cancelled order of a cluster does not stand in the way of undo")
  func undoPastACancelledOrder() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.setClusterSize(2)
    try await town.place([("MILO-400", 1), ("KEY-200", 1)])
    let second = try await town.place([("MILO-400", 1), ("KEY-200", 1)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in [SmallTown.code("MILO-400"), "T-101", "T-102"] {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    try await town.house.desks.orders.cancel(second.id, reason: "changed mind", town.intent(town.supervisor))
    let undone = try await desk.undo(on: list, town.intent(town.picker))
    #expect(undone.verdict == .undone("MILO 400 G ×1 at A-01-1"))
    try await Oracle(town).check("after undo")
  }

  @Test("a command's id answers to its own caller alone")
  func idOfAnother() async throws {
    let (town, desk, _, list) = try await picked([("MILO-400", 1)])
    let intent = town.intent(town.picker)
    _ = try await desk.undo(on: list, intent)
    let error = await #expect(throws: CommerceError.self) {
      try await desk.undo(on: list, Intent(id: intent.id, caller: town.supervisor))
    }
    #expect(error?.code == "rule.command.reused")
  }

  private func picked(
    _ lines: [(String, Int)]
  ) async throws -> (SmallTown, any WarehouseDesk, ID<Order>, ID<PickList>) {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place(lines)
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101"] + lines.map({ SmallTown.code($0.0) }) {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    return (town, desk, order.id, list)
  }

  private func pack(_ order: ID<Order>, _ units: [String], _ town: SmallTown) async throws {
    let desk = town.house.desks.warehouse
    var due: [String] = []
    for sku in units {
      let result = try await desk.packScan(SmallTown.code(sku), order: order, town.intent(town.picker))
      if case .labelsDue(let codes) = result.verdict { due = codes }
    }
    for label in due { _ = try await desk.packScan(label, order: order, town.intent(town.picker)) }
  }
}
