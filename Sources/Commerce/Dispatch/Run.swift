/// A driver's ordered dispatches, from the depot and back.
public struct Run: Hashable, Sendable, Codable {
  /// How far a run has come.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Being put together and loaded.
    case planned
    /// On the road.
    case out
    /// Every stop has ended.
    case closed
  }

  /// Its identity.
  public var id: ID<Run>
  /// The code on its manifest, `R-` and digits, unique.
  public var code: String
  /// The site it starts from.
  public var site: ID<Site>
  /// Who drives it.
  public var driver: ID<Person>
  /// How far it has come.
  public var state: State
  /// When it was opened by its first stop.
  public var createdAt: Instant
  /// When it left.
  public var outAt: Instant?
  /// When its last stop ended.
  public var closedAt: Instant?

  /// A run with these properties.
  public init(
    id: ID<Run>, code: String, site: ID<Site>, driver: ID<Person>, state: State = .planned, createdAt: Instant,
    outAt: Instant? = nil, closedAt: Instant? = nil
  ) {
    self.id = id
    self.code = code
    self.site = site
    self.driver = driver
    self.state = state
    self.createdAt = createdAt
    self.outAt = outAt
    self.closedAt = closedAt
  }
}

/// A person who drives for a site, and what may be given to them.
public struct Driver: Hashable, Sendable, Codable {
  /// Who.
  public var person: ID<Person>
  /// Name as shown.
  public var name: String
  /// The site driven for.
  public var site: ID<Site>
  /// Two letters or digits, unique at the site: how a dispatcher types them.
  public var code: String
  /// The most orders a run of theirs takes.
  public var capacity: Int
  /// Cash in hand from which on nothing more is given to them, in minor units; 0 sets no limit.
  public var cashLimitMinor: Int64
  /// What they drive, such as `motorbike GR 1234-20`; may be empty.
  public var vehicle: String
  /// The shift, in minutes of the local day.
  public var shiftStart: Int
  /// The minute of the local day when the shift ends.
  public var shiftEnd: Int
  /// False while nothing may be given to them.
  public var isAvailable: Bool
  /// Why not, when not available.
  public var unavailableReason: String

  /// A driver with these properties.
  public init(
    person: ID<Person>, name: String, site: ID<Site>, code: String, capacity: Int = 20, cashLimitMinor: Int64 = 0,
    vehicle: String = "", shiftStart: Int = 0, shiftEnd: Int = 1440, isAvailable: Bool = true,
    unavailableReason: String = ""
  ) {
    self.person = person
    self.name = name
    self.site = site
    self.code = code
    self.capacity = capacity
    self.cashLimitMinor = cashLimitMinor
    self.vehicle = vehicle
    self.shiftStart = shiftStart
    self.shiftEnd = shiftEnd
    self.isAvailable = isAvailable
    self.unavailableReason = unavailableReason
  }
}

/// What a driver has on hand now.
public struct DriverLoad: Hashable, Sendable, Codable {
  /// Stops of the open run that have not left yet.
  public var assigned: Int
  /// Stops on the road.
  public var out: Int
  /// Stops delivered since local midnight.
  public var deliveredToday: Int
  /// Stops failed since local midnight.
  public var failedToday: Int
  /// Cash in hand, in minor units.
  public var cashMinor: Int64
  /// What is still to be collected on the open run, in minor units.
  public var toCollectMinor: Int64
  /// The open run; nil between runs.
  public var run: ID<Run>?
  /// Where that run stands.
  public var runState: Run.State?

  /// A load with these figures.
  public init(
    assigned: Int = 0, out: Int = 0, deliveredToday: Int = 0, failedToday: Int = 0, cashMinor: Int64 = 0,
    toCollectMinor: Int64 = 0, run: ID<Run>? = nil, runState: Run.State? = nil
  ) {
    self.assigned = assigned
    self.out = out
    self.deliveredToday = deliveredToday
    self.failedToday = failedToday
    self.cashMinor = cashMinor
    self.toCollectMinor = toCollectMinor
    self.run = run
    self.runState = runState
  }
}

