/// A place that trades: a town, store, warehouse, school or the online shop. Stock, orders and people's grants belong
/// to sites; a site never sees another's.
public struct Site: Hashable, Sendable, Codable {
  /// What kind of place it is (contracts.md §2.1).
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case town, store, warehouse, school, online }

  /// Its identity.
  public var id: ID<Site>
  /// Short lower-case code used in addresses and on the command line, such as `accra`.
  public var code: String
  /// Its name as people say it.
  public var name: String
  /// What kind of place it is.
  public var kind: Kind
  /// The currency its prices and totals are in.
  public var currency: Currency
  /// Minutes its wall clock is ahead of UTC.
  public var utcOffsetMinutes: Int
  /// Opening hours, in minutes of the local day.
  public var opens: Int
  /// The minute of the local day when it closes.
  public var closes: Int
  /// Minutes from placing to the promised time, within opening hours.
  public var promiseMinutes: Int
  /// What this site does its own way.
  public var policy: SitePolicy

  /// A site with these properties.
  public init(
    id: ID<Site>, code: String, name: String, kind: Kind, currency: Currency, utcOffsetMinutes: Int, opens: Int,
    closes: Int, promiseMinutes: Int, policy: SitePolicy = SitePolicy()
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.kind = kind
    self.currency = currency
    self.utcOffsetMinutes = utcOffsetMinutes
    self.opens = opens
    self.closes = closes
    self.promiseMinutes = promiseMinutes
    self.policy = policy
  }

  /// The promised time of an order placed at `placed`: placed time plus the site's minutes, counted only while it is
  /// open. A site that never opens promises straight from the placed time.
  public func promise(forOrderPlaced placed: Instant) -> Instant {
    guard closes > opens else { return placed.adding(minutes: promiseMinutes) }
    let local = LocalTime(placed, offsetMinutes: utcOffsetMinutes)
    var start = placed
    var minute = local.minuteOfDay
    if minute >= closes {
      start = placed.adding(minutes: 1440 - minute + opens)
      minute = opens
    } else if minute < opens {
      start = placed.adding(minutes: opens - minute)
      minute = opens
    }
    var remaining = promiseMinutes
    while minute + remaining > closes {
      remaining -= closes - minute
      start = start.adding(minutes: 1440 - minute + opens)
      minute = opens
    }
    return start.adding(minutes: remaining)
  }
}

/// What a site does its own way. Policy is data, not code.
public struct SitePolicy: Hashable, Sendable, Codable {
  /// How many orders F2 hands out at once; 1 is a discrete pick.
  public var clusterSize = 1
  /// True when a bin is scanned before each item.
  public var binCheck = false
  /// True when a bin that should now be empty is asked about.
  public var zeroCheck = true
  /// Minutes a claim stands without a scan before others may take it over.
  public var leaseMinutes = 15
  /// True when the packer may accept a whole tote without recounting (low-risk site).
  public var acceptAllAtPacking = false
  /// Minutes in which staff may correct a status (design.md §4).
  public var correctionMinutes = 120

  /// Delivery attempts before an order has to come back for good.
  public var maxAttempts = 3
  /// True when a driver reports an incident first and a dispatcher decides whether the delivery failed.
  public var incidentFirst = false
  /// Minutes in which a dispatcher may take back an outcome alone; after that a second person vouches.
  public var reopenMinutes = 30
  /// The delivery slots of a day.
  public var slots = [DaySlot(from: 540, until: 720), DaySlot(from: 720, until: 900), DaySlot(from: 900, until: 1080)]
  /// Orders a slot takes.
  public var slotCapacity = 40
  /// Minor units of difference at the door or the till that are written off without a second person.
  public var toleranceMinor: Int64 = 100
  /// Minor units of write-off, debt or shortage above which a second person vouches.
  public var writeOffLimitMinor: Int64 = 2_000
  /// Minor units above which a refund needs a second person.
  public var refundLimitMinor: Int64 = 20_000
  /// Units of stock above which an adjustment or a count waits for a second person.
  public var stockApprovalUnits = 20
  /// What an order has to show at the door unless it says otherwise.
  public var proof = ProofRequirement.none
  /// What delivering costs where the zone says nothing of its own, in minor units.
  public var deliveryFeeMinor: Int64 = 0

  /// The usual policy.
  public init() {}

  /// What delivering into a zone, or outside of every zone, costs, in minor units.
  public func deliveryFee(into zone: Zone?) -> Int64 { zone?.feeMinor ?? deliveryFeeMinor }
}
