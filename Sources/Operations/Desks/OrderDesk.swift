public import Commerce

/// Orders: finding, looking up, placing, holding, cancelling.
public protocol OrderDesk: Sendable {
  /// Orders found by anything a person may have in hand; newest first.
  func find(
    _ query: OrderQuery, _ page: PageRequest<ID<Order>>, by caller: Caller
  ) async throws(CommerceError) -> Page<OrderRow>
  /// An order with everything that hangs on it, of any granted town.
  func detail(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> OrderDetail
  /// An order by its number.
  func detail(number: String, by caller: Caller) async throws(CommerceError) -> OrderDetail
  /// Places an order, all or nothing. Throws `rule.stock.insufficient` or `input.invalid`.
  func place(_ draft: OrderDraft, _ intent: Intent) async throws(CommerceError) -> PlacedOrder
  /// What a draft would cost, when it would be there, and what is short; nothing is reserved.
  func preview(_ draft: OrderDraft, by caller: Caller) async throws(CommerceError) -> OrderPreview
  /// What an edit would do to stock, money and the picker's walk. Throws why it may not be made.
  func preview(_ edit: OrderEdit, of order: ID<Order>, by caller: Caller) async throws(CommerceError) -> EditPreview
  /// Edits an order until it is packed. `version` is the preview's; throws `edit.stale` when the order changed since,
  /// `rule.order.too_late_to_edit`, `rule.order.paid_total_up`, `rule.stock.insufficient`.
  func edit(_ edit: OrderEdit, of order: ID<Order>, version: Int, _ intent: Intent) async throws(CommerceError)
  /// What an action would do to each of several orders.
  func plan(
    _ action: BulkOrderAction, on orders: [ID<Order>], by caller: Caller
  ) async throws(CommerceError) -> BulkOrderPlan
  /// Carries a plan out, exactly. Throws `rule.plan.changed` when it would be another now.
  func carryOut(
    _ action: BulkOrderAction, on orders: [ID<Order>], basis: String, _ intent: Intent
  ) async throws(CommerceError) -> BulkOrderResult
  /// Blocks all work on an order, for a reason.
  func hold(_ order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError)
  /// Lets work on an order go on.
  func releaseHold(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError)
  /// Adds a note.
  func addNote(_ text: String, to order: ID<Order>, _ intent: Intent) async throws(CommerceError)
  /// Sets the priority: 0 normal, 1 urgent.
  func setPriority(_ priority: Int, of order: ID<Order>, _ intent: Intent) async throws(CommerceError)
  /// Cancels an order: unpicked units are free at once, picked ones become put-backs, captured money a refund.
  /// With the `basis` of `CashDesk.cancelPreview` it does exactly what was previewed, or throws `rule.plan.changed`.
  func cancel(
    _ order: ID<Order>, reason: String, basis: String?, _ intent: Intent
  ) async throws(CommerceError)
}

extension OrderDesk {
  /// Cancels an order, whatever it means by now.
  public func cancel(_ order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError) {
    try await cancel(order, reason: reason, basis: nil, intent)
  }
}

/// What a person can do to an order from its screen.
public enum OrderAction: String, Hashable, Sendable, Codable, CaseIterable {
  case pick, pack, hold, releaseHold = "release_hold", addNote = "add_note", setPriority = "set_priority"
  case stepBack = "step_back", cancel, edit, askPayment = "ask_payment", toCash = "to_cash"
}

/// An order with everything that hangs on it.
public struct OrderDetail: Hashable, Sendable, Codable {
  /// The order; the phone is masked unless the caller may see it.
  public var order: Order
  /// Its site.
  public var site: Site
  /// `3 Osu`; empty when the address lies in no zone.
  public var zone: String
  /// Its lines.
  public var lines: [OrderLine]
  /// Its payments, oldest first.
  public var payments: [Payment]
  /// Its refunds, oldest first.
  public var refunds: [Refund]
  /// Its notes, oldest first.
  public var notes: [OrderNote]
  /// Its boxes.
  public var parcels: [Parcel]
  /// The totes it lies in.
  public var totes: [String]
  /// Its open shortages.
  public var shortages: [Shortage]
  /// Who works on it; empty when nobody does.
  public var holder: String
  /// Everything that happened to it, oldest first.
  public var timeline: [RecordedChange]
  /// Its attempts to be delivered, oldest first, each with its driver's name.
  public var attempts: [Attempt]
  /// What the caller may do now, and why not.
  public var actions: [ActionState<OrderAction>]

