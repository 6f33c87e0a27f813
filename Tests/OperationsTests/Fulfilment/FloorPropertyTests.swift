import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Random floor work against an oracle that knows only the rules (contracts.md §4).
@Suite("Floor invariants under random work")
struct FloorPropertyTests {
  @Test("stock, money, status and history hold after every step", arguments: Array(1...12 as ClosedRange<UInt64>))
  func invariants(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    if seed.isMultiple(of: 3) { try await town.setClusterSize(3) }
    var shift = RandomShift(town, seed: seed) { town.ids.next() }
    var accepted: [String: Int] = [:]
    for number in 0..<240 {
      let before = try await town.house.desks.history.lastSequence()
      let step = await shift.step()
      let after = try await town.house.desks.history.lastSequence()
      if let code = step.refusedBy {
        #expect(after == before, "seed \(seed) step \(number): refused by \(code), yet the feed grew (I62)")
        #expect(code.hasPrefix("rule.") || code.hasPrefix("input."), "seed \(seed) step \(number): \(code)")
      } else {
        accepted[step.action, default: 0] += 1
      }
      if number.isMultiple(of: 6) { try await Oracle(town).check("seed \(seed) step \(number) \(step.action)") }
    }
    try await Oracle(town).check("seed \(seed) at the end")
    #expect(accepted.count >= 4, "the shift must do real work: \(accepted)")
  }

  @Test("every accepted command is signed in the feed in its own transaction (I62)", arguments: [3, 4] as [UInt64])
  func everyMutationIsRecorded(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 2)])
    let desk = town.house.desks.warehouse
    let claim = town.intent(town.picker)
    let list = try await desk.claimNext(claim).list.id
    var commands = [claim.id]
    for code in ["T-10\(seed)", SmallTown.code("MILO-400"), SmallTown.code("KEY-200")] {
      let intent = town.intent(town.picker)
      _ = try await desk.scan(code, on: list, intent)
      commands.append(intent.id)
    }
    let feed = try await town.house.desks.history.changes(after: 0, limit: 10_000, by: town.admin)
    for command in commands { #expect(feed.contains { $0.command == command && $0.actor == town.staff.picker }) }
    #expect(feed.map(\.sequence) == feed.map(\.sequence).sorted())
    #expect(feed.contains { $0.change.entity == .order && $0.change.entityID == order.id.serial })
  }
}

/// What must be true of a town at any time, computed from the outside.
struct Oracle {
  private let town: SmallTown

  init(_ town: SmallTown) { self.town = town }

  func check(_ when: String) async throws {
    let desks = town.house.desks
    var details: [OrderDetail] = []
    let page = try await desks.orders.find(OrderQuery(), PageRequest(.first, limit: 500), by: town.admin)
    for row in page.rows { details.append(try await desks.orders.detail(row.id, by: town.admin)) }
    for detail in details {
      try checkOrder(detail, when)
      try await checkPlaces(detail, when)
      try await RoadOracle(town).check(detail, when)
    }
    let putBacks = try await desks.warehouse.putBacks(PageRequest(.first, limit: 500), by: town.supervisor).rows
    for (sku, variant) in town.variants.sorted(by: { $0.key < $1.key }) {
      let card = try await desks.stock.card(variant, by: town.picker)
      let level = card.level
      #expect(level.isSound, "I1 \(sku) \(level) \(when)")
      let back = details.filter { $0.order.status == .failed }.reduce(0) { $0 + $1.units(of: variant, in: [.staged]) }
      let promised =
        back
        + details.filter(\.order.status.isInWarehouse).flatMap(\.lines)
        .filter { $0.variant == variant }.reduce(0) { $0 + $1.quantity - $1.short }
      #expect(level.reserved == promised, "reserved of \(sku) \(when)")
      let waiting = putBacks.filter { $0.putBack.variant == variant }.reduce(0) { $0 + $1.putBack.quantity }
      #expect(level.awaitingPutBack == waiting, "awaiting put-back of \(sku) \(when)")
      let inWork =
        back
        + details.filter(\.order.status.isInWarehouse).flatMap(\.lines)
        .filter { $0.variant == variant }.reduce(0) { $0 + $1.picked }
      let binned = card.bins.reduce(0) { $0 + $1.onHand }
      #expect(level.onHand == binned + inWork + waiting + level.damaged, "units of \(sku) add up \(when)")
      #expect(card.bins.allSatisfy { $0.allocated >= 0 && $0.allocated <= $0.onHand }, "bins of \(sku) \(when)")
      let ledger = try await ledger(of: variant)
      #expect(ledger == level.onHand, "ledger of \(sku) \(when)")
    }
  }

