import Commerce

/// Finds items by what a person has in hand.
enum FindVariants {
  /// A barcode or SKU alone, otherwise the items whose name or SKU contains every word; nothing for no text.
  static func run(
    _ text: String, limit: Int, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [Variant] {
    let code = ResolveCode.cleaned(text)
    guard !code.isEmpty, limit > 0 else { return [] }
    if let barcode = try transaction.barcode(code), let variant = try transaction.variant(barcode.variant) {
      return [variant]
    }
    if let variant = try transaction.variant(sku: code) { return [variant] }
    return try transaction.variants(matching: code, limit: limit)
  }
}
