/// A delivery area of a site and the staging lane its parcels wait in.
public struct Zone: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Zone>
  /// The site it belongs to.
  public var site: ID<Site>
  /// Its short code on boards, such as `3`.
  public var code: String
  /// Its name, such as `Osu`.
  public var name: String
  /// The staging lane of its parcels.
  public var lane: ID<Lane>
  /// Its middle, where known: the place of addresses in it that have none of their own.
  public var point: GeoPoint?
  /// What delivering into it costs, in minor units of the site's currency; nil where the town's fee holds.
  public var feeMinor: Int64?

  /// A zone with these properties.
  public init(
    id: ID<Zone>, site: ID<Site>, code: String, name: String, lane: ID<Lane>, point: GeoPoint? = nil,
    feeMinor: Int64? = nil
  ) {
    self.id = id
    self.site = site
    self.code = code
    self.name = name
    self.lane = lane
    self.point = point
    self.feeMinor = feeMinor
  }

  /// `3 Osu`.
  public var label: String { code + " " + name }
}

/// A staging lane: the marked place on the floor where parcels of a zone wait for their run.
public struct Lane: Hashable, Sendable {
  /// Its identity.
  public var id: ID<Lane>
  /// The site it stands in.
  public var site: ID<Site>
  /// The code on its sign, such as `L-03`.
  public var code: String

  /// A lane with these properties.
  public init(id: ID<Lane>, site: ID<Site>, code: String) {
    self.id = id
    self.site = site
    self.code = code
  }
}

/// A storage place in a site's warehouse.
public struct Bin: Hashable, Sendable, Codable {
  /// What a bin is for.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case pick, bulk, quarantine }

  /// Its identity.
  public var id: ID<Bin>
  /// The site it stands in.
  public var site: ID<Site>
  /// The code on its label, such as `A-03-2`.
  public var code: String
  /// What it is for; stock in quarantine is never allocated.
  public var kind: Kind
  /// Its place on the walk through the warehouse; lower is walked first.
  public var walkOrder: Int

  /// A bin with these properties.
  public init(id: ID<Bin>, site: ID<Site>, code: String, kind: Kind, walkOrder: Int) {
    self.id = id
    self.site = site
    self.code = code
    self.kind = kind
    self.walkOrder = walkOrder
  }
}

/// A box that carries one order's picked units to the pack station.
public struct Tote: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Tote>
  /// The site it belongs to.
  public var site: ID<Site>
  /// The code on its label, such as `T-118`.
  public var code: String

  /// A tote with these properties.
  public init(id: ID<Tote>, site: ID<Site>, code: String) {
    self.id = id
    self.site = site
    self.code = code
  }
}
