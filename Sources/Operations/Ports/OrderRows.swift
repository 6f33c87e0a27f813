public import Commerce

/// Which orders to find.
public struct OrderQuery: Hashable, Sendable, Codable {
  /// What was typed or scanned; empty for the newest orders.
  public var text: String
  /// Only of this site; nil for every site within reach.
  public var site: ID<Site>?
  /// Only in these statuses; empty for all.
  public var statuses: Set<OrderStatus>

  /// The newest orders within reach, unless narrowed.
  public init(text: String = "", site: ID<Site>? = nil, statuses: Set<OrderStatus> = []) {
    self.text = text
    self.site = site
    self.statuses = statuses
  }
}

/// One line of an order list.
public struct OrderRow: Hashable, Sendable, Codable {
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// The site's code.
  public var siteCode: String
  /// The site.
  public var site: ID<Site>
  /// Where it stands.
  public var status: OrderStatus
  /// Who ordered.
  public var customer: String
  /// Phone, masked unless the caller may see it.
  public var phone: String
  /// What it costs.
  public var total: Money
  /// How it is paid.
  public var paymentMethod: PaymentMethod
  /// Where the payment stands.
  public var paymentStatus: PaymentStatus
  /// When it was placed.
  public var placedAt: Instant
  /// When it was promised.
  public var promiseAt: Instant
  /// True when it is on hold.
  public var onHold: Bool

  /// A line with these columns.
  public init(
    id: ID<Order>, number: String, siteCode: String, site: ID<Site>, status: OrderStatus, customer: String,
    phone: String, total: Money, paymentMethod: PaymentMethod, paymentStatus: PaymentStatus, placedAt: Instant,
    promiseAt: Instant, onHold: Bool
  ) {
    self.id = id
    self.number = number
    self.siteCode = siteCode
    self.site = site
    self.status = status
    self.customer = customer
    self.phone = phone
    self.total = total
    self.paymentMethod = paymentMethod
    self.paymentStatus = paymentStatus
    self.placedAt = placedAt
    self.promiseAt = promiseAt
    self.onHold = onHold
  }
}
