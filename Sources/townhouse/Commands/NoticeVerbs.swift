internal import Commerce
internal import Operations

extension Verb {
  static let noticeVerbs = [
    Verb(
      "notices list", options: acting + [.status, .limit],
      explaining: [.status: "only received, applied, ignored or failed"],
      about: "what payment providers told us, newest first",
      run: listNotices),
    Verb(
      "notices receive", "FILE", count: 1...1,
      options: acting + [.provider, .event, .reference, .status, .amount, .signature],
      explaining: [
        .reference: "the provider's reference of the payment", .status: "what it says the payment is",
        .amount: "how much it says was paid",
      ], about: "store a notice as it came (- reads standard input) and apply it once", run: receiveNotice),
    Verb(
      "notices replay", "ID", count: 1...1, options: acting,
      about: "apply a stored notice again; what it did once it does not do twice", run: replayNotice),
  ]

  private static func listNotices(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    let query = NoticeQuery(site: acting.site.id, states: try request.set(.status))
    let page = try await acting.desks.cash.notices(query, PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      ["notices": .list(page.rows.map(JSONText.init(notice:))), "more": .flag(page.hasAfter)]
    ) {
      let rows = page.rows.map { notice in
        [
          notice.id.description, notice.provider, notice.event, notice.signature.rawValue, notice.status.rawValue,
          notice.amount.text, notice.reference, acting.time(notice.receivedAt), notice.state.rawValue, notice.outcome,
        ]
      }
      let head = ["ID", "FROM", "EVENT", "SIGNED", "SAYS", "AMOUNT", "REFERENCE", "CAME", "STATE", "WHY"]
      return Output.table(head, rows, right: [0, 5])
    }
  }

  private static func receiveNotice(_ request: Request) async throws {
    let arguments = request.arguments
    func needed(_ option: CommandOption) throws(Failure) -> String {
      guard let text = arguments[option], !text.isEmpty else { throw .usage("--\(option.rawValue) is missing") }
      return text
    }
    guard let status = PaymentStatus(rawValue: try needed(.status)) else {
      throw Failure.usage("there is no status \(arguments[.status] ?? "")", hint: "pending, paid, failed or cancelled")
    }
    guard let signature = PaymentNotice.Signature(rawValue: arguments[.signature] ?? "unsigned") else {
      throw Failure.usage("--signature is valid, unsigned or invalid")
    }
    let path = request.words[0]
    let raw = try TextFile.read(path == "-" ? "/dev/stdin" : path)
    let acting = try await Acting.begin(request)
    let notice = IncomingNotice(
      provider: try needed(.provider), event: try needed(.event), raw: raw, signature: signature,
      reference: try needed(.reference), status: status, amount: try acting.amount(try needed(.amount)))
    try show(try await acting.desks.cash.receive(notice, acting.intent()), request.output)
  }

  private static func replayNotice(_ request: Request) async throws {
    guard let id = Int64(request.words[0]), id > 0 else { throw Failure.usage("notices are named by their number") }
    let acting = try await Acting.begin(request)
    try show(try await acting.desks.cash.replay(ID(id), acting.intent()), request.output)
  }

  private static func show(_ notice: PaymentNotice, _ output: Output) throws {
    try output.answer(JSONText(notice: notice)) {
      ["notice \(notice.id) is \(notice.state.rawValue)" + (notice.outcome.isEmpty ? "" : ": " + notice.outcome)]
    }
  }
}

extension JSONText {
  init(notice: PaymentNotice) {
    self = [
      "id": JSONText(notice.id.serial), "provider": .text(notice.provider), "event": .text(notice.event),
      "signature": .text(notice.signature.rawValue), "reference": .text(notice.reference),
      "status": .text(notice.status.rawValue), "amount": JSONText(notice.amount),
      "received_at": JSONText(notice.receivedAt), "state": .text(notice.state.rawValue),
      "outcome": .text(notice.outcome), "applied_at": JSONText(notice.appliedAt),
      "payment": notice.payment.map { JSONText($0.serial) } ?? .null,
    ]
  }
}