  /// Units of an open order lie in its totes, boxes and lanes as its lines say, each once.
  private func checkPlaces(_ detail: OrderDetail, _ when: String) async throws {
    guard detail.order.status.isInWarehouse else { return }
    let order = detail.order.id
    let units = try await town.store.read { [site = town.site] transaction throws(CommerceError) in
      try transaction.units(of: order, at: site).map { ($0.1, $0.2) }
    }
    for line in Dictionary(grouping: detail.lines, by: \.variant) {
      let lying = units.filter { $0.0 == line.key }
      let picked = line.value.reduce(0) { $0 + $1.picked }
      #expect(lying.reduce(0) { $0 + $1.1 } == picked, "places of \(detail.order.number) \(when)")
      #expect(lying.allSatisfy { $0.1 > 0 }, "places of \(detail.order.number) \(when)")
    }
  }

  private func ledger(of variant: ID<Variant>) async throws -> Int {
    var total = 0
    var anchor = PageRequest<Int64>.Anchor.first
    while true {
      let page = try await town.house.desks.stock.moves(of: variant, PageRequest(anchor, limit: 200), by: town.admin)
      total += page.rows.reduce(0) { $0 + $1.move.levelDelta.onHand }
      guard page.hasAfter, let last = page.rows.last else { return total }
      anchor = .after(last.sequence)
    }
  }

  private func checkOrder(_ detail: OrderDetail, _ when: String) throws {
    let order = detail.order
    let label = "\(order.number) \(when)"
    let lines = detail.lines.reduce(Int64(0)) { $0 + $1.totalMinor }
    let totals = order.totals
    #expect(totals.subtotalMinor == lines, "I10 \(label)")
    #expect(totals.totalMinor == lines - totals.discountMinor + totals.deliveryMinor + totals.taxMinor, "I10 \(label)")
    #expect(!(order.paymentMethod == .cod && order.status == .pendingPayment), "I19 \(label)")
    if order.paymentMethod.isPrepaid, ![.pendingPayment, .pendingFulfilment, .cancelled].contains(order.status) {
      #expect(order.paymentStatus == .paid, "I20 \(label)")
    }
    for line in detail.lines {
      #expect(line.picked >= 0 && line.packed <= line.picked && line.picked + line.short <= line.quantity, "\(label)")
    }
    let history = detail.timeline.filter { $0.change.entity == .order && $0.change.field == "status" }
    #expect(history.first?.change.new == OrderLifecycle.birth(of: order.paymentMethod).rawValue, "I19 \(label)")
    #expect(history.last?.change.new == order.status.rawValue, "I37 \(label)")
    #expect(history.map(\.at) == history.map(\.at).sorted(), "I37 \(label)")
    for (before, after) in zip(history, history.dropFirst()) {
      #expect(before.change.new == after.change.old, "I37 \(label)")
      let from = try #require(OrderStatus(rawValue: after.change.old))
      let to = try #require(OrderStatus(rawValue: after.change.new))
      #expect(StatusPaths.has(from, to), "I33 \(after.change.old) → \(after.change.new) \(label)")
    }
  }
}
