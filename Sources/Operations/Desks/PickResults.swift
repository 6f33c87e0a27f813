public import Commerce

/// A pick list as the pick screen shows it.
public struct PickWork: Hashable, Sendable, Codable {
  /// The list.
  public var list: PickList
  /// The orders on it with what a picker should know, in list order.
  public var orders: [PickOrderSummary]
  /// The barcodes of each item, so that nobody needs a scanner to try it.
  public var barcodes: [ID<Variant>: [String]]
  /// Lines that ended short with nothing left elsewhere.
  public var openShortages: Int
  /// Units one scan stands for, by barcode; one where nothing is said.
  public var packs: [String: Int]
  /// The town's policy, by which a scan is judged.
  public var policy: SitePolicy

  /// A job on the pick screen.
  public init(
    list: PickList, orders: [PickOrderSummary], barcodes: [ID<Variant>: [String]], openShortages: Int,
    packs: [String: Int] = [:], policy: SitePolicy = SitePolicy()
  ) {
    self.list = list
    self.orders = orders
    self.barcodes = barcodes
    self.openShortages = openShortages
    self.packs = packs
    self.policy = policy
  }

  private enum CodingKeys: String, CodingKey { case list, orders, barcodes, openShortages, packs, policy }

  /// Encodes it, the barcodes in the order of their items.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(list, forKey: .list)
    try container.encode(orders, forKey: .orders)
    try container.encode(InOrder(barcodes, by: \.serial), forKey: .barcodes)
    try container.encode(openShortages, forKey: .openShortages)
    try container.encode(packs, forKey: .packs)
    try container.encode(policy, forKey: .policy)
  }
}

/// What a picker should know of an order.
public struct PickOrderSummary: Hashable, Sendable, Codable {
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// Where it stands; cancelled when somebody cancelled it under the picker's hands.
  public var status: OrderStatus
  /// Its priority.
  public var priority: Int
  /// When it was promised.
  public var promiseAt: Instant
  /// The customer's name.
  public var customer: String
  /// `3 Osu`.
  public var zone: String
  /// How it is paid.
  public var paymentMethod: PaymentMethod
  /// What the customer pays.
  public var total: Money
  /// What the customer wants done.
  public var note: String
  /// Why it is on hold, if it is.
  public var holdReason: String?

  /// An order with these particulars.
  public init(
    id: ID<Order>, number: String, status: OrderStatus, priority: Int, promiseAt: Instant, customer: String,
    zone: String, paymentMethod: PaymentMethod, total: Money, note: String, holdReason: String?
  ) {
    self.id = id
    self.number = number
    self.status = status
    self.priority = priority
    self.promiseAt = promiseAt
    self.customer = customer
    self.zone = zone
    self.paymentMethod = paymentMethod
    self.total = total
    self.note = note
    self.holdReason = holdReason
  }
}

/// What came of an action on the pick screen, and the job as it stands after it.
public struct PickResult: Hashable, Sendable, Codable {
  /// What came of it.
  public var verdict: PickVerdict
  /// The job now.
  public var work: PickWork

  /// `verdict`, and the job after it.
  public init(verdict: PickVerdict, work: PickWork) {
    self.verdict = verdict
    self.work = work
  }
}
