public import Commerce
public import Contract

/// T4 `GET /towns`: the towns that sell.
public enum ListTowns: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = Nothing
  /// What is sent; nothing.
  public typealias Body = Nothing

  /// The towns.
  public struct Reply: Codable, Sendable, Hashable {
    /// By name.
    public var items: [WireTown]

    /// These towns.
    public init(items: [WireTown]) { self.items = items }
  }

  /// Where it is served.
  public static let route = Route(.get, "/towns", access: .anyone)

  /// What the document says of it.
  public static let description = OperationDescription(
    "listTowns", "The towns that sell", tag: "Towns",
    reply: .object([.required("items", .list(WireTown.shape, 0...10_000))]))
}

/// A town.
public struct WireTown: Codable, Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// Its name.
  public var name: String
  /// The currency of its prices, ISO 4217.
  public var currency: String
  /// Its offset from UTC, such as `UTC` or `+05:30`.
  public var timezone: String
  /// True: only towns that sell are shown.
  public var isActive: Bool

  enum CodingKeys: String, CodingKey {
    case id, name, currency, timezone
    case isActive = "is_active"
  }

  /// A town with its identifier.
  public init(_ site: Site, _ ids: PublicIDs) {
    id = ids.text(site.id)
    name = site.name
    currency = site.currency.code
    timezone = Self.timezone(site.utcOffsetMinutes)
    isActive = true
  }

  private static func timezone(_ minutes: Int) -> String {
    guard minutes != 0 else { return "UTC" }
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return (minutes < 0 ? "-" : "+") + two(abs(minutes) / 60) + ":" + two(abs(minutes) % 60)
  }

  static let shape = Schema.named(
    "Town",
    .object([
      .required("id", .id), .required("name", .text(0...200)), .required("currency", .currency),
      .required("timezone", .text(3...6)), .required("is_active", .boolean),
    ]))
}
