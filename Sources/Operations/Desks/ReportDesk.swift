public import Commerce

/// What is left to do, and figures about what was done.
public protocol ReportDesk: Sendable {
  /// What keeps the shift in the caller's town from closing.
  func shiftClose(by caller: Caller) async throws(CommerceError) -> ShiftClose
}

/// What keeps a shift from closing, in the order of work.
public struct ShiftClose: Hashable, Sendable {
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
