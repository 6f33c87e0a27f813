internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let dispatchVerbs =
    [
      Verb(
        "dispatch board", options: acting + [.zone], explaining: [.zone: "only that zone"],
        about: "what is ready, assigned, out and failed, and the drivers", run: board)
    ] + planVerbs + outcomeVerbs

  private static let outcomeVerbs = [
    Verb(
      "dispatch deliver", "NUMBER…", count: 1...200,
      options: planOptions + [.amount, .reason, .returned, .name, .code, .reference, .second],
      explaining: [
        .amount: "what was collected where it is not exactly what is due",
        .reason: "who answers for the difference: 1 tolerance, 2 customer debt, 3 returned item, 4 driver, 5 credit",
        .name: "who took it in", .yes: "with several orders: do it; otherwise the effect is shown",
      ], about: "delivered; one order at once, several with their effect shown first", run: deliver),
    Verb(
      "dispatch fail", "NUMBER", count: 1...1, options: acting + [.reason, .note],
      explaining: [
        .reason: "1 no answer, 2 wrong address, 3 refused, 4 closed, 5 cash not ready, 6 another day, 7 damaged, "
          + "8 vehicle trouble, 9 out of time",
        .note: "what was said",
      ], about: "the attempt failed, or what the driver reports where the town asks a dispatcher first", run: fail),
    Verb(
      "dispatch incident", "NUMBER", count: 1...1, options: acting + [.failed, .goesOn],
      about: "decide what a driver reported", run: incident),
    Verb(
      "dispatch slots", options: acting + [.day], about: "the slots of a day and what is free in each", run: slots),
    Verb(
      "dispatch reschedule", "NUMBER", count: 1...1, options: acting + [.day, .slot],
      about: "give a failed order another attempt", run: reschedule),
    Verb(
      "dispatch reopen", "NUMBER", count: 1...1, options: acting + [.reason, .run, .second],
      explaining: [
        .reason: "1 mistake, 2 the customer came, 3 wrong order",
        .run: "the run it was on; otherwise the last ones are searched",
      ], about: "take an outcome back", run: reopen),
    Verb("dispatch returns", options: acting, about: "parcels expected back", run: returns),
    Verb(
      "dispatch scan-back", "PARCEL…", count: 1...100, options: acting,
      about: "scan parcels in at the depot", run: scanBack),
  ]

  private static func board(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    var board = try await acting.desks.dispatch.board(by: acting.caller)
    if let zone = request.arguments[.zone] { board.cards.removeAll { !$0.isIn(zone: zone) } }
    try request.output.answer(
      [
        "cards": .list(board.cards.map(JSONText.init(card:))),
        "drivers": .list(board.drivers.map(JSONText.init(driver:))),
        "delivered_today": JSONText(board.deliveredToday), "failed_today": JSONText(board.failedToday),
        "due_back": JSONText(board.dueBack),
      ]
    ) { DispatchText.lines(of: board, acting) }
  }

  private static func deliver(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let arguments = request.arguments
    let single: [CommandOption] = [.amount, .reason, .returned, .name, .code, .reference]
    guard request.words.count == 1, !arguments.has(.basis) else {
      if let foreign = single.first(where: arguments.has) {
        throw Failure.usage("--\(foreign.rawValue) goes with one order")
      }
      let cards = try await acting.desks.dispatch.board(by: acting.caller).cards
      return try await carryOut(
        .deliver(try request.words.map { try acting.card($0, on: cards).order }), request, acting)
    }
    let stop = try await acting.attempt(request.words[0])
    let proof = ProofInput(
      recipient: arguments[.name] ?? "", code: arguments[.code] ?? "", reference: arguments[.reference] ?? "")
    let result = try await acting.desks.dispatch.deliver(
      stop.dispatch.id, proof: proof, collected: try await collected(stop.dispatch.order, request, acting),
      stepUp: try SecondPerson.given(request), acting.intent())
    try request.output.answer(
      [
        "number": .text(result.number), "due": JSONText(result.due), "collected": JSONText(result.collected),
        "difference": JSONText(result.difference?.rawValue), "cash_in_hand": JSONText(result.cashInHand),
      ]
    ) {
      [
        "\(result.number) delivered: due \(result.due.text), collected \(result.collected.text)"
          + (result.difference.map { ", " + $0.rawValue.replacing("_", with: " ") } ?? "")
      ]
    }
  }

  /// What was collected where it is not what was due; nil where nothing was said.
  private static func collected(
    _ order: ID<Order>, _ request: Request, _ acting: Acting
  ) async throws -> Collected? {
    guard let amount = try acting.amount(.amount, request) else {
      guard !request.arguments.has(.reason), !request.arguments.has(.returned) else {
        throw Failure.usage("how much was collected? --amount AMOUNT")
      }
      return nil
    }
    let difference = request.arguments.has(.reason) ? try request.reason(DifferenceReason.init(digit:)) : nil
    var returned: [ID<OrderLine>: Int] = [:]
    if let text = request.arguments[.returned] {
      let lines = try await acting.desks.orders.detail(order, by: acting.caller).lines
      for (sku, quantity) in try request.pairs(text) {
        guard let line = lines.first(where: { $0.sku == sku }) else { throw CommerceError.notFound(.variant, sku) }
        returned[line.id] = quantity
      }
    }
    return Collected(amountMinor: amount.minor, difference: difference, returned: returned)
  }

  private static func fail(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let reason = try request.reason(FailureReason.init(digit:))
    let stop = try await acting.attempt(request.words[0])
    let result = try await acting.desks.dispatch.fail(
      stop.dispatch.id, reason: reason, note: request.arguments[.note] ?? "", acting.intent())
    try show(result, request.output)
  }

  private static func incident(_ request: Request) async throws {
    guard request.arguments.has(.failed) != request.arguments.has(.goesOn) else {
      throw Failure.usage("--failed or --goes-on")
    }
    let acting = try await Acting.begin(request)
    let stop = try await acting.attempt(request.words[0])
    try show(
      try await acting.desks.dispatch.decideIncident(
        stop.dispatch.id, failed: request.arguments.has(.failed), acting.intent()), request.output)
  }

  private static func show(_ result: FailureResult, _ output: Output) throws {
    try output.answer(
      [
        "number": .text(result.number), "attempt": JSONText(result.attempt), "limit": JSONText(result.limit),
        "incident": .flag(result.isIncident), "goes_on": .flag(result.goesOn),
      ]
    ) {
      let said = result.goesOn ? "goes on" : result.isIncident ? "reported; a dispatcher decides" : "failed"
      return ["\(result.number) \(said): attempt \(result.attempt) of \(result.limit)"]
    }
  }

  private static func slots(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let days = try acting.days(until: request.arguments[.day] ?? "today")
    let slots = try await acting.desks.dispatch.slots(days: days, by: acting.caller)
    try request.output.answer(
      [
        "slots": .list(
          slots.enumerated().map { index, slot in
            [
              "slot": JSONText(index + 1), "from": JSONText(slot.from), "until": JSONText(slot.until),
              "taken": JSONText(slot.taken), "capacity": JSONText(slot.capacity),
              "refusal": JSONText(slot.refusal?.code),
            ]
          })
      ]
    ) {
      slots.enumerated().map { index, slot in
        "\(index + 1)  \(acting.time(slot.from).prefix(10)) \(slot.slot.text)  \(slot.taken) of \(slot.capacity) taken"
          + (slot.refusal.map { "  " + Wording.text($0) } ?? "")
      }
    }
  }

  private static func reschedule(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let days = try acting.days(until: request.arguments[.day] ?? "tomorrow")
    let slots = try await acting.desks.dispatch.slots(days: days, by: acting.caller)
    guard let digit = try request.arguments.number(.slot, in: 1...9), digit <= slots.count else {
      throw Failure.usage("--slot is 1 to \(slots.count); dispatch slots shows them")
    }
    let card = try await acting.anyCard(
      request.words[0], on: try await acting.desks.dispatch.board(by: acting.caller).cards)
    let decided = try await acting.desks.dispatch.reschedule(
      card.order, days: days, slot: slots[digit - 1].slot, acting.intent())
    try request.output.answer(
      ["number": .text(card.number), "from": JSONText(decided.from), "until": JSONText(decided.until)]
    ) { ["\(card.number) goes out again \(acting.time(decided.from)) to \(acting.time(decided.until).suffix(5))"] }
  }

  private static func reopen(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let reason = try request.reason(ReopenReason.init(digit:))
    let stop = try await acting.ended(request.words[0], run: request.arguments[.run])
    try await acting.desks.dispatch.reopen(
      stop.dispatch.id, reason: reason, stepUp: try SecondPerson.given(request), acting.intent())
    try request.output.answer(["number": .text(stop.number), "reopened": true]) { ["\(stop.number) is open again"] }
  }

  private static func returns(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let rows = try await acting.desks.dispatch.returns(by: acting.caller)
    try request.output.answer(
      [
        "parcels": .list(
          rows.map { row in
            [
              "parcel": .text(row.code), "number": .text(row.number), "status": .text(row.status.rawValue),
              "driver": .text(row.driverName), "since": JSONText(row.since), "lane": .text(row.laneCode),
            ]
          })
      ]
    ) {
      let cells = rows.map {
        [$0.code, $0.number, $0.status.rawValue, $0.laneCode.isEmpty ? "put back" : $0.laneCode, $0.driverName]
      }
      return Output.table(["PARCEL", "NUMBER", "STATUS", "TO", "DRIVER"], cells)
    }
  }

  private static func scanBack(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    for code in request.words {
      let result = try await acting.desks.dispatch.scanBack(code.uppercased(), acting.intent())
      try request.output.answer(
        [
          "parcel": .text(result.parcel), "number": .text(result.number), "lane": .text(result.lane),
          "left": JSONText(result.left), "status": .text(result.status.rawValue),
        ]
      ) {
        let place = result.lane.isEmpty ? "to be put back" : "into \(result.lane)"
        return ["\(result.parcel) is back, \(place); \(result.number) is \(result.status.rawValue)"]
      }
    }
  }
}

