import Commerce

/// Rows of an orders file: one order a row, its items as `SKU=QTY` with blanks between. Prices are the house's, every
/// unit is reserved, and a file that asks for more than there is places nothing.
struct OrderRows: RowImporter {
  let required = ["site", "name", "address", "items"]
  let optional = ["phone", "email", "area", "landmark", "pay", "fee", "note", "urgent"]
  let reach: ImportReach
  /// What earlier rows of the file have taken already, by site and item.
  private var taken: [Place: Int] = [:]

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
    let draft = OrderDraft(
      lines: try lines(&row, at: site.id, in: transaction),
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
    guard row.issues.isEmpty else { return plan }
    let (line, scope) = (UInt64(row.line), reach.scope)
    plan.add { transaction, command throws(CommerceError) in
      // One command places many orders: each has an identifier of its own by its line.
      let uuid = UniqueID(randomHigh: command.id.high ^ 0x6F72_6465_72, randomLow: command.id.low &+ line << 20)
      _ = try PlaceOrder.run(draft, uuid: uuid, at: site.id, in: transaction, by: command, scope: scope)
    }
    return plan
  }

  private mutating func lines(
    _ row: inout ImportRow, at site: ID<Site>, in transaction: any ReadTransaction
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
      let place = Place(site: site, variant: variant.id)
      let free = try transaction.level(of: variant.id, at: site).available - taken[place, default: 0]
      if quantity > free { row.fail("items", "\(variant.sku): \(max(0, free)) are left for this row") }
      taken[place, default: 0] += quantity
      lines.append(OrderDraft.Line(variant: variant.id, quantity: quantity))
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

  private static func fee(_ row: inout ImportRow, _ currency: Currency) -> Int64 {
    let text = row.optional("fee")
    guard !text.isEmpty else { return 0 }
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
