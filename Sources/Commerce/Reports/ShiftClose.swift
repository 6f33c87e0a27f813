/// What must be settled, or owned by somebody, before a shift can close.
public enum ShiftCloseKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// The payment failed or was cancelled while the order is being worked on.
  case unpaidInWork = "unpaid_in_work"
  /// Begun and not picked to the end.
  case picking
  /// Picked, not packed.
  case unpacked
  /// Packed, not staged.
  case unstaged
  /// Ready past its promise and with no driver.
  case unassigned
  /// With a driver who has not left.
  case unsent
  /// Out past its promise.
  case outLate = "out_late"
  /// Failed, and nobody has said what becomes of it.
  case failed
  /// Parcels that have to come back to the depot.
  case returns
  /// Lines that could not be picked.
  case shortages
  /// Goods that have to go back to their bin.
  case putBacks = "put_backs"
  /// On hold for longer than a day.
  case held
  /// Cash that is still with drivers.
  case driverCash = "driver_cash"
  /// Cash that cashiers have not banked.
  case cashierCash = "cashier_cash"
  /// Cash-ups that wait for a decision.
  case cashUps = "cash_ups"
  /// Refunds not paid out that nobody answers for.
  case refunds
  /// Payments that have been pending for longer than a quarter of an hour.
  case payments
  /// Counts that wait for an approval.
  case counts
  /// Payment notices that could not be applied.
  case notices

  /// How long an order may be on hold before it is asked about.
  public static let holdMinutes = 24 * 60
  /// How long a payment may be pending before it is asked about.
  public static let paymentMinutes = 15
}
