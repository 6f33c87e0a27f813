internal import Commerce
internal import Console
internal import Operations

/// What is left to do.
extension Verb {
  static let overviewVerbs = [
    Verb(
      "shift close", options: acting,
      about: "what keeps the shift from closing; status 1 while anything is left", run: shiftClose)
  ]

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
