import Commerce

/// Links a code that nobody knows to an item, on the spot.
enum LinkBarcode {
  /// Throws `rule.barcode.taken` when the code already stands for something at the site, `input.not_found` for an
  /// unknown SKU. One scan of it stands for `units`. Audited.
  static func run(
    _ text: String, to sku: String, units: Int = 1, at site: ID<Site>, in transaction: any WriteTransaction,
    by command: Command,
    scope: Scope
  ) throws(CommerceError) -> ID<Variant> {
    let code = ResolveCode.cleaned(text)
    guard code.utf8.count >= 4, code.utf8.count <= 48 else {
      throw .invalid([FieldIssue("code", "a barcode has 4 to 48 characters")])
    }
    guard (1...9999).contains(units) else { throw .invalid([FieldIssue("units", "is not 1 to 9999")]) }
    guard try ResolveCode.run(code, at: site, in: transaction, scope: scope) == .unknown else {
      throw .refused(Refusal(.barcodeTaken, [.code: .text(code)], remedy: .chooseOther))
    }
    guard case .item(let variant, _) = try ResolveCode.run(sku, at: site, in: transaction, scope: scope) else {
      throw .notFound(.variant, ResolveCode.cleaned(sku))
    }
    try transaction.insert(Barcode(code: code, variant: variant.id, packQuantity: units))
    try transaction.append(
      Change(
        .variant, variant.id.serial, site: nil, field: "barcode", new: units == 1 ? code : "\(code) ×\(units)",
        reason: "linked on the floor"),
      by: command)
    return variant.id
  }
}
