public import Commerce

/// An order as a customer or guest asks for it: products by what the shop lists, never a price.
public struct ShopOrder: Hashable, Sendable {
  /// One wanted line.
  public struct Line: Hashable, Sendable {
    /// What.
    public var product: ID<Product>
    /// Which variant of it; nil where there is only one.
    public var variant: ID<Variant>?
    /// How many, 1 to 999.
    public var quantity: Int

    /// `quantity` of a product's variant.
    public init(product: ID<Product>, variant: ID<Variant>?, quantity: Int) {
      self.product = product
      self.variant = variant
      self.quantity = quantity
    }
  }

  /// 1 to 50 lines, each variant once.
  public var lines: [Line]
  /// Who orders, as a guest says; whoever is signed in is known.
  public var guest: Customer
  /// Where it goes.
  public var address: Address
  /// Cash at the door or mobile money.
  public var paymentMethod: PaymentMethod
  /// What the customer wants done.
  public var note: String

  /// An order of these parts.
  public init(lines: [Line], guest: Customer, address: Address, paymentMethod: PaymentMethod, note: String = "") {
    self.lines = lines
    self.guest = guest
    self.address = address
    self.paymentMethod = paymentMethod
    self.note = note
  }
}

/// What became of a shop order.
public enum ShopPlacing: Sendable {
  /// It was placed; a guest gets the token that opens it.
  case placed(ShownOrder, guestToken: String?)
  /// Nothing was placed: of these products there is not enough.
  case short([Short])

  /// A product of which there is not enough.
  public struct Short: Hashable, Sendable {
    /// The product.
    public var product: ID<Product>
    /// Units wanted.
    public var requested: Int
    /// Units that can be ordered.
    public var available: Int
  }
}

extension ShopDesk {
  /// Places an order of a customer, or of a guest who says who they are. Throws `access.forbidden` for somebody who is
  /// no customer, `input.invalid`, or `input.not_found` for a product the town does not list.
  public func place(
    _ wanted: ShopOrder, at town: ID<Site>, by customer: ID<Person>?, id: UniqueID
  ) async throws(CommerceError) -> ShopPlacing {
    let uuid = house.ids.next()
    let nonce = customer == nil ? house.ids.next() : nil
    do throws(CommerceError) {
      let placed = try await perform("shop.place", id, customer, town, about: wanted.content) {
        transaction, command throws(CommerceError) in
        _ = try transaction.town(town)
        let who = try customer.map { person throws(CommerceError) in try transaction.customer(person) } ?? wanted.guest
        if customer == nil { try Self.checkGuest(who) }
        let draft = OrderDraft(
          lines: try wanted.resolved(at: town, in: transaction), customer: who, address: wanted.address,
          paymentMethod: wanted.paymentMethod, channel: .town, note: wanted.note)
        do throws(CommerceError) {
          let placed = try PlaceOrder.run(
            draft, uuid: uuid, at: town, in: transaction, by: command, scope: try WholeHouse.scope())
          try transaction.setOwner(OrderOwner(person: customer, guestNonce: nonce), of: placed.id)
          return placed
        } catch { throw error.inShopWords }
      }
      return try await house.store.read { [key] transaction throws(CommerceError) in
        let order = try transaction.existingOrder(placed.id, in: try WholeHouse.scope())
        let owner = try transaction.owner(of: order.id)
        return .placed(
          try transaction.shown(order, withPhone: true),
          guestToken: owner.guestNonce.map { GuestToken.make(order.uuid, $0, key) })
      }
    } catch {
      guard case .refused(let refusal) = error, refusal.rule == .insufficientStock else { throw error }
      let short = try await short(of: wanted, at: town)
      if short.isEmpty { throw error }
      return .short(short)
    }
  }

  private static func checkGuest(_ guest: Customer) throws(CommerceError) {
    var issues: [FieldIssue] = []
    if guest.email.isEmpty { issues.append(FieldIssue("guest_email", "is missing: guests say how to reach them")) }
    if guest.phone.isEmpty { issues.append(FieldIssue("guest_phone", "is missing: guests say how to reach them")) }
    guard issues.isEmpty else { throw .invalid(issues) }
  }

  private func short(of wanted: ShopOrder, at town: ID<Site>) async throws(CommerceError) -> [ShopPlacing.Short] {
    try await house.store.read { transaction throws(CommerceError) in
      let lines = try wanted.resolved(at: town, in: transaction)
      var short: [ShopPlacing.Short] = []
      for (line, asked) in zip(lines, wanted.lines) {
        let available = max(0, try transaction.level(of: line.variant, at: town).available)
        guard line.quantity > available else { continue }
        short.append(ShopPlacing.Short(product: asked.product, requested: line.quantity, available: available))
      }
      return short
    }
  }
}

extension ShopOrder {
  /// The variants that are meant. Throws `input.not_found` for what the town does not list, or `input.invalid` where a
  /// variant has to be said.
  fileprivate func resolved(
    at town: ID<Site>, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [OrderDraft.Line] {
    var drafted: [OrderDraft.Line] = []
    for (index, line) in lines.enumerated() {
      let listed = try transaction.listedVariants(of: line.product, at: town)
      guard !listed.isEmpty else { throw .notFound(.product, "") }
      guard let wanted = line.variant else {
        guard listed.count == 1, let only = listed.first else {
          throw .invalid([FieldIssue("items[\(index)].variant_id", "is missing: there are several variants")])
        }
        drafted.append(OrderDraft.Line(variant: only, quantity: line.quantity))
        continue
      }
      guard listed.contains(wanted) else { throw .notFound(.variant, "") }
      drafted.append(OrderDraft.Line(variant: wanted, quantity: line.quantity))
    }
    return drafted
  }

  fileprivate var content: [String] {
    [guest.name, guest.phone, guest.email, address.line1, address.area, address.landmark, paymentMethod.rawValue, note]
      + [address.point.map { "\($0.latitude) \($0.longitude)" } ?? ""]
      + lines.flatMap { ["\($0.product)", $0.variant?.description ?? "-", "\($0.quantity)"] }
  }
}

extension CommerceError {
  /// The same error with the fields named as the contract names them.
  fileprivate var inShopWords: CommerceError {
    guard case .invalid(let issues) = self else { return self }
    let names = [
      "customer.name": "guest_name", "customer.phone": "guest_phone", "customer.email": "guest_email",
      "address.line1": "delivery_address.line1", "address.area": "delivery_address.area",
      "address.landmark": "delivery_address.landmark", "note": "notes", "lines": "items",
    ]
    return .invalid(
      issues.map { issue in
        let field =
          names[issue.field]
          ?? issue.field.replacing("lines[", with: "items[")
          .replacing("].variant", with: "].variant_id")
        return FieldIssue(field, issue.problem)
      })
  }
}
