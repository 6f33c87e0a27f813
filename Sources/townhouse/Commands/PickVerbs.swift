internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let pickVerbs = [
    Verb("pick next", options: acting, about: "claim the next order, or go on with the one in hand", run: pickNext),
    Verb(
      "pick scan", "CODE…", count: 1...200, options: acting + [.list], about: "scan items, bins and totes",
      run: pickScan),
    Verb(
      "pick short", count: 0...0, options: acting + [.list, .got, .reason],
      about: "fewer units than asked for at the current line", run: pickShort),
    Verb("pick undo", options: acting + [.list], about: "take the last accepted action back", run: pickUndo),
  ]

  private static func pickNext(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let work = try await acting.desks.warehouse.claimNext(acting.intent())
    try request.output.answer(JSONText(work: work)) { PickText.lines(of: work) }
  }

  private static func pickScan(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let list = try await list(request, acting)
    for code in request.words {
      try show(try await acting.desks.warehouse.scan(code, on: list, acting.intent()), request.output)
    }
  }

  private static func pickShort(_ request: Request) async throws {
    let got = try request.arguments.number(.got, in: 0...999) ?? 0
    let digit = try request.arguments.number(.reason, in: 1...5)
    guard let reason = digit.flatMap(ShortReason.init(rawValue:)) else {
      throw Failure.usage("--reason DIGIT is missing", hint: CommandOption.reason.about)
    }
    let acting = try await Acting.begin(request)
    let list = try await list(request, acting)
    try show(
      try await acting.desks.warehouse.short(got: got, reason: reason, on: list, acting.intent()), request.output)
  }

  private static func pickUndo(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let list = try await list(request, acting)
    try show(try await acting.desks.warehouse.undo(on: list, acting.intent()), request.output)
  }

  private static func list(_ request: Request, _ acting: Acting) async throws -> ID<PickList> {
    if let number = try request.arguments.number(.list, in: 1...Int.max) { return ID(Int64(number)) }
    guard let work = try await acting.desks.warehouse.workInHand(by: acting.caller) else {
      throw CommerceError.refused(Refusal(.noWork, remedy: .nextWork))
    }
    return work.list.id
  }

  /// Answers a result; a refused scan ends the command, so that a script does not go on blindly.
  private static func show(_ result: PickResult, _ output: Output) throws {
    if case .refused(let refusal) = result.verdict { throw CommerceError.refused(refusal) }
    try output.answer(["verdict": PickText.json(result.verdict), "work": JSONText(work: result.work)]) {
      [VerdictText.line(result.verdict)] + PickText.lines(of: result.work)
    }
  }
}

/// Pick lists in plain words.
enum PickText {
  static func lines(of work: PickWork) -> [String] {
    let orders = work.orders.map { "\($0.number) \($0.customer)" }.joined(separator: ", ")
    guard let task = work.list.current else { return ["\(orders): all picked"] }
    let codes = (work.barcodes[task.variant.id] ?? []).joined(separator: " ")
    return [
      "list \(work.list.id): \(orders), \(counted(work.list.openTasks.count, "line")) to go",
      "next: \(task.bin.code)  take \(task.remaining) \(task.variant.unit) of \(task.variant.name) (\(task.variant.sku))",
    ] + (codes.isEmpty ? [] : ["      code \(codes)"])
  }

  static func json(_ verdict: PickVerdict) -> JSONText {
    switch verdict {
    case .taken(let item, let quantity, let bin, let tote, let jumped):
      [
        "kind": "taken", "item": .text(item), "quantity": JSONText(quantity), "bin": .text(bin), "tote": .text(tote),
        "jumped": .flag(jumped),
      ]
    case .counted(let item, let scans, let of):
      ["kind": "counted", "item": .text(item), "scans": JSONText(scans), "of": JSONText(of)]
    case .overScan(let item, let of, let suggest):
      ["kind": "over_scan", "item": .text(item), "of": JSONText(of), "suggest_count": .flag(suggest)]
    case .atBin(let code): ["kind": "at_bin", "bin": .text(code)]
    case .inHand(let item, let quantity, let totes):
      ["kind": "in_hand", "item": .text(item), "quantity": JSONText(quantity), "totes": JSONText(totes)]
    case .bound(let tote, let order): ["kind": "bound", "tote": .text(tote), "order": .text(order)]
    case .knownTote(let tote): ["kind": "known_tote", "tote": .text(tote)]
    case .refused(let refusal): ["kind": "refused", "rule": .text(refusal.rule.rawValue)]
    case .shorted(let item, let missing, let elsewhere, let short):
      left("shorted", item, missing, elsewhere, short)
    case .quarantined(let item, let quantity, let elsewhere, let short):
      left("quarantined", item, quantity, elsewhere, short)
    case .skipped(let item): ["kind": "skipped", "item": .text(item)]
    case .elsewhere(let item, let bin): ["kind": "elsewhere", "item": .text(item), "bin": .text(bin)]
    case .anotherTote(let order): ["kind": "another_tote", "order": .text(order)]
    case .countNoted(let bin, let counted): ["kind": "count_noted", "bin": .text(bin), "counted": JSONText(counted)]
    case .undone(let what): ["kind": "undone", "what": .text(what)]
    }
  }

  private static func left(
    _ kind: String, _ item: String, _ quantity: Int, _ elsewhere: [String], _ short: Int
  ) -> JSONText {
    [
      "kind": .text(kind), "item": .text(item), "quantity": JSONText(quantity),
      "elsewhere": .list(elsewhere.map { .text($0) }), "short": JSONText(short),
    ]
  }
}

extension JSONText {
  init(work: PickWork) {
    let tasks = work.list.openTasks.map { task -> JSONText in
      [
        "order": .text(work.orders.first { $0.id == task.order }?.number ?? ""), "bin": .text(task.bin.code),
        "sku": .text(task.variant.sku), "name": .text(task.variant.name), "quantity": JSONText(task.quantity),
        "picked": JSONText(task.picked), "remaining": JSONText(task.remaining),
        "barcodes": .list((work.barcodes[task.variant.id] ?? []).map { .text($0) }),
      ]
    }
    let orders = work.orders.map { order -> JSONText in
      let totes = work.list.orders.first { $0.order == order.id }?.totes ?? []
      return [
        "number": .text(order.number), "customer": .text(order.customer), "status": .text(order.status.rawValue),
        "promise_at": JSONText(order.promiseAt), "zone": .text(order.zone),
        "totes": .list(totes.map { .text($0.code) }),
      ]
    }
    self = [
      "list": JSONText(work.list.id.serial), "lease_until": JSONText(work.list.leaseUntil), "orders": .list(orders),
      "open": .list(tasks), "done": .flag(tasks.isEmpty), "shortages": JSONText(work.openShortages),
    ]
  }
}
