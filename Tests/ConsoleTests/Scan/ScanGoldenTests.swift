import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// Every scan screen in its main states, drawn at every extent that is kept.
@Suite struct ScanGoldenTests {
  private func check(_ floor: Floor, _ name: String) async {
    var floor = floor
    for size in Golden.sizes {
      await floor.resize(size.columns, size.rows)
      let mismatch = Golden.mismatch(floor.canvas, name)
      #expect(mismatch == nil, "\(mismatch ?? "")")
    }
  }

  private func picking(_ lines: [(String, Int)] = SmallTown.basket) async throws -> Floor {
    let town = try await SmallTown.fresh()
    try await town.place(lines)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await floor.scan("T-101")
    return floor
  }

  @Test func pickOneOrder() async throws {
    await check(try await Floor(SmallTown.fresh(), "pick"), "pick-idle")
    var floor = try await picking()
    await floor.item("MILO-400")
    await check(floor, "pick-line")
    await floor.press(.function(6))
    await check(floor, "pick-elsewhere")
    await floor.press(.escape)
    await floor.item("TOMATO-210")
    await check(floor, "pick-wrong-item")
    await floor.press(.function(4))
    await check(floor, "pick-short-quantity")
    await floor.press(.character("1"), .enter)
    await check(floor, "pick-short-reason")
    await floor.press(.character("1"))
    await check(floor, "pick-shorted")
    await floor.item("KEY-200", "FRYTOL-1")
    await floor.scan("B-05-1")
    await floor.item("RICE-5")
    await check(floor, "pick-done")
  }

  @Test func pickBeforeTheTote() async throws {
    let town = try await SmallTown.fresh()
    try await town.place(SmallTown.basket)
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await check(floor, "pick-tote")
  }

  @Test func pickAnEmptyBin() async throws {
    var floor = try await picking([("MILO-400", 40), ("KEY-200", 1)])
    await floor.item("MILO-400")
    await check(floor, "pick-empty-bin")
  }

  @Test func pickTakenOverAndCancelled() async throws {
    var floor = try await picking()
    await floor.item("MILO-400")
    let work = try #require(floor.screen(PickScreen.self)?.work)
    let order = try #require(work.orders.first?.id)
    try await floor.town.house.desks.orders.cancel(order, reason: "moved away", floor.town.intent(floor.town.admin))
    await floor.refresh()
    await check(floor, "pick-cancelled")

    var other = try await picking()
    let list = try #require(other.screen(PickScreen.self)?.work?.list.id)
    other.town.clock.advance(minutes: 2)
    _ = try await other.town.house.desks.warehouse.takeOver(
      list, stepUp: nil, other.town.intent(other.town.supervisor))
    await other.refresh()
    await check(other, "pick-taken")
  }

  @Test func pickACluster() async throws {
    let town = try await SmallTown.fresh()
    var policy = SitePolicy()
    policy.clusterSize = 3
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    try await town.place([("MILO-400", 1), ("KEY-200", 2), ("FRYTOL-1", 1)])
    try await town.place([("MILO-400", 2), ("KEY-200", 1)])
    try await town.place([("MILO-400", 1), ("FRYTOL-1", 3)])
    var floor = try await Floor(town, "pick")
    await floor.press(.function(2))
    await check(floor, "cluster-get")
    await floor.item("MILO-400")
    await floor.scan("T-101")
    await check(floor, "cluster-put")
  }

  @Test func packAndStage() async throws {
    var picked = try await picking([("MILO-400", 2), ("RICE-5", 2), ("KEY-200", 1)])
    await picked.item("MILO-400", "RICE-5", "KEY-200")
    var floor = try await Floor(picked.town, "pack")
    await check(floor, "pack-idle")
    await floor.scan("T-101")
    await floor.item("MILO-400")
    await check(floor, "pack-count")
    await floor.press(.function(4))
    await check(floor, "pack-missing")
    await floor.press(.escape)
    await floor.item("MILO-400", "RICE-5", "RICE-5", "KEY-200")
    await check(floor, "pack-label")
    let parcel = try #require(floor.screen(PackScreen.self)?.labelsDue.first?.code)
    await floor.scan(parcel)
    await check(floor, "pack-stage")
    await floor.scan(parcel)
    await check(floor, "pack-lane")

    var stage = try await Floor(picked.town, "stage")
    await check(stage, "stage-list")
    await stage.scan(parcel)
    await check(stage, "stage-lane")
    await stage.scan("L-03")
    await check(stage, "stage-empty")
  }

  @Test func packStopped() async throws {
    var picked = try await picking([("MILO-400", 2)])
    await picked.item("MILO-400")
    var floor = try await Floor(picked.town, "pack")
    await floor.scan("T-101")
    let order = try #require(floor.screen(PackScreen.self)?.work?.order.id)
    try await picked.town.house.desks.orders.cancel(order, reason: "refused", picked.town.intent(picked.town.admin))
    await floor.item("MILO-400")
    await check(floor, "pack-stopped")
  }

  @Test func shortagesAndPutBacks() async throws {
    var floor = try await picking([("MILO-400", 1), ("PHONE-X", 10)])
    await floor.item("MILO-400")
    await floor.press(.function(4), .enter, .character("1"))
    let board = try await Floor(floor.town, as: "sena.support@townhouse.example", "shortages")
    await check(board, "shortages")
    let order = try #require(floor.screen(PickScreen.self)?.work?.orders.first?.id)
    try await floor.town.house.desks.orders.cancel(order, reason: "too late", floor.town.intent(floor.town.admin))
    var back = try await Floor(floor.town, "put-backs")
    await check(back, "put-backs")
    await back.item("MILO-400")
    await check(back, "put-backs-bin")
    await back.scan("A-01-1")
    await check(back, "put-backs-empty")
  }
}
