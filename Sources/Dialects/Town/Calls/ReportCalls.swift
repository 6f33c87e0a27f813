public import Commerce
public import Contract
public import Operations

/// The calls of `ReportDesk`.
public enum ReportCalls {
  /// What keeps the shift in the caller's town from closing.
  public static let shiftClose = DeskCall<Nothing, ShiftClose>(.query, "reports", "shift-close")
  /// Figures of the caller's town over the last so many local days, today included.
  public static let report = DeskCall<ReportArguments, Report>(.query, "reports", "report")

  /// What `report` takes.
  public struct ReportArguments: Codable, Hashable, Sendable {
    /// Which kind.
    public var kind: ReportKind
    /// How many days.
    public var days: Int

    /// These arguments.
    public init(kind: ReportKind, days: Int) {
      self.kind = kind
      self.days = days
    }
  }
}
