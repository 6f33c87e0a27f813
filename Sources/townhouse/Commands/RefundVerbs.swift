internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let refundVerbs = [
    Verb(
      "refunds list", options: acting + [.status, .limit], explaining: [.status: "only pending, processed or failed"],
      about: "the town's refunds, newest first", run: listRefunds),
    Verb(
      "refunds preview", "NUMBER", count: 1...1, options: acting,
      about: "what can still be refunded of an order, line by line", run: previewRefund),
    Verb(
      "refunds open", "NUMBER [SKU=QTY…]", count: 1...50,
      options: acting + [.shipping, .amount, .all, .tender, .reason, .returned, .writeOff, .second, .yes, .basis],
      explaining: [
        .amount: "any other sum", .all: "lines, delivery fee and all that is left",
        .reason: "why, in words; never left out", .returned: "units that come back, such as RICE-5=1",
      ], about: "refund units, the delivery fee or a sum; the effect is shown first", run: openRefund),
    Verb(
      "refunds pay-out", "NUMBER|ID", count: 1...1, options: acting + [.second],
      about: "pay an order's pending refund out, or try a failed one again; --second above the town's limit",
      run: payOut),
    Verb(
      "refunds own", "NUMBER|ID", count: 1...1, options: acting, about: "look after a refund yourself", run: own),
  ]

  private static func listRefunds(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    let query = RefundQuery(site: acting.site.id, statuses: try request.set(.status))
    let page = try await acting.desks.cash.refunds(query, PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      [
        "refunds": .list(page.rows.map { JSONText(refund: $0.refund, $0.number, $0.ownerName) }),
        "more": .flag(page.hasAfter),
      ]
    ) {
      let rows = page.rows.map { row in
        [
          row.refund.id.description, row.number, row.refund.amount.text, row.refund.tender.rawValue,
          row.refund.status.rawValue, row.ownerName, acting.time(row.refund.updatedAt), row.refund.failure,
          row.refund.reason,
        ]
      }
      let head = ["ID", "NUMBER", "AMOUNT", "BY", "STATUS", "OWNER", "CHANGED", "FAILURE", "WHY"]
      return Output.table(head, rows, right: [0, 2])
    }
  }

  private static func previewRefund(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let order = try await acting.order(request.words[0]).order.id
    let left = try await acting.desks.cash.refundable(order, by: acting.caller)
    try request.output.answer(JSONText(refundable: left)) {
      let currency = left.remaining.currency
      let rows = left.lines.map {
        [$0.line.sku, $0.line.name, String($0.quantity), Money(minor: $0.remainingMinor, currency).digits]
      }
      var lines = Output.table(["SKU", "ITEM", "QTY", "LEFT"], rows, right: [2, 3])
      lines.append("delivery fee \(Money(minor: left.shippingMinor, currency).digits), in all \(left.remaining.text)")
      return lines + (left.refusal.map { ["nothing can be refunded: " + Wording.text($0)] } ?? [])
    }
  }

  private static func openRefund(_ request: Request) async throws {
    let reason = try request.reasonText()
    let acting = try await Acting.begin(request)
    let order = try await acting.order(request.words[0]).order.id
    let left = try await acting.desks.cash.refundable(order, by: acting.caller)
    if let refusal = left.refusal { throw refusal }
    let wanted = try asked(request, acting, left, reason)
    guard request.arguments.has(.yes) || request.arguments.has(.basis) else {
      return try preview(wanted, left, request.output)
    }
    let refund = try await acting.desks.cash.refund(
      wanted, basis: request.arguments[.basis] ?? left.basis, stepUp: try SecondPerson.given(request), acting.intent())
    try show(refund, left.number, acting, request.output)
  }

  /// The refund as it was asked for.
  private static func asked(
    _ request: Request, _ acting: Acting, _ left: Refundable, _ reason: String
  ) throws -> RefundRequest {
    let arguments = request.arguments
    var tender = left.tender
    if let word = arguments[.tender] {
      guard let named = Tender(rawValue: word) else { throw Failure.usage("--tender is cash or momo") }
      tender = named
    }
    func line(_ sku: String) throws -> Refundable.Line {
      guard let line = left.lines.first(where: { $0.line.sku == sku }) else {
        throw CommerceError.notFound(.variant, sku)
      }
      return line
    }
    var wanted = RefundRequest(
      order: left.order, tender: tender, reason: reason, restock: !arguments.has(.writeOff))
    if arguments.has(.all) {
      wanted.lines = left.lines.filter { $0.remainingMinor > 0 }
        .map { RefundLine(line: $0.line.id, quantity: $0.quantity, amountMinor: $0.remainingMinor) }
      wanted.shippingMinor = left.shippingMinor
      // A discount or a rounding keeps the sum of the parts from being the whole.
      let over = wanted.totalMinor - left.remaining.minor
      if over < 0 { wanted.freeMinor = -over }
    }
    for word in request.words.dropFirst() {
      for (sku, quantity) in try request.pairs(word) {
        let line = try line(sku)
        let amount =
          quantity == line.quantity
          ? line.remainingMinor : min(line.remainingMinor, line.line.unitPriceMinor * Int64(quantity))
        wanted.lines.append(RefundLine(line: line.line.id, quantity: quantity, amountMinor: amount))
      }
    }
    for (sku, quantity) in try request.pairs(arguments[.returned] ?? "") {
      wanted.returned[try line(sku).line.id] = quantity
    }
    if let shipping = try acting.amount(.shipping, request) { wanted.shippingMinor = shipping.minor }
    if let free = try acting.amount(.amount, request) { wanted.freeMinor = free.minor }
    guard wanted.totalMinor > 0 else {
      throw Failure.usage("how much? SKU=QTY, --shipping AMOUNT, --amount AMOUNT or --all")
    }
    return wanted
  }

  private static func preview(_ wanted: RefundRequest, _ left: Refundable, _ output: Output) throws {
    let currency = left.remaining.currency
    let total = Money(minor: wanted.totalMinor, currency)
    let back = wanted.returned.values.reduce(0, +)
    let needsSecond = wanted.totalMinor > left.limitMinor
    try output.answer(
      [
        "number": .text(left.number), "amount": JSONText(total), "tender": .text(wanted.tender.rawValue),
        "remaining_after_minor": JSONText(left.remaining.minor - wanted.totalMinor),
        "units_back": JSONText(back), "restock": .flag(wanted.restock), "needs_second_person": .flag(needsSecond),
        "basis": .text(left.basis),
      ]
    ) {
      [
        "\(left.number): \(total.text) of \(left.remaining.text) by \(wanted.tender.rawValue); "
          + "\(counted(back, "unit comes", "units come")) back"
          + (back == 0 ? "" : wanted.restock ? " into stock" : ", written off"),
        needsSecond ? "a second person has to vouch: --second NAME" : "--yes does it",
      ]
    }
  }

  private static func payOut(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let (id, number) = try await refund(request.words[0], acting)
    let second = try SecondPerson.given(request)
    try show(
      try await acting.desks.cash.payOut(id, stepUp: second, acting.intent()), number, acting, request.output)
  }

  private static func own(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let (id, number) = try await refund(request.words[0], acting)
    try await acting.desks.cash.own(id, acting.intent())
    let name = acting.session.person.name
    try request.output.answer(["id": JSONText(id.serial), "number": .text(number), "owner": .text(name)]) {
      ["\(name) looks after the refund of \(number)"]
    }
  }

  /// A refund by its number, or the one of an order that still waits.
  private static func refund(_ text: String, _ acting: Acting) async throws -> (ID<Refund>, String) {
    if let id = Int64(text), id > 0 {
      let rows = try await acting.desks.cash.refunds(
        RefundQuery(site: acting.site.id), PageRequest(.from(ID(id)), limit: 1), by: acting.caller
      ).rows
      if let row = rows.first, row.refund.id.serial == id { return (row.refund.id, row.number) }
    }
    let detail = try await acting.order(text)
    guard let waiting = detail.refunds.last(where: { $0.status != .processed }) ?? detail.refunds.last else {
      throw CommerceError.notFound(.refund, detail.order.number)
    }
    return (waiting.id, detail.order.number)
  }

  private static func show(_ refund: Refund, _ number: String, _ acting: Acting, _ output: Output) throws {
    try output.answer(JSONText(refund: refund, number, acting.session.person.name)) {
      [
        "\(number): refund \(refund.id) of \(refund.amount.text) by \(refund.tender.rawValue) is \(refund.status.rawValue)"
          + (refund.failure.isEmpty ? "" : ": " + refund.failure)
      ]
    }
  }
}

extension JSONText {
  init(refund: Refund, _ number: String, _ owner: String) {
    self = [
      "id": JSONText(refund.id.serial), "number": .text(number), "amount": JSONText(refund.amount),
      "tender": .text(refund.tender.rawValue), "status": .text(refund.status.rawValue),
      "reason": .text(refund.reason), "failure": .text(refund.failure), "owner": .text(owner),
      "reference": JSONText(refund.reference), "created_at": JSONText(refund.createdAt),
      "updated_at": JSONText(refund.updatedAt),
    ]
  }

  init(refundable left: Refundable) {
    let lines = left.lines.map { line -> JSONText in
      [
        "sku": .text(line.line.sku), "name": .text(line.line.name), "quantity": JSONText(line.quantity),
        "remaining_minor": JSONText(line.remainingMinor),
      ]
    }
    self = [
      "number": .text(left.number), "lines": .list(lines), "shipping_minor": JSONText(left.shippingMinor),
      "remaining": JSONText(left.remaining), "tender": .text(left.tender.rawValue),
      "limit_minor": JSONText(left.limitMinor), "refusal": left.refusal.map(JSONText.init(refusal:)) ?? .null,
      "basis": .text(left.basis),
    ]
  }
}
