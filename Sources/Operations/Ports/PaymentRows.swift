public import Commerce

/// Which payments to list.
public struct PaymentQuery: Hashable, Sendable, Codable {
  /// The site.
  public var site: ID<Site>
  /// Only in these statuses; empty for all.
  public var statuses: Set<PaymentStatus>
  /// Only by this method.
  public var method: PaymentMethod?
  /// Only with this reference or of the order of this number; empty for all.
  public var text: String

  /// The payments of a site, unless narrowed.
  public init(
    site: ID<Site>, statuses: Set<PaymentStatus> = [], method: PaymentMethod? = nil, text: String = ""
  ) {
    self.site = site
    self.statuses = statuses
    self.method = method
    self.text = text
  }
}

/// One line of the payment list.
public struct PaymentRow: Hashable, Sendable, Codable {
  /// The payment.
  public var payment: Payment
  /// The order's number.
  public var number: String
  /// Who ordered.
  public var customer: String
  /// Where the order stands.
  public var orderStatus: OrderStatus
  /// Why its money cannot be asked for anew; nil when it can. Told by lists.
  public var askRefusal: CommerceError?
  /// Why it cannot be paid in cash instead; nil when it can. Told by lists.
  public var cashRefusal: CommerceError?

  /// A payment with these columns.
  public init(payment: Payment, number: String, customer: String, orderStatus: OrderStatus) {
    self.payment = payment
    self.number = number
    self.customer = customer
    self.orderStatus = orderStatus
  }
}

/// Which refunds to list.
public struct RefundQuery: Hashable, Sendable, Codable {
  /// The site.
  public var site: ID<Site>
  /// Only in these statuses; empty for all.
  public var statuses: Set<RefundStatus>

  /// The refunds of a site, unless narrowed.
  public init(site: ID<Site>, statuses: Set<RefundStatus> = []) {
    self.site = site
    self.statuses = statuses
  }
}

/// One line of the refund list.
public struct RefundRow: Hashable, Sendable, Codable {
  /// The refund.
  public var refund: Refund
  /// The order's number.
  public var number: String
  /// Who ordered.
  public var customer: String
  /// The name of who looks after it; empty when nobody does.
  public var ownerName: String

  /// A refund with these columns.
  public init(refund: Refund, number: String, customer: String, ownerName: String) {
    self.refund = refund
    self.number = number
    self.customer = customer
    self.ownerName = ownerName
  }
}

/// Which notices to list.
public struct NoticeQuery: Hashable, Sendable, Codable {
  /// Only of this site; nil for every one within reach.
  public var site: ID<Site>?
  /// Only in these states; empty for all.
  public var states: Set<PaymentNotice.State>

  /// Every notice within reach, unless narrowed.
  public init(site: ID<Site>? = nil, states: Set<PaymentNotice.State> = []) {
    self.site = site
    self.states = states
  }
}
