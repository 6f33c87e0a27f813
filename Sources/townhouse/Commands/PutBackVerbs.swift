internal import Commerce
internal import Operations

extension Verb {
  static let putBackVerbs = [
    Verb(
      "putbacks list", options: acting + [.limit], about: "goods that have to go back to their bins, oldest first",
      run: listPutBacks),
    Verb(
      "putbacks put", "NUMBER [BIN]", count: 1...2, options: acting,
      about: "put the goods of an order back, into the bins they came from or one that is named", run: putBack),
  ]

  private static func listPutBacks(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    let page = try await acting.desks.warehouse.putBacks(PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      ["put_backs": .list(page.rows.map(JSONText.init(putBack:))), "more": .flag(page.hasAfter)]
    ) {
      let rows = page.rows.map { row in
        [String(row.putBack.quantity), row.binCode, row.number, row.item]
      }
      return Output.table(["QTY", "BIN", "ORDER", "ITEM"], rows, right: [0])
    }
  }

  private static func putBack(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let desk = acting.desks.warehouse
    let number = request.words[0].uppercased()
    // What is awaited is a short list; the order's own part of it is shorter still.
    let rows = try await desk.putBacks(PageRequest(limit: 500), by: acting.caller).rows.filter { $0.number == number }
    guard !rows.isEmpty else {
      throw CommerceError.refused(Refusal(.notAwaitingPutBack, [.order: .text(number)], remedy: .chooseOther))
    }
    var done: [PutBackRow] = []
    for row in rows {
      let bin = request.words.count > 1 ? request.words[1].uppercased() : row.binCode
      done.append(try await desk.putBack(row.putBack.id, into: bin, acting.intent()))
    }
    let answered = done
    try request.output.answer(["put_back": .list(answered.map(JSONText.init(putBack:)))]) {
      answered.map { "\($0.putBack.quantity) \($0.item) put back into \($0.binCode)" }
    }
  }
}

extension JSONText {
  init(putBack row: PutBackRow) {
    self = [
      "id": JSONText(row.putBack.id.serial), "order": .text(row.number), "item": .text(row.item),
      "quantity": JSONText(row.putBack.quantity), "bin": .text(row.binCode),
    ]
  }
}
