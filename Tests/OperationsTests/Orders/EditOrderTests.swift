import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Editing an order until it is packed")
struct EditOrderTests {
  /// Looks an edit over and commits what was seen.
  private func edit(_ edit: OrderEdit, _ order: ID<Order>, _ town: SmallTown) async throws -> EditPreview {
    let desk = town.house.desks.orders
    let preview = try await desk.preview(edit, of: order, by: town.support)
    try await desk.edit(edit, of: order, version: preview.version, town.intent(town.support))
    return preview
  }

  private func line(_ sku: String, _ quantity: Int, _ town: SmallTown) throws -> OrderEdit.Line {
    OrderEdit.Line(variant: try #require(town.variants[sku]), quantity: quantity)
  }

  @Test("items are added, changed and taken off; stock, money and zone follow as previewed")
  func beforePicking() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 3)])
    let wanted = OrderEdit(
      lines: [try line("MILO-400", 5, town), try line("KEY-200", 0, town), try line("RICE-5", 1, town)],
      address: Commerce.Address(line1: "7 Beach Road", area: "Labadi"))
    let preview = try await edit(wanted, order.id, town)
    #expect(preview.items.map(\.reserved) == [3, -3, 1])
    #expect(preview.money == .collect(Money(minor: 5 * 4250 + 12_000, .cedi)))
    #expect(preview.fields.map(\.name) == ["address", "zone"])
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.zone == "1 Labadi")
    #expect(detail.order.totals.total == preview.newTotal)
    #expect(detail.payments.map(\.amount) == [preview.newTotal])
    #expect(detail.lines.filter { $0.quantity > 0 }.map(\.sku) == ["MILO-400", "RICE-5"])
    #expect(try await town.level(try #require(town.variants["KEY-200"])).reserved == 0)
    #expect(try await town.level(try #require(town.variants["MILO-400"])).reserved == 5)
    #expect(try await town.store.check().problems.isEmpty)
  }

  @Test("of two lines of one item each is edited by itself, and both take from the same stock")
  func twins() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 3)])
    let desk = town.house.desks.orders
    let milo = try #require(town.variants["MILO-400"])
    let first = try #require(try await desk.detail(order.id, by: town.admin).lines.first)
    // Another door of the house may sell the same item twice.
    let scope = try #require(AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .enterSite))
    try await town.store.write { transaction throws(CommerceError) in
      guard let order = try transaction.order(order.id, in: scope) else { return }
      var twin = first
      twin.quantity = 1
      _ = try transaction.insert(twin, at: order.site)
      try transaction.reserve(1, of: milo, at: order.site)
    }
    let lines = try await desk.detail(order.id, by: town.admin).lines.filter { $0.variant == milo }
    #expect(lines.map(\.quantity) == [2, 1])
    let edits =
      [OrderEdit.Line(variant: milo, quantity: 3, line: lines[0].id)]
      + [OrderEdit.Line(variant: milo, quantity: 4, line: lines[1].id)]
    let preview = try await desk.preview(OrderEdit(lines: edits), of: order.id, by: town.support)
    #expect(preview.items.map(\.to) == [3, 4])
    #expect(preview.items[1].available == preview.items[0].available - 1)
  }

  @Test("a picker under way walks for what is added and no longer for what is taken off")
  func underway() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 3)])
    let desk = town.house.desks.warehouse
    var work = try await desk.claimNext(town.intent(town.picker))
    for code in ["T-101", "MILO-400"].map(SmallTown.code) {
      work = try await desk.scan(code, on: work.list.id, town.intent(town.picker)).work
    }
    let preview = try await edit(
      OrderEdit(lines: [try line("KEY-200", 1, town), try line("FRYTOL-1", 2, town)]), order.id, town)
    #expect(preview.items.map(\.walk) == [["-2 at A-07-1"], ["+2 at B-02-4"]])
    #expect(preview.holder == "Ama Koomson")
    work = try #require(try await desk.workInHand(by: town.picker))
    #expect(work.list.openTasks.map { "\($0.remaining) \($0.variant.sku)" } == ["1 KEY-200", "2 FRYTOL-1"])
    #expect(try await town.store.check().problems.isEmpty)
    // The last open task goes by an edit: the walk is over and the order is picked.
    _ = try await desk.scan(SmallTown.code("FRYTOL-1"), on: work.list.id, town.intent(town.picker))
    _ = try await edit(OrderEdit(lines: [try line("KEY-200", 0, town)]), order.id, town)
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.stage == .picked)
    #expect(try await town.store.check().problems.isEmpty)
  }

  @Test("an order that is picked whole goes back on the walk for what is added")
  func pickedWhole() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", "MILO-400"].map(SmallTown.code) {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    _ = try await edit(OrderEdit(lines: [try line("MILO-400", 3, town)]), order.id, town)
    let detail = try await town.house.desks.orders.detail(order.id, by: town.admin)
    #expect(detail.order.stage == .picking && detail.order.pickList == nil)
    let work = try await desk.claimNext(town.intent(town.second))
    #expect(work.list.openTasks.map(\.remaining) == [1])
    #expect(try await town.store.check().problems.isEmpty)
  }

  @Test("picked units stay; what is packed, paid up or short of stock is refused with the rule")
  func refusals() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 1)])
    let orders = town.house.desks.orders
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", "MILO-400"].map(SmallTown.code) {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    func code(_ edit: OrderEdit, _ order: ID<Order>) async -> String {
      do {
        _ = try await orders.preview(edit, of: order, by: town.support)
        return ""
      } catch { return error.code }
    }
    #expect(await code(OrderEdit(lines: [try line("MILO-400", 1, town)]), order.id) == "rule.quantity.out_of_range")
    #expect(await code(OrderEdit(lines: [try line("PHONE-X", 11, town)]), order.id) == "rule.stock.insufficient")
    #expect(await code(OrderEdit(), order.id) == "input.invalid")
    let paid = try await town.place([("RICE-5", 2)], method: .momo)
    try await town.confirmPayment(paid.id, minor: paid.total.minor)
    #expect(await code(OrderEdit(lines: [try line("RICE-5", 3, town)]), paid.id) == "rule.order.paid_total_up")
    let less = try await edit(OrderEdit(lines: [try line("RICE-5", 1, town)]), paid.id, town)
    #expect(less.money == .refund(Money(minor: 12_000, .cedi)))
    let refunds = try await orders.detail(paid.id, by: town.admin).refunds
    #expect(refunds.map(\.amount.minor) == [12_000])
    try await orders.cancel(order.id, reason: "x", town.intent(town.support))
    #expect(await code(OrderEdit(note: "x"), order.id) == "rule.order.too_late_to_edit")
    #expect(try await town.store.check().problems.isEmpty)
  }

  @Test("who changed what first is told, and nothing is changed")
  func stale() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2)])
    let orders = town.house.desks.orders
    let wanted = OrderEdit(lines: [try line("MILO-400", 9, town)])
    let preview = try await orders.preview(wanted, of: order.id, by: town.support)
    try await orders.hold(order.id, reason: "fraud", town.intent(town.supervisor))
    let before = try await town.house.desks.history.lastSequence()
    await #expect(throws: CommerceError.stale(.order, changedBy: "Esi Supervisor (hold fraud)")) {
      try await orders.edit(wanted, of: order.id, version: preview.version, town.intent(town.support))
    }
    #expect(try await town.house.desks.history.lastSequence() == before)
  }

  @Test(
    "random edits under random floor work keep stock, money and places; what was previewed is what is done",
    arguments: Array(1...8 as ClosedRange<UInt64>))
  func underRandomWork(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    if seed.isMultiple(of: 3) { try await town.setClusterSize(3) }
    var shift = RandomShift(town, seed: seed) { town.ids.next() }
    var generator = SeededGenerator(seed: seed &* 31)
    var edited = 0
    for number in 0..<160 {
      _ = await shift.step()
      if number % 5 == 0, let id = shift.orders.randomElement(using: &generator) {
        try await pay(id, town, &generator)
      }
      guard let id = shift.orders.suffix(8).randomElement(using: &generator) else { continue }
      if try await randomEdit(of: id, town, &generator, "seed \(seed) step \(number)") { edited += 1 }
      if number.isMultiple(of: 8) { try await Oracle(town).check("seed \(seed) step \(number)") }
    }
    try await Oracle(town).check("seed \(seed) at the end")
    let problems = try await town.store.check().problems
    #expect(problems.isEmpty, "seed \(seed): \(problems)")
    #expect(edited > 10, "seed \(seed): only \(edited) edits were made")
  }

  private func pay(_ id: ID<Order>, _ town: SmallTown, _ generator: inout SeededGenerator) async throws {
    let detail = try await town.house.desks.orders.detail(id, by: town.admin)
    guard detail.order.paymentMethod.isPrepaid, detail.order.status == .pendingPayment else { return }
    try await town.confirmPayment(id, minor: detail.order.totals.totalMinor)
  }

  /// Tries a random edit; true when it was made.
  private func randomEdit(
    of id: ID<Order>, _ town: SmallTown, _ generator: inout SeededGenerator, _ when: String
  ) async throws -> Bool {
    let orders = town.house.desks.orders
    let skus = SmallTown.items.map(\.sku).shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator))
    var wanted = OrderEdit(
      lines: try skus.map { try line($0, Int.random(in: 0...7, using: &generator), town) })
    if Bool.random(using: &generator) {
      wanted.address = Commerce.Address(
        line1: "1 New St", area: ["Osu", "Ridge", "Nowhere"].randomElement(using: &generator) ?? "")
    }
    let feed = try await town.house.desks.history.lastSequence()
    let preview: EditPreview
    do {
      preview = try await orders.preview(wanted, of: id, by: town.supervisor)
    } catch {
      let version = try await orders.detail(id, by: town.admin).order.version
      let same = await refused {
        try await orders.edit(wanted, of: id, version: version, town.intent(town.supervisor))
      }
      #expect(same, "\(when): refused when looked at, made when committed")
      #expect(try await town.house.desks.history.lastSequence() == feed, "\(when): a refused edit changed something")
      return false
    }
    var levels: [String: StockLevel] = [:]
    for item in preview.items { levels[item.sku] = try await town.level(try #require(town.variants[item.sku])) }
    try await orders.edit(wanted, of: id, version: preview.version, town.intent(town.supervisor))
    for item in preview.items {
      let level = try await town.level(try #require(town.variants[item.sku]))
      #expect(level.reserved - (levels[item.sku]?.reserved ?? 0) == item.reserved, "\(when) \(item.sku)")
    }
    let detail = try await orders.detail(id, by: town.admin)
    #expect(detail.order.totals.total == preview.newTotal, "\(when)")
    if case .refund(let amount) = preview.money { #expect(detail.refunds.last?.amount == amount, "\(when)") }
    for payment in detail.payments where payment.status.isLive {
      #expect(payment.amount == detail.order.totals.total, "\(when)")
    }
    return true
  }
}
