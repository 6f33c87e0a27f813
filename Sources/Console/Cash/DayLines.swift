import Commerce
import Operations
import Terminal

/// The sheet of a day as lines, for the screen, the printer and a file.
struct DayLines {
  private let sheet: DaySheet
  private let context: Context

  init(_ sheet: DaySheet, _ context: Context) {
    self.sheet = sheet
    self.context = context
  }

  private func digits(_ minor: Int64) -> String { Money(minor: minor, sheet.currency).digits }
  private func told(_ minor: Int64?) -> String { minor.map(digits) ?? "to count" }

  /// All of it at a width.
  func lines(width: Int) -> [StyledLine] {
    [heading] + state(width) + totals(width) + notHome(width) + owned(width) + flow(width)
  }

  /// All of it as plain text.
  func plain(width: Int) -> String {
    lines(width: width).map { line in
      var text = ""
      var used = 0
      for part in line.parts {
        if let column = part.column, column > used {
          text += String(repeating: " ", count: column - used)
          used = column
        }
        text += part.text
        used += TextWidth.width(part.text)
      }
      return text
    }.joined(separator: "\n")
  }

  private var heading: StyledLine {
    StyledLine("\(CashDay.words(sheet.day))  \(context.site?.name ?? "")", .heading)
      .adding("  in \(sheet.currency.code)", .muted)
  }

  /// Whether it is closed, may be closed, or why not.
  private func state(_ width: Int) -> [StyledLine] {
    if let close = sheet.close {
      let since = sheet.movedSince
      return [StyledLine("closed by \(sheet.closedBy) at \(context.told(close.at))", .done)]
        + (since == 0
          ? []
          : [StyledLine("\(since) \(since == 1 ? "entry" : "entries") since: in the books of the next day", .muted)])
        + older(width)
    }
    let isPast = sheet.day < context.local(context.now).date
    let open = isPast ? "never closed" : "open"
    if let refusal = sheet.refusal {
      return StyledLine.wrapped("\(open): \(Wording.text(refusal, now: context.now))", width, .warning) + older(width)
    }
    return [StyledLine("\(open): C closes it", isPast ? .warning : .text)] + older(width)
  }

  /// An older day that was left open comes first.
  private func older(_ width: Int) -> [StyledLine] {
    guard let oldest = sheet.oldestOpen, oldest < sheet.day else { return [] }
    return StyledLine.wrapped("\(CashDay.words(oldest)) was never closed: C goes there first", width, .warning)
  }

  private func row(_ label: String, _ amount: String, _ width: Int, _ role: Role = .text, side: String = "")
    -> StyledLine
  {
    let amounts = min(40, max(22, width / 2))
    return StyledLine([
      StyledLine.Part(text: "  " + TextWidth.fit(label, amounts - 4)),
      StyledLine.Part(text: TextWidth.fit(amount, 13, align: .right), role: role, column: amounts - 1),
      StyledLine.Part(text: side, role: .muted, column: amounts + 14),
    ])
  }

  private func totals(_ width: Int) -> [StyledLine] {
    let tenders = Tender.allCases.map { row("came in: \(Wording.tender($0))", told(sheet.byTender[$0]), width) }
    guard let due = sheet.dueMinor else {
      return [.blank, row("DUE from customers", told(nil), width, side: "  told when the drivers are counted")]
        + tenders
    }
    let came = Tender.allCases.reduce(Int64(0)) { $0 + (sheet.byTender[$1] ?? 0) }
    return [.blank, row("DUE from customers", digits(due), width, .big)] + tenders
      + [row("came in", digits(came), width, came == due ? .done : .text)]
  }

  private func notHome(_ width: Int) -> [StyledLine] {
    var lines = [StyledLine.blank, StyledLine("NOT HOME", .heading)]
    if sheet.openCashUps > 0 {
      let count = sheet.openCashUps
      lines.append(StyledLine("  \(counted(count, "count waits", "counts wait")) for a decision", .refused))
    }
    if sheet.open.isEmpty { return lines + [StyledLine("  everything is home", .done)] }
    return lines
      + sheet.open.map { balance in
        row(
          Wording.account(balance.account.word, name: balance.name), held(balance), width, .warning,
          side: balance.since.map { "for \(context.age($0))" } ?? "")
      }
  }

  /// What a driver holds is told by the count alone.
  private func held(_ balance: CashBalance) -> String {
    balance.isHidden ? told(nil) : digits(balance.minor)
  }

  private func owned(_ width: Int) -> [StyledLine] {
    guard !sheet.owned.isEmpty else { return [] }
    return [.blank, StyledLine("DIFFERENCES SOMEBODY ANSWERS FOR", .heading)]
      + sheet.owned.map { balance in
        row(
          balance.name, digits(balance.minor), width, .refused,
          side: balance.since.map { "for \(context.age($0))" } ?? "")
      }
  }

  private func flow(_ width: Int) -> [StyledLine] {
    guard !sheet.flow.isEmpty else { return [.blank, StyledLine("Nothing moved on this day.", .muted)] }
    let columns = [
      Column("  FROM", .flexible(minimum: 11, weight: 1), priority: .max),
      Column("TO", .flexible(minimum: 10, weight: 1), priority: .max),
      Column("AMOUNT", .fixed(12), align: .right, priority: .max), Column("WHY", .fixed(10), priority: 2),
      Column("TIMES", .fixed(5), align: .right, priority: 1),
    ]
    let rows = sheet.flow.map { flow -> [TableCell] in
      [
        TableCell("  " + Wording.account(flow.from)), TableCell(Wording.account(flow.to)),
        TableCell(told(flow.minor)), TableCell(Wording.reason(flow.reason), .muted), TableCell("\(flow.moves)"),
      ]
    }
    return [.blank, StyledLine("WHAT MOVED", .heading)]
      + StyledLine.table(columns, rows, width: min(width, 90), gap: width < 60 ? 1 : 2)
  }

  /// One row a figure.
  func table(_ format: ExportTable.Format, town: String) -> ExportTable {
    func plain(_ minor: Int64?) -> String { minor.map { Money(minor: $0, sheet.currency).plain } ?? "" }
    var rows = [["due", "", "", "", plain(sheet.dueMinor), ""]]
    rows += Tender.allCases.map { ["came in", "", $0.rawValue, "", plain(sheet.byTender[$0]), ""] }
    rows += sheet.open.map {
      ["not home", $0.name, $0.account.word, "", $0.isHidden ? "" : plain($0.minor), ""]
    }
    rows += sheet.owned.map { ["owned", $0.name, $0.account.word, "", plain($0.minor), ""] }
    rows += sheet.flow.map { ["moved", $0.from, $0.to, $0.reason.rawValue, plain($0.minor), "\($0.moves)"] }
    return ExportTable(
      name: "day-\(town)-\(sheet.day)", format: format,
      columns: ["what", "from or whose", "to or by", "why", "amount", "times"], rows: rows)
  }
}