extension Acting {
  /// The attempt an order is at: of the caller's own run for a driver, else by the board.
  func attempt(_ number: String) async throws -> (number: String, dispatch: Dispatch) {
    let desk = desks.dispatch
    let cards: [BoardCard]
    if session.policy.allows(.viewDispatch, at: site.id) {
      cards = try await desk.board(by: caller).cards
    } else {
      cards = try await desk.myRun(by: caller)?.stops.map(\.card) ?? []
    }
    let card = try await anyCard(number, on: cards)
    guard let dispatch = card.dispatch else {
      throw CommerceError.refused(Refusal(.notAssigned, [.order: .text(card.number)], remedy: .chooseOther))
    }
    return (card.number, dispatch)
  }

  /// The attempt an ended order was at: on a run that is named, else its last one, however long ago.
  func ended(_ number: String, run code: String?) async throws -> (number: String, dispatch: Dispatch) {
    let desk = desks.dispatch
    if let code {
      let card = try card(number, on: try await desk.run(code: code, by: caller).stops.map(\.card))
      if let dispatch = card.dispatch { return (card.number, dispatch) }
    }
    let card = try await anyCard(number, on: try await desk.board(by: caller).cards)
    guard let dispatch = card.dispatch else {
      throw CommerceError.refused(Refusal(.notAssigned, [.order: .text(card.number)], remedy: .chooseOther))
    }
    return (card.number, dispatch)
  }
}
