public import Commerce

extension CashUpSlip {
  /// The slip as plain text, 40 columns wide: what both sides sign.
  public func text(site: Site) -> String {
    let counted = LocalTime(cashUp.countedAt, offsetMinutes: site.utcOffsetMinutes)
    var lines = [
      "CASH-UP \(cashUp.id)   " + site.name, counted.date + " " + counted.clock, "",
      "driver    " + driverName, "cashier   " + cashierName, "",
    ]
    for row in moves {
      let isIn = row.move.to == .driver(cashUp.driver)
      let sign = isIn ? "" : "-"
      lines.append(
        columns(row.orderNumber.isEmpty ? row.move.reason.rawValue : row.orderNumber, sign + row.move.amount.digits))
    }
    lines += ["", columns("expected", cashUp.expected.digits)]
    if let declared = cashUp.declared { lines.append(columns("declared", declared.digits)) }
    lines.append(columns("counted", cashUp.counted.digits))
    if cashUp.differenceMinor != 0 {
      lines.append(
        columns("difference", Money(minor: cashUp.differenceMinor, cashUp.counted.currency).digits))
    }
    switch cashUp.state {
    case .agreed: lines.append("agreed")
    case .open: lines.append("OPEN - nothing has moved")
    case .settled:
      lines.append(ownerName.isEmpty ? "written off" : "answered for by " + ownerName)
    case .superseded: lines.append("counted anew - not valid")
    }
    lines += ["", "driver   ______________________", "", "cashier  ______________________"]
    // Names come from people: whatever could steer a printer is left out.
    return lines.map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
    .joined(separator: "\n") + "\n"
  }

  private func columns(_ left: String, _ right: String) -> String {
    left + String(repeating: " ", count: max(1, 36 - left.count - right.count)) + right
  }
}
