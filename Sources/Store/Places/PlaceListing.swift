internal import Commerce
internal import Operations

extension SQLiteReads {
  func bins(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Bin] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      "SELECT id, site_id, code, kind, walk_order FROM bins WHERE site_id = ?1 ORDER BY walk_order, id"
    ).bind(site).all(Self.bin)
  }

  func totes(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Tote] {
    guard scope.includes(site) else { return [] }
    return try database.statement("SELECT id, site_id, code FROM totes WHERE site_id = ?1 ORDER BY code")
      .bind(site).all(Self.tote)
  }
}

extension SQLiteWrites {
  func update(_ bin: Bin) throws(CommerceError) {
    try database.statement("UPDATE bins SET kind = ?, walk_order = ? WHERE id = ?")
      .bind(code: bin.kind).bind(bin.walkOrder).bind(bin.id).run()
    try expectOneRow(.bin, bin.code)
  }

  func update(_ zone: Zone, latitude: Int?, longitude: Int?) throws(CommerceError) {
    try database.statement(
      """
      UPDATE zones SET name = ?, lane_id = ?, fee_minor = ?, latitude = coalesce(?, latitude), longitude = coalesce(?, longitude)
      WHERE id = ?
      """
    ).bind(zone.name).bind(zone.lane).bind(zone.feeMinor).bind(latitude.map(Int64.init)).bind(longitude.map(Int64.init))
      .bind(zone.id).run()
    try expectOneRow(.zone, zone.code)
  }

  func update(_ variant: Variant) throws(CommerceError) {
    try database.statement(
      "UPDATE variants SET product_id = ?, name = ?, unit = ?, weight_grams = ?, strict = ?, price_minor = ? WHERE id = ?"
    ).bind(variant.product).bind(variant.name).bind(variant.unit).bind(variant.weightGrams).bind(variant.strict)
      .bind(variant.priceMinor).bind(variant.id).run()
    try expectOneRow(.variant, variant.sku)
  }
}
