import Commerce

/// Makes a report's figures out of what the store has counted.
struct BuildReport {
  let site: Site
  let now: Instant
  let days: Int
  let scope: Scope
  let sight: CashSight

  func run(_ kind: ReportKind, in transaction: any ReadTransaction) throws(CommerceError) -> Report {
    switch kind {
    case .orders: try orders(transaction)
    case .pickers: try pickers(transaction)
    case .drivers: try drivers(transaction)
    case .failures: try failures(transaction)
    case .cod: try cod(transaction)
    case .refunds: try refunds(transaction)
    case .stock: try stock(transaction)
    }
  }

  // MARK: Days

  private var offset: Int64 { Int64(site.utcOffsetMinutes) * 60_000 }

  /// The number of the local day of a moment.
  private func day(_ at: Instant) -> Int {
    let local = at.milliseconds + offset
    return Int((local - ((local % 86_400_000) + 86_400_000) % 86_400_000) / 86_400_000)
  }

  private var firstDay: Int { day(now) - days + 1 }

  private var span: TimeSpan {
    TimeSpan(
      from: Instant(milliseconds: Int64(firstDay) * 86_400_000 - offset),
      until: Instant(milliseconds: Int64(day(now) + 1) * 86_400_000 - offset))
  }

  private func date(_ day: Int) -> LocalTime {
    LocalTime(Instant(milliseconds: Int64(day) * 86_400_000), offsetMinutes: 0)
  }

  private func report(
    _ kind: ReportKind, _ columns: [ReportColumn], _ rows: [[ReportValue]], _ series: [ReportSeries] = []
  ) -> Report {
    Report(
      kind: kind, from: date(firstDay).date, until: date(day(now)).date, currency: site.currency, columns: columns,
      rows: rows, series: series)
  }

  /// A share in tenths of a percent.
  static func share(_ part: Int, of whole: Int) -> ReportValue { .share(whole == 0 ? nil : part * 1000 / whole) }

  /// A quotient in tenths.
  static func quotient(_ number: Int, by divisor: Int) -> ReportValue {
    .tenths(divisor == 0 ? nil : (number * 20 + divisor) / (divisor * 2))
  }

  // MARK: Reports

  private func orders(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    var counts = Array(repeating: [OrderStatus?: Int](), count: days)
    var hours = Array(repeating: 0, count: 24)
    try transaction.statusMoves(at: site.id, span, in: scope) { move in
      let day = day(move.at) - firstDay
      guard counts.indices.contains(day) else { return }
      if move.old == nil {
        counts[day][nil, default: 0] += 1
        hours[LocalTime(move.at, offsetMinutes: site.utcOffsetMinutes).minuteOfDay / 60] += 1
      } else {
        counts[day][move.new, default: 0] += 1
      }
    }
    let shown: [(String, OrderStatus?)] = [
      ("packed", .packed), ("sent", .outForDelivery), ("delivered", .delivered), ("failed", .failed),
      ("cancelled", .cancelled),
    ]
    let rows = counts.indices.reversed().map { index -> [ReportValue] in
      let count = counts[index]
      let figures: [ReportValue] = shown.map { .count(count[$0.1] ?? 0) }
      let delivered = count[.delivered] ?? 0
      return [.text(date(firstDay + index).date), .count(count[nil] ?? 0)] + figures
        + [Self.share(delivered, of: delivered + (count[.failed] ?? 0))]
    }
    return report(
      .orders,
      [ReportColumn("day"), ReportColumn("placed", isBar: true)] + shown.map { ReportColumn($0.0) }
        + [ReportColumn("success")],
      rows,
      [
        ReportSeries("placed by hour, 0 to 23", hours),
        ReportSeries("placed by day", counts.map { $0[nil] ?? 0 }),
        ReportSeries("delivered by day", counts.map { $0[.delivered] ?? 0 }),
      ])
  }

  private func pickers(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    let figures = try transaction.pickerFigures(at: site.id, span, in: scope)
    let rows = figures.sorted { ($1.lines, $0.name) < ($0.lines, $1.name) }.map { figure -> [ReportValue] in
      [
        .text(figure.name), .count(figure.lines), .count(figure.units), .minutes(figure.minutes),
        Self.quotient(figure.lines * 60, by: figure.minutes), Self.quotient(figure.scans, by: figure.lines),
        .count(figure.misScans), .count(figure.shorts),
      ]
    }
    let columns = [
      ReportColumn("picker"), ReportColumn("lines", isBar: true), ReportColumn("units"), ReportColumn("in hand"),
      ReportColumn("lines/h"), ReportColumn("scans/line"), ReportColumn("mis-scans"), ReportColumn("shorts"),
    ]
    return report(.pickers, columns, rows)
  }

