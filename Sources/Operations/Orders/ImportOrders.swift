import Commerce

/// Rows of an orders file: one order a row, its items as `SKU=QTY` with blanks between. Prices are the house's, every
/// unit is reserved, and a file that asks for more than there is places nothing.
///
/// A row is a command of its own, remembered as long as any: the same file again places nothing twice. Its id is made
/// of the town and the row's `reference` where there is one, which then holds for every file; else of the file's
/// content and the line, for two customers may well ask for the same on two days.
struct OrderRows: RowImporter {
  let required = ["site", "name", "address", "items"]
  let optional = ["phone", "email", "area", "landmark", "pay", "fee", "note", "urgent", "reference"]
  let reach: ImportReach
  /// What earlier rows of the file have taken already, by site and item.
  private var taken: [Place: Int] = [:]

  /// Which line of the file a row's own command stands on.
  private var seen: [UniqueID: Int] = [:]

  private struct Place: Hashable {
    let site: ID<Site>
    let variant: ID<Variant>
  }

  init(reach: ImportReach) { self.reach = reach }

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    var plan = PlannedRow()
    let sites = reach.sites(&row)
    if sites.count > 1 { row.fail("site", "is not one town") }
    guard let site = sites.first else { return plan }
    let key = Self.key(row, site)
    let known = try transaction.outcome(of: key)
    let draft = OrderDraft(
      lines: try lines(&row, at: site.id, isPlaced: known != nil, in: transaction),
      customer: Customer(
        name: row.text("name"), phone: row.optional("phone"), email: row.optional("email")),
      address: Address(
        line1: row.text("address", limit: 300), area: row.optional("area"), landmark: row.optional("landmark")),
      paymentMethod: Self.method(&row), deliveryMinor: Self.fee(&row, site.currency), note: row.optional("note"),
      priority: row.optional("urgent").lowercased() == "yes" ? 1 : 0)
    if row.issues.isEmpty {
      do throws(CommerceError) {
        _ = try CheckedDraft(draft)
      } catch {
        guard case .invalid(let issues) = error else { throw error }
        for issue in issues { row.fail(Self.column(of: issue.field), issue.problem) }
      }
    }
    if let line = seen.updateValue(row.line, forKey: key) { row.fail("reference", "stands on line \(line) already") }
    let content = draft.content.digest
    if let known, known.digest != content { row.fail("reference", "was imported before with other content") }
    guard row.issues.isEmpty, known == nil else { return plan }
    let (line, scope) = (UInt64(row.line), reach.scope)
    plan.add { transaction, command throws(CommerceError) in
      // One command places many orders: each has an identifier of its own by its line.
      let uuid = UniqueID(randomHigh: command.id.high ^ 0x6F72_6465_72, randomLow: command.id.low &+ line << 20)
      let placed = try PlaceOrder.run(draft, uuid: uuid, at: site.id, in: transaction, by: command, scope: scope)
      var own = command
      own.id = key
      try transaction.remember(StoredOutcome(kind: "order.import", text: placed.stored, digest: content), of: own)
    }
    return plan
  }

  /// The command id of a row.
  private static func key(_ row: ImportRow, _ site: Site) -> UniqueID {
    let reference = row.optional("reference")
    let facts =
      reference.isEmpty
      ? ["order.import", site.code, String(row.file), String(row.line)] : ["order.import", site.code, reference]
    return UniqueID(randomHigh: Basis.number(of: facts), randomLow: Basis.number(of: facts, seed: 0x726F_7773))
  }

  private mutating func lines(
    _ row: inout ImportRow, at site: ID<Site>, isPlaced: Bool, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [OrderDraft.Line] {
    var lines: [OrderDraft.Line] = []
    for word in row.text("items", limit: 2000).split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let quantity = parts.count == 2 ? Int(parts[1]) : 1, (1...999).contains(quantity) else {
        row.fail("items", "\(word) is not SKU=QTY with 1 to 999 units")
        continue
      }
      guard let variant = try transaction.variant(sku: ResolveCode.cleaned(parts[0])) else {
        row.fail("items", "\(parts[0]) is not known")
        continue
      }
      lines.append(OrderDraft.Line(variant: variant.id, quantity: quantity))
      // What is placed already has its units.
      if isPlaced { continue }
      let place = Place(site: site, variant: variant.id)
      let free = try transaction.level(of: variant.id, at: site).available - taken[place, default: 0]
      if quantity > free { row.fail("items", "\(variant.sku): \(max(0, free)) are left for this row") }
      taken[place, default: 0] += quantity
    }
    return lines
  }

  private static func method(_ row: inout ImportRow) -> PaymentMethod {
    switch row.optional("pay").lowercased() {
    case "", "cod": return .cod
    case "momo": return .momo
    default:
      row.fail("pay", "is neither cod nor momo")
      return .cod
    }
  }

  /// Nil for the zone's or the town's fee.
  private static func fee(_ row: inout ImportRow, _ currency: Currency) -> Int64? {
    let text = row.optional("fee")
    guard !text.isEmpty else { return nil }
    guard let money = Money(decimal: text, currency) else {
      row.fail("fee", "is not an amount of \(currency.code)")
      return 0
    }
    return money.minor
  }

  /// The column of the file that a field of the draft comes from.
  private static func column(of field: String) -> String {
    switch field {
    case "customer.name": "name"
    case "customer.phone": "phone"
    case "customer.email": "email"
    case "address.line1": "address"
    case "note": "note"
    default: field.hasPrefix("address.") ? String(field.dropFirst(8)) : "items"
    }
  }
}
