import Commerce
import Operations
import TestSupport
import Testing

/// What the order and customer desks take and answer travels as JSON and arrives as it left.
@Suite("The order and customer desks over a wire")
struct OrderWireTests {
  @Test func placingAndFinding() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.orders
    let draft = try wired(
      OrderDraft(
        lines: [OrderDraft.Line(variant: town.variant("PHONE-X"), quantity: 11)],
        customer: Customer(name: "Akosua “Ko” Ðoe", phone: "0244123456", email: "a@b.example"),
        address: Address(line1: "1 High St\nback door", area: "Osu"), paymentMethod: .momo, deliveryMinor: 1500,
        note: "ring\ttwice \\ / \u{1F3E0}", priority: 1, proof: .code,
        slot: OrderDraft.WantedSlot(day: 1, slot: DaySlot(from: 540, until: 720))))
    let short = try wired(try await desk.preview(draft, by: town.support))
    #expect(short.refusal != nil)
    var possible = draft
    possible.lines[0].quantity = 1
    let placed = try wired(try await desk.place(possible, wired(town.intent(town.support))))
    for number in 1...3 { try await town.place([("MILO-400", number)]) }
    for query in [OrderQuery(), OrderQuery(text: "kofi", site: town.site, statuses: [.pendingFulfilment])] {
      try wired(try await desk.find(wired(query), wired(PageRequest(limit: 2)), by: town.support))
    }
    try wired(try await desk.detail(placed.id, by: town.support))
    #expect(try wired(try await desk.detail(number: placed.number, by: town.admin)).order.id == placed.id)
  }

  @Test func anOrderWithAWholeLife() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.orders
    let (order, dispatch) = try await town.out([("MILO-400", 2), ("KEY-200", 1)], method: .momo)
    try wired(try await desk.detail(order.id, by: town.admin))
    _ = try await town.house.desks.dispatch.fail(
      dispatch, reason: .refused, note: "too late", town.intent(town.driver))
    try await desk.addNote("called twice", to: order.id, town.intent(town.support))
    try await town.carryOut(.backToDepot([order.id]))
    let detail = try wired(try await desk.detail(order.id, by: town.admin))
    #expect(!detail.refunds.isEmpty && !detail.notes.isEmpty && !detail.attempts.isEmpty && !detail.parcels.isEmpty)
    #expect(detail.actions.contains { $0.refusal != nil })
  }

  @Test func editsAndBulkActions() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.orders
    let order = try await town.place([("MILO-400", 2), ("KEY-200", 3)])
    let edit = try wired(
      OrderEdit(
        lines: [OrderEdit.Line(variant: town.variant("MILO-400"), quantity: 5)], name: "Ama",
        address: Address(line1: "7 Beach Road", area: "Labadi"), note: "", deliveryMinor: 200))
    let preview = try wired(try await desk.preview(edit, of: order.id, by: town.support))
    #expect(!preview.items.isEmpty && !preview.fields.isEmpty)
    try await desk.edit(edit, of: order.id, version: preview.version, town.intent(town.support))
    let paid = try await town.place([("RICE-5", 2)], method: .momo)
    try await town.confirmPayment(paid.id, minor: paid.total.minor)
    let less = OrderEdit(lines: [OrderEdit.Line(variant: town.variant("RICE-5"), quantity: 1)])
    try wired(try await desk.preview(less, of: paid.id, by: town.support))
    try await desk.hold(paid.id, reason: "fraud", town.intent(town.support))
    try wired(try await desk.detail(paid.id, by: town.support))
    for action in [
      BulkOrderAction.hold(reason: "flood"), .release, .note("all of them"), .priority(1), .cancel(reason: "flood"),
    ] {
      let orders = [order.id, paid.id]
      let plan = try wired(try await desk.plan(wired(action), on: orders, by: town.support))
      try wired(try await desk.carryOut(action, on: orders, basis: plan.basis, town.intent(town.support)))
    }
  }

  @Test func customersAndWhatIsFound() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.customers
    let order = try await town.place([("MILO-400", 1)])
    let paid = try await town.place([("KEY-200", 1)], method: .momo)
    try await town.confirmPayment(paid.id, minor: paid.total.minor)
    let (out, _) = try await town.out([("FRYTOL-1", 1)])
    let floor = town.house.desks.warehouse
    let list = try await floor.claim([order.id], town.intent(town.picker)).list.id
    _ = try await floor.scan("T-120", on: list, town.intent(town.picker))
    try await desk.addNote("rings twice", aboutPhone: "0244123456", town.intent(town.support))
    let card = try wired(try await desk.customer(phone: "0244123456", by: town.support))
    #expect(!card.places.isEmpty && !card.orders.isEmpty && !card.notes.isEmpty)
    try wired(try await desk.orders(ofPhone: "0244123456", wired(PageRequest(limit: 1)), by: town.support))
    #expect(try !wired(try await desk.findCustomers("kofi", limit: 5, by: town.support)).isEmpty)
    let parcel = try #require(try await town.detail(out.id).parcels.first).code
    var kinds = 0
    for text in [order.number, "0244123456", "milo-400", parcel, "R-001", "MM-1", "T-120", "T-119", "A-01-1"] {
      let hits = try wired(try await desk.find(anything: text, limit: 20, by: town.admin))
      #expect(!hits.isEmpty, "\(text)")
      kinds += hits.isEmpty ? 0 : 1
    }
    #expect(kinds == 9)
    let view = try wired(SavedView(name: "late", address: "queue town=accra late"))
    try await desk.saveView(view, town.intent(town.support))
    #expect(try wired(try await desk.views(by: town.support)) == [view])
  }
}
