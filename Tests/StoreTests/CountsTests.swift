import Commerce
import Operations
import Store
import Testing

/// A generator that gives the same sequence for the same seed.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
  }
}

@Suite struct CountsTests {
  @Test(arguments: [1, 2, 3])
  func whatIsKeptEqualsWhatIsCounted(seed: UInt64) async throws {
    let shop = try await SampleShop()
    var random = Seeded(state: seed)
    var orders: [Order] = []
    for step in 0..<150 {
      let command = SampleShop.command(UInt64(step + 1) &* 977 &* seed, site: shop.accra)
      if orders.count < 12 || Int.random(in: 0..<4, using: &random) == 0 {
        let order = try await shop.place(
          at: Bool.random(using: &random) ? shop.accra : shop.tema, priority: Int.random(in: 0...2, using: &random),
          minutes: Int.random(in: 0..<300, using: &random), zone: shop.zones.randomElement(using: &random))
        orders.append(order)
        continue
      }
      let index = Int.random(in: 0..<orders.count, using: &random)
      var order = orders[index]
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        let wanted: [OrderStatus] = [.pendingFulfilment, .picking, .packed, .readyForDispatch]
        order.status = wanted.randomElement(using: &random) ?? .picking
        order.pickedAt = Bool.random(using: &random) ? SampleShop.start : nil
      case 1: order.zone = Bool.random(using: &random) ? nil : shop.zones.randomElement(using: &random)
      case 2:
        order.hold = order.hold == nil ? Hold(reason: "address", by: "Ama", since: SampleShop.start) : nil
      default: order.priority = Int.random(in: 0...2, using: &random)
      }
      let changed = order
      try await shop.store.write { tx throws(CommerceError) in
        try tx.update(changed)
        try tx.append(
          Change(.order, changed.id.serial, site: changed.site, field: "status", new: changed.status.rawValue),
          by: command)
      }
      order.version += 1
      orders[index] = order
    }
    #expect(try await shop.store.check().problems == [])
    let now = SampleShop.start.adding(minutes: 330)
    let floor = try await shop.store.read { tx throws(CommerceError) in
      try tx.floor(of: shop.accra, at: now, in: SampleShop.everywhere)
    }
    let mine = orders.filter { $0.site == shop.accra }
    for stage in FloorStage.open {
      let there = mine.filter { $0.stage == stage }
      let cell = floor.stages[stage] ?? .init()
      #expect(cell == .init(orders: there.count, late: there.filter { $0.promiseAt < now }.count))
      for zone in [nil, shop.zones[0], shop.zones[1]] {
        let line = floor.zones.first { $0.zone == zone }?.stages[stage] ?? .init()
        let within = there.filter { $0.zone == zone }
        #expect(line == .init(orders: within.count, late: within.filter { $0.promiseAt < now }.count))
      }
    }
    #expect(floor.held == mine.filter { $0.stage == .waiting && $0.hold != nil }.count)
    let begun = Set(mine.filter { $0.stage == .picking }.map(\.id))
    let next = try await shop.store.read { tx throws(CommerceError) in
      try tx.nextToPick(at: shop.accra, excluding: begun)
    }
    let best = mine.filter { $0.stage == .waiting && $0.hold == nil }
      .min { ($0.priority * -1, $0.promiseAt, $0.id) < ($1.priority * -1, $1.promiseAt, $1.id) }
    #expect(next == best?.id)
  }

  @Test func aPickFillsListTotesAndCounts() async throws {
    let shop = try await SampleShop()
    let order = try await shop.place(quantity: 3)
    let command = SampleShop.command(9, site: shop.accra)
    let list = try await shop.store.write { tx throws(CommerceError) in
      guard let variant = try tx.variant(shop.variants[0]), let bin = try tx.bin(shop.bins[1]),
        let line = try tx.lines(of: order.id).first
      else { throw .unauthenticated }
      try tx.allocate(3, of: variant.id, in: bin.id)
      let task = PickTask(id: ID(0), order: order.id, orderLine: line.id, variant: variant, bin: bin, quantity: 3)
      let list = try tx.insert(
        PickList(
          id: ID(0), site: shop.accra, holder: shop.picker, holderName: "", claimedAt: SampleShop.start,
          leaseUntil: SampleShop.start.adding(minutes: 15),
          orders: [PickListOrder(order: order.id, number: order.number)], tasks: [task]))
      try tx.bind(shop.totes[0], to: order.id)
      return list
    }
    #expect(list.holderName == "Ama Mensah")
    try await shop.store.write { tx throws(CommerceError) in
      var task = list.tasks[0]
      task.picked = 3
      task.touchedAt = SampleShop.start
      try tx.allocate(-3, of: task.variant.id, in: task.bin.id)
      try tx.post(
        StockMove(
          site: shop.accra, variant: task.variant.id, quantity: 3, from: .bin(task.bin.id), to: .tote(shop.totes[0]),
          reason: .pick, order: order.id), by: command)
      try tx.update(task)
    }
    let other = try await shop.place()
    await #expect(
      throws: CommerceError.refused(
        Refusal(.toteInUse, [.tote: .text("T-1"), .order: .text(order.number)], remedy: .chooseOther))
    ) { try await shop.store.write { tx throws(CommerceError) in try tx.bind(shop.totes[0], to: other.id) } }
    try await shop.store.read { tx throws(CommerceError) in
      #expect(try tx.pickList(list.id)?.orders.first?.totes.map(\.code) == ["T-1"])
      #expect(try tx.openPickList(of: shop.picker, at: shop.accra) == list.id)
      let units = try tx.units(of: order.id, at: shop.accra)
      #expect(units.map(\.0) == [.tote(shop.totes[0])] && units.map(\.2) == [3])
      let floor = try tx.floor(of: shop.accra, at: SampleShop.start, in: SampleShop.everywhere)
      #expect(floor.pickers.map(\.linesToday) == [1] && floor.pickers.map(\.inHand) == [1])
    }
    #expect(try await shop.store.check().problems == [])
  }
}
