import Commerce
import Operations
import Store
import TestSupport
import Testing

/// What a console does at its desks, each scene in a town of its own.
enum RepeatedScenes {
  typealias Scene = @Sendable (RepeatedTown) async throws -> Void

  static let all: [(name: String, play: Scene)] = [
    ("a walk", walk), ("packing", packing), ("stock", stock), ("transfers", transfers), ("payments", payments),
    ("refunds", refunds), ("orders", orders), ("people", people), ("road", road), ("a wild shift", shift),
    ("a script", script),
  ]

  private static func script(_ scene: RepeatedTown) async throws {
    let script = StockScript(scene.town, rounds: 2, at: scene.desks)
    for step in script.steps.indices { try await script.play(step) }
  }

  private static func shift(_ scene: RepeatedTown) async throws {
    let town = scene.town
    var shift = RandomShift(town, seed: 31, at: scene.desks) { town.ids.next() }
    for _ in 0..<200 { _ = await shift.step() }
  }

  private static func walk(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.warehouse)
    let order = try await town.place([("MILO-400", 40), ("RICE-5", 3), ("KEY-200", 2)])
    let list = try await desk.claim([order.id], town.intent(town.picker)).list.id
    for code in ["T-101", "A-01-1", "MILO-400"] { _ = try await desk.scan(code, on: list, town.intent(town.picker)) }
    _ = try await desk.countLeft(2, on: list, town.intent(town.picker))
    _ = try await desk.misScan(
      "NOTHING", Refusal(.unknownCode, [.code: .text("NOTHING")], remedy: .scanItem), on: list,
      town.intent(town.picker))
    _ = try await desk.takeOver(list, stepUp: scene.vouched, town.intent(town.second))
    _ = try await desk.linkBarcode("4006381333931", to: "KEY-200", town.intent(town.supervisor))
    try await scene.desks.orders.cancel(order.id, reason: "changed mind", town.intent(town.supervisor))
    let back = try #require(try await desk.putBacks(PageRequest(), by: town.picker).rows.first)
    _ = try await desk.putBack(back.putBack.id, into: back.binCode, town.intent(town.picker))
  }

  private static func packing(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.warehouse)
    var policy = SitePolicy()
    policy.acceptAllAtPacking = true
    try await scene.desks.house.setPolicy(policy, town.intent(town.admin))
    let order = try await town.place([("MILO-400", 3), ("KEY-200", 3)]).id
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", "MILO-400", "KEY-200"] { _ = try await desk.scan(code, on: list, town.intent(town.picker)) }
    _ = try await desk.packScan("KEY-200", order: order, town.intent(town.picker))
    _ = try await desk.nextBox(order: order, town.intent(town.picker))
    let lines = try await desk.packing(order, by: town.picker).lines
    let milo = try #require(lines.first { $0.sku == "MILO-400" }).id
    _ = try await desk.damagedAtPacking(1, line: milo, order: order, town.intent(town.picker))
    try await pickAgain("T-110", scene)
    _ = try await desk.missing(1, line: milo, order: order, town.intent(town.picker))
    try await pickAgain("T-111", scene)
    let all = try await desk.acceptAll(order: order, town.intent(town.picker))
    guard case .labelsDue(let labels) = all.verdict else {
      Issue.record("no labels are due: \(all.verdict)")
      return
    }
    _ = try await desk.setWeight(1200, order: order, town.intent(town.picker))
    for label in labels { _ = try await desk.packScan(label, order: order, town.intent(town.picker)) }
    let parcel = try #require(try await desk.packing(order, by: town.picker).parcels.first)
    _ = try await desk.printPaper(.label, of: parcel.id, to: .folder, town.intent(town.picker))
    try await desk.stepBack(order: order, reason: "one too many", town.intent(town.supervisor))
  }

  /// Walks for the units that the pack station asked for.
  private static func pickAgain(_ tote: String, _ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.warehouse)
    let list = try await desk.claimNext(town.intent(town.second)).list.id
    for code in [tote, "MILO-400"] { _ = try await desk.scan(code, on: list, town.intent(town.second)) }
  }

  private static func stock(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.stockWork)
    for reason in ["", "not so many"] {
      _ = try await desk.adjust(
        AdjustRequest(code: "TOMATO-210", bin: "C-11-1", amount: .to(10), reason: .theft, mayWait: true), stepUp: nil,
        town.intent(town.supervisor))
      let waits = try #require(try await desk.approvals(PageRequest(), by: town.admin).rows.first).adjustment.id
      if reason.isEmpty {
        try await desk.reject(waits, reason: "look again", town.intent(town.admin))
      } else {
        _ = try await desk.approve(waits, town.intent(town.admin))
      }
    }
    try await desk.setReorderPoint(
      ReorderPoint(point: 90, upTo: 200), of: "TOMATO-210", town.intent(town.supervisor))
    _ = try await desk.linkBarcode("99887766", to: "MILO-400", units: 24, town.intent(town.supervisor))
    _ = try await desk.requestCount("RICE-5", town.intent(town.picker))
    let asked = try #require(try await desk.countTasks(PageRequest(), by: town.picker).rows.first).task.id
    _ = try await desk.openCount(asked, town.intent(town.picker))
    try await desk.cancelCount(asked, reason: "no time", town.intent(town.supervisor))
    let work = try await desk.openCount("C-12-1", town.intent(town.picker)).task.id
    _ = try await desk.countScan("PHONE-X", on: work, town.intent(town.picker))
    _ = try await desk.undoCount(on: work, town.intent(town.picker))
    _ = try await desk.countScan("PHONE-X", on: work, town.intent(town.picker))
    _ = try await desk.setCounted(10, on: work, town.intent(town.picker))
    _ = try await desk.finishCount(work, confirmed: true, town.intent(town.picker))
    let csv = "site,bin,sku,quantity\naccra,C-11-1,TOMATO-210,3\n"
    let report = try await scene.desks.house.importRows(.stock, csv: csv, dryRun: false, town.intent(town.admin))
    #expect(report.issues.isEmpty, "\(report.issues)")
  }

  private static func transfers(_ scene: RepeatedTown) async throws {
    let (town, desk) = (scene.town, scene.desks.stockWork)
    let id = try await desk.beginTransfer(to: "tema", town.intent(town.supervisor)).transfer.id
    for quantity in [8, 5] {
      _ = try await desk.putIn(
        PutInRequest(transfer: id, code: "MILO-400", quantity: quantity, bin: "A-01-1"),
        town.intent(town.supervisor))
    }
    _ = try await desk.undoPutIn(id, town.intent(town.supervisor))
    _ = try await desk.printTransfer(id, to: .folder, town.intent(town.supervisor))
    _ = try await desk.send(id, town.intent(town.supervisor))
  }
}
