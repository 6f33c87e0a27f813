import Commerce
import Operations
import Terminal

@testable import Console

/// What is known of a customer, found things and previews, for the screens of customer service.
enum ServiceSample {
  static let support = Session(
    person: Person(id: ID(9), email: "support@townhouse.example", name: "Sena Support"),
    sites: [ListSample.accra, ListSample.kasoa], grants: [Grant(role: .support, site: nil)])

  static let home = Commerce.Address(line1: "12 Oxford St", area: "Osu", landmark: "opposite the bank")

  static let card = CustomerCard(
    phone: "0244123456",
    places: [
      CustomerCard.Place(name: "Kofi Mensah", address: home, email: "", orders: 6, lastAt: ListSample.now),
      CustomerCard.Place(
        name: "Kofi's shop", address: Commerce.Address(line1: "3 Market Lane", area: "Labadi"), email: "", orders: 2,
        lastAt: ListSample.now.adding(minutes: -5000)),
    ],
    orders: ListSample.orderRows(0..<8), open: 2, hasMore: false, balance: Money(minor: 2500, .cedi),
    notes: [
      CustomerNote(
        phone: "0244123456", site: ID(1), text: "rings twice, gate is blue", author: "Sena Support", at: ListSample.now)
    ], lastFeeMinor: 1500)

  static func hit(_ sku: String, _ name: String, price: Int64, free: Int, id: Int64) -> StockHit {
    StockHit(
      variant: Variant(
        id: ID(id), product: ID(1), sku: sku, name: name, unit: "tin", weightGrams: 400, strict: false,
        priceMinor: price), level: StockLevel(onHand: free), binCode: "A-01-1")
  }

  static let milo = hit("MILO-400", "MILO 400 G", price: 4250, free: 38, id: 1)
  static let soap = hit("KEY-200", "KEY SOAP 200 G", price: 650, free: 2, id: 2)

  static let found = [
    AnythingHit(
      .customer(phone: "0244123456"), label: "Kofi Mensah", detail: "customer, 0244123456", isExact: false),
    AnythingHit(
      .order(ID(417)), label: "ORD-20261121-0417", detail: "picking, Kofi Mensah, GHS 329.50", siteCode: "accra",
      isExact: false),
    AnythingHit(
      .order(ID(402)), label: "ORD-20261120-0402", detail: "delivered, Kofi Mensah, GHS 84.00", siteCode: "kasoa",
      isExact: false),
    AnythingHit(.item(ID(3)), label: "KOFI BROKEMAN PLANTAIN", detail: "item, KOFI-1", isExact: false),
  ]

  /// A console at the phone that shows a screen, told these messages.
  static func showing(_ screen: any Screen, _ size: Size, told messages: [Message] = []) -> Program {
    var settings = ConsoleSettings()
    settings.lastTown = "accra"
    var program = Program(settings: settings, session: support, now: ListSample.now)
    _ = program.start(size: size, now: ListSample.now)
    let id = program.mint()
    program.stack.append(OpenScreen(id: id, screen: screen))
    let context = program.context()
    let effects = program.stack[program.stack.count - 1].screen.opened(context)
    program.carryOut(effects, of: id)
    for message in messages { program.tell(message, screen: id) }
    _ = program.takeOutputs()
    return program
  }

  /// A new order as it stands after the phone, its customer taken, and two items.
  static var written: [Message] {
    get throws {
      let totals = try OrderTotals(currency: .cedi, subtotalMinor: 16_650, deliveryMinor: 1500)
      let preview = OrderPreview(
        lines: [
          OrderPreview.Line(variant: milo.variant, quantity: 3, available: 38),
          OrderPreview.Line(variant: soap.variant, quantity: 6, available: 2),
        ], totals: totals, promiseAt: ListSample.now.adding(minutes: 60), zone: "3 Osu", refusal: nil)
      return [
        .key(.enter), .answer(.service(.customer(card)), tag: "customer"), .key(.enter),
        .answer(.stockHits([milo]), tag: "add 1 3 6030000000011"), .answer(.stockHits([soap]), tag: "add 2 6 key-200"),
        .answer(.service(.preview(preview)), tag: "preview"),
      ]
    }
  }
}
