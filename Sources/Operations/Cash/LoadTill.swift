import Commerce

/// Gathers the till of a town: who has cash, what waits for a decision. How much a driver holds is not told.
enum LoadTill {
  static func run(
    at site: Site, now: Instant, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Till {
    let today = LocalTime(now, offsetMinutes: site.utcOffsetMinutes).date
    let midnight = site.start(ofDay: today) ?? now
    let balances = try transaction.balances(at: site.id, in: scope)
    var drivers = try transaction.drivers(at: site.id, in: scope)
    for balance in balances {
      guard case .driver(let person) = balance.account, !drivers.contains(where: { $0.person == person }) else {
        continue
      }
      // Somebody who drives no more, and has still to hand over.
      drivers.append(Driver(person: person, name: balance.name, site: site.id, code: "", isAvailable: false))
    }
    let open = try transaction.openCashUps(at: site.id, in: scope)
    var lines: [Till.DriverLine] = []
    for driver in drivers {
      let held = balances.first { $0.account == .driver(driver.person) }
      let last = try transaction.lastCashUp(of: driver.person, at: site.id)
      lines.append(
        Till.DriverLine(
          driver: driver, hasCash: held != nil,
          out: try transaction.load(of: driver.person, at: site.id, since: midnight).out, since: held?.since,
          hasDeclared: try transaction.declaration(of: driver.person, at: site.id) != nil,
          open: open.first { $0.driver == driver.person },
          last: last.flatMap { ($0.settledAt ?? $0.countedAt) >= midnight ? $0 : nil }))
    }
    return Till(
      drivers: lines, cashiers: balances.filter { $0.account.word == "cashier" },
      owned: balances.filter { $0.account.word == "owned" }, currency: site.currency,
      isClosed: try transaction.dayClose(today, at: site.id) != nil)
  }
}