  private func drivers(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    let figures = try transaction.driverFigures(at: site.id, span, in: scope)
    var uncounted: Set<ID<Person>> = []
    for balance in try transaction.balances(at: site.id, in: scope) {
      if case .driver(let driver) = balance.account, sight.hides(driver) { uncounted.insert(driver) }
    }
    let rows = figures.sorted { ($1.attempts, $0.name) < ($0.attempts, $1.name) }.map { figure -> [ReportValue] in
      [
        .text(figure.name), .count(figure.attempts), .count(figure.delivered),
        Self.share(figure.deliveredFirst, of: figure.orders), Self.share(figure.delivered, of: figure.orders),
        uncounted.contains(figure.driver) ? .hidden : .money(figure.cashMinor),
        Self.quotient(figure.minutes, by: figure.attempts),
      ]
    }
    let columns = [
      ReportColumn("driver"), ReportColumn("attempts", isBar: true), ReportColumn("delivered"),
      ReportColumn("at first"), ReportColumn("at any"), ReportColumn("cash"), ReportColumn("min/stop"),
    ]
    return report(.drivers, columns, rows)
  }

  private func failures(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    let figures = try transaction.failureFigures(at: site.id, span, in: scope)
    let total = figures.reduce(0) { $0 + $1.count }
    let rows = figures.sorted {
      ($1.count, $0.reason.rawValue, $0.zone, $0.driver) < ($0.count, $1.reason.rawValue, $1.zone, $1.driver)
    }.map { figure -> [ReportValue] in
      [
        .text(figure.reason.rawValue.replacing("_", with: " ")), .text(figure.zone.isEmpty ? "no zone" : figure.zone),
        .text(figure.driver), .count(figure.count), Self.share(figure.count, of: total),
      ]
    }
    let columns = [
      ReportColumn("reason"), ReportColumn("zone"), ReportColumn("driver"), ReportColumn("failed", isBar: true),
      ReportColumn("share"),
    ]
    return report(.failures, columns, rows)
  }

  private func cod(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    let holders: Set = ["driver", "cashier", "owned", "debt"]
    let balances = try transaction.balances(at: site.id, in: scope).filter { holders.contains($0.account.word) }
    let rows = balances.sorted { ($0.since ?? now) < ($1.since ?? now) }.map { balance -> [ReportValue] in
      let age = balance.since.map { now.minutes(since: $0) } ?? 0
      let isOld = [age < 1440, age >= 1440 && age < 4320, age >= 4320]
      var isHidden = false
      if case .driver(let driver) = balance.account { isHidden = sight.hides(driver) }
      let amount: ReportValue = isHidden ? .hidden : .money(balance.minor)
      return [
        .text(balance.account.word), .text(balance.name.isEmpty ? "the house" : balance.name), amount, .minutes(age),
      ] + isOld.map { $0 ? amount : .money(0) }
    }
    let columns = [
      ReportColumn("with"), ReportColumn("name"), ReportColumn("amount", isBar: true), ReportColumn("since"),
      ReportColumn("under a day"), ReportColumn("1 to 3 days"), ReportColumn("older"),
    ]
    return report(.cod, columns, rows)
  }

  private func refunds(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    let figures = try transaction.refundFigures(at: site.id, span, in: scope)
    let reasons = Dictionary(grouping: figures, by: \.reason)
    func sum(_ all: [RefundFigures], _ status: RefundStatus) -> Int64 {
      all.filter { $0.status == status }.reduce(0) { $0 + $1.minor }
    }
    let rows = reasons.sorted { left, right in
      let (many, few) = (left.value.reduce(0) { $0 + $1.minor }, right.value.reduce(0) { $0 + $1.minor })
      return (few, left.key) < (many, right.key)
    }.map { reason, all -> [ReportValue] in
      [
        .text(reason.isEmpty ? "no reason" : reason), .count(all.reduce(0) { $0 + $1.count }),
        .money(all.reduce(0) { $0 + $1.minor }), .money(sum(all, .processed)), .money(sum(all, .pending)),
        .money(sum(all, .failed)),
      ]
    }
    let columns = [
      ReportColumn("reason"), ReportColumn("refunds", isBar: true), ReportColumn("amount"), ReportColumn("paid out"),
      ReportColumn("pending"), ReportColumn("failed"),
    ]
    return report(.refunds, columns, rows)
  }

  private func stock(_ transaction: any ReadTransaction) throws(CommerceError) -> Report {
    let ages = try transaction.stockAges(at: site.id, in: scope)
    func days(_ moment: Instant?) -> Int? { moment.map { now.minutes(since: $0) / 1440 } }
    let rows = ages.sorted { left, right in
      let (old, young) = (left.lastOut ?? left.lastIn ?? now, right.lastOut ?? right.lastIn ?? now)
      return (old, right.valueMinor, left.sku) < (young, left.valueMinor, right.sku)
    }.map { age -> [ReportValue] in
      [
        .text(age.sku), .text(age.name), .count(age.onHand), .money(age.valueMinor),
        .text(days(age.lastOut).map { "\($0) d" } ?? "never"), .text(days(age.lastIn).map { "\($0) d" } ?? ""),
      ]
    }
    let columns = [
      ReportColumn("sku"), ReportColumn("item"), ReportColumn("on hand"), ReportColumn("worth", isBar: true),
      ReportColumn("last out"), ReportColumn("last in"),
    ]
    return report(.stock, columns, rows)
  }
}
