import Commerce
import Operations
import Terminal
import Testing

@testable import Console

/// A town, a person and rows for the tests of lists and details; times count from a Saturday at 14:30 in Accra.
enum ListSample {
  static let now = Instant(milliseconds: 1_795_271_400_000)

  static let accra = Site(
    id: ID(1), code: "accra", name: "Accra", kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 480,
    closes: 1200, promiseMinutes: 60)
  static let kasoa = Site(
    id: ID(2), code: "kasoa", name: "Kasoa", kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 480,
    closes: 1200, promiseMinutes: 60)
  static let ama = Person(id: ID(7), email: "ama@townhouse.example", name: "Ama Koomson", badge: "B-1")

  static let zones = [
    Zone(id: ID(11), site: ID(1), code: "1", name: "Labadi", lane: ID(1)),
    Zone(id: ID(13), site: ID(1), code: "3", name: "Osu", lane: ID(3)),
  ]

  static func context(_ columns: Int = 80, _ rows: Int = 24, role: Commerce.Role = .supervisor) -> Context {
    let size = Size(columns: columns, rows: rows)
    return Context(
      now: now, size: size, area: Layout(size).work,
      session: Session(person: ama, sites: [accra, kasoa], grants: [Grant(role: role, site: nil)]), site: accra,
      settings: ConsoleSettings(), themes: [], scanLine: LineEditor(), waitingSince: nil, typedAhead: 0)
  }

  /// The screen's own part of the terminal, as text.
  static func drawn(_ screen: any Screen, _ context: Context, glyphs: Glyphs = .unicode) -> Canvas {
    var canvas = Canvas(context.size, glyphs: glyphs)
    screen.view(&canvas, in: context.area, context)
    return canvas
  }

  static let customers = [
    "Abena Owusu", "Esi Tetteh", "Kofi Mensah", "Grace Addo", "Nii Lamptey", "guest", "Yaa Asantewaa",
    "Kwabena Oppong-Agyemang", "O\u{301}kyere \u{1B}[31mRed", "李小龙",
  ]

  /// A row of the queue; the higher its number, the later its promise.
  static func queueRow(
    _ number: Int, priority: Int = 0, stage: FloorStage = .waiting, holder: String = "", hold: String? = nil
  ) -> QueueRow {
    QueueRow(
      key: QueueKey(
        priority: priority, promiseAt: now.adding(minutes: number * 7 - 21), order: ID(Int64(400 + number))),
      number: "ORD-20261121-0\(400 + number)", stage: stage, placedAt: now.adding(minutes: -90 + number),
      lines: 1 + number % 11, units: 3 + number * 2, zone: number % 2 == 0 ? "3 Osu" : "1 Labadi",
      customer: customers[number % customers.count], holder: holder, holderID: holder.isEmpty ? nil : ID(9),
      leaseUntil: holder.isEmpty ? nil : now.adding(minutes: 13), holdReason: hold,
      pickList: holder.isEmpty ? nil : ID(5))
  }

  static func queueRows(_ numbers: Range<Int>) -> [QueueRow] {
    numbers.map { number in
      switch number {
      case 1: queueRow(1, stage: .picking, holder: "Yaw B.")
      case 3: queueRow(3, hold: "address unclear")
      default: queueRow(number)
      }
    }
  }

  static func orderRow(_ number: Int, status: OrderStatus = .pendingFulfilment, town: Site = accra) -> OrderRow {
    OrderRow(
      id: ID(Int64(number)), number: "ORD-20261121-0\(400 + number)", siteCode: town.code, site: town.id,
      status: status, customer: customers[number % customers.count], phone: "024•••8812",
      total: Money(minor: 18_450 + Int64(number) * 1000, .cedi), paymentMethod: number % 3 == 0 ? .momo : .cod,
      paymentStatus: number % 3 == 0 ? .paid : .pending, placedAt: now.adding(minutes: -number * 9),
      promiseAt: now.adding(minutes: 60 - number * 9), onHold: number == 4)
  }

  static let statuses: [OrderStatus] = [
    .pendingFulfilment, .picking, .packed, .delivered, .pendingFulfilment, .cancelled, .failed, .outForDelivery,
  ]

  /// The newest first.
  static func orderRows(_ numbers: Range<Int>) -> [OrderRow] {
    numbers.reversed().map { orderRow($0, status: statuses[$0 % statuses.count]) }
  }

