internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let inboundVerbs = [
    Verb("stock deliveries", options: acting, about: "what suppliers are expected to bring", run: deliveries),
    Verb(
      "stock receive", "REFERENCE [CODE N BIN]", count: 1...4, options: acting + [.yes],
      about: "put units of a delivery or transfer away, or show what is to come; --yes takes in more than expected",
      run: receive),
    Verb(
      "stock close", "REFERENCE", count: 1...1, options: acting + [.note],
      about: "end the receiving; --note says why something has not come", run: close),
    Verb(
      "stock transfer", "TOWN BIN:CODE:N…", count: 2...500, options: acting,
      about: "send units of bins to another town", run: transfer),
    Verb("stock transfers", options: acting, about: "what is on its way from or to the town", run: transfers),
    Verb(
      "stock low", options: acting + [.all], about: "items at or below their reorder point; --all shows every point",
      run: low),
    Verb(
      "stock reorder", "CODE [POINT UP-TO]", count: 1...3, options: acting,
      about: "set when an item is ordered and up to how many; without numbers never", run: reorder),
  ]

  private static func deliveries(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let rows = try await acting.desks.stockWork.deliveries(by: acting.caller)
    try request.output.answer(
      [
        "deliveries": .list(
          rows.map { row in
            [
              "reference": .text(row.reference), "supplier": .text(row.supplier), "due": .text(row.dueOn),
              "expected": JSONText(row.expected), "received": JSONText(row.received),
            ]
          })
      ]
    ) {
      let cells = rows.map { [$0.dueOn, $0.reference, $0.supplier, String($0.expected), String($0.received)] }
      return Output.table(["DUE", "REFERENCE", "SUPPLIER", "UNITS", "IN"], cells, right: [3, 4])
    }
  }

  private static func receive(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    var work = try await acting.desks.stockWork.inbound(request.words[0], by: acting.caller)
    if request.words.count > 1 {
      guard request.words.count == 4, let quantity = Int(request.words[2]) else {
        throw Failure.usage("CODE N BIN say what is put where")
      }
      work = try await acting.desks.stockWork.receive(
        ReceiveRequest(
          inbound: work.id, code: request.words[1], quantity: quantity, bin: request.words[3],
          isConfirmed: request.arguments.has(.yes)), acting.intent())
    }
    try show(work, request.output)
  }

  private static func close(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let desk = acting.desks.stockWork
    let work = try await desk.inbound(request.words[0], by: acting.caller)
    try show(
      try await desk.closeInbound(work.id, reason: request.arguments[.note] ?? "", acting.intent()), request.output)
  }

  private static func show(_ work: InboundWork, _ output: Output) throws {
    try output.answer(
      [
        "code": .text(work.code), "from": .text(work.from), "closed": .flag(work.isClosed), "due": JSONText(work.due),
        "lines": .list(
          work.lines.map { line in
            [
              "sku": .text(line.variant.sku), "expected": JSONText(line.expected), "received": JSONText(line.received),
              "lost": JSONText(line.lost), "due": JSONText(line.due), "bin": .text(line.binCode),
            ]
          }),
      ]
    ) {
      let head =
        "\(work.code) from \(work.from): " + (work.isClosed ? "closed" : "\(counted(work.due, "unit")) to come")
      return [head]
        + work.lines.map { "  \($0.received) of \($0.expected) \($0.variant.name) (\($0.variant.sku)) \($0.binCode)" }
    }
  }

  private static func transfer(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let desk = acting.desks.stockWork
    var parts: [(bin: String, code: String, quantity: Int)] = []
    for word in request.words.dropFirst() {
      let fields = word.split(separator: ":").map(String.init)
      guard fields.count == 3, let quantity = Int(fields[2]) else { throw Failure.usage("\(word) is not BIN:CODE:N") }
      parts.append((fields[0], fields[1], quantity))
    }
    var work = try await desk.beginTransfer(to: request.words[0], acting.intent())
    for part in parts {
      work = try await desk.putIn(
        PutInRequest(transfer: work.transfer.id, code: part.code, quantity: part.quantity, bin: part.bin),
        acting.intent())
    }
    work = try await desk.send(work.transfer.id, acting.intent())
    let (code, units) = (work.transfer.code, work.transfer.due)
    try request.output.answer(["transfer": .text(code), "to": .text(work.toName), "units": JSONText(units)]) {
      ["\(code): \(counted(units, "unit")) on the way to \(work.toName)"]
    }
  }

  private static func transfers(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let rows = try await acting.desks.stockWork.transfers(by: acting.caller)
    try request.output.answer(
      [
        "transfers": .list(
          rows.map { row in
            [
              "transfer": .text(row.transfer.code), "from": .text(row.fromName), "to": .text(row.toName),
              "state": .text(row.transfer.state.rawValue), "units": JSONText(row.units), "due": JSONText(row.due),
            ]
          })
      ]
    ) {
      let cells = rows.map {
        [$0.transfer.code, $0.fromName, $0.toName, $0.transfer.state.rawValue, String($0.units), String($0.due)]
      }
      return Output.table(["CODE", "FROM", "TO", "STATE", "UNITS", "DUE"], cells, right: [4, 5])
    }
  }

  private static func low(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let rows = try await acting.desks.stockWork.lowStock(all: request.arguments.has(.all), by: acting.caller)
    try request.output.answer(
      [
        "items": .list(
          rows.map { row in
            [
              "sku": .text(row.variant.sku), "name": .text(row.variant.name), "point": JSONText(row.reorder.point),
              "up_to": JSONText(row.reorder.upTo), "available": JSONText(row.level.available),
              "on_order": JSONText(row.onOrder), "in_transit": JSONText(row.level.inTransit),
              "suggested": JSONText(row.suggested),
            ]
          })
      ]
    ) {
      let cells = rows.map { row in
        [
          String(row.level.available), String(row.reorder.point), String(row.onOrder), String(row.level.inTransit),
          String(row.suggested), row.variant.sku, row.variant.name,
        ]
      }
      return Output.table(
        ["AVAIL", "POINT", "ON ORDER", "IN TRANSIT", "ORDER", "SKU", "ITEM"], cells, right: [0, 1, 2, 3, 4])
    }
  }

  private static func reorder(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    var point: ReorderPoint?
    if request.words.count > 1 {
      guard request.words.count == 3, let at = Int(request.words[1]), let upTo = Int(request.words[2]) else {
        throw Failure.usage("POINT and UP-TO are two whole numbers")
      }
      point = ReorderPoint(point: at, upTo: upTo)
    }
    try await acting.desks.stockWork.setReorderPoint(point, of: request.words[0], acting.intent())
    try request.output.answer(["kept": .flag(true)]) { ["kept"] }
  }
}
