import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct ServiceGoldens {
  private func check(_ program: Program, _ name: String) {
    let mismatch = Golden.mismatch(program.frame, name)
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: Golden.sizes) func newOrder(size: Size) throws {
    check(ServiceSample.showing(NewOrderScreen(), size), "new-order")
    let screen = NewOrderScreen(phone: "0244123456")
    check(ServiceSample.showing(screen, size, told: try ServiceSample.written), "new-order-written")
  }

  @Test(arguments: Golden.sizes) func placing(size: Size) throws {
    let totals = try OrderTotals(currency: .cedi, subtotalMinor: 12_750, deliveryMinor: 1500)
    let preview = OrderPreview(
      lines: [OrderPreview.Line(variant: ServiceSample.milo.variant, quantity: 3, available: 38)], totals: totals,
      promiseAt: ListSample.now.adding(minutes: 60), zone: "3 Osu", refusal: nil)
    let asked = Array(try ServiceSample.written.prefix(4)) + [.answer(.service(.preview(preview)), tag: "confirm")]
    check(ServiceSample.showing(NewOrderScreen(phone: "0244123456"), size, told: asked), "new-order-preview")
    let placed = PlacedOrder(
      id: ID(418), number: "ORD-20261121-0418", status: .pendingFulfilment, total: Money(minor: 14_250, .cedi))
    let screen = NewOrderScreen(phone: "0244123456")
    check(
      ServiceSample.showing(
        screen, size, told: Array(try ServiceSample.written.prefix(4)) + [.answer(.placed(placed), tag: "place")]),
      "new-order-placed")
  }

  @Test(arguments: Golden.sizes) func editing(size: Size) throws {
    let told: [Message] = [
      .answer(.order(try ListSample.detail()), tag: "order"), .key(.character("4")),
      .answer(
        .stockHits([ServiceSample.hit("FRYTOL-1", "FRYTOL OIL 1 L", price: 3900, free: 30, id: 77)]), tag: "add 1 2 x"),
    ]
    check(ServiceSample.showing(EditOrderScreen(number: "ORD-20261121-0417"), size, told: told), "edit-order")
    let preview = EditPreview(
      order: ID(417), number: "ORD-20261121-0417", version: 3,
      items: [
        EditPreview.Item(
          sku: "MILO-400", name: "MILO 400 G", from: 2, to: 4, reserved: 2, available: 38, walk: ["+2 at A-01-1"]),
        EditPreview.Item(
          sku: "KEY-200", name: "KEY SOAP 200 G", from: 6, to: 0, reserved: -6, available: 2, walk: ["-6 at A-07-1"]),
      ], fields: [EditPreview.Field(name: "zone", old: "3 Osu", new: "1 Labadi")],
      oldTotal: Money(minor: 32_950, .cedi), newTotal: Money(minor: 37_550, .cedi),
      money: .collect(Money(minor: 37_550, .cedi)), promiseAt: ListSample.now.adding(minutes: 58),
      holder: "Yaw Boateng")
    check(
      ServiceSample.showing(
        EditOrderScreen(number: "ORD-20261121-0417"), size,
        told: told + [.answer(.service(.edit(preview)), tag: "preview")]), "edit-order-preview")
  }

  @Test func aNumberTypedAfterARefusalBeginsAnew() throws {
    var program = ServiceSample.showing(
      EditOrderScreen(number: "ORD-20261121-0417"), Size(columns: 80, rows: 24),
      told: [.answer(.order(try ListSample.detail()), tag: "order"), .key(.character("9"))])
    func quantity() -> Int? { (program.top?.screen as? EditOrderScreen)?.fields.items.lines.first?.quantity }
    #expect(quantity() == 9)
    program.press(.function(10))
    program.type("3")
    #expect(quantity() == 3)
  }

  @Test(arguments: Golden.sizes) func finding(size: Size) {
    let told: [Message] = [
      .key(.character("k")), .key(.character("o")), .answer(.service(.found(ServiceSample.found)), tag: "find ko"),
      .action("list.down"),
    ]
    check(ServiceSample.showing(FindScreen(""), size, told: told), "find")
  }

  @Test(arguments: Golden.sizes) func customers(size: Size) {
    let rows = ListSample.orderRows(0..<6).map { row in
      CustomerRow(
        name: row.customer, phone: row.phone, last: row.id, lastAt: row.placedAt, total: row.total, orders: 2)
    }
    check(
      ServiceSample.showing(
        CustomersScreen(""), size, told: [.answer(.service(.customers(rows)), tag: "customers")]), "customers")
    let told: [Message] = [
      .answer(.service(.customer(ServiceSample.card)), tag: "card"),
      .answer(.orders(Page(rows: ListSample.orderRows(0..<8))), tag: "page 1"),
    ]
    check(ServiceSample.showing(CustomerScreen(phone: "0244123456"), size, told: told), "customer")
  }

  @Test(arguments: Golden.sizes) func views(size: Size) {
    let views = [
      SavedView(name: "late in Osu", address: "queue town=accra zone=3 late"),
      SavedView(name: "my customer", address: "customer town=accra 0244123456"),
    ]
    check(
      ServiceSample.showing(ViewsScreen(), size, told: [.answer(.service(.views(views)), tag: "views")]), "views")
  }
}

