public import Commerce

/// What the published contracts read of the catalogue and of orders, by numbered pages.
public protocol ShopReads {
  /// A page of the products a town lists, by name: those with a variant that has a level there, these variants only.
  /// Costs one walk through the catalogue, which does not grow with what is sold.
  func products(
    of town: ID<Site>, _ query: ProductQuery, _ page: NumberedPage
  ) throws(CommerceError) -> Numbered<ListedProduct>
  /// The variants of a product that a town lists, by SKU.
  func listedVariants(of product: ID<Product>, at town: ID<Site>) throws(CommerceError) -> [ID<Variant>]
  /// The order of a site with that identifier; nil when there is none.
  func order(uuid: UniqueID, at site: ID<Site>) throws(CommerceError) -> Order?
  /// Who an order belongs to; nobody for one that was placed by staff.
  func owner(of order: ID<Order>) throws(CommerceError) -> OrderOwner
  /// A page of orders. The total is read from the counts kept for the boards; it is counted, along an index, only for a
  /// customer's own orders and between days.
  func orders(_ query: ShopOrderQuery, _ page: NumberedPage) throws(CommerceError) -> Numbered<ID<Order>>
  /// A driver's attempts at a site that stand so: the active ones by place on their run, ended ones newest first.
  func dispatches(
    by driver: ID<Person>, at site: ID<Site>, _ statuses: [DispatchStatus], limit: Int
  ) throws(CommerceError) -> [Dispatch]
  /// A customer's account; nil for somebody without one.
  func account(of person: ID<Person>) throws(CommerceError) -> CustomerAccount?
  /// The customer with that phone, digits with an optional plus.
  func customer(phone: String) throws(CommerceError) -> ID<Person>?
  /// The answer kept under a key.
  func reply(_ key: UniqueID) throws(CommerceError) -> KeptReply?
}

/// What the published contracts change beside the core's own nouns.
public protocol ShopWrites {
  /// Says who an order belongs to.
  func setOwner(_ owner: OrderOwner, of order: ID<Order>) throws(CommerceError)
  /// Adds the particulars of a customer's account; a taken phone throws `edit.conflict`.
  func insert(_ account: CustomerAccount) throws(CommerceError)
  /// Keeps an answer, unless one is kept under that key already.
  func keep(_ reply: KeptReply) throws(CommerceError)
  /// Forgets answers of before that moment, a few at a time.
  func forgetReplies(before moment: Instant) throws(CommerceError)
}

/// The answer to a request with an `Idempotency-Key`, kept to be given again.
public struct KeptReply: Hashable, Sendable {
  /// Made of the sender, the operation and the sender's key.
  public var key: UniqueID
  /// Made of the whole request: the same key with another one is refused.
  public var request: UniqueID
  /// The status it was answered with.
  public var status: Int
  /// The body it was answered with.
  public var body: String
  /// When.
  public var at: Instant

  /// An answer to `request` under `key`.
  public init(key: UniqueID, request: UniqueID, status: Int, body: String, at: Instant) {
    self.key = key
    self.request = request
    self.status = status
    self.body = body
    self.at = at
  }
}

/// A customer who signs in.
public struct CustomerAccount: Hashable, Sendable {
  /// Who.
  public var person: Person
  /// Digits with an optional plus; empty when none was given.
  public var phone: String
  /// The town they usually order from.
  public var town: ID<Site>?
  /// When they signed up.
  public var createdAt: Instant

  /// An account of `person`.
  public init(person: Person, phone: String, town: ID<Site>?, createdAt: Instant) {
    self.person = person
    self.phone = phone
    self.town = town
    self.createdAt = createdAt
  }
}

/// What a reader narrows a list of orders by.
public struct ShopOrderFilter: Hashable, Sendable {
  /// Only at these stages; empty for all.
  public var stages: [FloorStage]
  /// Only placed then or later.
  public var from: Instant?
  /// Only placed before then.
  public var until: Instant?

  /// Every order, unless narrowed.
  public init(stages: [FloorStage] = [], from: Instant? = nil, until: Instant? = nil) {
    self.stages = stages
    self.from = from
    self.until = until
  }
}

/// Which orders to list.
public struct ShopOrderQuery: Hashable, Sendable {
  /// The site.
  public var site: ID<Site>
  /// Only of this customer.
  public var owner: ID<Person>?
  /// What the reader narrows them by.
  public var filter: ShopOrderFilter
  /// True for the oldest first.
  public var isOldestFirst = false

  /// The orders of a site, newest first.
  public init(site: ID<Site>, filter: ShopOrderFilter = ShopOrderFilter()) {
    self.site = site
    self.filter = filter
  }
}

/// A page by its number, as the contracts ask for it.
public struct NumberedPage: Hashable, Sendable {
  /// From 1.
  public var number: Int
  /// The most rows of a page.
  public var limit: Int

  /// Page `number` of pages of `limit` rows.
  public init(_ number: Int = 1, limit: Int = 20) {
    self.number = max(1, number)
    self.limit = max(1, limit)
  }

  /// The rows before it; nil when there cannot be that many.
  public var offset: Int? {
    let before = (number - 1).multipliedReportingOverflow(by: limit)
    return before.overflow ? nil : before.partialValue
  }
}

/// Rows of a page, and how many there are on all of them.
public struct Numbered<Row: Sendable>: Sendable {
  /// The rows of the page.
  public var rows: [Row]
  /// Rows on all pages.
  public var total: Int

  /// These rows of so many.
  public init(rows: [Row], total: Int) {
    self.rows = rows
    self.total = total
  }
}

/// Which products to list.
public struct ProductQuery: Hashable, Sendable {
  /// Words that name or SKU have to contain; empty for all.
  public var search: String
  /// Only of this shelf; nil for all.
  public var category: String?
  /// Only those that are there (true) or not there (false) now; nil for both.
  public var isInStock: Bool?

  /// Every product, unless narrowed.
  public init(search: String = "", category: String? = nil, isInStock: Bool? = nil) {
    self.search = search
    self.category = category
    self.isInStock = isInStock
  }
}

/// A product as a town lists it.
public struct ListedProduct: Hashable, Sendable {
  /// The product.
  public var product: Product
  /// Its variants at that town, by SKU, with what can be ordered of each; never none.
  public var variants: [Listed]

  /// A variant and what is there of it.
  public struct Listed: Hashable, Sendable {
    /// The variant.
    public var variant: Variant
    /// Units that can be ordered now.
    public var available: Int

    /// `variant`, of which that many can be ordered.
    public init(variant: Variant, available: Int) {
      self.variant = variant
      self.available = available
    }
  }

  /// `product` with these variants.
  public init(product: Product, variants: [Listed]) {
    self.product = product
    self.variants = variants
  }

  /// Units of any variant that can be ordered now.
  public var available: Int { variants.reduce(0) { $0 + $1.available } }
}