/// Who may be given how much.
public enum DriverPolicy {
  /// Throws why `count` more orders may not be given to a driver now: `driver.unavailable`, `driver.off_shift`,
  /// `driver.out`, `driver.capacity` or `driver.cash_limit`. `minuteOfDay` is the site's local time. Somebody on the
  /// road may be handed work over when `whileOut`; stops on the road count against the capacity then.
  public static func check(
    _ driver: Driver, _ load: DriverLoad, adding count: Int, minuteOfDay: Int, currency: Currency,
    whileOut: Bool = false
  ) throws(CommerceError) {
    let who: [FactName: Fact] = [.person: .text(driver.name)]
    func refuse(_ rule: Rule, _ facts: [FactName: Fact], _ remedy: Remedy = .chooseDriver) -> CommerceError {
      .refused(Refusal(rule, who.merging(facts) { $1 }, remedy: remedy))
    }
    guard driver.isAvailable else {
      throw refuse(.driverUnavailable, [.reason: .text(driver.unavailableReason)])
    }
    guard driver.isOnShift(minuteOfDay: minuteOfDay) else {
      throw refuse(.driverOffShift, [.limit: .text(driver.shiftText)])
    }
    guard whileOut || load.runState != .out else { throw refuse(.driverOut, [.quantity: .count(load.out)]) }
    let held = load.assigned + (whileOut ? load.out : 0)
    guard held + count <= driver.capacity else {
      throw refuse(
        .driverCapacity, [.limit: .count(driver.capacity), .quantity: .count(held), .requested: .count(count)])
    }
    guard driver.cashLimitMinor == 0 || load.cashMinor < driver.cashLimitMinor else {
      throw refuse(
        .driverCashLimit,
        [
          .amount: .money(Money(minor: load.cashMinor, currency)),
          .limit: .money(Money(minor: driver.cashLimitMinor, currency)),
        ], .cashUp)
    }
  }
}

extension Driver {
  /// True when the shift covers that minute of the local day; a shift may pass midnight.
  public func isOnShift(minuteOfDay minute: Int) -> Bool {
    shiftStart <= shiftEnd
      ? minute >= shiftStart && minute < shiftEnd : minute >= shiftStart || minute < shiftEnd
  }

  /// `08:00-18:00`.
  public var shiftText: String { DaySlot.clock(shiftStart) + "-" + DaySlot.clock(shiftEnd) }
}

/// A delivery slot of the local day and how many orders it takes.
public struct DaySlot: Hashable, Sendable, Codable {
  /// The minute of the local day it begins.
  public var from: Int
  /// The minute of the local day it ends.
  public var until: Int

  /// The slot from one minute of the day until another.
  public init(from: Int, until: Int) {
    self.from = from
    self.until = until
  }

  /// Reads `09:00-12:00` back; an hour of one digit will do. Nil for anything else and for what ends before it begins.
  public init?(text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.minute($0) }
    guard ends.count == 2, let from = ends[0], let until = ends[1], from < until else { return nil }
    self.init(from: from, until: until)
  }

  /// `09:00-12:00`.
  public var text: String { Self.clock(from) + "-" + Self.clock(until) }

  static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return two(minute / 60) + ":" + two(minute % 60)
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      text.utf8.allSatisfy({ $0 == 58 || (48...57).contains($0) }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
    else { return nil }
    return hour * 60 + minute
  }
}

/// A place on the map, in micro-degrees, so that distances need no floating point at rest.
public struct GeoPoint: Hashable, Sendable, Codable {
  /// North of the equator, in millionths of a degree.
  public var latitude: Int
  /// East of Greenwich, in millionths of a degree.
  public var longitude: Int

  /// The place at these coordinates.
  public init(latitude: Int, longitude: Int) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// False for coordinates that no place has.
  public var isOnEarth: Bool {
    (-90_000_000...90_000_000).contains(latitude) && (-180_000_000...180_000_000).contains(longitude)
  }
}
