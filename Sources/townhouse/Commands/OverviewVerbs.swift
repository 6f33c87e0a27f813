internal import Commerce
internal import Console
internal import Operations

/// What is left to do.
extension Verb {
  static let overviewVerbs = [
    Verb(
      "shift close", options: acting,
      about: "what keeps the shift from closing; status 1 while anything is left", run: shiftClose),
    Verb(
      "reports", "NAME", count: 1...1, options: acting + [.days],
      about: "figures: " + ReportKind.allCases.map(\.rawValue).joined(separator: ", "), run: report),
    Verb(
      "past", "TIME", count: 1...2, options: acting + [.limit],
      about: "orders by status as they stood, such as: past yesterday 18:00", run: past),
  ]

  private static func report(_ request: Request) async throws {
    guard let kind = ReportKind(rawValue: request.words[0].lowercased()) else {
      throw Failure.usage(
        "there is no report \(request.words[0])", hint: ReportKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let days = try request.arguments.number(.days, in: 1...ReportKind.mostDays) ?? 7
    let acting = try await Acting.begin(request)
    let report = try await acting.desks.reports.report(kind, days: days, by: acting.caller)
    let rows = report.rows.map { row in
      JSONText.object(zip(report.columns, row).map { ($0.title, JSONText(value: $1, report.currency)) })
    }
    try request.output.answer(
      [
        "report": .text(kind.rawValue), "town": .text(acting.site.code), "from": .text(report.from),
        "until": .text(report.until), "rows": .list(rows),
        "series": .list(
          report.series.map { ["title": .text($0.title), "values": .list($0.values.map { JSONText($0) })] }),
      ]
    ) {
      let texts = report.rows.map { $0.map { Wording.text($0, report.currency) } }
      let right = report.columns.indices.filter { index in
        report.rows.contains { row in if case .text = row[index] { false } else { true } }
      }
      return ["\(Wording.text(kind)), \(report.from) to \(report.until)"]
        + Output.table(report.columns.map { $0.title.uppercased() }, texts, right: Set(right))
    }
  }

  private static func past(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let text = request.words.joined(separator: " ")
    let now = acting.workplace.clock.now
    guard let moment = Addresses.moment(text, now: now, offsetMinutes: acting.site.utcOffsetMinutes) else {
      throw Failure.usage("\"\(text)\" is no moment in the past", hint: "18:00, yesterday 18:00, -2h, 2026-11-20T18:00")
    }
    let board = try await acting.desks.history.board(at: moment, by: acting.caller)
    let counts = OrderStatus.allCases.compactMap { status in board.counts[status].map { (status, $0) } }
    try request.output.answer(
      [
        "town": .text(acting.site.code), "at": JSONText(moment), "moves_since": JSONText(board.movesSince),
        "orders": .object(counts.map { ($0.0.rawValue, JSONText($0.1)) }),
      ]
    ) {
      ["as of \(acting.time(moment)), \(counted(board.movesSince, "move")) since"]
        + Output.table(["ORDERS", "STATUS"], counts.map { ["\($0.1)", Wording.status($0.0)] }, right: [0])
    }
  }

  private static func shiftClose(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let close = try await acting.desks.reports.shiftClose(by: acting.caller)
    func money(_ minor: Int64?) -> JSONText { minor.map { JSONText(Money(minor: $0, close.currency)) } ?? .null }
    let rows = close.rows.map { row in
      [
        "kind": .text(row.kind.rawValue), "count": JSONText(row.count), "money": money(row.minor),
        "oldest": JSONText(row.oldest), "owners": .list(row.owners.map { .text($0) }),
        "address": .text(Wording.address(row.kind)),
        "items": .list(
          row.items.map { item in
            [
              "id": JSONText(item.id), "what": .text(item.label), "about": .text(item.detail),
              "owner": .text(item.owner), "money": money(item.minor), "since": JSONText(item.since),
            ]
          }),
      ] as JSONText
    }
    try request.output.answer(
      [
        "town": .text(acting.site.code), "at": JSONText(close.at), "zero": .flag(close.isZero),
        "left": JSONText(close.count), "rows": .list(rows),
      ]
    ) {
      if close.isZero { return ["ZERO: the shift in \(acting.site.name) can close"] }
      let table = close.rows.map { row in
        [
          "\(row.count)", row.minor.map { Money(minor: $0, close.currency).digits } ?? "",
          row.oldest.map { Wording.age(since: $0, now: close.at) } ?? "", Wording.text(row.kind),
          row.owners.isEmpty ? "nobody" : row.owners.joined(separator: ", "),
        ]
      }
      return Output.table(["COUNT", "MONEY", "OLDEST", "LEFT TO DO", "OWNER"], table, right: [0, 1, 2])
    }
    if !close.isZero { throw Failure.reported(1) }
  }
}

extension JSONText {
  init(value: ReportValue, _ currency: Currency) {
    switch value {
    case .text(let text): self = .text(text)
    case .count(let count): self.init(count)
    case .money(let minor): self.init(Money(minor: minor, currency))
    case .hidden: self = .null
    case .minutes(let minutes): self.init(minutes)
    case .share, .tenths:
      let text = Wording.plain(value, currency)
      self = text.isEmpty ? .null : .text(text)
    }
  }
}
