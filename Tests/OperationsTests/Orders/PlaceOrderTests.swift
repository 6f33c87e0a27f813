import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Placing orders")
struct PlaceOrderTests {
  @Test("number, zone, promise, totals and birth are the house's own (I10, I12, I19, I61)")
  func particulars() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let cash = try await town.place([("MILO-400", 2), ("KEY-200", 3)])
    let momo = try await town.place([("RICE-5", 1)], area: "Nowhere", method: .momo)
    #expect(cash.number == "ORD-20261121-0001" && momo.number == "ORD-20261121-0002")
    #expect(cash.status == .pendingFulfilment && momo.status == .pendingPayment)
    #expect(cash.total == Money(minor: 2 * 4250 + 3 * 650, .cedi))
    let detail = try await town.house.desks.orders.detail(number: " ord-20261121-0001 ", by: town.admin)
    #expect(detail.order.id == cash.id && detail.zone == "3 Osu")
    #expect(detail.order.promiseAt == town.clock.now.adding(minutes: 60))
    #expect(detail.payments.map(\.amount) == [cash.total])
    #expect(detail.lines.map(\.quantity) == [2, 3])
    let other = try await town.house.desks.orders.detail(momo.id, by: town.admin)
    #expect(other.zone.isEmpty && other.order.paymentStatus == .initiated)
  }

  @Test("one line too many and nothing happens at all (I3)")
  func allOrNothing() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let before = try await town.house.desks.history.lastSequence()
    await #expect(throws: CommerceError.self) { try await town.place([("MILO-400", 2), ("PHONE-X", 11)]) }
    #expect(try await town.level(try #require(town.variants["MILO-400"])).reserved == 0)
    #expect(try await town.house.desks.history.lastSequence() == before)
    let found = try await town.house.desks.orders.find(OrderQuery(), PageRequest(), by: town.admin)
    #expect(found.rows.isEmpty)
    #expect(try await town.place([("MILO-400", 1)]).number == "ORD-20261121-0001")
  }

  @Test("the same command again answers the same order; its id serves no other command (I31)")
  func once() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let line = OrderDraft.Line(variant: try #require(town.variants["MILO-400"]), quantity: 4)
    let intent = town.intent(town.admin)
    let desk = town.house.desks.orders
    let first = try await desk.place(town.draft([line]), intent)
    let sequence = try await town.house.desks.history.lastSequence()
    #expect(try await desk.place(town.draft([line]), intent) == first)
    #expect(try await town.level(line.variant).reserved == 4)
    await #expect(throws: CommerceError.refused(Refusal(.commandReused, remedy: .tryAgain))) {
      try await desk.hold(first.id, reason: "x", intent)
    }
    #expect(try await town.house.desks.history.lastSequence() == sequence)
  }

  @Test("a later price never changes an order (I12)")
  func snapshot() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let before = try await town.place([("MILO-400", 1)])
    let variant = try #require(town.variants["MILO-400"])
    try await town.store.write { transaction throws(CommerceError) in
      guard var milo = try transaction.variant(variant) else { return }
      milo.priceMinor = 9999
      milo.name = "MILO NEW"
      try transaction.update(milo)
    }
    let detail = try await town.house.desks.orders.detail(before.id, by: town.admin)
    #expect(detail.lines[0].unitPriceMinor == 4250 && detail.lines[0].name == "MILO 400 G")
    #expect(detail.order.totals.totalMinor == 4250)
    #expect(try await town.place([("MILO-400", 1)]).total.minor == 9999)
  }

  @Test("every wrong field is named at once, and nothing is reserved")
  func invalid() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let milo = try #require(town.variants["MILO-400"])
    var draft = town.draft([OrderDraft.Line(variant: milo, quantity: 0), OrderDraft.Line(variant: milo, quantity: 1)])
    draft.customer = Customer(name: "  ", phone: "call me", email: "nobody")
    draft.priority = 7
    let error = await #expect(throws: CommerceError.self) {
      _ = try await town.house.desks.orders.place(draft, town.intent(town.admin))
    }
    guard case .invalid(let issues) = error else { return #expect(error == nil) }
    #expect(
      Set(issues.map(\.field)) == [
        "lines[0].quantity", "lines[1].variant", "customer.name", "customer.phone", "customer.email", "priority",
      ])
    await #expect(throws: CommerceError.self) {
      _ = try await town.house.desks.orders.place(town.draft([]), town.intent(town.admin))
    }
    let negative = OrderDraft(
      lines: [OrderDraft.Line(variant: milo, quantity: 1)], customer: Customer(name: "A"),
      address: Address(line1: "B"), paymentMethod: .cod, deliveryMinor: -1)
    await #expect(throws: CommerceError.self) {
      _ = try await town.house.desks.orders.place(negative, town.intent(town.admin))
    }
    let unknown = town.draft([OrderDraft.Line(variant: ID(9999), quantity: 1)])
    await #expect(throws: CommerceError.self) {
      _ = try await town.house.desks.orders.place(unknown, town.intent(town.admin))
    }
    #expect(try await town.level(milo).reserved == 0)
  }

  @Test("hostile names are kept as they were given", arguments: ["\u{1B}[2J", "\u{202E}evil", "a\u{0}b", "👩‍👩‍👧 Ɔ"])
  func hostile(name: String) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 1)], customer: name)
    #expect(try await town.house.desks.orders.detail(order.id, by: town.admin).order.customer.name == name)
  }
}