  static func detail(
    _ number: Int = 17, status: OrderStatus = .picking, hold: Hold? = nil, holder: String = "Yaw Boateng",
    pickList: ID<PickList>? = nil, refused: [OrderAction: CommerceError] = [:]
  ) throws -> OrderDetail {
    let id = ID<Order>(Int64(400 + number))
    let order = Order(
      id: id, uuid: UniqueID(high: 1, low: 2), number: "ORD-20261121-0\(400 + number)", site: accra.id,
      channel: .town, mode: .delivery, status: status, paymentMethod: .cod, paymentStatus: .pending, priority: 1,
      customer: Customer(name: "Kofi Mensah", phone: "0244123456", email: "kofi@example.com"),
      address: Address(line1: "12 Oxford St", area: "Osu", landmark: "behind the blue kiosk"), zone: ID(13),
      totals: try OrderTotals(currency: .cedi, subtotalMinor: 31_450, deliveryMinor: 1500),
      placedAt: now.adding(minutes: -22), promiseAt: now.adding(minutes: 58), hold: hold,
      note: "Call before delivery", pickList: pickList, statusAt: now)
    return OrderDetail(
      order: order, site: accra, zone: "3 Osu", lines: lines(of: id),
      payments: [
        Payment(
          id: ID(1), order: id, method: .cod, status: .pending, amount: order.totals.total, createdAt: now,
          updatedAt: now)
      ], refunds: [],
      notes: [OrderNote(order: id, text: "Customer asked for no plastic bags.", author: "Sena S.", at: now)],
      parcels: [], totes: ["T-118"], shortages: [], holder: holder, timeline: timeline(of: id),
      actions: OrderAction.allCases.map { ActionState($0, refusal: refused[$0]) })
  }

  private static func lines(of order: ID<Order>) -> [OrderLine] {
    [
      ("MILO-400", "MILO 400 G", 2, 4250, 2), ("RICE-5", "RICE LONG GRAIN 5 KG", 1, 12_000, 0),
      ("KEY-200", "KEY SOAP 200 G", 6, 650, 0), ("TOMATO-210", "TIN TOMATO 210 G", 12, 500, 0),
    ].enumerated().map { index, line in
      OrderLine(
        id: ID(Int64(index + 1)), order: order, variant: ID(Int64(index + 1)), sku: line.0, name: line.1,
        quantity: line.2, unitPriceMinor: Int64(line.3), picked: line.4)
    }
  }

  private static func timeline(of order: ID<Order>) -> [RecordedChange] {
    let steps = [
      ("status", "", "pending_fulfilment", ""), ("priority", "0", "1", "promised to the mother"),
      ("status", "pending_fulfilment", "picking", ""), ("picked", "", "2 MILO 400 G", ""),
    ]
    return steps.enumerated().map { index, step in
      RecordedChange(
        sequence: Int64(index + 1), at: now.adding(minutes: -22 + index * 5), actor: ama.id, actorName: "Ama K.",
        command: UniqueID(high: 0, low: UInt64(index)),
        change: Change(
          .order, order.serial, site: accra.id, field: step.0, old: step.1, new: step.2, reason: step.3))
    }
  }

  static let rice = Variant(
    id: ID(2), product: ID(2), sku: "RICE-5", name: "RICE LONG GRAIN 5 KG", unit: "bag", weightGrams: 5000,
    strict: false, priceMinor: 12_000)

  static func card() -> StockCard {
    func bin(_ code: String, _ walk: Int) -> Bin {
      Bin(id: ID(Int64(walk)), site: accra.id, code: code, kind: .pick, walkOrder: walk)
    }
    return StockCard(
      variant: rice, price: Money(minor: 12_000, .cedi),
      barcodes: [
        Barcode(code: "6030000000028", variant: rice.id),
        Barcode(code: "16030000000025", variant: rice.id, packQuantity: 4),
      ],
      level: StockLevel(onHand: 40, reserved: 7, damaged: 1, awaitingPutBack: 0, inTransit: 12),
      bins: [
        BinStock(bin: bin("A-03-2", 2), variant: rice.id, onHand: 20, allocated: 3),
        BinStock(bin: bin("B-05-1", 5), variant: rice.id, onHand: 19, allocated: 0),
      ],
      others: [StockCard.SiteLevel(site: "Kasoa", level: StockLevel(onHand: 11, reserved: 2))])
  }

  static func moves(_ numbers: Range<Int>) -> [RecordedMove] {
    numbers.reversed().map { number in
      let isPick = number % 3 == 0
      return RecordedMove(
        sequence: Int64(number), at: now.adding(minutes: -(60 - number)), actorName: isPick ? "Ama K." : "Esi S.",
        move: StockMove(
          site: accra.id, variant: rice.id, quantity: 1 + number % 4, from: isPick ? .bin(ID(2)) : .supplier,
          to: isPick ? .tote(ID(118)) : .bin(ID(2)), reason: isPick ? .pick : .receipt, order: isPick ? ID(417) : nil),
        fromCode: isPick ? "A-03-2" : "supplier", toCode: isPick ? "T-118" : "A-03-2",
        orderNumber: isPick ? "ORD-20261121-0417" : nil)
    }
  }
}

/// The value, or the end of the test. A function, because the macro takes no calls that change what they are made on.
func need<Value>(_ value: Value?) throws -> Value { try #require(value) }
