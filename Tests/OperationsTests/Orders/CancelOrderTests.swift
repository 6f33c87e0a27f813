import Commerce
import Operations
import TestSupport
import Testing

@Suite("Cancelling orders")
struct CancelOrderTests {
  @Test("cancelled mid-pick: unpicked units are free at once, picked ones once they are scanned back")
  func midPick() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 4), ("KEY-200", 2)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", SmallTown.code("MILO-400")] {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    try await town.house.desks.orders.cancel(order.id, reason: "no money", town.intent(town.support))
    let milo = try #require(town.variants["MILO-400"])
    let key = try #require(town.variants["KEY-200"])
    #expect(try await town.level(key) == StockLevel(onHand: 60))
    #expect(try await town.level(milo) == StockLevel(onHand: 40, awaitingPutBack: 4))
    #expect(try await town.house.desks.stock.card(key, by: town.admin).bins.allSatisfy { $0.allocated == 0 })
    let work = try await desk.work(list, by: town.picker)
    #expect(work.list.closedAt != nil && work.list.current == nil && work.orders.first?.status == .cancelled)
    #expect(try await desk.workInHand(by: town.picker) == nil)
    let row = try await desk.putBackItem(SmallTown.code("MILO-400"), by: town.picker)
    #expect(row.binCode == "A-01-1" && row.putBack.quantity == 4 && row.lies == "T-101")
    _ = try await desk.putBack(row.putBack.id, into: row.binCode, town.intent(town.picker))
    #expect(try await town.level(milo) == StockLevel(onHand: 40))
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.totes.isEmpty)
    checkHistory(detail, "after the put-back")
  }

  @Test("in a cluster only the cancelled order stops")
  func cluster() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let first = try await town.place([("MILO-400", 1)])
    let second = try await town.place([("MILO-400", 2)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claim([first.id, second.id], town.intent(town.picker)).list.id
    _ = try await desk.scan(SmallTown.code("MILO-400"), on: list, town.intent(town.picker))
    try await town.house.desks.orders.cancel(first.id, reason: "no", town.intent(town.support))
    let work = try await desk.work(list, by: town.picker)
    #expect(work.list.closedAt == nil && work.list.openTasks.map(\.order) == [second.id])
    #expect(work.list.inHand != nil)
    try await town.house.desks.orders.cancel(second.id, reason: "no", town.intent(town.support))
    let after = try await desk.work(list, by: town.picker)
    #expect(after.list.closedAt != nil && after.list.inHand == nil)
    #expect(try await town.level(try #require(town.variants["MILO-400"])) == StockLevel(onHand: 40))
  }

  @Test("captured money becomes one refund, money under way is called off (I21, I26)")
  func money() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let paid = try await town.place([("RICE-5", 1)], method: .momo)
    try await town.confirmPayment(paid.id, minor: 12_000)
    try await town.house.desks.orders.cancel(paid.id, reason: "no", town.intent(town.support))
    let first = try await town.house.desks.orders.detail(paid.id, by: town.admin)
    #expect(first.refunds.map(\.amount.minor) == [12_000] && first.refunds[0].status == .pending)
    #expect(first.payments.map(\.status) == [.paid] && first.order.paymentStatus == .paid)

    let unpaid = try await town.place([("RICE-5", 1)], method: .momo)
    try await town.house.desks.orders.cancel(unpaid.id, reason: "no", town.intent(town.support))
    let second = try await town.house.desks.orders.detail(unpaid.id, by: town.admin)
    #expect(second.refunds.isEmpty && second.payments.map(\.status) == [.cancelled])
    #expect(second.order.paymentStatus == .cancelled)
    try await town.confirmPayment(unpaid.id, minor: 12_000)
    try await town.confirmPayment(unpaid.id, minor: 12_000)
    let late = try await town.house.desks.orders.detail(unpaid.id, by: town.admin)
    #expect(late.refunds.count == 1 && late.order.status == .cancelled)
  }

  @Test("money of the wrong amount pays nothing (I13), and an unpaid order is never picked (I20)")
  func gate() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("RICE-5", 1)], method: .momo)
    await #expect(throws: CommerceError.self) { try await town.confirmPayment(order.id, minor: 11_999) }
    let desk = town.house.desks.warehouse
    await #expect(throws: CommerceError.self) { _ = try await desk.claim([order.id], town.intent(town.picker)) }
    await #expect(throws: CommerceError.self) { _ = try await desk.claimNext(town.intent(town.picker)) }
    try await town.confirmPayment(order.id, minor: 12_000)
    let again = try await town.house.desks.history.lastSequence()
    try await town.confirmPayment(order.id, minor: 12_000)
    #expect(try await town.house.desks.history.lastSequence() == again)
    #expect(try await desk.claimNext(town.intent(town.picker)).orders.map(\.id) == [order.id])
  }

  @Test("packed and staged units are put back from where they stand, and no label stays valid")
  func packed() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("KEY-200", 2)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", SmallTown.code("KEY-200")] {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    for _ in 0..<2 {
      _ = try await desk.packScan(SmallTown.code("KEY-200"), order: order.id, town.intent(town.picker))
    }
    let parcel = try #require(try await desk.packing(order.id, by: town.picker).parcels.first)
    _ = try await desk.packScan(parcel.code, order: order.id, town.intent(town.picker))
    _ = try await desk.stage(parcel: parcel.code, lane: "L-03", town.intent(town.picker))
    try await town.house.desks.orders.cancel(order.id, reason: "no", town.intent(town.support))
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.status == .cancelled && detail.parcels.isEmpty)
    let row = try await desk.putBackItem("KEY-200", by: town.picker)
    #expect(row.lies == "L-03" && row.binCode == "A-07-1")
    _ = try await desk.putBack(row.putBack.id, into: "A-07-1", town.intent(town.picker))
    #expect(try await town.level(try #require(town.variants["KEY-200"])) == StockLevel(onHand: 60))
    checkHistory(detail, "packed, staged, cancelled")
  }

  @Test("a reason is needed, and the right")
  func refusals() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("KEY-200", 2)])
    let desk = town.house.desks.orders
    await #expect(throws: CommerceError.refused(Refusal(.reasonNeeded, remedy: .giveReason))) {
      try await desk.cancel(order.id, reason: " ", town.intent(town.support))
    }
    await #expect(throws: CommerceError.forbidden(.cancelOrders)) {
      try await desk.cancel(order.id, reason: "x", town.intent(town.picker))
    }
    #expect(try await desk.detail(order.id, by: town.admin).order.status == .pendingFulfilment)
  }
}