  /// An order with these parts.
  public init(
    order: Order, site: Site, zone: String, lines: [OrderLine], payments: [Payment], refunds: [Refund],
    notes: [OrderNote], parcels: [Parcel], totes: [String], shortages: [Shortage], holder: String,
    timeline: [RecordedChange], actions: [ActionState<OrderAction>], attempts: [Attempt] = []
  ) {
    self.order = order
    self.site = site
    self.zone = zone
    self.lines = lines
    self.payments = payments
    self.refunds = refunds
    self.notes = notes
    self.parcels = parcels
    self.totes = totes
    self.shortages = shortages
    self.holder = holder
    self.timeline = timeline
    self.actions = actions
    self.attempts = attempts
  }

  /// One attempt to deliver it.
  public struct Attempt: Hashable, Sendable, Codable {
    /// The attempt.
    public var dispatch: Dispatch
    /// Who took it.
    public var driverName: String
    /// The run it was on.
    public var runCode: String

    /// An attempt by that driver.
    public init(dispatch: Dispatch, driverName: String, runCode: String) {
      self.dispatch = dispatch
      self.driverName = driverName
      self.runCode = runCode
    }
  }
}

/// An order to be placed. Prices and totals are the house's, never the caller's (I12).
public struct OrderDraft: Hashable, Sendable, Codable {
  /// One wanted line.
  public struct Line: Hashable, Sendable, Codable {
    /// What.
    public var variant: ID<Variant>
    /// How many, 1 to 999.
    public var quantity: Int

    /// `quantity` of `variant`.
    public init(variant: ID<Variant>, quantity: Int) {
      self.variant = variant
      self.quantity = quantity
    }
  }

  /// 1 to 50 lines, each variant once.
  public var lines: [Line]
  /// Who orders.
  public var customer: Customer
  /// Where it goes.
  public var address: Address
  /// How it is paid.
  public var paymentMethod: PaymentMethod
  /// The dialect or desk it comes by.
  public var channel: Channel
  /// The delivery fee in minor units; nil for the zone's, or the town's where the zone has none.
  public var deliveryMinor: Int64?
  /// What the customer wants done.
  public var note: String
  /// 0 normal, 1 urgent.
  public var priority: Int
  /// What has to be shown at the door; nil for what the town asks for.
  public var proof: ProofRequirement?
  /// When it is wanted; nil for as soon as possible.
  public var slot: WantedSlot?

  /// A draft with these parts.
  public init(
    lines: [Line], customer: Customer, address: Address, paymentMethod: PaymentMethod, channel: Channel = .console,
    deliveryMinor: Int64? = nil, note: String = "", priority: Int = 0,
    proof: ProofRequirement? = nil, slot: WantedSlot? = nil
  ) {
    self.lines = lines
    self.customer = customer
    self.address = address
    self.paymentMethod = paymentMethod
    self.channel = channel
    self.deliveryMinor = deliveryMinor
    self.note = note
    self.priority = priority
    self.proof = proof
    self.slot = slot
  }

  /// A slot of a day to come.
  public struct WantedSlot: Hashable, Sendable, Codable {
    /// Days from today on the town's calendar, 0 to 60.
    public var day: Int
    /// The slot of that day.
    public var slot: DaySlot

    /// `slot`, so many days from today.
    public init(day: Int, slot: DaySlot) {
      self.day = day
      self.slot = slot
    }
  }
}

/// What placing an order answers.
public struct PlacedOrder: Hashable, Sendable, Codable {
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// Where it stands now.
  public var status: OrderStatus
  /// What the customer pays.
  public var total: Money

  /// A placed order.
  public init(id: ID<Order>, number: String, status: OrderStatus, total: Money) {
    self.id = id
    self.number = number
    self.status = status
    self.total = total
  }
}
