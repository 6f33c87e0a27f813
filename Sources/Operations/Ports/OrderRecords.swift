public import Commerce

/// Orders and what hangs on them.
public protocol OrderReads {
  /// An order, if it lies within reach; otherwise nil, as if it did not exist (I39).
  func order(_ id: ID<Order>, in scope: Scope) throws(CommerceError) -> Order?
  /// An order by its number, if within reach.
  func order(number: String, in scope: Scope) throws(CommerceError) -> Order?
  /// The lines of an order, in the order they were placed.
  func lines(of order: ID<Order>) throws(CommerceError) -> [OrderLine]
  /// The payments of an order, oldest first.
  func payments(of order: ID<Order>) throws(CommerceError) -> [Payment]
  /// The refunds of an order, oldest first.
  func refunds(of order: ID<Order>) throws(CommerceError) -> [Refund]
  /// The notes of an order, oldest first.
  func notes(of order: ID<Order>) throws(CommerceError) -> [OrderNote]
  /// A page of the warehouse queue: an index range, never a scan.
  func queue(_ query: QueueQuery, _ page: PageRequest<QueueKey>, in scope: Scope) throws(CommerceError) -> Page<
    QueueRow
  >
  /// Orders that `text` finds: number or its last four, phone, name prefix or any three letters of it, e-mail, SKU;
  /// newest first, by key.
  func findOrders(
    _ query: OrderQuery, _ page: PageRequest<ID<Order>>, in scope: Scope
  ) throws(CommerceError) -> Page<OrderRow>
  /// The maintained counts of a site's floor, and what is late at `now`.
  func floor(of site: ID<Site>, at now: Instant, in scope: Scope) throws(CommerceError) -> FloorCounts
  /// The best order to pick next: begun work that came back first, then waiting orders; not on hold, not in
  /// `excluding`; highest priority, then earliest promise.
  func nextToPick(at site: ID<Site>, excluding: Set<ID<Order>>) throws(CommerceError) -> ID<Order>?
}

/// Changes of orders.
public protocol OrderWrites {
  /// The next order number of that site-local day (`ORD-YYYYMMDD-NNNN`, widening past 9999).
  func nextOrderNumber(day: String) throws(CommerceError) -> String
  /// Adds an order and its lines; identities in the values are ignored. Answers the identities given.
  func insert(_ order: Order, lines: [OrderLine]) throws(CommerceError) -> (order: ID<Order>, lines: [ID<OrderLine>])
  /// Replaces an order's row and raises its version; throws `edit.stale` when `order.version` is no longer the stored one.
  func update(_ order: Order) throws(CommerceError)
  /// Replaces a line's quantity, picked, packed and short counts.
  func update(_ line: OrderLine) throws(CommerceError)
  /// Adds a payment.
  func insert(_ payment: Payment) throws(CommerceError) -> ID<Payment>
  /// Replaces a payment's status, amount (in the currency it has), reference, reason of cancelling and time.
  func update(_ payment: Payment) throws(CommerceError)
  /// Adds a refund with its lines.
  func insert(_ refund: Refund) throws(CommerceError) -> ID<Refund>
  /// Adds a note.
  func insert(_ note: OrderNote) throws(CommerceError)
}

/// What staff wrote on an order.
public struct OrderNote: Hashable, Sendable, Codable {
  /// The order.
  public var order: ID<Order>
  /// What was written.
  public var text: String
  /// By whom.
  public var author: String
  /// When.
  public var at: Instant

  /// A note by `author`.
  public init(order: ID<Order>, text: String, author: String, at: Instant) {
    self.order = order
    self.text = text
    self.author = author
    self.at = at
  }
}
