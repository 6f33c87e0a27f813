/// Who ordered, as it was said when ordering.
public struct Customer: Hashable, Sendable, Codable {
  /// Name as given.
  public var name: String
  /// Digits with an optional leading plus; empty when not given.
  public var phone: String
  /// Lower-cased; empty when not given.
  public var email: String

  /// A customer with these particulars.
  public init(name: String, phone: String = "", email: String = "") {
    self.name = name
    self.phone = phone
    self.email = email
  }

  /// The phone as those see it who need not call: `024•••8812`.
  public var maskedPhone: String {
    guard phone.count > 7 else { return phone.isEmpty ? "" : "•••" }
    return phone.prefix(3) + "•••" + phone.suffix(4)
  }
}

/// Where an order goes, as it was said when ordering.
public struct Address: Hashable, Sendable, Codable {
  /// Street or house.
  public var line1: String
  /// Neighbourhood, as the zone is found by.
  public var area: String
  /// What it stands near.
  public var landmark: String
  /// Where it is on the map, when the customer said.
  public var point: GeoPoint?

  /// An address with these parts.
  public init(line1: String, area: String = "", landmark: String = "", point: GeoPoint? = nil) {
    self.line1 = line1
    self.area = area
    self.landmark = landmark
    self.point = point
  }
}

/// Why nobody may work on an order just now.
public struct Hold: Hashable, Sendable, Codable {
  /// The reason given.
  public var reason: String
  /// Who holds it.
  public var by: String
  /// Since when.
  public var since: Instant

  /// A hold for `reason`.
  public init(reason: String, by: String, since: Instant) {
    self.reason = reason
    self.by = by
    self.since = since
  }
}
