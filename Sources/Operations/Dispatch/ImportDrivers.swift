import Commerce

/// Rows of `drivers.csv`: somebody of the people who drives for a town, and what may be given to them.
struct DriverRows: RowImporter {
  let required = ["site", "email", "code", "capacity"]
  let optional = ["shift", "cash_limit", "vehicle"]
  let reach: ImportReach
  var codes = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let email = row.text("email", limit: 254).lowercased()
    let code = row.code("code")
    if code.count > 2 { row.fail("code", "is longer than two letters or digits") }
    let capacity = row.number("capacity", 1...200)
    let shift = Self.shift(&row)
    let person = try transaction.person(email: email)
    if person == nil, !email.isEmpty { row.fail("email", "is nobody of the people") }
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      codes.note("\(site.id) \(code)", "code", &row)
      guard let person else { continue }
      guard let old = try transaction.driver(person.id, at: site.id) else {
        row.fail("email", "has no driver's role in \(site.name)")
        continue
      }
      let others = try transaction.drivers(at: site.id, in: reach.scope).filter { $0.person != person.id }
      if let holder = others.first(where: { $0.code == code }) { row.fail("code", "is \(holder.name)'s") }
      var driver = old
      driver.code = code
      driver.capacity = capacity
      if let shift { (driver.shiftStart, driver.shiftEnd) = shift }
      driver.vehicle = row.optional("vehicle")
      driver.cashLimitMinor = Self.limit(&row, site.currency)
      guard driver != old else { continue }
      let changed = driver
      plan.change { transaction, command throws(CommerceError) in
        try transaction.save(changed)
        try transaction.append(
          .driver, person.id.serial, site: site.id,
          [
            ("code", old.code, changed.code), ("capacity", "\(old.capacity)", "\(changed.capacity)"),
            ("shift", old.shiftText, changed.shiftText), ("vehicle", old.vehicle, changed.vehicle),
            ("cash_limit", "\(old.cashLimitMinor)", "\(changed.cashLimitMinor)"),
          ], by: command)
      }
    }
    return plan
  }

  private static func limit(_ row: inout ImportRow, _ currency: Currency) -> Int64 {
    let text = row.optional("cash_limit")
    guard !text.isEmpty else { return 0 }
    guard let money = Money(decimal: text, currency) else {
      row.fail("cash_limit", "is not an amount of \(currency.code)")
      return 0
    }
    return money.minor
  }

  /// `08:00-18:00` as minutes of the day; nil when empty.
  private static func shift(_ row: inout ImportRow) -> (Int, Int)? {
    let text = row.optional("shift")
    guard !text.isEmpty else { return nil }
    let minutes = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 2, let hour = numbers[0], let minute = numbers[1], (0...24).contains(hour),
        (0..<60).contains(minute), hour * 60 + minute <= 1440
      else { return nil }
      return hour * 60 + minute
    }
    guard minutes.count == 2, let start = minutes[0], let end = minutes[1] else {
      row.fail("shift", "is not a span HH:MM-HH:MM")
      return nil
    }
    return (start, end)
  }
}
