/// A suggested order of stops without maps: nearest neighbour from the depot, locked stops where they stand.
public enum StopOrder {
  /// One stop to be ordered.
  public struct Stop: Hashable, Sendable {
    /// Which attempt.
    public var dispatch: ID<Dispatch>
    /// Where it goes; nil when nobody knows.
    public var point: GeoPoint?
    /// When it was promised; breaks ties, and orders stops without a place.
    public var promiseAt: Instant
    /// True when it keeps its place.
    public var isLocked: Bool

    /// A stop of that attempt.
    public init(dispatch: ID<Dispatch>, point: GeoPoint?, promiseAt: Instant, isLocked: Bool) {
      self.dispatch = dispatch
      self.point = point
      self.promiseAt = promiseAt
      self.isLocked = isLocked
    }
  }

  /// The stops in suggested order. Locked ones keep their index; of the others the nearest to the stop before comes
  /// next, stops without a place last, by promise. The same stops always give the same order.
  public static func suggested(_ stops: [Stop], from depot: GeoPoint?) -> [ID<Dispatch>] {
    var free = stops.filter { !$0.isLocked }
    var here = depot ?? stops.compactMap(\.point).first
    var result: [ID<Dispatch>] = []
    result.reserveCapacity(stops.count)
    for stop in stops {
      if stop.isLocked {
        result.append(stop.dispatch)
        here = stop.point ?? here
        continue
      }
      guard let index = nearest(in: free, to: here) else { continue }
      let next = free.remove(at: index)
      result.append(next.dispatch)
      here = next.point ?? here
    }
    return result
  }

  private static func nearest(in stops: [Stop], to here: GeoPoint?) -> Int? {
    func rank(_ stop: Stop) -> (Int, Int64, Int64, Int64) {
      guard let point = stop.point, let here else {
        return (1, 0, stop.promiseAt.milliseconds, stop.dispatch.serial)
      }
      return (0, squaredDistance(point, here), stop.promiseAt.milliseconds, stop.dispatch.serial)
    }
    return stops.indices.min { rank(stops[$0]) < rank(stops[$1]) }
  }

  /// The square of the distance on a plane, east-west shortened by the cosine of the latitude in per mille.
  private static func squaredDistance(_ left: GeoPoint, _ right: GeoPoint) -> Int64 {
    let degrees = min(89, abs(left.latitude / 1_000_000))
    let north = Int64(left.latitude - right.latitude)
    let east = Int64(left.longitude - right.longitude) * cosinePerMille(degrees) / 1000
    return north * north + east * east
  }

  /// Bhaskara's rational approximation of the cosine, good to 0.2 per cent.
  private static func cosinePerMille(_ degrees: Int) -> Int64 {
    let square = Int64(degrees * degrees)
    return 1000 * (32_400 - 4 * square) / (32_400 + square)
  }
}
