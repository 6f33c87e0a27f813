public import Commerce
import Contract
public import Operations

/// An order.
public struct WireOrder: Codable, Sendable, Hashable {
  /// Its identifier.
  public var id: String
  /// The number people say.
  public var orderNumber: String
  /// The town that fulfils it.
  public var townID: String
  /// Where it stands.
  public var status: TownOrderStatus
  /// How it is paid.
  public var paymentMethod: TownPaymentMethod
  /// Where its payment stands.
  public var paymentStatus: TownPaymentStatus
  /// The currency of every amount here.
  public var currency: String
  /// Its lines.
  public var items: [Item]
  /// The sum of the lines, in minor units.
  public var subtotalMinor: Int64
  /// The delivery fee, in minor units.
  public var deliveryFeeMinor: Int64
  /// What the customer pays, in minor units.
  public var totalMinor: Int64
  /// Where it goes.
  public var deliveryAddress: WireAddress
  /// The guest's e-mail; null for an order of an account.
  @Nullable public var guestEmail: String?
  /// The guest's phone; null for an order of an account.
  @Nullable public var guestPhone: String?
  /// What the customer wants done; null when nothing was said.
  @Nullable public var notes: String?
  /// When it was placed.
  public var createdAt: Instant
  /// When its status last changed.
  public var updatedAt: Instant

  /// One line.
  public struct Item: Codable, Sendable, Hashable {
    /// Its identifier.
    public var id: String
    /// The product.
    public var productID: String
    /// The variant.
    public var variantID: String
    /// Its name as sold.
    public var name: String
    /// The SKU as sold.
    public var sku: String
    /// Units.
    public var quantity: Int
    /// The price of one as sold, in minor units.
    public var unitPriceMinor: Int64
    /// Price times units, in minor units.
    public var lineTotalMinor: Int64

    enum CodingKeys: String, CodingKey {
      case id, name, sku, quantity
      case productID = "product_id"
      case variantID = "variant_id"
      case unitPriceMinor = "unit_price_minor"
      case lineTotalMinor = "line_total_minor"
    }
  }

  enum CodingKeys: String, CodingKey {
    case id, status, currency, items, notes
    case orderNumber = "order_number"
    case townID = "town_id"
    case paymentMethod = "payment_method"
    case paymentStatus = "payment_status"
    case subtotalMinor = "subtotal_minor"
    case deliveryFeeMinor = "delivery_fee_minor"
    case totalMinor = "total_minor"
    case deliveryAddress = "delivery_address"
    case guestEmail = "guest_email"
    case guestPhone = "guest_phone"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }

  /// An order as the core shows it.
  public init(_ shown: ShownOrder, _ ids: PublicIDs) {
    let order = shown.order
    id = order.uuid.description
    orderNumber = order.number
    townID = ids.text(order.site)
    status = TownOrderStatus(order.status)
    paymentMethod = TownPaymentMethod(order.paymentMethod)
    paymentStatus = TownPaymentStatus(order.paymentStatus)
    currency = order.totals.currency.code
    items = shown.lines.map { shown in
      Item(
        id: ids.text(shown.line.id), productID: ids.text(shown.product), variantID: ids.text(shown.line.variant),
        name: shown.line.name, sku: shown.line.sku, quantity: shown.line.quantity,
        unitPriceMinor: shown.line.unitPriceMinor, lineTotalMinor: shown.line.totalMinor)
    }
    subtotalMinor = order.totals.subtotalMinor
    deliveryFeeMinor = order.totals.deliveryMinor
    totalMinor = order.totals.totalMinor
    deliveryAddress = WireAddress(order.address)
    guestEmail = shown.isGuest ? order.customer.email : nil
    guestPhone = shown.isGuest ? order.customer.phone : nil
    notes = order.note.isEmpty ? nil : order.note
    createdAt = order.placedAt.wholeSecond
    updatedAt = order.statusAt.wholeSecond
  }

  static let shape = Schema.named(
    "Order",
    .object([
      .required("id", .id), .required("order_number", .text(1...40)), .required("town_id", .id),
      .required("status", TownOrderStatus.shape), .required("payment_method", TownPaymentMethod.shape),
      .required("payment_status", TownPaymentStatus.shape), .required("currency", .currency),
      .required(
        "items",
        .list(
          .object([
            .required("id", .id), .required("product_id", .id), .required("variant_id", .id),
            .required("name", .text(0...300)), .required("sku", .text(1...200)),
            .required("quantity", .integer(1...999)), .required("unit_price_minor", .minor),
            .required("line_total_minor", .minor),
          ]), 0...1000)),
      .required("subtotal_minor", .minor), .required("delivery_fee_minor", .minor), .required("total_minor", .minor),
      .required("delivery_address", WireAddress.shape), .required("guest_email", .optional(.text(0...254))),
      .required("guest_phone", .optional(.text(0...40))), .required("notes", .optional(.text(0...1000))),
      .required("created_at", .time), .required("updated_at", .time),
    ]))
}

/// Where an order goes.
public struct WireAddress: Codable, Sendable, Hashable {
  /// Street or house.
  public var line1: String
  /// More of it; what comes in here is shown on the first line.
  @Nullable public var line2: String?
  /// Neighbourhood.
  @Nullable public var area: String?
  /// What it stands near.
  @Nullable public var landmark: String?
  /// Degrees north.
  @Nullable public var lat: Double?
  /// Degrees east.
  @Nullable public var lng: Double?

  /// An address of these parts.
  public init(
    line1: String, line2: String? = nil, area: String? = nil, landmark: String? = nil, lat: Double? = nil,
    lng: Double? = nil
  ) {
    self.line1 = line1
    self.line2 = line2
    self.area = area
    self.landmark = landmark
    self.lat = lat
    self.lng = lng
  }

  /// The core's address.
  public init(_ address: Address) {
    self.init(
      line1: address.line1, area: address.area.isEmpty ? nil : address.area,
      landmark: address.landmark.isEmpty ? nil : address.landmark,
      lat: address.point.map { Double($0.latitude) / 1e6 }, lng: address.point.map { Double($0.longitude) / 1e6 })
  }

  /// As the core keeps it.
  public var address: Address {
    var point: GeoPoint?
    if let lat, let lng {
      point = GeoPoint(latitude: Int((lat * 1e6).rounded()), longitude: Int((lng * 1e6).rounded()))
    }
    return Address(
      line1: [line1, line2 ?? ""].filter { !$0.isEmpty }.joined(separator: ", "), area: area ?? "",
      landmark: landmark ?? "", point: point)
  }

  static let shape = Schema.named(
    "Address",
    .object([
      .required("line1", .text(1...300)), .optional("line2", .text(0...300)), .optional("area", .text(0...100)),
      .optional("landmark", .text(0...300)), .optional("lat", .decimal(-90...90)),
      .optional("lng", .decimal(-180...180)),
    ]))
}

extension Instant {
  /// The moment without its fraction of a second, as this contract shows moments.
  var wholeSecond: Instant {
    Instant(milliseconds: milliseconds - ((milliseconds % 1000) + 1000) % 1000)
  }
}
