internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let stockVerbs = [
    Verb(
      "stock adjust", "CODE BIN +N|-N|=N", count: 3...3, options: acting + [.reason, .note, .second],
      explaining: [
        .reason: AdjustReason.allCases.map(\.word).joined(separator: ", ") + "; correction unless said",
        .note: "what happened",
        .second:
          "above the town's limit: who vouches, by badge or e-mail; without it the difference waits for approval",
      ], about: "adjust a bin by so many units, or to what is there", run: adjust),
    Verb("stock counts", options: acting, about: "what is to be counted", run: counts),
    Verb(
      "stock count", "BIN CODE=N…", count: 2...500, options: acting + [.yes],
      about: "count a bin blind; --yes says that none is there of what is not named", run: count),
    Verb("stock ask-count", "BIN|CODE", count: 1...1, options: acting, about: "ask for a count", run: askCount),
    Verb("stock approvals", options: acting, about: "differences that wait for a second person", run: approvals),
    Verb("stock approve", "N", count: 1...1, options: acting, about: "post a difference that waits", run: approve),
    Verb(
      "stock reject", "N REASON", count: 2...20, options: acting, about: "reject a difference that waits", run: reject),
    Verb(
      "stock move", "CODE N FROM TO", count: 4...4, options: acting,
      about: "take units from one bin to another; a quarantine bin's are damaged", run: move),
    Verb(
      "stock link", "BARCODE CODE", count: 2...3, options: acting,
      about: "link a barcode to an item; a third word says how many units one scan stands for", run: link),
  ]

  private static func adjust(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let text = request.words[2]
    let isChange = text.hasPrefix("+") || text.hasPrefix("-")
    guard let number = Int(text.hasPrefix("=") ? String(text.dropFirst()) : text) else {
      throw Failure.usage("\(text) is not +3, -2 or =5")
    }
    let word = request.arguments[.reason] ?? "correction"
    guard let reason = Int(word).flatMap(AdjustReason.init(rawValue:)) ?? AdjustReason(word: word) else {
      throw Failure.usage("--reason is " + AdjustReason.allCases.map(\.word).joined(separator: "|"))
    }
    let second = try SecondPerson.given(request)
    let result = try await acting.desks.stockWork.adjust(
      AdjustRequest(
        code: request.words[0], bin: request.words[1], amount: isChange ? .by(number) : .to(number), reason: reason,
        note: request.arguments[.note] ?? "", mayWait: second == nil), stepUp: second, acting.intent())
    try answer(result, request.output)
  }

  private static func answer(_ result: AdjustResult, _ output: Output) throws {
    try output.answer(
      [
        "item": .text(result.item), "bin": .text(result.bin), "delta": JSONText(result.delta),
        "on_hand": JSONText(result.onHand), "waiting": .flag(result.isWaiting),
      ]
    ) { [Wording.text(result)] }
  }

  private static func counts(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let rows = try await acting.desks.stockWork.countTasks(PageRequest(.first, limit: 500), by: acting.caller).rows
    try request.output.answer(
      [
        "counts": .list(
          rows.map { row in
            [
              "count": JSONText(row.task.id.serial), "bin": .text(row.binCode), "item": .text(row.item),
              "why": .text(row.task.source.rawValue), "holder": .text(row.holderName), "counted": JSONText(row.counted),
            ]
          })
      ]
    ) {
      let cells = rows.map { row in
        [
          String(row.task.id.serial), row.binCode, row.item.isEmpty ? "everything in it" : row.item,
          Wording.source(row.task.source), row.holderName,
        ]
      }
      return Output.table(["N", "BIN", "ITEM", "WHY", "WHO"], cells, right: [0])
    }
  }

  private static func count(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let desk = acting.desks.stockWork
    var numbers: [(code: String, number: Int)] = []
    for word in request.words.dropFirst() {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let number = Int(parts[1]) else { throw Failure.usage("\(word) is not CODE=N") }
      numbers.append((String(parts[0]), number))
    }
    let work = try await desk.openCount(request.words[0], acting.intent())
    for (code, number) in numbers {
      _ = try await desk.countScan(code, on: work.task.id, acting.intent())
      _ = try await desk.setCounted(number, on: work.task.id, acting.intent())
    }
    let summary = try await desk.finishCount(
      work.task.id, confirmed: request.arguments.has(.yes), acting.intent())
    try request.output.answer(
      [
        "bin": .text(summary.bin), "items": JSONText(summary.items), "posted": JSONText(summary.posted),
        "waiting": JSONText(summary.waiting),
        "blocked": .list(
          summary.blocked.map { ["item": .text($0.item), "rule": .text($0.refusal.rule.rawValue)] }),
      ]
    ) { [Wording.text(summary)] + summary.blocked.map { "  \(Wording.text($0.refusal))" } }
  }

  private static func askCount(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let bins = try await acting.desks.stockWork.requestCount(request.words[0], acting.intent())
    try request.output.answer(["bins": JSONText(bins)]) { ["\(bins) to count"] }
  }

  private static func approvals(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let rows = try await acting.desks.stockWork.approvals(PageRequest(.first, limit: 500), by: acting.caller).rows
    try request.output.answer(
      [
        "approvals": .list(
          rows.map { row in
            [
              "adjustment": JSONText(row.adjustment.id.serial), "sku": .text(row.sku), "bin": .text(row.binCode),
              "delta": JSONText(row.adjustment.delta),
              "counted": row.adjustment.counted.map { JSONText($0) } ?? .text(""),
              "book": row.adjustment.book.map { JSONText($0) } ?? .text(""),
              "reason": .text(row.adjustment.reason.word), "by": .text(row.makerName),
            ]
          })
      ]
    ) {
      let cells = rows.map { row in
        [
          String(row.adjustment.id.serial), Wording.signed(row.adjustment.delta), row.binCode, row.item, row.makerName,
        ]
      }
      return Output.table(["N", "DIFF", "BIN", "ITEM", "BY"], cells, right: [0, 1])
    }
  }

  private static func adjustment(_ request: Request) throws(Failure) -> ID<StockAdjustment> {
    guard let serial = Int64(request.words[0]) else { throw .usage("\(request.words[0]) is not a number") }
    return ID(serial)
  }

  private static func approve(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let result = try await acting.desks.stockWork.approve(try adjustment(request), acting.intent())
    try answer(result, request.output)
  }

  private static func reject(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    try await acting.desks.stockWork.reject(
      try adjustment(request), reason: request.words.dropFirst().joined(separator: " "), acting.intent())
    try request.output.answer(["rejected": .flag(true)]) { ["rejected"] }
  }

  private static func move(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    guard let quantity = Int(request.words[1]) else { throw Failure.usage("\(request.words[1]) is not a number") }
    let moved = try await acting.desks.stockWork.move(
      MoveRequest(code: request.words[0], quantity: quantity, from: request.words[2], to: request.words[3]),
      acting.intent())
    try request.output.answer(
      [
        "sku": .text(moved.sku), "quantity": JSONText(moved.quantity), "from": .text(moved.from), "to": .text(moved.to),
      ]
    ) { ["\(moved.quantity) \(moved.item): \(moved.from) → \(moved.to)"] }
  }

  private static func link(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    guard let units = request.words.count == 3 ? Int(request.words[2]) : 1 else {
      throw Failure.usage("\(request.words[2]) is not a number of units")
    }
    let linked = try await acting.desks.stockWork.linkBarcode(
      request.words[0], to: request.words[1], units: units, acting.intent())
    try request.output.answer(
      ["code": .text(linked.code), "item": .text(linked.item), "units": JSONText(linked.units)]
    ) { [Wording.text(linked)] }
  }
}
