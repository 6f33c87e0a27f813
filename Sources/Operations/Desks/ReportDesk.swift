public import Commerce

/// What is left to do, and figures about what was done.
public protocol ReportDesk: Sendable {
  /// What keeps the shift in the caller's town from closing.
  func shiftClose(by caller: Caller) async throws(CommerceError) -> ShiftClose
  /// Figures of the caller's town over the last so many local days, today included. Throws `input.invalid` for days out
  /// of 1 to `ReportKind.mostDays`.
  func report(_ kind: ReportKind, days: Int, by caller: Caller) async throws(CommerceError) -> Report
}

/// What keeps a shift from closing, in the order of work.
public struct ShiftClose: Hashable, Sendable, Codable {
  /// When it was looked at.
  public var at: Instant
  /// What money is counted in.
  public var currency: Currency
  /// What is left; empty when the shift can close.
  public var rows: [ShiftCloseRow]

  /// `rows` at that moment.
  public init(at: Instant, currency: Currency, rows: [ShiftCloseRow]) {
    self.at = at
    self.currency = currency
    self.rows = rows
  }

  /// True when nothing is left.
  public var isZero: Bool { rows.isEmpty }

  /// How many things are left.
  public var count: Int { rows.reduce(0) { $0 + $1.count } }
}

/// A table of figures with a line of levels above it: what was done, or what stands.
public struct Report: Hashable, Sendable, Codable {
  /// What it is about.
  public var kind: ReportKind
  /// The local days it covers, the first and the last (`YYYY-MM-DD`); the same when it tells of a moment.
  public var from: String
  /// The last day.
  public var until: String
  /// What money is counted in.
  public var currency: Currency
  /// The heads and kinds of its columns.
  public var columns: [ReportColumn]
  /// The figures, as long as the columns.
  public var rows: [[ReportValue]]
  /// Levels over time, each with a title.
  public var series: [ReportSeries]

  /// A report of these figures.
  public init(
    kind: ReportKind, from: String, until: String, currency: Currency, columns: [ReportColumn],
    rows: [[ReportValue]], series: [ReportSeries] = []
  ) {
    self.kind = kind
    self.from = from
    self.until = until
    self.currency = currency
    self.columns = columns
    self.rows = rows
    self.series = series
  }
}

/// A column of a report.
public struct ReportColumn: Hashable, Sendable, Codable {
  /// Its head.
  public var title: String
  /// True when its figures are drawn as bars too.
  public var isBar: Bool

  /// A column of that head.
  public init(_ title: String, isBar: Bool = false) {
    self.title = title
    self.isBar = isBar
  }
}

/// One figure.
public enum ReportValue: Hashable, Sendable, Codable {
  /// Words.
  case text(String)
  /// A number of things.
  case count(Int)
  /// An amount in minor units of the report's currency.
  case money(Int64)
  /// An amount that is not told to who reads this (`CashSight`).
  case hidden
  /// A length of time.
  case minutes(Int)
  /// A share in tenths of a percent; nil where there is nothing to share.
  case share(Int?)
  /// A number with one decimal, in tenths; nil where there is nothing to divide by.
  case tenths(Int?)
}

/// Levels over time.
public struct ReportSeries: Hashable, Sendable, Codable {
  /// What they count.
  public var title: String
  /// The levels, the oldest first.
  public var values: [Int]

  /// `values` under a title.
  public init(_ title: String, _ values: [Int]) {
    self.title = title
    self.values = values
  }
}
