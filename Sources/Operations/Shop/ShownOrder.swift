public import Commerce

/// An order as the contracts show it.
public struct ShownOrder: Hashable, Sendable {
  /// The order; its phone is masked for those who need not call.
  public var order: Order
  /// Its lines.
  public var lines: [Line]
  /// True when it was placed without an account.
  public var isGuest: Bool

  /// A line and the product it is of.
  public struct Line: Hashable, Sendable {
    /// The line.
    public var line: OrderLine
    /// The product.
    public var product: ID<Product>
  }
}

/// An order with what hangs on it, as the contracts show it.
public struct ShownOrderDetail: Hashable, Sendable {
  /// The order.
  public var shown: ShownOrder
  /// Its payments, oldest first.
  public var payments: [Payment]
  /// The attempt to deliver it that goes on, or the last one; nil before the first.
  public var dispatch: Dispatch?
}

/// Who an order belongs to, beside what it says about its customer.
public struct OrderOwner: Hashable, Sendable {
  /// The customer whose account it was placed from.
  public var person: ID<Person>?
  /// What a guest's token is made with.
  public var guestNonce: UniqueID?

  /// An owner by account, or by a guest's token.
  public init(person: ID<Person>? = nil, guestNonce: UniqueID? = nil) {
    self.person = person
    self.guestNonce = guestNonce
  }
}

/// Who asks the shop for something of theirs.
public enum Visitor: Hashable, Sendable {
  /// Somebody signed in, at the town the order is asked of: a customer, staff, or a driver.
  case person(Caller)
  /// Whoever holds the token of a guest's order.
  case guest(token: String)
}

extension ReadTransaction {
  /// An order with the products of its lines.
  func shown(_ order: Order, withPhone: Bool) throws(CommerceError) -> ShownOrder {
    var lines: [ShownOrder.Line] = []
    for line in try self.lines(of: order.id) where line.quantity > 0 {
      let product = try variant(line.variant)?.product ?? ID(0)
      lines.append(ShownOrder.Line(line: line, product: product))
    }
    var shown = order
    if !withPhone { shown.customer.phone = order.customer.maskedPhone }
    return ShownOrder(order: shown, lines: lines, isGuest: try owner(of: order.id).guestNonce != nil)
  }

  /// What hangs on it.
  func detail(_ order: Order, withPhone: Bool) throws(CommerceError) -> ShownOrderDetail {
    ShownOrderDetail(
      shown: try shown(order, withPhone: withPhone), payments: try payments(of: order.id),
      dispatch: try dispatches(of: order.id).last { $0.status.isActive || $0.failure?.countsForDriver ?? true })
  }

  /// A customer as an order names them. Throws `access.forbidden` for somebody who is none.
  func customer(_ person: ID<Person>) throws(CommerceError) -> Customer {
    let account = try customerAccount(person)
    return Customer(name: account.person.name, phone: account.phone, email: account.person.email)
  }

  /// A customer's account. Throws `access.forbidden` for somebody who is no customer.
  func customerAccount(_ person: ID<Person>) throws(CommerceError) -> CustomerAccount {
    guard let found = try self.person(person), found.isActive else { throw .unauthenticated }
    guard try grants(of: person).contains(where: { $0.role == .customer }) else { throw .forbidden(.placeOrders) }
    return try account(of: person)
      ?? CustomerAccount(person: found, phone: "", town: nil, createdAt: Instant(milliseconds: 0))
  }
}
