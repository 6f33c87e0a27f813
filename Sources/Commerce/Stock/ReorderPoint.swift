/// When an item is ordered again in a town, and how much of it is wanted then.
public struct ReorderPoint: Hashable, Sendable, Codable {
  /// Units at or below which it is ordered.
  public var point: Int
  /// Units wanted once what was ordered has come.
  public var upTo: Int

  /// Order at `point`, up to `upTo`.
  public init(point: Int, upTo: Int) {
    self.point = point
    self.upTo = upTo
  }

  /// True when there is too little to sell.
  public func isLow(_ available: Int) -> Bool { available <= point }

  /// Units to order now, beyond what is on order and on the road.
  public func suggested(available: Int, onOrder: Int, inTransit: Int) -> Int {
    guard isLow(available) else { return 0 }
    return max(0, upTo - available - onOrder - inTransit)
  }
}
