internal import Commerce
internal import Console
internal import Operations

/// Till, books and days in plain words.
enum CashText {
  static func lines(of till: Till, _ acting: Acting) -> [String] {
    let rows = till.drivers.map { line in
      let open = line.open.map { "counted \($0.counted.text), \($0.state.rawValue)" }
      let last = line.last.map { "\($0.state.rawValue) \($0.counted.text)" }
      return [
        line.driver.code, line.driver.name, line.hasCash ? "yes" : "no", String(line.out),
        line.since.map(acting.time) ?? "", line.hasDeclared ? "yes" : "no", open ?? last ?? "",
      ]
    }
    let table = Output.table(["CODE", "DRIVER", "CASH", "OUT", "SINCE", "DECLARED", "COUNT"], rows, right: [3])
    return table + (till.cashiers + till.owned).map { line(of: $0, till.currency) }
      + (till.isClosed ? ["today is closed"] : [])
  }

  static func line(of balance: CashBalance, _ currency: Currency) -> String {
    account(balance.account, balance.name) + "  " + Money(minor: balance.minor, currency).text
  }

  static func account(_ account: CashAccount, _ name: String) -> String {
    name.isEmpty ? account.word : account.word + " " + name
  }

  static func lines(of sheet: DaySheet, _ acting: Acting) -> [String] {
    func money(_ minor: Int64) -> String { Money(minor: minor, sheet.currency).text }
    var lines = ["\(sheet.day)  asked for \(money(sheet.dueMinor))"]
    lines += Tender.allCases.map { "  by \($0.rawValue) \(money(sheet.byTender[$0] ?? 0))" }
    lines += Output.table(
      ["FROM", "TO", "WHY", "MOVES", "AMOUNT"],
      sheet.flow.map { flow in
        [
          flow.from, flow.to, flow.reason.rawValue, String(flow.moves), Money(minor: flow.minor, sheet.currency).digits,
        ]
      }, right: [3, 4])
    lines += sheet.open.filter { $0.minor != 0 }.map { "not home: " + line(of: $0, sheet.currency) }
    lines += sheet.owned.map { line(of: $0, sheet.currency) }
    if sheet.openCashUps > 0 {
      lines.append("\(counted(sheet.openCashUps, "count waits", "counts wait")) for a decision")
    }
    if let close = sheet.close { return lines + ["closed \(acting.time(close.at)) by \(sheet.closedBy)"] }
    return lines + [sheet.refusal.map { "may not close: " + Wording.text($0) } ?? "may close"]
  }
}

extension JSONText {
  init(balance: CashBalance) {
    self = [
      "account": .text(balance.account.word), "name": .text(balance.name), "minor": JSONText(balance.minor),
      "since": JSONText(balance.since),
    ]
  }

  init(cashUp: CashUp) {
    self = [
      "id": JSONText(cashUp.id.serial), "state": .text(cashUp.state.rawValue), "counted": JSONText(cashUp.counted),
      "counted_at": JSONText(cashUp.countedAt), "settled_at": JSONText(cashUp.settledAt),
      "reason": JSONText(cashUp.reason?.rawValue),
    ]
  }

  init(till: Till) {
    let drivers = till.drivers.map { line -> JSONText in
      [
        "code": .text(line.driver.code), "name": .text(line.driver.name), "has_cash": .flag(line.hasCash),
        "out": JSONText(line.out), "since": JSONText(line.since), "has_declared": .flag(line.hasDeclared),
        "open": line.open.map(JSONText.init(cashUp:)) ?? .null,
        "last": line.last.map(JSONText.init(cashUp:)) ?? .null,
      ]
    }
    self = [
      "drivers": .list(drivers), "cashiers": .list(till.cashiers.map(JSONText.init(balance:))),
      "owned": .list(till.owned.map(JSONText.init(balance:))), "currency": .text(till.currency.code),
      "closed": .flag(till.isClosed),
    ]
  }

  init(sheet: DaySheet) {
    let flow = sheet.flow.map { flow -> JSONText in
      [
        "from": .text(flow.from), "to": .text(flow.to), "reason": .text(flow.reason.rawValue),
        "minor": JSONText(flow.minor), "moves": JSONText(flow.moves),
      ]
    }
    let tenders = Tender.allCases.map { ($0.rawValue, JSONText(sheet.byTender[$0] ?? 0)) }
    self = [
      "day": .text(sheet.day), "currency": .text(sheet.currency.code), "due_minor": JSONText(sheet.dueMinor),
      "by_tender": .object(tenders), "flow": .list(flow), "open": .list(sheet.open.map(JSONText.init(balance:))),
      "owned": .list(sheet.owned.map(JSONText.init(balance:))), "open_cash_ups": JSONText(sheet.openCashUps),
      "closed": .flag(sheet.close != nil), "closed_at": JSONText(sheet.close?.at), "closed_by": .text(sheet.closedBy),
      "refusal": sheet.refusal.map(JSONText.init(refusal:)) ?? .null,
    ]
  }

  init(cashMove row: RecordedCashMove) {
    self = [
      "sequence": JSONText(row.sequence), "at": JSONText(row.at), "amount": JSONText(row.move.amount),
      "reason": .text(row.move.reason.rawValue), "from": .text(row.move.from.word), "from_name": .text(row.fromName),
      "to": .text(row.move.to.word), "to_name": .text(row.toName), "order": .text(row.orderNumber),
      "actor": .text(row.actorName),
    ]
  }
}
