import Commerce

/// The books of a local day, and whether it may close.
enum LoadDay {
  /// `day` is `YYYY-MM-DD`, nil for today. Drivers' sums are told only when `tellsDrivers`.
  static func run(
    _ day: String?, at site: Site, now: Instant, tellsDrivers: Bool, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> DaySheet {
    let today = LocalTime(now, offsetMinutes: site.utcOffsetMinutes).date
    let day = day ?? today
    guard let start = site.start(ofDay: day) else { throw .invalid([FieldIssue("day", "is not YYYY-MM-DD")]) }
    let flow = try transaction.cashFlow(at: site.id, from: start, until: start.adding(minutes: 1440))
    func sum(_ from: Set<String>, _ to: Set<String>) -> Int64 {
      flow.reduce(0) { $0 + (from.contains($1.from) && to.contains($1.to) ? $1.minor : 0) }
    }
    let asked: Set<String> = ["customer", "momo"]
    let hands: Set<String> = ["driver", "cashier"]
    let payers: Set<String> = ["customer", "debt"]
    var open: [CashBalance] = []
    var owned: [CashBalance] = []
    for balance in try transaction.balances(at: site.id, in: scope) {
      switch balance.account {
      case .driver:
        var shown = balance
        if !tellsDrivers { shown.minor = 0 }
        open.append(shown)
      case .cashier: open.append(balance)
      case .owned: owned.append(balance)
      default: break
      }
    }
    let waiting = try transaction.openCashUps(at: site.id, in: scope)
    let close = try transaction.dayClose(day, at: site.id)
    var refusal: CommerceError?
    if let close {
      refusal = .conflict(FieldIssue("day", "is closed since \(close.at)"))
    } else if day != today {
      refusal = .invalid([FieldIssue("day", "is not today")])
    } else if !open.isEmpty || !waiting.isEmpty {
      refusal = notZero(open, waiting, site, tellsDrivers: tellsDrivers)
    }
    return DaySheet(
      day: day, currency: site.currency, dueMinor: sum(["sales"], asked) - sum(asked, ["sales"]),
      byTender: [
        .cash: sum(payers, hands) - sum(hands, payers), .momo: sum(["sales"], ["momo"]) - sum(["momo"], ["sales"]),
      ], flow: flow, open: open, owned: owned, openCashUps: waiting.count, close: close,
      closedBy: try close.flatMap { stored throws(CommerceError) in try transaction.person(stored.by)?.name } ?? "",
      refusal: refusal)
  }

  private static func notZero(
    _ open: [CashBalance], _ waiting: [CashUp], _ site: Site, tellsDrivers: Bool
  ) -> CommerceError {
    var facts: [FactName: Fact] = [.quantity: .count(waiting.count)]
    if open.isEmpty {
      facts[.reason] = .text(waiting.count == 1 ? "a count waits for a decision" : "counts wait for decisions")
    } else {
      facts[.person] = .text(open.map(\.name).joined(separator: ", "))
    }
    let hides = !tellsDrivers && open.contains { $0.account.word == "driver" }
    if !hides, !open.isEmpty { facts[.amount] = .money(Money(minor: open.reduce(0) { $0 + $1.minor }, site.currency)) }
    return .refused(Refusal(.dayNotZero, facts, remedy: .cashUp))
  }
}

/// Closes a local day: every driver and cashier at zero, no count without a decision, every difference owned.
enum CloseDay {
  static func run(
    at site: Site, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard let person = command.actor else { throw .unauthenticated }
    let sheet = try LoadDay.run(
      nil, at: site, now: command.at, tellsDrivers: false, in: transaction, scope: scope)
    if let refusal = sheet.refusal { throw refusal }
    let owned = sheet.owned.reduce(0) { $0 + $1.minor }
    try transaction.insert(
      DayClose(site: site.id, day: sheet.day, by: person, at: command.at, ownedMinor: owned))
    try transaction.append(
      Change(
        .day, site.id.serial, site: site.id, field: "closed", new: sheet.day,
        reason: owned == 0 ? "" : "owned " + Money(minor: owned, site.currency).text), by: command)
  }
}

extension Site {
  /// When a local day (`YYYY-MM-DD`) begins here; nil for anything else.
  func start(ofDay day: String) -> Instant? {
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    guard day.utf8.count == 10, parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
      let date = Int(parts[2]), (1...12).contains(month), (1...31).contains(date)
    else { return nil }
    let number = LocalTime.dayNumber(year: year, month: month, day: date)
    let start = Instant(milliseconds: Int64(number) * 86_400_000 - Int64(utcOffsetMinutes) * 60_000)
    return LocalTime(start, offsetMinutes: utcOffsetMinutes).date == day ? start : nil
  }
}
