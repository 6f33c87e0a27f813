public import Commerce

/// Whoever calls: what is known of a customer, what anybody may look for, and the views one keeps.
public protocol CustomerDesk: Sendable {
  /// Everything known of a phone within the caller's reach; a card without orders when nothing is.
  func customer(phone: String, by caller: Caller) async throws(CommerceError) -> CustomerCard
  /// A page of the orders of a phone, newest first.
  func orders(
    ofPhone phone: String, _ page: PageRequest<ID<Order>>, by caller: Caller
  ) async throws(CommerceError) -> Page<OrderRow>
  /// Customers by phone or name, the last to order first.
  func findCustomers(_ text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [CustomerRow]
  /// Adds a note about a customer.
  func addNote(_ text: String, aboutPhone phone: String, _ intent: Intent) async throws(CommerceError)
  /// Whatever `text` may mean: orders, customers, items, parcels, runs, payments, totes, bins, of every town within the
  /// caller's reach; what the caller may not see is not found.
  func find(anything text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [AnythingHit]
  /// The caller's saved views, by name.
  func views(by caller: Caller) async throws(CommerceError) -> [SavedView]
  /// Keeps a view under a name; another of that name is replaced.
  func saveView(_ view: SavedView, _ intent: Intent) async throws(CommerceError)
  /// Gives a saved view another name. Throws `edit.conflict` when that is taken.
  func renameView(_ name: String, to new: String, _ intent: Intent) async throws(CommerceError)
  /// Forgets a saved view.
  func removeView(_ name: String, _ intent: Intent) async throws(CommerceError)
}

/// What is known of a customer.
public struct CustomerCard: Hashable, Sendable, Codable {
  /// One place an order went to, and who took it.
  public struct Place: Hashable, Sendable, Codable {
    /// The name given with it.
    public var name: String
    /// The address.
    public var address: Address
    /// The e-mail given with it; empty when none was.
    public var email: String
    /// Orders that went there, of the newest ones.
    public var orders: Int
    /// When the last one was placed, or the place was written down.
    public var lastAt: Instant

    /// A place of that customer.
    public init(name: String, address: Address, email: String, orders: Int, lastAt: Instant) {
      self.name = name
      self.address = address
      self.email = email
      self.orders = orders
      self.lastAt = lastAt
    }
  }

  /// The phone; masked unless the caller may see it.
  public var phone: String
  /// Names and addresses, the last used first.
  public var places: [Place]
  /// The newest orders, open ones first.
  public var orders: [OrderRow]
  /// How many of those are open.
  public var open: Int
  /// True when there are older orders than those.
  public var hasMore: Bool
  /// What the customer owes (above zero) or has to their credit (below), in minor units of the town's currency.
  public var balance: Money
  /// What was noted, newest first.
  public var notes: [CustomerNote]
  /// The fee of the last delivery, theirs or else the town's, in minor units: what a new order begins with where no
  /// fee is set. 0 where the town or one of its zones has one, for then the address decides.
  public var lastFeeMinor: Int64

  /// A card with these parts.
  public init(
    phone: String, places: [Place], orders: [OrderRow], open: Int, hasMore: Bool, balance: Money,
    notes: [CustomerNote], lastFeeMinor: Int64
  ) {
    self.phone = phone
    self.places = places
    self.orders = orders
    self.open = open
    self.hasMore = hasMore
    self.balance = balance
    self.notes = notes
    self.lastFeeMinor = lastFeeMinor
  }
}

/// One line of the customer list.
public struct CustomerRow: Hashable, Sendable, Codable {
  /// The name of the newest order.
  public var name: String
  /// The phone; masked unless the caller may see it. Cards are opened by `last`.
  public var phone: String
  /// The newest order; nil for somebody who is known and has not ordered yet.
  public var last: ID<Order>?
  /// When it was placed.
  public var lastAt: Instant?
  /// What it cost.
  public var total: Money?
  /// Orders among those looked at.
  public var orders: Int

  /// A customer.
  public init(name: String, phone: String, last: ID<Order>?, lastAt: Instant?, total: Money?, orders: Int) {
    self.name = name
    self.phone = phone
    self.last = last
    self.lastAt = lastAt
    self.total = total
    self.orders = orders
  }
}

/// One thing that a text may mean.
public struct AnythingHit: Hashable, Sendable, Codable {
  /// What it is, and so what opens it.
  public enum Target: Hashable, Sendable, Codable {
    case order(ID<Order>)
    case customer(phone: String)
    case item(ID<Variant>)
    /// A parcel, by its code; its order is what opens.
    case parcel(String, ID<Order>)
    case run(String)
    /// A payment by its reference; its order is what opens.
    case payment(String, ID<Order>)
    /// A tote, by its code, and the order it carries.
    case tote(String, ID<Order>?)
    case bin(String)
  }

  /// What it is.
  public var target: Target
  /// How people call it: a number, a name, a code.
  public var label: String
  /// What tells it from others of its kind.
  public var detail: String
  /// The code of its town; empty for what all towns share.
  public var siteCode: String
  /// True when the text is exactly its number or code.
  public var isExact: Bool

  /// A hit.
  public init(_ target: Target, label: String, detail: String, siteCode: String = "", isExact: Bool) {
    self.target = target
    self.label = label
    self.detail = detail
    self.siteCode = siteCode
    self.isExact = isExact
  }
}
