import Commerce

/// Finds out what a scanned or typed code stands for at a site.
enum ResolveCode {
  /// Barcodes and SKUs first, then the site's own labels, then order numbers and badges; codes are folded to upper case.
  static func run(
    _ text: String, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> ScannedThing {
    let code = cleaned(text)
    guard !code.isEmpty else { return .unknown }
    if let barcode = try transaction.barcode(code), let variant = try transaction.variant(barcode.variant) {
      return .item(variant, packQuantity: barcode.packQuantity)
    }
    if let tote = try transaction.tote(code: code, at: site) { return .tote(tote) }
    if let bin = try transaction.bin(code: code, at: site) { return .bin(bin) }
    if let parcel = try transaction.parcel(code: code, at: site) { return .parcel(parcel.id) }
    if let lane = try transaction.lane(code: code, at: site) { return .lane(lane) }
    if let variant = try transaction.variant(sku: code) { return .item(variant, packQuantity: 1) }
    if let order = try transaction.order(number: code, in: scope) { return .order(order.id) }
    if let person = try transaction.person(badge: code) { return .badge(person.id) }
    return .unknown
  }

  static func cleaned(_ text: String) -> String { ScannedThing.cleaned(text) }
}
