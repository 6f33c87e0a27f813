import Commerce

/// The stock desk on a local store.
struct LocalStockDesk: StockDesk {
  let house: House

  func find(_ text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [StockHit] {
    try await house.look(caller, needing: .viewStock) { transaction, _ throws(CommerceError) in
      var hits: [StockHit] = []
      for variant in try FindVariants.run(text, limit: limit, in: transaction) {
        hits.append(
          StockHit(
            variant: variant, level: try transaction.level(of: variant.id, at: caller.site),
            binCode: try transaction.bins(holding: variant.id, at: caller.site).first { $0.onHand > 0 }?.bin.code ?? ""
          ))
      }
      return hits
    }
  }

  func card(_ variant: ID<Variant>, by caller: Caller) async throws(CommerceError) -> StockCard {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      guard let found = try transaction.variant(variant) else { throw .notFound(.variant, variant.description) }
      guard let site = try transaction.site(caller.site) else { throw .notFound(.site, caller.site.description) }
      let reach = try transaction.reach(of: caller, for: .viewStock, at: nil)
      var others: [StockCard.SiteLevel] = []
      for other in try transaction.sites(in: reach) where other.id != site.id {
        others.append(
          StockCard.SiteLevel(site: other.name, level: try transaction.level(of: variant, at: other.id)))
      }
      return StockCard(
        variant: found, price: Money(minor: found.priceMinor, site.currency),
        barcodes: try transaction.barcodes(of: variant), level: try transaction.level(of: variant, at: site.id),
        bins: try transaction.bins(holding: variant, at: site.id), others: others,
        reorder: try transaction.reorderPoint(of: variant, at: site.id),
        adjustments: try transaction.adjustments(of: variant, at: site.id, limit: 20, in: scope))
    }
  }

  func moves(
    of variant: ID<Variant>, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedMove> {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try transaction.moves(of: variant, at: caller.site, page, in: scope)
    }
  }
}
