import Commerce

/// The books of a local day, and whether it may close.
struct LoadDay {
  /// The entries of the day.
  let span: BookSpan

  private let day: String
  private let today: String
  private let end: Instant
  private let close: DayClose?
  private let site: Site
  private let sight: CashSight
  private let transaction: any ReadTransaction
  private let scope: Scope

  /// `day` is `YYYY-MM-DD`, nil for today.
  init(
    _ day: String?, at site: Site, now: Instant, sight: CashSight, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) {
    today = LocalTime(now, offsetMinutes: site.utcOffsetMinutes).date
    self.day = day ?? today
    guard let start = site.start(ofDay: self.day) else { throw .invalid([FieldIssue("day", "is not YYYY-MM-DD")]) }
    end = start.adding(minutes: 1440)
    self.site = site
    self.sight = sight
    self.transaction = transaction
    self.scope = scope
    close = try transaction.dayClose(self.day, at: site.id)
    span = try Self.span(from: start, close, at: site, in: transaction)
  }

  /// From where the day before was closed, or began to be over, to where this one was.
  private static func span(
    from start: Instant, _ close: DayClose?, at site: Site, in transaction: any ReadTransaction
  ) throws(CommerceError) -> BookSpan {
    let before = LocalTime(start.adding(minutes: -1), offsetMinutes: site.utcOffsetMinutes).date
    let after: Int64
    if let closed = try transaction.dayClose(before, at: site.id) {
      after = closed.through
    } else {
      after = try transaction.lastCashMove(at: site.id, before: start)
    }
    if let close { return BookSpan(after: after, through: close.through) }
    return BookSpan(
      after: after, through: try transaction.lastCashMove(at: site.id, before: start.adding(minutes: 1440)))
  }

  func run() throws(CommerceError) -> DaySheet {
    var flow = try transaction.cashFlow(at: site.id, span)
    func sum(_ from: Set<String>, _ to: Set<String>) -> Int64 {
      flow.reduce(0) { $0 + (from.contains($1.from) && to.contains($1.to) ? $1.minor ?? 0 : 0) }
    }
    let asked: Set<String> = ["customer", "momo"]
    let hands: Set<String> = ["driver", "cashier"]
    let payers: Set<String> = ["customer", "debt"]
    var sheet = DaySheet(
      day: day, currency: site.currency, dueMinor: sum(["sales"], asked) - sum(asked, ["sales"]),
      byTender: [
        .cash: sum(payers, hands) - sum(hands, payers), .momo: sum(["sales"], ["momo"]) - sum(["momo"], ["sales"]),
      ], flow: [], open: [], owned: [], openCashUps: 0, close: close,
      closedBy: try close.flatMap { stored throws(CommerceError) in try transaction.person(stored.by)?.name } ?? "",
      refusal: nil)
    let balances = try transaction.balances(at: site.id, in: scope)
    for balance in balances where balance.account.word == "owned" { sheet.owned.append(balance) }
    sheet.open = try notHome(balances)
    if try toBeCounted(balances) {
      sheet.dueMinor = nil
      sheet.byTender[.cash] = nil
      for index in flow.indices where flow[index].tellsCollections { flow[index].minor = nil }
    }
    sheet.flow = flow
    sheet.openCashUps = try transaction.openCashUps(at: site.id, in: scope).filter { $0.countedAt < end }.count
    if let close { sheet.movedSince = try transaction.cashMoves(at: site.id, after: close.through, before: end) }
    sheet.oldestOpen = try oldestOpen()
    sheet.refusal = refusal(sheet)
    return sheet
  }

  /// Drivers and cashiers whose cash of this day has not moved on: what came in later does not count.
  private func notHome(_ balances: [CashBalance]) throws(CommerceError) -> [CashBalance] {
    var open: [CashBalance] = []
    for var balance in balances where ["driver", "cashier"].contains(balance.account.word) {
      let since = try transaction.cashIntake(of: balance.account, at: site.id, after: span.through)
      guard balance.minor < 0 || balance.minor > since else { continue }
      balance.minor = balance.minor < 0 ? balance.minor : balance.minor - since
      if case .driver(let driver) = balance.account, sight.hides(driver) {
        balance.minor = 0
        balance.isHidden = true
      }
      open.append(balance)
    }
    return open
  }

  /// True when some driver's cash of this day is yet to be counted by who reads this.
  private func toBeCounted(_ balances: [CashBalance]) throws(CommerceError) -> Bool {
    for balance in balances {
      guard case .driver(let driver) = balance.account, let since = balance.since, since < end else { continue }
      let counted = try transaction.lastCounted(driver, at: site.id)
      if sight.hides(driver, movedAt: end, countedAt: counted) { return true }
    }
    return false
  }

  /// The first day of the last month, today excepted, that has entries and no close.
  private func oldestOpen() throws(CommerceError) -> String? {
    guard let midnight = site.start(ofDay: today) else { return nil }
    for back in stride(from: 31, to: 0, by: -1) {
      let start = midnight.adding(minutes: -1440 * back)
      let date = LocalTime(start, offsetMinutes: site.utcOffsetMinutes).date
      guard try transaction.dayClose(date, at: site.id) == nil else { continue }
      let span = try Self.span(from: start, nil, at: site, in: transaction)
      if span.through > span.after { return date }
    }
    return nil
  }

  private func refusal(_ sheet: DaySheet) -> CommerceError? {
    if let close { return .conflict(FieldIssue("day", "is closed since \(close.at)")) }
    if day > today { return .invalid([FieldIssue("day", "is yet to come")]) }
    guard !sheet.open.isEmpty || sheet.openCashUps > 0 else { return nil }
    var facts: [FactName: Fact] = [.quantity: .count(sheet.openCashUps)]
    if sheet.open.isEmpty {
      let counts = sheet.openCashUps == 1 ? "a count waits for a decision" : "counts wait for decisions"
      facts[.reason] = .text(counts)
    } else {
      facts[.person] = .text(sheet.open.map(\.name).joined(separator: ", "))
      if !sheet.open.contains(where: \.isHidden) {
        facts[.amount] = .money(Money(minor: sheet.open.reduce(0) { $0 + $1.minor }, site.currency))
      }
    }
    return .refused(Refusal(.dayNotZero, facts, remedy: .cashUp))
  }
}

extension CashFlow {
  /// True when it tells, with others, what drivers collected at the door.
  fileprivate var tellsCollections: Bool {
    let sides: Set = [from, to]
    return sides.isSubset(of: ["sales", "customer", "driver"]) || (sides == ["customer", "credit"])
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
