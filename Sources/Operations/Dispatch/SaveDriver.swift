import Commerce

/// Keeps a driver's particulars.
enum SaveDriver {
  /// The same particulars again change nothing. Throws `rule.driver.not_here`, `input.invalid`, or `edit.conflict` for a
  /// code another driver of the town has.
  static func run(_ driver: Driver, _ work: RoadWork) throws(CommerceError) {
    let old = try work.view.driver(driver.person)
    var driver = driver
    driver.site = work.site.id
    driver.name = old.name
    driver.code = ResolveCode.cleaned(driver.code)
    driver.vehicle = trimmed(driver.vehicle)
    driver.unavailableReason = driver.isAvailable ? "" : trimmed(driver.unavailableReason)
    try check(driver)
    let others = try work.transaction.drivers(at: work.site.id, in: work.scope).filter { $0.person != driver.person }
    if others.contains(where: { $0.code == driver.code }) {
      throw .conflict(FieldIssue("code", "is taken by another driver"))
    }
    try work.transaction.save(driver)
    for (name, before, after) in fields(old, driver) where before != after {
      try work.transaction.append(
        Change(.driver, driver.person.serial, site: work.site.id, field: name, old: before, new: after),
        by: work.command)
    }
  }

  private static func check(_ driver: Driver) throws(CommerceError) {
    var issues: [FieldIssue] = []
    if driver.code.utf8.count != 2 || !driver.code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
      issues.append(FieldIssue("code", "is not two letters or digits"))
    }
    if !(1...500).contains(driver.capacity) { issues.append(FieldIssue("capacity", "is not from 1 to 500")) }
    if driver.cashLimitMinor < 0 { issues.append(FieldIssue("cash_limit", "is negative")) }
    for (name, minute) in [("shift_start", driver.shiftStart), ("shift_end", driver.shiftEnd)]
    where !(0...1440).contains(minute) {
      issues.append(FieldIssue(name, "is no time of the day"))
    }
    if driver.vehicle.count > 100 { issues.append(FieldIssue("vehicle", "is longer than 100 characters")) }
    if !driver.isAvailable, driver.unavailableReason.isEmpty {
      issues.append(FieldIssue("unavailable_reason", "is empty"))
    }
    if driver.unavailableReason.count > 300 {
      issues.append(FieldIssue("unavailable_reason", "is longer than 300 characters"))
    }
    guard issues.isEmpty else { throw .invalid(issues) }
  }

  private static func fields(_ old: Driver, _ new: Driver) -> [(String, String, String)] {
    [
      ("code", old.code, new.code), ("capacity", "\(old.capacity)", "\(new.capacity)"),
      ("cash_limit", "\(old.cashLimitMinor)", "\(new.cashLimitMinor)"), ("vehicle", old.vehicle, new.vehicle),
      ("shift", old.shiftText, new.shiftText), ("available", "\(old.isAvailable)", "\(new.isAvailable)"),
      ("unavailable_reason", old.unavailableReason, new.unavailableReason),
    ]
  }
}
