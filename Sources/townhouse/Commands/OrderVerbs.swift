internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let orderVerbs = [
    Verb(
      "orders find", "TEXT", count: 0...20, options: acting + [.limit],
      about: "orders by number, its end, phone, name, e-mail or SKU; newest first", run: findOrders),
    Verb(
      "orders show", "NUMBER", count: 1...1, options: acting, about: "an order with lines, payments and history",
      run: showOrder),
  ]

  private static func findOrders(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    let query = OrderQuery(text: request.words.joined(separator: " "), site: acting.site.id)
    let page = try await acting.desks.orders.find(query, PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      ["orders": .list(page.rows.map(JSONText.init(row:))), "more": .flag(page.hasAfter)]
    ) {
      let rows = page.rows.map { row in
        [
          row.number, row.siteCode, row.status.rawValue, row.customer, row.phone, row.total.text,
          row.paymentMethod.rawValue + " " + row.paymentStatus.rawValue, acting.time(row.placedAt),
        ]
      }
      guard !rows.isEmpty else { return ["no order found"] }
      let head = ["NUMBER", "TOWN", "STATUS", "CUSTOMER", "PHONE", "TOTAL", "PAYMENT", "PLACED"]
      return Output.table(head, rows, right: [5]) + (page.hasAfter ? ["… and more: --limit N"] : [])
    }
  }

  private static func showOrder(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let detail = try await acting.order(request.words[0])
    try request.output.answer(JSONText(detail: detail)) { text(of: detail, acting) }
  }

  private static func text(of detail: OrderDetail, _ acting: Acting) -> [String] {
    let order = detail.order
    var lines = [
      "\(order.number)  \(order.status.rawValue)  \(detail.site.name)"
        + (order.hold.map { "  ON HOLD: \($0.reason)" } ?? ""),
      "placed \(acting.time(order.placedAt))  promised \(acting.time(order.promiseAt))",
      "\(order.customer.name)  \(order.customer.phone)  \(order.address.line1), \(order.address.area)  \(detail.zone)",
      "",
    ]
    let rows = detail.lines.map { line in
      [
        line.sku, line.name, String(line.quantity), String(line.picked), String(line.packed),
        Money(minor: line.totalMinor, order.totals.currency).digits,
      ]
    }
    lines += Output.table(["SKU", "ITEM", "QTY", "PICKED", "PACKED", "AMOUNT"], rows, right: [2, 3, 4, 5])
    lines += ["", "total \(order.totals.total.text), \(order.paymentMethod.rawValue) \(order.paymentStatus.rawValue)"]
    if !detail.totes.isEmpty { lines.append("totes " + detail.totes.joined(separator: " ")) }
    if !detail.parcels.isEmpty { lines.append("parcels " + detail.parcels.map(\.code).joined(separator: " ")) }
    lines += detail.notes.map { "note \(acting.time($0.at)) \($0.author): \($0.text)" }
    lines.append("")
    lines += detail.timeline.map { change in
      "\(acting.time(change.at))  \(change.actorName)  \(change.change.field): \(change.change.old) → \(change.change.new)"
    }
    return lines
  }
}

extension Acting {
  /// An order by its number, or by the end of it when only one of the town ends so.
  func order(_ number: String) async throws -> OrderDetail {
    let orders = desks.orders
    guard number.allSatisfy(\.isNumber) else {
      return try await orders.detail(number: number.uppercased(), by: caller)
    }
    let ending = try await orders.find(
      OrderQuery(text: number, site: site.id), PageRequest(limit: 50), by: caller
    ).rows.filter { $0.number.hasSuffix(number) }
    guard let only = ending.first, ending.count == 1 else {
      guard ending.isEmpty else {
        throw Failure.usage("several orders end in \(number): " + ending.map(\.number).joined(separator: " "))
      }
      throw CommerceError.notFound(.order, number)
    }
    return try await orders.detail(only.id, by: caller)
  }

  /// Day and time of the town.
  func time(_ instant: Instant) -> String {
    let local = LocalTime(instant, offsetMinutes: site.utcOffsetMinutes)
    return local.date + " " + local.clock
  }
}

extension JSONText {
  init(row: OrderRow) {
    self = [
      "number": .text(row.number), "town": .text(row.siteCode), "status": .text(row.status.rawValue),
      "customer": .text(row.customer), "phone": .text(row.phone), "total": JSONText(row.total),
      "payment": ["method": .text(row.paymentMethod.rawValue), "status": .text(row.paymentStatus.rawValue)],
      "placed_at": JSONText(row.placedAt), "promise_at": JSONText(row.promiseAt), "on_hold": .flag(row.onHold),
    ]
  }

  init(detail: OrderDetail) {
    let order = detail.order
    self = [
      "number": .text(order.number), "id": .text(order.uuid.description), "town": .text(detail.site.code),
      "status": .text(order.status.rawValue), "channel": .text(order.channel.rawValue),
      "priority": JSONText(order.priority), "placed_at": JSONText(order.placedAt),
      "promise_at": JSONText(order.promiseAt), "hold": JSONText(order.hold?.reason),
      "customer": [
        "name": .text(order.customer.name), "phone": .text(order.customer.phone), "email": .text(order.customer.email),
      ],
      "address": [
        "line1": .text(order.address.line1), "area": .text(order.address.area),
        "landmark": .text(order.address.landmark), "zone": .text(detail.zone),
      ],
      "total": JSONText(order.totals.total),
      "payment": ["method": .text(order.paymentMethod.rawValue), "status": .text(order.paymentStatus.rawValue)],
      "note": .text(order.note), "holder": .text(detail.holder),
      "lines": .list(detail.lines.map { Self.line($0, order.totals.currency) }),
      "totes": .list(detail.totes.map { .text($0) }), "parcels": .list(detail.parcels.map { .text($0.code) }),
      "notes": .list(
        detail.notes.map { ["at": JSONText($0.at), "author": .text($0.author), "text": .text($0.text)] }),
      "timeline": .list(detail.timeline.map(JSONText.init(change:))),
      "actions": .list(
        detail.actions.map { ["action": .text($0.action.rawValue), "refusal": JSONText($0.refusal?.code)] }),
    ]
  }

  private static func line(_ line: OrderLine, _ currency: Currency) -> JSONText {
    [
      "sku": .text(line.sku), "name": .text(line.name), "quantity": JSONText(line.quantity),
      "picked": JSONText(line.picked), "packed": JSONText(line.packed), "short": JSONText(line.short),
      "unit_price": JSONText(Money(minor: line.unitPriceMinor, currency)),
    ]
  }

  init(change: RecordedChange) {
    self = [
      "sequence": JSONText(change.sequence), "at": JSONText(change.at), "actor": .text(change.actorName),
      "command": .text(change.command.description), "entity": .text(change.change.entity.rawValue),
      "entity_id": JSONText(change.change.entityID), "site_id": change.change.site.map { JSONText($0.serial) } ?? .null,
      "field": .text(change.change.field), "old": .text(change.change.old), "new": .text(change.change.new),
      "reason": .text(change.change.reason),
    ]
  }
}
