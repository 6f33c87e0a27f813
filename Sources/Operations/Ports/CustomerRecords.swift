public import Commerce

/// Customers, as their orders tell of them: whoever has the same phone is the same customer.
public protocol CustomerReads {
  /// A page of the orders of a phone within reach, newest first.
  func orders(
    ofPhone phone: String, _ page: PageRequest<ID<Order>>, in scope: Scope
  ) throws(CommerceError) -> Page<OrderRow>
  /// What is known of a phone besides its orders, at the sites within reach.
  func knownCustomers(ofPhone phone: String, in scope: Scope) throws(CommerceError) -> [KnownCustomer]
  /// Customers known besides their orders whose name has words that begin so, by name, at most `limit`.
  func knownCustomers(named text: String, limit: Int, in scope: Scope) throws(CommerceError) -> [KnownCustomer]
  /// What was noted about a phone at the sites within reach, newest first.
  func customerNotes(ofPhone phone: String, in scope: Scope) throws(CommerceError) -> [CustomerNote]
  /// What a bin holds, by name of the item.
  func contents(of bin: ID<Bin>) throws(CommerceError) -> [(variant: Variant, units: Int)]
  /// The orders whose payment has that provider's reference, at the sites within reach.
  func orders(paidBy reference: String, in scope: Scope) throws(CommerceError) -> [ID<Order>]
  /// A person's saved views, by name.
  func savedViews(of person: ID<Person>) throws(CommerceError) -> [SavedView]
}

/// Changes of what is kept about customers, and of the lines of an order that is edited.
public protocol CustomerWrites {
  /// Adds a line to an order that is there already; identities in the value are ignored but the order's.
  func insert(_ line: OrderLine, at site: ID<Site>) throws(CommerceError) -> ID<OrderLine>
  /// Keeps what is known of a phone at a site, in place of what was; answers its number.
  func save(_ customer: KnownCustomer) throws(CommerceError) -> Int64
  /// Adds a note about a phone.
  func insert(_ note: CustomerNote) throws(CommerceError)
  /// Keeps a view under its name; a view of that name is replaced.
  func save(_ view: SavedView, of person: ID<Person>) throws(CommerceError)
  /// Removes a saved view; false when there is none of that name.
  func removeView(named name: String, of person: ID<Person>) throws(CommerceError) -> Bool
}

/// A customer of a town known by more than orders: imported, such as from the books of before.
public struct KnownCustomer: Hashable, Sendable {
  /// The site.
  public var site: ID<Site>
  /// The phone; whoever has it is the customer.
  public var phone: String
  /// The name.
  public var name: String
  /// The e-mail; empty when unknown.
  public var email: String
  /// Where to; its first line is empty when unknown.
  public var address: Address
  /// What is to be known about them; empty when nothing is.
  public var note: String
  /// When it was last written down.
  public var at: Instant

  /// Somebody with these particulars.
  public init(
    site: ID<Site>, phone: String, name: String, email: String, address: Address, note: String, at: Instant
  ) {
    self.site = site
    self.phone = phone
    self.name = name
    self.email = email
    self.address = address
    self.note = note
    self.at = at
  }
}

/// What staff wrote about a customer.
public struct CustomerNote: Hashable, Sendable, Codable {
  /// The customer's phone.
  public var phone: String
  /// The site it was written at.
  public var site: ID<Site>
  /// What was written.
  public var text: String
  /// By whom.
  public var author: String
  /// When.
  public var at: Instant

  /// A note by `author`.
  public init(phone: String, site: ID<Site>, text: String, author: String, at: Instant) {
    self.phone = phone
    self.site = site
    self.text = text
    self.author = author
    self.at = at
  }
}

/// A view that somebody keeps under a name.
public struct SavedView: Hashable, Sendable, Codable {
  /// Its name, as its owner wrote it.
  public var name: String
  /// The view as one line of text.
  public var address: String

  /// `address` under `name`.
  public init(name: String, address: String) {
    self.name = name
    self.address = address
  }
}
