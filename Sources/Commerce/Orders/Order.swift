/// An order: what a customer asked for, for how much, where to, and how far it has come.
public struct Order: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Order>
  /// The random identifier the APIs show.
  public var uuid: UniqueID
  /// The number people say, `ORD-YYYYMMDD-NNNN` by the site's local day.
  public var number: String
  /// The site that fulfils it.
  public var site: ID<Site>
  /// The dialect or desk it came by.
  public var channel: Channel
  /// How it reaches the customer.
  public var mode: FulfilmentMode
  /// Where it stands.
  public var status: OrderStatus
  /// How it is paid.
  public var paymentMethod: PaymentMethod
  /// Where its payment stands.
  public var paymentStatus: PaymentStatus
  /// 0 is normal; higher is picked first.
  public var priority: Int
  /// Who ordered.
  public var customer: Customer
  /// Where it goes.
  public var address: Address
  /// The delivery zone, if the address lies in one.
  public var zone: ID<Zone>?
  /// What it costs.
  public var totals: OrderTotals
  /// When it was placed.
  public var placedAt: Instant
  /// When it was promised to arrive.
  public var promiseAt: Instant
  /// The beginning of the slot it is promised for; nil when it may come any time before `promiseAt`.
  public var slotFrom: Instant?
  /// Why nobody may work on it, if so.
  public var hold: Hold?
  /// What the customer wants done, such as "Call before delivery".
  public var note: String
  /// The pick list that works on it, from claim until packed.
  public var pickList: ID<PickList>?
  /// When its last line was picked; nil before, and again after a correction.
  public var pickedAt: Instant?
  /// What has to be shown at the door.
  public var proof: ProofRequirement
  /// The code the customer says at the door; empty when none was given out.
  public var deliveryCode: String
  /// When `status` last changed.
  public var statusAt: Instant
  /// Grows by one with each change; a stale edit is refused by it.
  public var version: Int

  /// An order with these properties.
  public init(
    id: ID<Order>, uuid: UniqueID, number: String, site: ID<Site>, channel: Channel, mode: FulfilmentMode,
    status: OrderStatus, paymentMethod: PaymentMethod, paymentStatus: PaymentStatus, priority: Int = 0,
    customer: Customer, address: Address, zone: ID<Zone>?, totals: OrderTotals, placedAt: Instant, promiseAt: Instant,
    slotFrom: Instant? = nil, hold: Hold? = nil, note: String = "", pickList: ID<PickList>? = nil,
    pickedAt: Instant? = nil, proof: ProofRequirement = .none, deliveryCode: String = "", statusAt: Instant,
    version: Int = 1
  ) {
    self.id = id
    self.uuid = uuid
    self.number = number
    self.site = site
    self.channel = channel
    self.mode = mode
    self.status = status
    self.paymentMethod = paymentMethod
    self.paymentStatus = paymentStatus
    self.priority = priority
    self.customer = customer
    self.address = address
    self.zone = zone
    self.totals = totals
    self.placedAt = placedAt
    self.promiseAt = promiseAt
    self.slotFrom = slotFrom
    self.hold = hold
    self.note = note
    self.pickList = pickList
    self.pickedAt = pickedAt
    self.proof = proof
    self.deliveryCode = deliveryCode
    self.statusAt = statusAt
    self.version = version
  }

  /// The stage of floor work it stands in.
  public var stage: FloorStage { FloorStage(status: status, isPicked: pickedAt != nil) }

  /// What the payment gate looks at.
  public var payment: PaymentFacts { PaymentFacts(method: paymentMethod, status: paymentStatus, since: placedAt) }
}

/// One line of an order: a snapshot of what was sold, and how far its units have come.
public struct OrderLine: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<OrderLine>
  /// The order it stands on.
  public var order: ID<Order>
  /// What was sold.
  public var variant: ID<Variant>
  /// The SKU as sold.
  public var sku: String
  /// The name as sold.
  public var name: String
  /// Units ordered and still wanted.
  public var quantity: Int
  /// The price of one as sold, in minor units.
  public var unitPriceMinor: Int64
  /// Units in totes, boxes or beyond.
  public var picked: Int
  /// Units counted into boxes.
  public var packed: Int
  /// Units that could not be found and wait for a decision.
  public var short: Int

  /// A line with these properties.
  public init(
    id: ID<OrderLine>, order: ID<Order>, variant: ID<Variant>, sku: String, name: String, quantity: Int,
    unitPriceMinor: Int64, picked: Int = 0, packed: Int = 0, short: Int = 0
  ) {
    self.id = id
    self.order = order
    self.variant = variant
    self.sku = sku
    self.name = name
    self.quantity = quantity
    self.unitPriceMinor = unitPriceMinor
    self.picked = picked
    self.packed = packed
    self.short = short
  }

  /// Unit price times quantity, in minor units.
  public var totalMinor: Int64 { unitPriceMinor * Int64(quantity) }
}
