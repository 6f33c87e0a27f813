import Commerce

/// Gathers what is known of a phone: whoever has it is the customer.
enum LoadCustomer {
  /// So many of the newest orders are looked through for names and addresses.
  private static let depth = 50

  static func run(
    _ phone: String, at site: Site, policy: AccessPolicy, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> CustomerCard {
    let page = try transaction.orders(ofPhone: phone, PageRequest(limit: depth), in: scope)
    var places: [CustomerCard.Place] = []
    var fee: Int64?
    for row in page.rows {
      guard let order = try transaction.order(row.id, in: scope) else { continue }
      if fee == nil { fee = order.totals.deliveryMinor }
      if let index = places.firstIndex(where: { $0.name == order.customer.name && $0.address == order.address }) {
        places[index].orders += 1
      } else {
        places.append(
          CustomerCard.Place(
            name: order.customer.name, address: order.address, email: order.customer.email, orders: 1,
            lastAt: order.placedAt))
      }
    }
    let known = try transaction.knownCustomers(ofPhone: phone, in: scope)
    for customer in known where !customer.address.line1.isEmpty {
      guard !places.contains(where: { $0.address.line1 == customer.address.line1 && $0.name == customer.name }) else {
        continue
      }
      places.append(
        CustomerCard.Place(
          name: customer.name, address: customer.address, email: customer.email, orders: 0, lastAt: customer.at))
    }
    let balance = try balance(page, phone, in: transaction, scope: scope)
    var orders = page.rows.filter { isOpen($0) } + page.rows.filter { !isOpen($0) }
    mask(&orders, policy)
    let lastFee: Int64
    if try hasFees(site, in: transaction, scope: scope) {
      lastFee = 0
    } else if let fee {
      lastFee = fee
    } else {
      lastFee = try townsLastFee(site, in: transaction, scope: scope)
    }
    let masked = !policy.allows(.seePhones, at: site.id)
    return CustomerCard(
      phone: masked ? Customer(name: "", phone: phone).maskedPhone : phone, places: places, orders: orders,
      open: orders.filter(isOpen).count, hasMore: page.hasAfter, balance: Money(minor: balance, site.currency),
      notes: try (transaction.customerNotes(ofPhone: phone, in: scope) + known.compactMap(\.imported)).map { note in
        var shown = note
        if masked { shown.phone = Customer(name: "", phone: note.phone).maskedPhone }
        return shown
      }, lastFeeMinor: lastFee)
  }

  /// What the books say the customer owes, less what they have to their credit, over all their orders.
  private static func balance(
    _ newest: Page<OrderRow>, _ phone: String, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Int64 {
    var sum: Int64 = 0
    var page = newest
    // Nobody has ordered more often; a number that many share is no customer.
    for _ in 0..<40 {
      for row in page.rows {
        for move in try transaction.cashMoves(of: row.id) {
          if move.to == .debt || move.to == .credit { sum += move.amount.minor }
          if move.from == .debt || move.from == .credit { sum -= move.amount.minor }
        }
      }
      guard page.hasAfter, let last = page.rows.last else { break }
      page = try transaction.orders(ofPhone: phone, PageRequest(.after(last.id), limit: depth), in: scope)
    }
    return sum
  }

  /// True while the order is still on its way to its customer.
  static func isOpen(_ row: OrderRow) -> Bool { !row.status.isTerminal }

  private static func hasFees(
    _ site: Site, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Bool {
    if site.policy.deliveryFeeMinor > 0 { return true }
    return try transaction.zones(at: site.id, in: scope).contains { $0.feeMinor != nil }
  }

  private static func townsLastFee(
    _ site: Site, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Int64 {
    guard scope.includes(site.id) else { return 0 }
    let newest = try transaction.findOrders(OrderQuery(site: site.id), PageRequest(limit: 1), in: scope).rows.first
    guard let newest else { return 0 }
    return try transaction.order(newest.id, in: scope)?.totals.deliveryMinor ?? 0
  }

  /// Masks the phones of towns where the caller may not see them.
  static func mask(_ rows: inout [OrderRow], _ policy: AccessPolicy) {
    if policy.allowsEverywhere(.seePhones) { return }
    for index in rows.indices where !policy.allows(.seePhones, at: rows[index].site) {
      rows[index].phone = Customer(name: "", phone: rows[index].phone).maskedPhone
    }
  }
}

/// Finds customers among the orders that a text finds.
enum FindCustomers {
  /// So many of the newest orders found are gathered into customers.
  private static let depth = 300

  static func run(
    _ text: String, limit: Int, policy: AccessPolicy, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> [CustomerRow] {
    guard limit > 0 else { return [] }
    var rows = try transaction.findOrders(OrderQuery(text: text), PageRequest(limit: depth), in: scope).rows
    rows.removeAll { $0.phone.isEmpty }
    var found: [CustomerRow] = []
    var places: [String: Int] = [:]
    for row in rows {
      // The same customer writes the phone with and without country code.
      let key = String(row.phone.filter(\.isNumber).suffix(9))
      if let index = places[key] {
        found[index].orders += 1
      } else if found.count < limit {
        places[key] = found.count
        let phone =
          policy.allows(.seePhones, at: row.site)
          ? row.phone : Customer(name: "", phone: row.phone).maskedPhone
        found.append(
          CustomerRow(
            name: row.customer, phone: phone, last: row.id, lastAt: row.placedAt, total: row.total, orders: 1))
      }
    }
    let digits = text.filter(\.isNumber).count
    let known =
      digits >= 4
      ? try transaction.knownCustomers(ofPhone: text, in: scope)
      : try transaction.knownCustomers(named: text, limit: limit, in: scope)
    for customer in known where found.count < limit {
      let key = String(customer.phone.filter(\.isNumber).suffix(9))
      guard places.updateValue(found.count, forKey: key) == nil else { continue }
      let phone =
        policy.allows(.seePhones, at: customer.site)
        ? customer.phone : Customer(name: "", phone: customer.phone).maskedPhone
      found.append(CustomerRow(name: customer.name, phone: phone, last: nil, lastAt: nil, total: nil, orders: 0))
    }
    return found
  }
}

extension KnownCustomer {
  /// What came with the import, as a note; nil when nothing did.
  fileprivate var imported: CustomerNote? {
    note.isEmpty ? nil : CustomerNote(phone: phone, site: site, text: note, author: "import", at: at)
  }
}

/// Writes a note about a customer.
enum AddCustomerNote {
  /// Throws `input.invalid` for an empty note, one over 1,000 characters, or no phone.
  static func run(
    _ text: String, phone: String, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let text = trimmed(text)
    guard !text.isEmpty, text.count <= 1000 else {
      throw .invalid([FieldIssue("note", text.isEmpty ? "is empty" : "is longer than 1000 characters")])
    }
    let phone = String(phone.filter { $0.isNumber || $0 == "+" })
    try transaction.insert(
      CustomerNote(
        phone: phone, site: site, text: text, author: try transaction.nameOfActor(command), at: command.at))
    let number = Int64(phone.filter { $0.isASCII && $0.isNumber }.suffix(9)) ?? 0
    try transaction.append(Change(.customer, number, site: site, field: "note", new: text), by: command)
  }
}
