import Commerce

/// Finds whatever a text may mean, over every town its asker may see, and nothing beyond.
struct FindAnything {
  let policy: AccessPolicy
  let transaction: any ReadTransaction

  /// Exact codes and numbers first; when there are any, nothing that only resembles the text is added.
  func run(_ text: String, limit: Int) throws(CommerceError) -> [AnythingHit] {
    let code = ResolveCode.cleaned(text)
    guard !code.isEmpty, limit > 0 else { return [] }
    var hits: [AnythingHit] = []
    let orders = policy.scope(for: .findOrders)
    if let orders { hits += try numbers(code, trimmed(text), orders) }
    if policy.scope(for: .viewStock) != nil { hits += try items(code, limit: 1, exactly: true) }
    if let floor = policy.scope(for: .viewQueue) { hits += try labels(code, floor, orders) }
    if let roads = policy.scope(for: .viewDispatch), let run = try transaction.run(code: code, in: roads) {
      let driver = try transaction.person(run.driver)?.name ?? ""
      hits.append(
        AnythingHit(
          .run(run.code), label: run.code, detail: "run of \(driver)", siteCode: try siteCode(run.site), isExact: true))
    }
    if !hits.isEmpty { return Array(hits.prefix(max(0, limit))) }
    if let customers = policy.scope(for: .seeCustomers) { hits += try people(text, customers) }
    if let orders { hits += try resembling(text, limit: limit, orders) }
    if policy.scope(for: .viewStock) != nil { hits += try items(code, limit: 20, exactly: false) }
    return Array(hits.prefix(max(0, limit)))
  }

  /// An order by its whole number, or by the reference of its payment.
  private func numbers(_ code: String, _ text: String, _ scope: Scope) throws(CommerceError) -> [AnythingHit] {
    if let order = try transaction.order(number: code, in: scope) { return [try hit(order, isExact: true)] }
    guard let payments = policy.scope(for: .viewPayments) else { return [] }
    var hits: [AnythingHit] = []
    for reference in Set([text, code]) {
      for id in try transaction.orders(paidBy: reference, in: payments) {
        guard let order = try transaction.order(id, in: scope) else { continue }
        hits.append(
          AnythingHit(
            .payment(reference, id), label: reference,
            detail: "payment of \(order.number), \(order.customer.name), \(order.totals.total.text)",
            siteCode: try siteCode(order.site), isExact: true))
      }
    }
    return hits
  }

  /// Labels of the floor: parcels, totes, bins, in each town in turn.
  private func labels(_ code: String, _ scope: Scope, _ orders: Scope?) throws(CommerceError) -> [AnythingHit] {
    var hits: [AnythingHit] = []
    for site in try transaction.sites(in: scope) {
      if let orders, let parcel = try transaction.parcel(code: code, at: site.id),
        let order = try transaction.order(parcel.order, in: orders)
      {
        hits.append(
          AnythingHit(
            .parcel(parcel.code, order.id), label: parcel.code,
            detail: "box \(parcel.box) of \(order.number), \(order.customer.name)", siteCode: site.code,
            isExact: true))
      }
      if let tote = try transaction.tote(code: code, at: site.id) {
        let carried = try transaction.orderInTote(tote.id)
        let order = try orders.flatMap { scope throws(CommerceError) in
          try carried.flatMap { id throws(CommerceError) in try transaction.order(id, in: scope) }
        }
        hits.append(
          AnythingHit(
            .tote(tote.code, order?.id), label: tote.code,
            detail: order.map { "tote with \($0.number), \($0.customer.name)" } ?? "tote, free", siteCode: site.code,
            isExact: true))
      }
      if let bin = try transaction.bin(code: code, at: site.id) {
        let held = try transaction.contents(of: bin.id).map { "\($0.units) \($0.variant.name)" }
        hits.append(
          AnythingHit(
            .bin(bin.code), label: bin.code,
            detail: held.isEmpty ? "bin, empty" : "bin with " + held.joined(separator: ", "), siteCode: site.code,
            isExact: true))
      }
    }
    return hits
  }

  private func items(_ code: String, limit: Int, exactly: Bool) throws(CommerceError) -> [AnythingHit] {
    if exactly {
      var found: Variant?
      if let barcode = try transaction.barcode(code) { found = try transaction.variant(barcode.variant) }
      if found == nil { found = try transaction.variant(sku: code) }
      return found.map { [hit($0, isExact: true)] } ?? []
    }
    // Two letters name half the catalogue; nobody means that.
    guard code.count > 2 else { return [] }
    return try transaction.variants(matching: code, limit: limit).map { hit($0, isExact: false) }
  }

  /// The customer of a phone, or customers whose name has the text in it.
  private func people(_ text: String, _ scope: Scope) throws(CommerceError) -> [AnythingHit] {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    if digits.count >= 9 {
      let newest = try transaction.orders(ofPhone: digits, PageRequest(limit: 1), in: scope).rows.first
      return newest.map { [customer($0, phone: digits, isExact: true)] } ?? []
    }
    guard text.contains(where: \.isLetter) else { return [] }
    let wanted = trimmed(text).lowercased()
    let found = try FindCustomers.run(text, limit: 8, policy: policy, in: transaction, scope: scope)
    // A masked phone opens nothing; the order beside it does.
    return found.filter { !$0.phone.contains("•") && $0.name.lowercased().contains(wanted) }.map { row in
      AnythingHit(.customer(phone: row.phone), label: row.name, detail: "customer, \(row.phone)", isExact: false)
    }
  }

  private func customer(_ row: OrderRow, phone: String, isExact: Bool) -> AnythingHit {
    let shown = policy.allows(.seePhones, at: row.site) ? row.phone : Customer(name: "", phone: row.phone).maskedPhone
    return AnythingHit(
      .customer(phone: phone), label: row.customer, detail: "customer, \(shown)", isExact: isExact)
  }

  private func resembling(_ text: String, limit: Int, _ scope: Scope) throws(CommerceError) -> [AnythingHit] {
    try transaction.findOrders(OrderQuery(text: text), PageRequest(limit: min(limit, 60)), in: scope).rows.map { row in
      AnythingHit(
        .order(row.id), label: row.number, detail: "\(row.status.rawValue), \(row.customer), \(row.total.text)",
        siteCode: row.siteCode, isExact: false)
    }
  }

  private func hit(_ order: Order, isExact: Bool) throws(CommerceError) -> AnythingHit {
    AnythingHit(
      .order(order.id), label: order.number,
      detail: "\(order.status.rawValue), \(order.customer.name), \(order.totals.total.text)",
      siteCode: try siteCode(order.site), isExact: isExact)
  }

  private func hit(_ variant: Variant, isExact: Bool) -> AnythingHit {
    AnythingHit(.item(variant.id), label: variant.name, detail: "item, \(variant.sku)", isExact: isExact)
  }

  private func siteCode(_ site: ID<Site>) throws(CommerceError) -> String { try transaction.site(site)?.code ?? "" }
}