@Suite struct ServiceWorkflows {
  private let size = Size(columns: 80, rows: 24)

  @Test func aKnownCustomerIsTakenByTwoEnters() throws {
    let program = ServiceSample.showing(NewOrderScreen(phone: "0244123456"), size, told: try ServiceSample.written)
    let screen = try #require(program.top?.screen as? NewOrderScreen)
    #expect(screen.fields.person.name == "Kofi Mensah" && screen.fields.address == ServiceSample.home)
    #expect(screen.fields.terms["fee"] == "15.00")
    #expect(screen.fields.items.draft.map(\.quantity) == [3, 6])
    #expect(screen.hasUnsavedWork)
  }

  @Test func scansFollowEachOtherWithoutWaitingAndAgainAddsOne() throws {
    var program = ServiceSample.showing(NewOrderScreen(), size, told: [.action("new_order.items")])
    let asked = "6030000000011".flatMap { program.press(.character($0)) }
    _ = asked
    program.press(.enter)
    let screen = try #require(program.top?.screen as? NewOrderScreen)
    #expect(screen.fields.items.prompt.isEmpty)
    for number in 1...2 {
      program.tell(.answer(.stockHits([ServiceSample.milo]), tag: "add \(number) 1 6030000000011"))
    }
    let after = try #require(program.top?.screen as? NewOrderScreen)
    #expect(after.fields.items.draft.map(\.quantity) == [2])
  }

  @Test func anErrorKeepsTheDraft() throws {
    let issues = [FieldIssue("customer.name", "is empty")]
    let program = ServiceSample.showing(
      NewOrderScreen(phone: "0244123456"), size,
      told: try ServiceSample.written + [
        .answer(.failed(.invalid(issues), .orders(.detail(ID(1)))), tag: "place")
      ])
    let screen = try #require(program.top?.screen as? NewOrderScreen)
    #expect(screen.fields.field == "name" && screen.placed == nil)
    #expect(screen.fields.items.lines.count == 2)
  }

  @Test func whatOthersChangeIsTakenInAndWhatIsEnteredStays() throws {
    let context = ListSample.context()
    var detail = try ListSample.detail()
    var screen = EditOrderScreen(number: detail.order.number)
    _ = screen.update(.answer(.order(detail), tag: "order"), context)
    screen.apply("name", "Somebody Else")
    detail.order.customer.name = "Another"
    detail.order.note = "ring the bell"
    _ = screen.update(.answer(.order(detail), tag: "order"), context)
    #expect(screen.fields.customer["name"] == "Somebody Else")
    #expect(screen.fields.terms["note"] == "ring the bell")
  }

  @Test func oneThingFoundOpensAtOnceAndSeveralWait() {
    var screen = FindScreen("0417")
    let context = ListSample.context()
    _ = screen.opened(context)
    let one = screen.update(.answer(.service(.found([ServiceSample.found[1]])), tag: "find 0417"), context)
    #expect(one == [.open(.order(.id(ID(417)), neighbours: []))])
    var several = FindScreen("kofi")
    _ = several.opened(context)
    #expect(several.update(.answer(.service(.found(ServiceSample.found)), tag: "find kofi"), context).isEmpty)
    #expect(
      several.update(.action("find.open"), context) == [.open(.service(.customer("0244123456")))])
  }

  @Test func markedOrdersAreHeldAsPreviewed() throws {
    var bench = ListBench("orders status=pending_fulfilment")
    bench.press(.character(" "), .character(" "), .character("h"))
    bench.type("flood")
    bench.press(.enter)
    let action = BulkOrderAction.hold(reason: "flood")
    guard case .service(.plan(action, let ids))? = bench.calls.last else {
      Issue.record("no plan was asked for: \(String(describing: bench.calls.last))")
      return
    }
    #expect(ids.count == 2)
  }

  @Test func theAddressesOfTheseViewsReadThemselvesBack() {
    for view in ServiceView.examples + [.newOrder("0244123456"), .find("kofi mensah"), .customers("ama")] {
      let address = Address(.service(view), town: "accra")
      #expect(Address(address.text) == address, "\(address.text)")
    }
  }
}
