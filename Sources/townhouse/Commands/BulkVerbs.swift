internal import Commerce
internal import Console
internal import Operations

extension Verb {
  /// One action on one or several orders: what is refused is said, the rest is done together.
  static let bulkVerbs = [
    Verb(
      "orders hold", "NUMBER…", count: 1...100, options: acting + [.reason],
      explaining: [.reason: "why, in words; never left out"], about: "keep everybody from working on orders"
    ) { try await bulk($0, .hold(reason: try $0.reasonText())) },
    Verb("orders release", "NUMBER…", count: 1...100, options: acting, about: "let work on held orders go on") {
      try await bulk($0, .release)
    },
    Verb("orders urgent", "NUMBER…", count: 1...100, options: acting, about: "have orders picked before the others") {
      try await bulk($0, .priority(1))
    },
    Verb(
      "orders note", "NUMBER…", count: 1...100, options: acting + [.note], about: "write a note on orders"
    ) { request in
      guard let text = request.arguments[.note] else { throw Failure.usage("--note TEXT is missing") }
      try await bulk(request, .note(text))
    },
  ]

  private static func bulk(_ request: Request, _ action: BulkOrderAction) async throws {
    let acting = try await Acting.begin(request)
    var ids: [ID<Order>] = []
    for word in request.words { ids.append(try await acting.order(word).order.id) }
    let plan = try await acting.desks.orders.plan(action, on: ids, by: acting.caller)
    if plan.rows.count == 1, let refusal = plan.rows.first?.refusal { throw refusal }
    let result = try await acting.desks.orders.carryOut(action, on: ids, basis: plan.basis, acting.intent())
    try request.output.answer(
      [
        "done": .list(result.done.map { .text($0) }),
        "refused": .list(
          plan.rows.compactMap { row in
            row.refusal.map { ["number": .text(row.number), "code": .text($0.code)] }
          }),
      ]
    ) {
      result.done.map { "\($0)  done" }
        + plan.rows.compactMap { row in row.refusal.map { "\(row.number)  \(Wording.text($0))" } }
    }
  }
}
