import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Customers, finding anything, saved views")
struct CustomerDeskTests {
  /// An order in the other town, by the same phone.
  private func placeElsewhere(_ town: SmallTown) async throws -> PlacedOrder {
    let milo = try #require(town.variants["MILO-400"])
    return try await town.house.desks.orders.place(
      OrderDraft(
        lines: [OrderDraft.Line(variant: milo, quantity: 1)],
        customer: Customer(name: "Kofi Elsewhere", phone: "+233244123456"),
        address: Commerce.Address(line1: "1 Harbour", area: "Osu"), paymentMethod: .cod),
      Intent(id: town.ids.next(), caller: Caller(person: town.staff.admin, site: town.elsewhere)))
  }

  @Test("a phone tells names, addresses and orders, with and without the country code, within reach alone (I39)")
  func card() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place([("MILO-400", 1)])
    try await town.place([("KEY-200", 1)], customer: "Ama Mensah", area: "Ridge")
    let foreign = try await placeElsewhere(town)
    let desk = town.house.desks.customers
    let card = try await desk.customer(phone: "0244 123 456", by: town.support)
    #expect(card.places.map(\.name) == ["Ama Mensah", "Kofi Mensah"])
    #expect(card.orders.count == 2 && card.open == 2)
    let everywhere = try await desk.customer(phone: "244123456", by: town.admin)
    #expect(everywhere.orders.contains { $0.id == foreign.id } && everywhere.orders.count == 3)
    await #expect(throws: CommerceError.forbidden(.seeCustomers)) {
      _ = try await desk.customer(phone: "0244123456", by: town.picker)
    }
  }

  @Test("notes about a customer stay in their town")
  func notes() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.customers
    try await desk.addNote("rings twice", aboutPhone: "0244123456", town.intent(town.support))
    let admin = Caller(person: town.staff.admin, site: town.elsewhere)
    try await desk.addNote("other town", aboutPhone: "+233 244 123456", town.intent(admin))
    #expect(try await desk.customer(phone: "0244123456", by: town.support).notes.map(\.text) == ["rings twice"])
    #expect(try await desk.customer(phone: "0244123456", by: town.admin).notes.count == 2)
  }

  @Test("anything in hand is found exactly: number, payment, parcel, tote, bin, barcode, SKU, phone")
  func anything() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 1)])
    let paid = try await town.place([("KEY-200", 1)], method: .momo)
    try await town.confirmPayment(paid.id, minor: paid.total.minor)
    let floor = town.house.desks.warehouse
    let list = try await floor.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101", "MILO-400"].map(SmallTown.code) {
      _ = try await floor.scan(code, on: list, town.intent(town.picker))
    }
    func found(_ text: String) async throws -> [AnythingHit.Target] {
      try await town.house.desks.customers.find(anything: text, limit: 20, by: town.support).map(\.target)
    }
    let milo = try #require(town.variants["MILO-400"])
    #expect(try await found(order.number.lowercased()) == [.order(order.id)])
    #expect(try await found("t-101") == [.tote("T-101", order.id)])
    #expect(try await found("A-01-1") == [.bin("A-01-1")])
    #expect(try await found(SmallTown.code("MILO-400")) == [.item(milo)])
    #expect(try await found("milo-400") == [.item(milo)])
    #expect(try await found("MM-1") == [.payment("MM-1", paid.id)])
    #expect(try await found("0244123456").first == .customer(phone: "0244123456"))
    #expect(try await found(String(order.number.suffix(4))).contains(.order(order.id)))
    #expect(try await found("kofi").contains(.customer(phone: "0244123456")))
    #expect(try await found("soap").contains(.item(try #require(town.variants["KEY-200"]))))
  }

  @Test("another town's things are not found, whatever they are looked for by (I39)")
  func anythingStaysInReach() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let foreign = try await placeElsewhere(town)
    let desk = town.house.desks.customers
    for text in [foreign.number, String(foreign.number.suffix(4)), "Elsewhere", "0244123456", "1 Harbour"] {
      let hits = try await desk.find(anything: text, limit: 50, by: town.supervisor)
      #expect(!hits.contains { $0.siteCode == "tema" }, "\(text)")
      #expect(!hits.contains { $0.target == .order(foreign.id) || $0.detail.contains("Elsewhere") }, "\(text)")
      #expect(!hits.contains { if case .customer = $0.target { true } else { false } }, "\(text)")
    }
    let codes = try await desk.find(anything: "T-101", limit: 50, by: town.supervisor)
    #expect(codes.map(\.siteCode) == ["accra"])
    // A picker sees orders and the floor, and no customers or payments.
    try await town.place([("MILO-400", 1)])
    let picked = try await desk.find(anything: "0244123456", limit: 50, by: town.picker)
    #expect(!picked.contains { if case .customer = $0.target { true } else { false } })
  }

  @Test("views are their owner's: kept, renamed, forgotten")
  func views() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.customers
    let late = SavedView(name: "late", address: "queue town=accra late")
    try await desk.saveView(late, town.intent(town.support))
    try await desk.saveView(SavedView(name: "mine", address: "queue mine"), town.intent(town.support))
    #expect(try await desk.views(by: town.support).map(\.name) == ["late", "mine"])
    #expect(try await desk.views(by: town.picker).isEmpty)
    await #expect(throws: CommerceError.conflict(FieldIssue("name", "is taken by another view"))) {
      try await desk.renameView("late", to: "mine", town.intent(town.support))
    }
    try await desk.renameView("late", to: "all that is late", town.intent(town.support))
    try await desk.removeView("mine", town.intent(town.support))
    #expect(
      try await desk.views(by: town.support) == [SavedView(name: "all that is late", address: late.address)])
    await #expect(throws: CommerceError.notFound(.view, "mine")) {
      try await desk.removeView("mine", town.intent(town.support))
    }
  }
}

