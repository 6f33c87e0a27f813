public import Commerce
public import Contract
public import Operations

/// T6 `POST /towns/{town_id}/orders`: places an order, of a customer who is signed in or of a guest.
public enum PlaceTownOrder: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownField

  /// What is wanted. Prices are the house's, whatever else is said.
  public struct Body: Codable, Sendable, Hashable {
    /// 1 to 50 items.
    public var items: [Item]
    /// How it will be paid.
    public var paymentMethod: TownPaymentMethod
    /// Where it goes.
    public var deliveryAddress: WireAddress
    /// What the customer wants done.
    public var notes: String?
    /// A guest's e-mail.
    public var guestEmail: String?
    /// A guest's phone.
    public var guestPhone: String?
    /// A guest's name.
    public var guestName: String?

    /// One item.
    public struct Item: Codable, Sendable, Hashable {
      /// The product.
      public var productID: String
      /// The variant; may be left out where there is only one.
      public var variantID: String?
      /// Units, 1 to 999.
      public var quantity: Int

      /// So many of a product.
      public init(productID: String, variantID: String? = nil, quantity: Int) {
        self.productID = productID
        self.variantID = variantID
        self.quantity = quantity
      }

      enum CodingKeys: String, CodingKey {
        case quantity
        case productID = "product_id"
        case variantID = "variant_id"
      }
    }

    enum CodingKeys: String, CodingKey {
      case items, notes
      case paymentMethod = "payment_method"
      case deliveryAddress = "delivery_address"
      case guestEmail = "guest_email"
      case guestPhone = "guest_phone"
      case guestName = "guest_name"
    }

    /// The order in the core's words. Throws `Fault.fields` for identifiers that cannot be read.
    public func order(_ ids: PublicIDs) throws(Fault) -> ShopOrder {
      var faults: [FieldFault] = []
      var lines: [ShopOrder.Line] = []
      for (index, item) in items.enumerated() {
        let product = ids.id(item.productID, of: Product.self)
        let variant = item.variantID.map { ids.id($0, of: Variant.self) }
        if product == nil { faults.append(FieldFault("items[\(index)].product_id", "is not known")) }
        if case .some(nil) = variant { faults.append(FieldFault("items[\(index)].variant_id", "is not known")) }
        if let product {
          lines.append(ShopOrder.Line(product: product, variant: variant ?? nil, quantity: item.quantity))
        }
      }
      guard faults.isEmpty else { throw .fields(faults) }
      return ShopOrder(
        lines: lines,
        guest: Customer(name: guestName ?? guestEmail ?? "", phone: guestPhone ?? "", email: guestEmail ?? ""),
        address: deliveryAddress.address, paymentMethod: paymentMethod.method, note: notes ?? "")
    }
  }

  /// The order, and once the token that opens it to its guest.
  public struct Reply: Codable, Sendable, Hashable {
    /// The order.
    public var order: WireOrder
    /// For guests: send it as `X-Guest-Token`. Nobody can show it again.
    public var guestAccessToken: String?

    /// A placed order.
    public init(order: WireOrder, guestAccessToken: String?) {
      self.order = order
      self.guestAccessToken = guestAccessToken
    }

    enum CodingKeys: String, CodingKey {
      case order
      case guestAccessToken = "guest_access_token"
    }
  }

  /// Where it is served.
  public static let route = Route(.post, "/towns/{town_id}/orders", success: 201, access: .optionalBearer)

  /// What the document says of it.
  public static let description = OperationDescription(
    "placeOrder", "Places an order of a customer, or of a guest who says e-mail and phone", tag: "Orders",
    parameters: [.town],
    body: .object([
      .required(
        "items",
        .list(
          .object([
            .required("product_id", .id), .optional("variant_id", .id), .required("quantity", .integer(1...999)),
          ]), 1...50)),
      .required("payment_method", TownPaymentMethod.shape), .required("delivery_address", WireAddress.shape),
      .optional("notes", .text(0...1000)), .optional("guest_email", .text(3...254, .email)),
      .optional("guest_phone", .text(7...16, .phone)), .optional("guest_name", .text(1...120)),
    ]),
    reply: .object([
      .required("order", WireOrder.shape),
      .optional("guest_access_token", .text(64...64), "Opens the order to its guest for 30 days; shown once"),
    ]), failures: [400, 401, 403, 404, 409])
}

/// The town in the path.
public struct TownField: Codable, Sendable, Hashable {
  /// The town.
  public var townID: String

  /// A town.
  public init(townID: String) { self.townID = townID }

  enum CodingKeys: String, CodingKey { case townID = "town_id" }
}

/// The town and the order in the path.
public struct TownOrderFields: Codable, Sendable, Hashable {
  /// The town.
  public var townID: String
  /// The order.
  public var orderID: String

  /// An order of a town.
  public init(townID: String, orderID: String) {
    self.townID = townID
    self.orderID = orderID
  }

  enum CodingKeys: String, CodingKey {
    case townID = "town_id"
    case orderID = "order_id"
  }
}

extension OperationDescription.Parameter {
  /// The order in the path.
  static let order = OperationDescription.Parameter("order_id", in: .path, .id, about: "The order")
}

/// An order alone.
public struct WireOrderReply: Codable, Sendable, Hashable {
  /// The order.
  public var order: WireOrder

  /// An order.
  public init(order: WireOrder) { self.order = order }

  static let shape = Schema.object([.required("order", WireOrder.shape)])
}
