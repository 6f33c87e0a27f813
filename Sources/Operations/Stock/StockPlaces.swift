import Commerce

/// Bins and items as people name them, and the promises that keep units where they are.
enum StockPlaces {
  /// A bin of the site by its label. Throws `rule.scan.unknown_code`.
  static func bin(
    _ text: String, at site: ID<Site>, in transaction: any ReadTransaction
  ) throws(CommerceError) -> Bin {
    let code = ResolveCode.cleaned(text)
    guard let bin = try transaction.bin(code: code, at: site) else {
      throw .refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanBin))
    }
    return bin
  }

  /// An item by barcode or SKU, and the units one scan of it stands for. Throws `rule.scan.unknown_code`.
  static func item(
    _ text: String, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> (variant: Variant, units: Int) {
    guard case .item(let variant, let units) = try ResolveCode.run(text, at: site, in: transaction, scope: scope)
    else {
      throw .refused(Refusal(.unknownCode, [.code: .text(ResolveCode.cleaned(text))], remedy: .linkBarcode))
    }
    return (variant, units)
  }

  /// Throws unless `quantity` units can leave a bin: `rule.stock.not_in_bin` when it holds fewer, `rule.stock.promised`
  /// when pick lists are on the way to them, or when they leave what can be sold although orders are promised them.
  static func checkFree(
    _ quantity: Int, of variant: Variant, in bin: Bin, leavesSale: Bool, in transaction: any ReadTransaction
  ) throws(CommerceError) {
    let held = try transaction.binStock(bin.id, variant.id)
    let onHand = held?.onHand ?? 0
    guard quantity <= onHand else {
      throw .refused(
        Refusal(
          .notInBin,
          [
            .item: .text(variant.name), .bin: .text(bin.code), .available: .count(onHand), .requested: .count(quantity),
          ], remedy: .countBin))
    }
    if quantity > held?.free ?? 0 {
      let takers = try transaction.takers(of: variant.id, in: bin.id, at: bin.site)
      throw promised(variant, bin, quantity, free: held?.free ?? 0, takers)
    }
    guard leavesSale else { return }
    let available = try transaction.level(of: variant.id, at: bin.site).available
    if quantity > available {
      let orders = try transaction.promises(of: variant.id, at: bin.site, limit: 3)
      throw promised(variant, bin, quantity, free: available, orders)
    }
  }

  private static func promised(
    _ variant: Variant, _ bin: Bin, _ quantity: Int, free: Int, _ promises: [StockPromise]
  ) -> CommerceError {
    var facts: [FactName: Fact] = [
      .item: .text(variant.name), .bin: .text(bin.code), .available: .count(max(0, free)), .requested: .count(quantity),
    ]
    if !promises.isEmpty { facts[.order] = .text(promises.map(\.order).joined(separator: ", ")) }
    if let picker = promises.first?.picker, !picker.isEmpty { facts[.holder] = .text(picker) }
    return .refused(Refusal(.stockPromised, facts, remedy: .takeFewer))
  }

  /// The site of a command. Throws `input.not_found` outside the scope.
  static func site(
    _ id: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Site {
    guard scope.includes(id), let site = try transaction.site(id) else { throw .notFound(.site, id.description) }
    return site
  }
}
