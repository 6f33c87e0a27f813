public import Commerce

/// Customers, as their orders tell of them: whoever has the same phone is the same customer.
public protocol CustomerReads {
  /// A page of the orders of a phone within reach, newest first.
  func orders(
    ofPhone phone: String, _ page: PageRequest<ID<Order>>, in scope: Scope
  ) throws(CommerceError) -> Page<OrderRow>
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
  /// Adds a note about a phone.
  func insert(_ note: CustomerNote) throws(CommerceError)
  /// Keeps a view under its name; a view of that name is replaced.
  func save(_ view: SavedView, of person: ID<Person>) throws(CommerceError)
  /// Removes a saved view; false when there is none of that name.
  func removeView(named name: String, of person: ID<Person>) throws(CommerceError) -> Bool
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
