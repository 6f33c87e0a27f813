internal import Commerce
internal import Operations

extension Verb {
  static let paymentVerbs = [
    Verb(
      "payments list", "[TEXT]", count: 0...1, options: acting + [.status, .method, .limit],
      explaining: [.status: "only initiated, pending, paid, failed or cancelled"],
      about: "the town's payments, newest first; TEXT is an order's number or a reference", run: listPayments),
    Verb(
      "payments poll", "NUMBER", count: 1...1, options: acting,
      about: "ask the provider where an order's payment stands", run: pollPayment),
    Verb(
      "payments request", "NUMBER", count: 1...1, options: acting + [.phone],
      explaining: [.phone: "the phone that is asked, otherwise the customer's"],
      about: "ask for the money of an order that waits to be paid, also again after a failed payment", run: ask),
    Verb(
      "payments to-momo", "NUMBER", count: 1...1, options: acting + [.phone],
      explaining: [.phone: "the phone that is asked, otherwise the customer's"],
      about: "the customer prefers mobile money at the door", run: toMoMo),
    Verb(
      "payments to-cash", "NUMBER", count: 1...1, options: acting,
      about: "give up on mobile money: cash is due at the door; an unpaid order goes to the floor", run: toCash),
  ]

  private static func listPayments(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    var query = PaymentQuery(
      site: acting.site.id, statuses: try request.set(.status), text: request.words.first ?? "")
    if let word = request.arguments[.method] {
      guard let method = PaymentMethod(rawValue: word) else {
        throw Failure.usage(
          "there is no method \(word)", hint: PaymentMethod.allCases.map(\.rawValue).joined(separator: ", "))
      }
      query.method = method
    }
    let page = try await acting.desks.cash.payments(query, PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      ["payments": .list(page.rows.map(JSONText.init(payment:))), "more": .flag(page.hasAfter)]
    ) {
      let rows = page.rows.map { row in
        [
          row.number, row.payment.method.rawValue, row.payment.status.rawValue, row.payment.amount.text,
          row.payment.reference ?? "", acting.time(row.payment.updatedAt), row.orderStatus.rawValue, row.customer,
        ]
      }
      let head = ["NUMBER", "METHOD", "STATUS", "AMOUNT", "REFERENCE", "CHANGED", "ORDER", "CUSTOMER"]
      return Output.table(head, rows, right: [3])
    }
  }

  private static func pollPayment(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let detail = try await acting.order(request.words[0])
    let payments = detail.payments
    // The one the provider may still answer for, else the last.
    guard let payment = payments.last(where: { $0.status.isLive && $0.method != .cod }) ?? payments.last else {
      throw CommerceError.notFound(.payment, detail.order.number)
    }
    try show(try await acting.desks.cash.poll(payment.id, acting.intent()), request.output)
  }

  private static func ask(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let order = try await acting.orderID(request.words[0])
    let row = try await acting.desks.cash.request(order, phone: request.arguments[.phone], acting.intent())
    try show(row, request.output)
  }

  private static func toMoMo(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let order = try await acting.orderID(request.words[0])
    let row = try await acting.desks.cash.switchToMoMo(order, phone: request.arguments[.phone], acting.intent())
    try show(row, request.output)
  }

  private static func toCash(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let order = try await acting.orderID(request.words[0])
    try show(try await acting.desks.cash.backToCash(order, acting.intent()), request.output)
  }

  private static func show(_ row: PaymentRow, _ output: Output) throws {
    let payment = row.payment
    try output.answer(JSONText(payment: row)) {
      ["\(row.number): \(payment.method.rawValue) \(payment.amount.text) is \(payment.status.rawValue)"]
    }
  }
}

extension JSONText {
  init(payment row: PaymentRow) {
    let payment = row.payment
    self = [
      "id": JSONText(payment.id.serial), "number": .text(row.number), "customer": .text(row.customer),
      "method": .text(payment.method.rawValue), "status": .text(payment.status.rawValue),
      "amount": JSONText(payment.amount), "reference": JSONText(payment.reference),
      "cancel_reason": JSONText(payment.cancelReason?.rawValue), "created_at": JSONText(payment.createdAt),
      "updated_at": JSONText(payment.updatedAt), "order_status": .text(row.orderStatus.rawValue),
    ]
  }
}
