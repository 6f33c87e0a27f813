import Commerce

/// Rows of a customers file: who has a phone in a town, and where they live. A customer is whoever has the phone, so one
/// line a phone; orders go on telling of themselves.
struct KnownCustomerRows: RowImporter {
  let required = ["site", "name", "phone"]
  let optional = ["email", "address", "area", "landmark", "zone", "note"]
  let reach: ImportReach
  var seen = SeenKeys()

  init(reach: ImportReach) { self.reach = reach }

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    var plan = PlannedRow()
    let name = row.text("name")
    let phone = CheckedDraft.phone(row.text("phone", limit: 40))
    if !phone.isEmpty, !CheckedDraft.isPhone(phone) { row.fail("phone", "is not a phone number") }
    let email = row.optional("email").lowercased()
    if !email.isEmpty, !email.contains("@") { row.fail("email", "is not an e-mail address") }
    for (column, limit) in [("email", 254), ("address", 300), ("area", 100), ("landmark", 300), ("note", 1000)] {
      if row.optional(column).count > limit { row.fail(column, "is longer than \(limit) characters") }
    }
    for site in reach.sites(&row) {
      // The same phone is written with and without country code.
      seen.note("\(site.id) \(phone.filter(\.isNumber).suffix(9))", "phone", &row)
      let area = try area(&row, at: site, in: transaction)
      guard row.issues.isEmpty else { continue }
      let new = KnownCustomer(
        site: site.id, phone: phone, name: name, email: email,
        address: Address(line1: row.optional("address"), area: area, landmark: row.optional("landmark")),
        note: row.optional("note"), at: Instant(milliseconds: 0))
      let old = try transaction.knownCustomers(ofPhone: phone, in: reach.scope).first { $0.site == site.id }
      if var old {
        old.at = new.at
        guard old != new else { continue }
      }
      let step: PlannedRow.Step = { transaction, command throws(CommerceError) in
        var customer = new
        customer.at = command.at
        let id = try transaction.save(customer)
        guard let old else {
          return try transaction.appendAdded(.customer, id, site: site.id, name, by: command)
        }
        try transaction.append(.customer, id, site: site.id, old.changes(to: customer), by: command)
      }
      if old == nil { plan.add(step) } else { plan.change(step) }
    }
    return plan
  }

  /// The area as it is written, else the name of the zone that is named by code or name.
  private func area(
    _ row: inout ImportRow, at site: Site, in transaction: any ReadTransaction
  ) throws(CommerceError) -> String {
    let area = row.optional("area")
    let word = row.optional("zone")
    guard !word.isEmpty else { return area }
    guard let zone = try transaction.zone(named: word, at: site.id) else {
      row.fail("zone", "is no zone of \(site.name)")
      return area
    }
    if area.isEmpty { return zone.name }
    if try transaction.zone(named: area, at: site.id)?.id != zone.id {
      row.fail("area", "does not lie in zone \(zone.label)")
    }
    return area
  }
}

extension KnownCustomer {
  /// Every field that differs. Phones are not told to all who read the history.
  fileprivate func changes(to new: KnownCustomer) -> [(name: String, old: String, new: String)] {
    [
      ("name", name, new.name), ("email", email, new.email), ("address", address.line1, new.address.line1),
      ("area", address.area, new.address.area), ("landmark", address.landmark, new.address.landmark),
      ("note", note, new.note), ("phone", masked, new.masked),
    ]
  }

  private var masked: String { Customer(name: "", phone: phone).maskedPhone }
}
