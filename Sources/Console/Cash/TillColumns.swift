import Commerce
import Operations
import Terminal

/// How the till's drivers look as rows and in a file.
struct TillColumns {
  let now: Instant
  let offsetMinutes: Int
  let currency: Currency

  init(_ context: Context, _ currency: Currency) {
    now = context.now
    offsetMinutes = context.site?.utcOffsetMinutes ?? 0
    self.currency = currency
  }

  /// The columns; where room is short those with the lowest priority are left out.
  var columns: [ListColumn<Till.DriverLine>] {
    [
      ListColumn("", .fixed(3), priority: .max, export: "code") { TableCell($0.driver.code) },
      ListColumn("DRIVER", .flexible(minimum: 11, weight: 2), priority: .max) { TableCell($0.driver.name) },
      ListColumn("CASH", .fixed(7), priority: .max) { TableCell($0.hasCash ? "in hand" : "-") },
      ListColumn("SINCE", .fixed(5), align: .right, priority: 50) { line in
        TableCell(line.since.map { Span.short(max(0, now.minutes(since: $0))) } ?? "")
      },
      ListColumn("OUT", .fixed(3), align: .right, priority: 70) { TableCell($0.out > 0 ? "\($0.out)" : "") },
      ListColumn("DECLARED", .fixed(8), priority: 40) { TableCell($0.hasDeclared ? "yes" : "-") },
      ListColumn("DIFFERENCE", .flexible(minimum: 12, weight: 1), align: .right, priority: 90) { line in
        TableCell(line.open.map { difference($0) } ?? "", .refused)
      },
      ListColumn("LAST TODAY", .fixed(13), priority: 30) { line in TableCell(line.last.map { last($0) } ?? "") },
    ]
  }

  /// A count that waits is refused, cash of drivers who are back is to be counted now.
  func state(_ line: Till.DriverLine) -> TableRow.State? {
    if line.open != nil { return .refused }
    if line.hasCash { return line.out == 0 ? .active : nil }
    return line.last == nil ? nil : .done
  }

  /// `-5.00  40m`.
  private func difference(_ open: CashUp) -> String {
    Money(minor: open.differenceMinor, currency).digits + "  " + Span.short(max(0, now.minutes(since: open.countedAt)))
  }

  private func last(_ cashUp: CashUp) -> String {
    LocalTime(cashUp.settledAt ?? cashUp.countedAt, offsetMinutes: offsetMinutes).clock + " "
      + Wording.cashUp(cashUp.state)
  }

  /// Drivers, tills and owned differences as one file.
  func table(_ till: Till, _ format: ExportTable.Format) -> ExportTable {
    let drivers = till.drivers.map { line in columns.map { $0.exported?(line) ?? $0.cell(line).text } }
    return ExportTable(name: "till", format: format, columns: columns.map(\.exportTitle), rows: drivers)
  }

  /// The formats to choose from.
  static var formats: [PaletteItem] { ExportRun<PaymentRow>.formats }
}
