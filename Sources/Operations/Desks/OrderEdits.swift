public import Commerce

/// What an order would be and cost, before it is placed.
public struct OrderPreview: Hashable, Sendable, Codable {
  /// One wanted line.
  public struct Line: Hashable, Sendable, Codable {
    /// What.
    public var variant: Variant
    /// How many are wanted.
    public var quantity: Int
    /// How many can be promised now.
    public var available: Int

    /// `quantity` of `variant`, of which `available` can be promised.
    public init(variant: Variant, quantity: Int, available: Int) {
      self.variant = variant
      self.quantity = quantity
      self.available = available
    }

    /// Units too many.
    public var short: Int { max(0, quantity - available) }
  }

  /// The lines.
  public var lines: [Line]
  /// What it costs.
  public var totals: OrderTotals
  /// When it would be there.
  public var promiseAt: Instant
  /// `3 Osu`; empty when the area lies in no zone.
  public var zone: String
  /// Why it cannot be placed so; nil when it can.
  public var refusal: CommerceError?

  /// A preview.
  public init(
    lines: [Line], totals: OrderTotals, promiseAt: Instant, zone: String, refusal: CommerceError?
  ) {
    self.lines = lines
    self.totals = totals
    self.promiseAt = promiseAt
    self.zone = zone
    self.refusal = refusal
  }
}

/// What an edit would do to stock, money, zone and the walk of whoever picks the order.
public struct EditPreview: Hashable, Sendable, Codable {
  /// One item whose number changes.
  public struct Item: Hashable, Sendable, Codable {
    /// Its SKU.
    public var sku: String
    /// Its name.
    public var name: String
    /// Units now.
    public var from: Int
    /// Units then.
    public var to: Int
    /// Units reserved (above zero) or free again (below); missing units that are given up change neither.
    public var reserved: Int
    /// What is available before.
    public var available: Int
    /// What changes on the walk of the picker, such as `+2 at A-01-1`; empty when nobody is on the way.
    public var walk: [String]

    /// A change of one item.
    public init(sku: String, name: String, from: Int, to: Int, reserved: Int, available: Int, walk: [String]) {
      self.sku = sku
      self.name = name
      self.from = from
      self.to = to
      self.reserved = reserved
      self.available = available
      self.walk = walk
    }
  }

  /// One other thing that changes.
  public struct Field: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// What it is now.
    public var old: String
    /// What it will be.
    public var new: String

    /// `name` from `old` to `new`.
    public init(name: String, old: String, new: String) {
      self.name = name
      self.old = old
      self.new = new
    }
  }

  /// The order.
  public var order: ID<Order>
  /// Its number.
  public var number: String
  /// The version it rests on; commit it with the edit.
  public var version: Int
  /// Items whose number changes.
  public var items: [Item]
  /// Everything else that changes.
  public var fields: [Field]
  /// What it costs now.
  public var oldTotal: Money
  /// What it will cost.
  public var newTotal: Money
  /// What becomes of the money.
  public var money: EditMoney
  /// When it is promised; an edit leaves that.
  public var promiseAt: Instant
  /// Who is picking it; empty when nobody is.
  public var holder: String

  /// A preview.
  public init(
    order: ID<Order>, number: String, version: Int, items: [Item], fields: [Field], oldTotal: Money, newTotal: Money,
    money: EditMoney, promiseAt: Instant, holder: String
  ) {
    self.order = order
    self.number = number
    self.version = version
    self.items = items
    self.fields = fields
    self.oldTotal = oldTotal
    self.newTotal = newTotal
    self.money = money
    self.promiseAt = promiseAt
    self.holder = holder
  }
}

/// What may be done to several orders at once.
public enum BulkOrderAction: Hashable, Sendable, Codable {
  case hold(reason: String)
  case release
  case cancel(reason: String)
  case priority(Int)
  case note(String)
}

/// What an action would do to each of several orders; what is committed is exactly this.
public struct BulkOrderPlan: Hashable, Sendable, Codable {
  /// One order.
  public struct Row: Hashable, Sendable, Codable {
    /// The order.
    public var order: ID<Order>
    /// Its number.
    public var number: String
    /// Who ordered.
    public var customer: String
    /// Where it stands.
    public var status: OrderStatus
    /// Units that are free again at once, when it is cancelled.
    public var freed: Int
    /// Units that have to be put back, when it is cancelled.
    public var putBacks: Int
    /// What is refunded when it is cancelled, in minor units.
    public var refundMinor: Int64
    /// Why it stays as it is; nil when it is done.
    public var refusal: CommerceError?

    /// One order of the plan.
    public init(
      order: ID<Order>, number: String, customer: String, status: OrderStatus, freed: Int = 0, putBacks: Int = 0,
      refundMinor: Int64 = 0, refusal: CommerceError? = nil
    ) {
      self.order = order
      self.number = number
      self.customer = customer
      self.status = status
      self.freed = freed
      self.putBacks = putBacks
      self.refundMinor = refundMinor
      self.refusal = refusal
    }
  }

  /// The orders, as they were given.
  public var rows: [Row]
  /// What it rests on; commit it with the action.
  public var basis: String

  /// A plan.
  public init(rows: [Row], basis: String) {
    self.rows = rows
    self.basis = basis
  }

  /// The orders it is done to.
  public var done: [Row] { rows.filter { $0.refusal == nil } }
}

/// What was done to each of several orders.
public struct BulkOrderResult: Hashable, Sendable, Codable {
  /// The numbers of the orders it was done to.
  public var done: [String]
  /// The numbers of the others, with the code of why not.
  public var refused: [String: String]

  /// A result.
  public init(done: [String], refused: [String: String]) {
    self.done = done
    self.refused = refused
  }
}