@Suite("One action on several orders")
struct BulkOrderTests {
  @Test("what the plan says is what is done; what changed meanwhile stops all of it")
  func bulk() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    var ids: [ID<Order>] = []
    for number in 1...4 { ids.append(try await town.place([("MILO-400", number)]).id) }
    let desk = town.house.desks.orders
    try await desk.hold(ids[1], reason: "old", town.intent(town.support))
    let action = BulkOrderAction.hold(reason: "flood")
    let stale = try await desk.plan(action, on: ids, by: town.support)
    #expect(stale.done.map(\.order) == [ids[0], ids[2], ids[3]])
    try await desk.setPriority(1, of: ids[3], town.intent(town.support))
    let before = try await town.house.desks.history.lastSequence()
    await #expect(throws: CommerceError.refused(Refusal(.planChanged, remedy: .previewAgain))) {
      _ = try await desk.carryOut(action, on: ids, basis: stale.basis, town.intent(town.support))
    }
    #expect(try await town.house.desks.history.lastSequence() == before)
    let plan = try await desk.plan(action, on: ids, by: town.support)
    let intent = town.intent(town.support)
    let result = try await desk.carryOut(action, on: ids, basis: plan.basis, intent)
    #expect(result.done == plan.done.map(\.number))
    #expect(result.refused.values.sorted() == ["rule.order.on_hold"])
    #expect(try await desk.carryOut(action, on: ids, basis: plan.basis, intent) == result)
    for id in ids { #expect(try await desk.detail(id, by: town.support).order.hold != nil) }
  }

  @Test("cancelling several frees what the plan says")
  func cancel() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let first = try await town.place([("MILO-400", 2)]).id
    let second = try await town.place([("MILO-400", 3)]).id
    let desk = town.house.desks.orders
    let action = BulkOrderAction.cancel(reason: "flood")
    let plan = try await desk.plan(action, on: [first, second], by: town.support)
    #expect(plan.rows.map(\.freed) == [2, 3])
    _ = try await desk.carryOut(action, on: [first, second], basis: plan.basis, town.intent(town.support))
    #expect(try await town.level(try #require(town.variants["MILO-400"])).reserved == 0)
    #expect(try await town.store.check().problems.isEmpty)
  }
}
