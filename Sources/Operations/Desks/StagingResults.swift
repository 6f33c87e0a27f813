public import Commerce

/// One line of the staging list.
public struct StagingRow: Hashable, Sendable, Codable {
  /// The parcel.
  public var parcel: Parcel
  /// The order's number.
  public var number: String
  /// The customer's name.
  public var customer: String
  /// `3 Osu`.
  public var zone: String
  /// The lane it belongs in.
  public var lane: String
  /// How many boxes the order has.
  public var boxes: Int
  /// When it was promised.
  public var promiseAt: Instant

  /// A line with these columns.
  public init(
    parcel: Parcel, number: String, customer: String, zone: String, lane: String, boxes: Int, promiseAt: Instant
  ) {
    self.parcel = parcel
    self.number = number
    self.customer = customer
    self.zone = zone
    self.lane = lane
    self.boxes = boxes
    self.promiseAt = promiseAt
  }
}

/// What came of staging a parcel.
public struct StageResult: Hashable, Sendable, Codable {
  /// The parcel's code.
  public var parcel: String
  /// The lane's code.
  public var lane: String
  /// The order's number.
  public var number: String
  /// True when every parcel stands and the order is ready for dispatch.
  public var ready: Bool
  /// Parcels of the order that still have to be staged.
  public var left: Int

  /// That outcome.
  public init(parcel: String, lane: String, number: String, ready: Bool, left: Int) {
    self.parcel = parcel
    self.lane = lane
    self.number = number
    self.ready = ready
    self.left = left
  }
}

/// What to do about a shortage.
public enum ShortageSettlement: String, Hashable, Sendable, Codable, CaseIterable {
  /// Look again: take it from wherever there is some now.
  case retry
  /// Send without: the line is reduced, and money already paid for it becomes a refund.
  case drop
  /// Wait: the order is put on hold.
  case hold
}
