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
    account(balance.account, balance.name) + "  "
      + (balance.isHidden ? "to be counted" : Money(minor: balance.minor, currency).text)
  }

  static func account(_ account: CashAccount, _ name: String) -> String {
    name.isEmpty ? account.word : account.word + " " + name
  }

  static func lines(of sheet: DaySheet, _ acting: Acting) -> [String] {
    func money(_ minor: Int64?) -> String {
      minor.map { Money(minor: $0, sheet.currency).text } ?? "told when drivers are counted"
    }
    var lines = ["\(sheet.day)  asked for \(money(sheet.dueMinor))"]
    lines += Tender.allCases.map { "  by \($0.rawValue) \(money(sheet.byTender[$0]))" }
    lines += Output.table(
      ["FROM", "TO", "WHY", "MOVES", "AMOUNT"],
      sheet.flow.map { flow in
        [
          flow.from, flow.to, flow.reason.rawValue, String(flow.moves),
          flow.minor.map { Money(minor: $0, sheet.currency).digits } ?? "to count",
        ]
      }, right: [3, 4])
    lines += sheet.open.map { "not home: " + line(of: $0, sheet.currency) }
    lines += sheet.owned.map { line(of: $0, sheet.currency) }
    if sheet.openCashUps > 0 {
      lines.append("\(counted(sheet.openCashUps, "count waits", "counts wait")) for a decision")
    }
    if let oldest = sheet.oldestOpen, oldest < sheet.day { lines.append("\(oldest) is still open: close it first") }
    if let close = sheet.close {
      lines.append("closed \(acting.time(close.at)) by \(sheet.closedBy)")
      return lines + (sheet.movedSince == 0 ? [] : ["\(sheet.movedSince) entries since: in the books of the next day"])
    }
    return lines + [sheet.refusal.map { "may not close: " + Wording.text($0) } ?? "may close"]
  }
}

extension JSONText {
  init(balance: CashBalance) {
    self = [
      "account": .text(balance.account.word), "name": .text(balance.name),
      "minor": balance.isHidden ? .null : JSONText(balance.minor),
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
        "minor": flow.minor.map { JSONText($0) } ?? .null, "moves": JSONText(flow.moves),
      ]
    }
    let tenders = Tender.allCases.map { ($0.rawValue, sheet.byTender[$0].map { JSONText($0) } ?? .null) }
    self = [
      "day": .text(sheet.day), "currency": .text(sheet.currency.code),
      "due_minor": sheet.dueMinor.map { JSONText($0) } ?? .null,
      "by_tender": .object(tenders), "flow": .list(flow), "open": .list(sheet.open.map(JSONText.init(balance:))),
      "owned": .list(sheet.owned.map(JSONText.init(balance:))), "open_cash_ups": JSONText(sheet.openCashUps),
      "closed": .flag(sheet.close != nil), "moved_since": JSONText(sheet.movedSince),
      "oldest_open": JSONText(sheet.oldestOpen), "closed_at": JSONText(sheet.close?.at),
      "closed_by": .text(sheet.closedBy),
      "refusal": sheet.refusal.map(JSONText.init(refusal:)) ?? .null,
    ]
  }

  init(cashMove row: RecordedCashMove) {
    self = [
      "sequence": JSONText(row.sequence), "at": JSONText(row.at),
      "amount": row.isHidden ? .null : JSONText(row.move.amount),
      "reason": .text(row.move.reason.rawValue), "from": .text(row.move.from.word), "from_name": .text(row.fromName),
      "to": .text(row.move.to.word), "to_name": .text(row.toName), "order": .text(row.orderNumber),
      "actor": .text(row.actorName),
    ]
  }
}
