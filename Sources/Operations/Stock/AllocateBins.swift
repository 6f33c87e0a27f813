import Commerce

/// Chooses the bins a picker walks to for units of a variant, and allocates the units there.
enum AllocateBins {
  /// Allocates up to `quantity` units: pick bins before bulk, as few stops as the free units allow, earlier stops
  /// before later ones. Answers the stops in walk order and how many units no bin has.
  static func run(
    _ quantity: Int, of variant: ID<Variant>, at site: ID<Site>, excluding: Set<ID<Bin>> = [],
    in transaction: any WriteTransaction
  ) throws(CommerceError) -> (taken: [(bin: Bin, quantity: Int)], missing: Int) {
    guard quantity > 0 else { return ([], 0) }
    let bins = try transaction.bins(holding: variant, at: site).filter { !excluding.contains($0.bin.id) }
    let (stops, missing) = choose(quantity, from: bins)
    for stop in stops { try transaction.allocate(stop.quantity, of: variant, in: stop.bin.id) }
    return (stops, missing)
  }

  /// The choice alone, from what the bins of a site hold.
  static func choose(
    _ quantity: Int, from bins: [BinStock]
  ) -> (taken: [(bin: Bin, quantity: Int)], missing: Int) {
    var left = quantity
    var stops: [(bin: Bin, quantity: Int)] = []
    for kind in [Bin.Kind.pick, .bulk] {
      var candidates = bins.filter { $0.bin.kind == kind && $0.free > 0 }.sorted(by: walksBefore)
      while left > 0, !candidates.isEmpty {
        let index = candidates.firstIndex { $0.free >= left } ?? fullest(candidates)
        let stop = candidates.remove(at: index)
        stops.append((stop.bin, min(left, stop.free)))
        left -= min(left, stop.free)
      }
    }
    stops.sort { ($0.bin.walkOrder, $0.bin.id) < ($1.bin.walkOrder, $1.bin.id) }
    return (stops, left)
  }

  private static func fullest(_ bins: [BinStock]) -> Int {
    bins.indices.reduce(0) { bins[$1].free > bins[$0].free ? $1 : $0 }
  }

  private static func walksBefore(_ left: BinStock, _ right: BinStock) -> Bool {
    (left.bin.walkOrder, left.bin.id) < (right.bin.walkOrder, right.bin.id)
  }
}
