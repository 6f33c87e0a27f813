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

  /// A job on the pick screen.
  public init(
    list: PickList, orders: [PickOrderSummary], barcodes: [ID<Variant>: [String]], openShortages: Int
  ) {
    self.list = list
    self.orders = orders
    self.barcodes = barcodes
    self.openShortages = openShortages
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

/// What came of an action on the pick screen.
public enum PickVerdict: Hashable, Sendable, Codable {
  /// Units are in the tote. `jumped` when it was not the line the screen asked for.
  case taken(item: String, quantity: Int, bin: String, tote: String, jumped: Bool)
  /// A further unit of a confirmed line was scanned; nothing moved.
  case counted(item: String, scans: Int, of: Int)
  /// One scan too many; nothing moved. `suggestCount` from the second time on.
  case overScan(item: String, of: Int, suggestCount: Bool)
  /// The right bin; its item comes next.
  case atBin(code: String)
  /// In a cluster: the item is in hand, now scan its totes.
  case inHand(item: String, quantity: Int, totes: Int)
  /// A tote was bound to an order.
  case bound(tote: String, order: String)
  /// The tote already carries this order.
  case knownTote(String)
  /// The scan was wrong; logged, nothing moved.
  case refused(Refusal)
  /// A short pick; `elsewhere` names the bins that were put on the walk instead, `short` what is left missing.
  case shorted(item: String, missing: Int, elsewhere: [String], short: Int)
  /// Units went to quarantine, with what was found instead.
  case quarantined(item: String, quantity: Int, elsewhere: [String], short: Int)
  /// The line went to the end of the walk.
  case skipped(item: String)
  /// The rest of the line is taken from another bin.
  case elsewhere(item: String, bin: String)
  /// The next tote scan adds a tote to this order.
  case anotherTote(order: String)
  /// The count of a bin was noted.
  case countNoted(bin: String, counted: Int)
  /// What was taken back.
  case undone(String)
}
