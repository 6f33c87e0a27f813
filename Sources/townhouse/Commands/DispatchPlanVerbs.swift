internal import Commerce
internal import Console
internal import Operations

/// What is done to several orders at once: shown row by row first, then exactly that.
extension Verb {
  static let planOptions = acting + [.yes, .basis]

  static let planVerbs = [
    Verb(
      "dispatch assign", "[NUMBER…]", count: 0...200, options: planOptions + [.driver, .zone],
      about: "give ready orders, or all of a zone, to a driver", run: assign),
    Verb(
      "dispatch unassign", "NUMBER…", count: 1...200, options: planOptions,
      about: "take orders off their runs before they leave", run: unassign),
    Verb(
      "dispatch send-out", "[NUMBER…]", count: 0...200, options: planOptions + [.run],
      explaining: [.run: "the whole run of that code"], about: "send orders, or a run, on the road", run: sendOut),
    Verb(
      "dispatch swap", "[NUMBER…]", count: 0...200, options: planOptions + [.driver, .run, .reason],
      explaining: [
        .driver: "the driver who takes it over", .run: "everything open on that run",
        .reason: "1 sick, 2 breakdown, 3 refused, 4 overloaded, 5 other",
      ], about: "move a run, or single orders, to another driver; the stop order is kept", run: swap),
    Verb(
      "dispatch back-to-depot", "NUMBER…", count: 1...200, options: planOptions,
      about: "give failed orders up: cancelled, refunded where paid, parcels expected back", run: backToDepot),
  ]

  private static func assign(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    guard let code = request.arguments[.driver] else { throw Failure.usage("to whom? --driver CODE") }
    let board = try await acting.desks.dispatch.board(by: acting.caller)
    let driver = try acting.driver(code, among: board.drivers.map(\.driver))
    var orders = try request.words.map { try acting.card($0, on: board.cards).order }
    if let zone = request.arguments[.zone] {
      let own = board.cards.filter { $0.lane == .ready && $0.isIn(zone: zone) }
      guard !own.isEmpty else { throw CommerceError.notFound(.zone, zone) }
      orders += own.map(\.order).filter { !orders.contains($0) }
    }
    try await carryOut(.assign(orders, to: driver.person), request, acting)
  }

  private static func unassign(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    try await carryOut(.unassign(try await orders(request, acting)), request, acting)
  }

  private static func sendOut(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    var orders = try await orders(request, acting)
    if let code = request.arguments[.run] {
      orders += try await acting.desks.dispatch.run(code: code, by: acting.caller).stops
        .filter { $0.card.dispatch?.status == .assigned }.map(\.card.order)
    }
    try await carryOut(.sendOut(orders), request, acting)
  }

  private static func swap(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let desk = acting.desks.dispatch
    guard let code = request.arguments[.driver] else { throw Failure.usage("to whom? --driver CODE") }
    let reason = try request.reason(SwapReason.init(digit:))
    let board = try await desk.board(by: acting.caller)
    let driver = try acting.driver(code, among: board.drivers.map(\.driver)).person
    guard let run = request.arguments[.run] else {
      let orders = try request.words.map { try acting.card($0, on: board.cards).order }
      return try await carryOut(.swapOrders(orders, to: driver, reason), request, acting)
    }
    guard request.words.isEmpty else { throw Failure.usage("name orders or --run, not both") }
    let found = try await desk.run(code: run, by: acting.caller)
    try await carryOut(.swap(run: found.run.id, to: driver, reason), request, acting)
  }

  private static func backToDepot(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    try await carryOut(.backToDepot(try await orders(request, acting)), request, acting)
  }

  /// The orders that are named. One that is not on the board is none the less known: the plan says why not.
  private static func orders(_ request: Request, _ acting: Acting) async throws -> [ID<Order>] {
    guard !request.words.isEmpty else { return [] }
    let cards = try await acting.desks.dispatch.board(by: acting.caller).cards
    var orders: [ID<Order>] = []
    for word in request.words { orders.append(try await acting.anyCard(word, on: cards).order) }
    return orders
  }

  /// Shows a plan's effect, or does it when that was asked for. Throws the refusal when nothing of it can be done.
  static func carryOut(_ plan: DispatchPlan, _ request: Request, _ acting: Acting) async throws {
    let desk = acting.desks.dispatch
    guard plan.hasOrders else { throw Failure.usage("which orders?") }
    let preview = try await desk.preview(plan, by: acting.caller)
    guard request.arguments.has(.yes) || request.arguments.has(.basis) else {
      return try request.output.answer(JSONText(preview: preview)) { DispatchText.lines(of: preview) }
    }
    if let refusal = preview.refusal { throw refusal }
    if preview.allowed.isEmpty, let refusal = preview.rows.first?.refusal { throw refusal }
    let result = try await desk.carryOut(
      plan, basis: request.arguments[.basis] ?? preview.basis, acting.intent())
    try request.output.answer(JSONText(result: result)) {
      result.done.map { "done: \($0)" }
        + result.refused.sorted { $0.key < $1.key }.map { number, code in
          let row = preview.rows.first { $0.number == number }
          return "refused: \(number)  \(row?.refusal.map { Wording.text($0) } ?? code)"
        }
    }
  }
}

extension DispatchPlan {
  /// True unless it is about no order at all.
  fileprivate var hasOrders: Bool {
    switch self {
    case .assign(let orders, _), .unassign(let orders), .sendOut(let orders), .deliver(let orders),
      .swapOrders(let orders, _, _), .backToDepot(let orders):
      !orders.isEmpty
    case .swap: true
    }
  }
}

extension BoardCard {
  /// True when its zone has that code or name.
  func isIn(zone: String) -> Bool {
    let parts = zoneLabel.split(separator: " ", maxSplits: 1).map { $0.lowercased() }
    return parts.contains(zone.lowercased()) || zoneLabel.lowercased() == zone.lowercased()
  }
}
