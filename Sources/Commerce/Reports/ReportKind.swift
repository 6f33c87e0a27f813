/// What a report is about; also its name on the command line and in an address.
public enum ReportKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Orders placed, delivered, failed and cancelled by day, and placed by hour.
  case orders
  /// Lines an hour, scans a line, mis-scans and shorts by picker.
  case pickers
  /// Attempts, success, cash and time a stop by driver.
  case drivers
  /// Failed deliveries by reason and zone.
  case failures
  /// Cash on delivery that is not in the bank, by holder and age.
  case cod
  /// Refunds by reason.
  case refunds
  /// Stock by how long ago it last moved.
  case stock

  /// True when it covers days; the others tell of this moment.
  public var isOfDays: Bool { self != .cod && self != .stock }

  /// The most days a report covers.
  public static let mostDays = 92
}
